"""A case as the office, its partners and the public know it."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samverka.ground.common.bilingual import Titled, current_language
from samverka.ground.programme.models import (
    CaseType,
    CoreArea,
    Country,
    Goal,
    Programme,
    ProjectArea,
    Tag,
    Target,
    Topic,
)
from samverka.stages.agreements.models import Agreement
from samverka.stages.networks.models import Network
from samverka.stages.organisations.models import Organisation, organisations_of
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.states import MOVES, State


class Shown(models.TextChoices):
    """How much of a published case the public sees. Totals count it whatever is chosen."""

    ALL = "all", _("Everything")
    NO_PLACE = "no_place", _("Not the place or the partners abroad")
    NOTHING = "nothing", _("Nothing but the sums")


class CaseQuerySet(models.QuerySet["Case"]):
    """Reads over the cases."""

    def public(self, at: datetime | None = None) -> "CaseQuerySet":
        """Return the cases that the public sees at the moment `at` (default: now).

        Published, their embargo over, not withdrawn, and more of them shown than the sums. Those shown without their
        place are among them: read their `public_…` properties, and `with_place()` wherever a place is said.
        """
        return self.counted(at).exclude(shown=Shown.NOTHING)

    def counted(self, at: datetime | None = None) -> "CaseQuerySet":
        """Return the cases that public totals count: the public ones, and those of which only the sums are shown."""
        embargo_is_over = Q(embargo_until__isnull=True) | Q(embargo_until__lte=at or timezone.now())
        return self.filter(embargo_is_over, published_at__isnull=False, withdrawn_at__isnull=True)

    def withdrawn(self) -> "CaseQuerySet":
        """Return the cases that were withdrawn and of which the public had seen more than the sums."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=False).exclude(shown=Shown.NOTHING)

    def with_place(self) -> "CaseQuerySet":
        """Return the cases whose place, countries and partners abroad may be shown."""
        return self.filter(shown=Shown.ALL)

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Return the cases that `user` works with: partners their own, the office those of its programmes."""
        numbers = user.office_programmes
        own = CaseParty.objects.filter(organisation__in=organisations_of(user)).values("case")
        return self.filter(models.Q(programme__in=numbers) | models.Q(pk__in=own))

    def with_amounts(self) -> "CaseQuerySet":
        """Add `granted_total` to each case, for lists: the sum of its commitments, empty where none is known."""
        promised = Commitment.objects.filter(case=models.OuterRef("pk")).order_by().values("case")
        return self.annotate(
            granted_total=models.Subquery(promised.annotate(total=models.Sum("amount")).values("total"))
        )


class Case(Titled, models.Model):
    """One application and all that follows from it, or a case known from public sources only.

    Where only years are known, the days are empty. Nothing that is not known is filled in.
    """

    MOVES = MOVES

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cases")
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, blank=True, related_name="cases")
    agreement = models.OneToOneField(Agreement, models.PROTECT, null=True, blank=True, related_name="case")
    case_type = models.ForeignKey(CaseType, models.PROTECT, null=True, blank=True, related_name="cases")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="cases")
    reference = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=20, choices=State)
    title_sv = models.CharField(_("title in Swedish"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300)
    summary_sv = models.TextField(_("summary in Swedish"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    start_year = models.PositiveSmallIntegerField(null=True, blank=True)
    end_year = models.PositiveSmallIntegerField(null=True, blank=True)
    decided_text = models.CharField(
        max_length=10, blank=True, help_text=_("Day, month or year as far as known: 2016-12.")
    )
    countries = models.ManyToManyField(Country, blank=True, related_name="cases")
    areas = models.ManyToManyField(ProjectArea, blank=True, related_name="cases")
    topics = models.ManyToManyField(Topic, blank=True, related_name="cases")
    core_areas = models.ManyToManyField(CoreArea, blank=True, related_name="cases")
    goals = models.ManyToManyField(Goal, blank=True, related_name="cases")
    targets = models.ManyToManyField(Target, blank=True, related_name="cases")
    tags = models.ManyToManyField(Tag, blank=True, related_name="cases", verbose_name=_("tags"))
    source = models.CharField(max_length=300, blank=True, help_text=_("Where the facts come from."))
    edited = models.JSONField(
        default=list, blank=True, help_text=_("Fields that a person has changed: a later file leaves them as they are.")
    )
    search_text = models.TextField(blank=True, help_text=_("Names and titles, folded; kept by the actions."))
    hidden_search_text = models.TextField(
        blank=True, help_text=_("By what only the office finds the case: words that would tell its hidden place.")
    )
    published_at = models.DateTimeField(null=True, blank=True)
    shown = models.CharField(_("what is shown"), max_length=10, choices=Shown, default=Shown.ALL)
    shown_reason = models.TextField(
        _("why not everything is shown"), blank=True, help_text=_("Only the office reads it.")
    )
    embargo_until = models.DateTimeField(
        _("not before"), null=True, blank=True, help_text=_("The public sees nothing of the case before this moment.")
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason_sv = models.TextField(_("reason in Swedish"), blank=True)
    withdrawn_reason_en = models.TextField(_("reason in English"), blank=True)
    changed_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    class Meta:
        # Said in full where a value may be unknown: left alone, one database puts those first and the other last.
        ordering = [models.F("start_year").desc(nulls_last=True), "title_en", "pk"]
        indexes = [
            models.Index(fields=["-changed_at"], name="case_changed"),
            # What every public page asks first: all that `public()` looks at, so that a count reads nothing else.
            models.Index(
                fields=["-published_at", "embargo_until", "shown"],
                condition=Q(published_at__isnull=False, withdrawn_at__isnull=True),
                name="case_public",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason_sv="") & ~Q(withdrawn_reason_en=""),
                name="case_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cleared(self) -> bool:
        """Tell whether somebody has decided that the public may see the case, and nobody that it may not any longer."""
        return self.published_at is not None and self.withdrawn_at is None

    def is_under_embargo(self, at: datetime) -> bool:
        """Tell whether the public still has to wait for the case."""
        return self.embargo_until is not None and self.embargo_until > at

    @property
    def shows_place(self) -> bool:
        """Tell whether the public may know the place of the case, its countries and its partners abroad."""
        return self.shown == Shown.ALL

    @property
    def public_title_sv(self) -> str:
        """Return the title in Swedish as the public reads it; see `public_title_in`."""
        return self.public_title_in("sv")

    @property
    def public_title_en(self) -> str:
        """Return the title in English as the public reads it; see `public_title_in`."""
        return self.public_title_in("en")

    @property
    def public_title(self) -> str:
        """Return the title as the public reads it, in the language of the page being made."""
        return self.title if self.shows_place else self.public_title_in(current_language())

    def public_title_in(self, language: str) -> str:
        """Return the title as the public reads it in `language`; reads `case_type` where the place is hidden.

        Titles name places (“Clean water in Kisumu”), and nobody can tell which do. So a case without its place is
        called by its kind, year and reference, of which none says where it is.
        """
        if self.shows_place:
            return str(getattr(self, f"title_{language}"))
        with translation.override(language):
            kind = self.case_type.name if self.case_type else gettext("Case")
        return ", ".join([kind, *([str(self.start_year)] if self.start_year else []), self.reference])

    @property
    def public_summary_sv(self) -> str:
        """Return the summary in Swedish, empty where the place is hidden: a summary tells of it."""
        return self.summary_sv if self.shows_place else ""

    @property
    def public_summary_en(self) -> str:
        """Return the summary in English, empty where the place is hidden: a summary tells of it."""
        return self.summary_en if self.shows_place else ""

    @property
    def public_parties(self) -> list["CaseParty"]:
        """Return the parties that the public sees, the one with the grant first; reads `parties` once if prefetched."""
        return [party for party in self.parties.all() if self.shows_place or party.is_home]

    @property
    def public_countries(self) -> list[Country]:
        """Return the countries that the public sees; reads `countries` once if prefetched."""
        return list(self.countries.all()) if self.shows_place else []

    @property
    def public_tags(self) -> list[Tag]:
        """Return the tags that the public sees: of a case without its place none, for a tag may name it."""
        return list(self.tags.all()) if self.shows_place else []

    @property
    def currency(self) -> str:
        """Return the currency of the grant; the programme's where no amount is known."""
        promised = next(iter(self.commitments.all()), None)
        return promised.currency if promised else self.programme.currency

    @property
    def organisations(self) -> list[Organisation]:
        """Return the parties' organisations, the one with the grant first; reads `parties` once if prefetched."""
        return [party.organisation for party in self.parties.all()]

    @property
    def payee(self) -> Organisation:
        """Return the organisation that has the grant, and is paid."""
        return self.organisations[0]


class CaseParty(models.Model):
    """An organisation in a case. The one in position 0 gets the grant."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="case_parties")
    is_home = models.BooleanField(help_text=_("Whether it is on the home side of the programme."))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "case parties"
        constraints = [models.UniqueConstraint(fields=["case", "organisation"], name="case_party_once")]

    def __str__(self) -> str:
        return str(self.organisation)


class Commitment(models.Model):
    """Money promised to a case by a decision: the grant, a top-up, or a reduction (below zero)."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("grant")
        TOP_UP = "top_up", _("top-up")
        REDUCTION = "reduction", _("reduction")

    case = models.ForeignKey(Case, models.CASCADE, related_name="commitments")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.GRANT)
    amount = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    committed_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = [models.F("committed_on").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return f"{self.case.reference}: {self.amount} {self.currency}"
