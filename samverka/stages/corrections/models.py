"""What a reader reported, and what the office corrected."""

import uuid
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role
from samverka.ground.common.bilingual import Titled
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import Programme
from samverka.stages.calls.models import Call
from samverka.stages.corrections.pages import page_in
from samverka.stages.corrections.states import MOVES, State
from samverka.stages.organisations.models import Organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case

# The records that have a public page of their own. A page of any other kind is known by its address alone.
SUBJECTS: dict[str, Any] = {one._meta.label_lower: one for one in (Case, Partnership, Organisation, Call)}
HANDLERS = (Role.Kind.OFFICER, Role.Kind.HEAD, Role.Kind.EDITOR)


def kind_of(record: models.Model | None) -> str:
    """Return under which kind a record is kept as the subject of a report; empty for one without a page of its own."""
    label = record._meta.label_lower if record is not None else ""
    return label if label in SUBJECTS else ""


def last_changed(record: Any) -> datetime | None:
    """Return when what the page of `record` shows last changed: the record itself, or one that stands on its page.

    A case names its parties, a partnership its parties and cases, an organisation its cases. Nothing for no record.
    """
    if record is None:
        return None
    moments: list[datetime | None] = [record.changed_at]
    if isinstance(record, Case | Partnership):
        moments.append(record.parties.aggregate(last=Max("organisation__changed_at"))["last"])
    if isinstance(record, Partnership):
        moments.append(record.cases.aggregate(last=Max("changed_at"))["last"])
    if isinstance(record, Organisation):
        moments.append(record.case_parties.aggregate(last=Max("case__changed_at"))["last"])
    return max(filter(None, moments))


class AboutPage(models.Model):
    """Something said about a public page, and about the record that is shown there, if it shows one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    page = models.CharField(max_length=500, help_text=_("The address within this site."))
    subject_kind = models.CharField(max_length=100, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @cached_property
    def subject(self) -> Any:
        """Return the record that the page shows, public or not; nothing where it shows none or it is gone."""
        model = SUBJECTS.get(self.subject_kind)
        return model.objects.filter(pk=self.subject_id).first() if model else None


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Reads over the error reports."""

    def visible_to(self, user: Any) -> "ErrorReportQuerySet":
        """Return the reports that `user` may read: they hold what strangers wrote, so not all of the office."""
        return self.filter(programme__in=user.programmes_as(*HANDLERS))

    def by_urgency(self) -> "ErrorReportQuerySet":
        """Return the reports to be answered first, the oldest at the top; then those put aside; then the settled."""
        rank = models.Case(When(state=State.OPEN, then=0), When(state=State.QUARANTINED, then=1), default=Value(2))
        return self.order_by(rank, F("settled_at").desc(nulls_last=True), "answer_due_on", "pk")


class ErrorReport(AboutPage):
    """What a reader says is wrong on a page. Text and address are erased twelve months after it was settled."""

    MOVES = MOVES

    key = models.UUIDField(default=uuid.uuid4, unique=True, help_text=_("Opens the receipt; a repeat makes no second."))
    state = models.CharField(max_length=20, choices=State, default=State.OPEN)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    text = models.TextField(_("what is wrong"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    version_at = models.DateTimeField(null=True, help_text=_("When the record had last changed, as the reader saw it."))
    origin = models.CharField(
        max_length=64, blank=True, db_index=True, help_text=_("Salted hash of the network; kept for a day.")
    )
    received_at = models.DateTimeField()
    answer_due_on = models.DateField()
    settled_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), blank=True)
    erased_at = models.DateTimeField(null=True)
    letters = models.ManyToManyField(Message, related_name="+", help_text=_("Erased with the report."))

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "answer_due_on"], name="report_waiting"),
            models.Index(fields=["settled_at"], name="report_settled", condition=Q(erased_at=None)),
        ]

    def __str__(self) -> str:
        # Kept in the record of changes for good, so nothing that the reader wrote stands here.
        return f"{self.pk}: {self.page.partition('?')[0]}"

    def is_late(self, today: date) -> bool:
        """Tell whether the day has passed by which an answer was promised."""
        return self.state == State.OPEN and self.answer_due_on < today

    def has_page_changed(self) -> bool:
        """Tell whether something that the page shows has changed since the report came in; not known is no."""
        changed_at = last_changed(self.subject)
        return changed_at is not None and changed_at > self.received_at


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Reads over the corrections."""

    def public(self, only: str = "") -> "CorrectionQuerySet":
        """Return the corrections that the public sees: those of pages that it may still read in full.

        What is embargoed, withdrawn or shown without its place takes its corrections with it. Where the kind of record
        is known, `only` that one is asked about.
        """
        shown = Q() if only else Q(subject_kind="")
        for kind in [only] if only else SUBJECTS:
            model = SUBJECTS[kind]
            records = model.objects.public()
            if model is Case:
                records = records.with_place()
            shown |= Q(subject_kind=kind) & Q(Exists(records.filter(pk=OuterRef("subject_id"))))
        return self.filter(shown, withdrawn_at=None)

    def visible_to(self, user: Any) -> "CorrectionQuerySet":
        """Return the corrections that `user` may take out of the log."""
        return self.filter(programme__in=user.programmes_as(*HANDLERS))


class Correction(Titled, AboutPage):
    """One entry of the public log: what a page said, and what it says now. Its address is kept in English."""

    report = models.OneToOneField(ErrorReport, models.PROTECT, related_name="correction")
    title_sv = models.CharField(_("name of the page in Swedish"), max_length=300)
    title_en = models.CharField(_("name of the page in English"), max_length=300)
    before_sv = models.TextField(_("what it said, in Swedish"))
    before_en = models.TextField(_("what it said, in English"))
    after_sv = models.TextField(_("what it says now, in Swedish"))
    after_en = models.TextField(_("what it says now, in English"))
    corrected_at = models.DateTimeField(db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        indexes = [
            models.Index(fields=["page"], name="correction_page"),
            models.Index(fields=["subject_kind", "subject_id"], name="correction_subject"),
        ]

    def __str__(self) -> str:
        return self.title

    def page_in(self, language: str) -> str:
        """Return the address of the corrected page in `language`."""
        return page_in(self.page, language)
