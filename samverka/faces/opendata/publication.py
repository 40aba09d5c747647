"""What is published: for which programme, by whom, at what moment, and from which cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Count, F, Max, Min, Prefetch, Q, Sum

from samverka.ground.common.snapshots import content_hash
from samverka.ground.programme.models import Programme, ProgrammeOwner, ProjectArea, RuleSet, Sector
from samverka.ground.programme.queries import programme_shown_first
from samverka.stages.payments.models import Payment
from samverka.stages.payments.queries import paid_amounts
from samverka.stages.projects.models import AccountingYear, Case, CaseLine, CaseParty, Commitment

CHUNK = 200
EXAMPLE = "XE-EXAMPLE-"


def midnight(day: date) -> datetime:
    """Return the first moment of a day by UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


@dataclass(frozen=True)
class Former:
    """An identifier the owner had before. Without a last day it stays the beginning of all activity identifiers."""

    identifier: str
    until: date | None


@dataclass(frozen=True)
class Publication:
    """The public records of one programme at one moment."""

    programme: Programme
    at: datetime

    @property
    def today(self) -> date:
        """Return the day by UTC, as validators count: a day that has begun here only is still in the future there."""
        return self.at.astimezone(UTC).date()

    @property
    def owner(self) -> ProgrammeOwner:
        """Return the publisher."""
        return self.programme.owner

    @cached_property
    def publisher(self) -> str:
        """Return the publisher's identifier; a demonstration never carries a real one."""
        identifier = self.owner.identifier.strip()
        if identifier and self.programme.is_demonstration and not identifier.startswith(EXAMPLE):
            return f"{EXAMPLE}{identifier}"
        return identifier

    @cached_property
    def formers(self) -> list[Former]:
        """Return the publisher's former identifiers, oldest first: written as text, or with the last day of their use.

        They begin the identifiers of what was published under them, so a demonstration has none.
        """
        formers: list[Former] = []
        if self.programme.is_demonstration:
            return formers
        for entry in self.owner.former_identifiers:
            facts = entry if isinstance(entry, dict) else {"identifier": entry}
            until = date.fromisoformat(facts["until"]) if facts.get("until") else None
            formers.append(Former(str(facts["identifier"]).strip(), until))
        return formers

    @cached_property
    def begins_on(self) -> date | None:
        """Return the day from which the programme has had rules, if it has any."""
        day: date | None = RuleSet.objects.filter(programme=self.programme).aggregate(first=Min("valid_from"))["first"]
        return day

    @cached_property
    def fallback_sector(self) -> Sector | None:
        """Return the purpose code of the first project area: what a case without an area counts as."""
        areas = ProjectArea.objects.filter(sector__isnull=False).select_related("sector")
        first = areas.order_by("position", "code").first()
        return first.sector if first else None

    def cases(self) -> Iterator[Case]:
        """Yield the public cases with all that the files say about them, oldest record first.

        They are read a chunk at a time, so memory stays level however many there are, and so does the number of
        queries for one chunk. `granted_total` and `paid_total` are the sums that the pages show.
        """
        parties = CaseParty.objects.select_related("organisation__country", "organisation__type")
        # Of a report only its year is read: what stands in it is not public.
        payments = Payment.objects.confirmed().annotate(paid_year=F("report__year")).select_related("payee__type")
        records = Case.objects.public(self.at).filter(programme=self.programme).with_amounts().order_by("pk")
        # The kind of a case is part of the name of one whose place is hidden.
        records = records.select_related("case_type")
        records = records.prefetch_related(
            Prefetch("parties", parties),
            Prefetch("payments", payments.order_by("paid_on", "pk")),
            "commitments",
            "years__lines",
            "countries",
            "areas__sector",
            "goals",
            "targets",
        )
        rows = records.iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            paid = paid_amounts(chunk)
            for case in chunk:
                case.paid_total = paid.get(case.pk, 0)  # type: ignore[attr-defined]
                # All are of this programme, so none needs a query to find it.
                case.programme = self.programme
                yield case

    @cached_property
    def _changes(self) -> dict[str, Any]:
        """Return a few figures, one of which differs whenever the files would: moments, counts, sums."""
        programme = {"case__programme": self.programme}
        cases = Case.objects.filter(programme=self.programme)
        # An embargo ends without anybody's doing.
        has_ended = Q(embargo_until__lte=self.at)
        embargoes = {
            "waited": Max("embargo_until", filter=has_ended),
            "shown_after": Count("embargo_until", filter=has_ended),
        }
        confirmed = Payment.objects.confirmed().filter(**programme)
        return {
            "cases": cases.aggregate(
                Max("changed_at"), Max("published_at"), Count("published_at"), Count("pk"), **embargoes
            ),
            "parties": CaseParty.objects.filter(**programme).aggregate(Max("organisation__changed_at"), Count("pk")),
            "commitments": Commitment.objects.filter(**programme).aggregate(Max("pk"), Count("pk"), Sum("amount")),
            "years": AccountingYear.objects.filter(**programme).aggregate(Max("pk"), Count("pk"), Max("report_due_on")),
            "lines": CaseLine.objects.filter(year__case__programme=self.programme).aggregate(
                Max("pk"), Count("pk"), Sum("amount")
            ),
            "payments": confirmed.aggregate(Max("confirmed_at"), Count("pk"), Sum("amount")),
            "rules": self.begins_on,
        }

    @cached_property
    def fingerprint(self) -> str:
        """Return a text that differs whenever a file built now would differ from an earlier one."""
        of = [
            {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}
            for row in (self.programme, self.owner)
        ]
        return content_hash([of, self._changes, self.today])

    @cached_property
    def records_changed_at(self) -> datetime:
        """Return the moment at which a record last changed; of a programme without any, the day it began."""
        figures = [value for part in self._changes.values() if isinstance(part, dict) for value in part.values()]
        moments = [value for value in figures if isinstance(value, datetime) and value <= self.at]
        return max(moments, default=midnight(min(self.begins_on or self.today, self.today)))

    @property
    def changed_at(self) -> datetime:
        """Return the last moment at which the files may have changed: a record did, or a new day turned a status."""
        return max(self.records_changed_at, midnight(self.today))


def find_publication(slug: str, at: datetime) -> Publication | None:
    """Return the publication of the programme called `slug`.

    Without one it is that of the programme shown first among those that have granted something here: a catalogue of
    cases known from elsewhere has nothing to publish as its own.
    """
    programmes = Programme.objects.select_related("owner", "home_country")
    granting = programmes.filter(pk__in=Case.objects.public().exclude(agreement=None).values("programme"))
    by_rank = granting.order_by("-is_shown_first", "is_demonstration", "pk")
    found = programmes.filter(slug=slug).first() if slug else by_rank.first() or programme_shown_first()
    return Publication(found, at) if found else None


def publications_of_the_same_owner(publication: Publication) -> list[Publication]:
    """Return the owner's publications of the same kind: a demonstration is never counted with the real ones."""
    programmes = Programme.objects.select_related("owner", "home_country").filter(
        owner=publication.owner, is_demonstration=publication.programme.is_demonstration
    )
    return [Publication(programme, publication.at) for programme in programmes]
