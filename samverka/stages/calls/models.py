"""A call for applications."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from samverka.ground.accounts.models import Role
from samverka.ground.common.bilingual import Titled
from samverka.ground.programme.models import Programme, RuleSet
from samverka.stages.calls.states import MOVES, State


class CallQuerySet(models.QuerySet["Call"]):
    """Reads over the calls."""

    def public(self) -> "CallQuerySet":
        """Return the calls that the public sees, whether open, coming, closed or cancelled."""
        return self.exclude(state=State.DRAFT)

    def visible_to(self, user: Any) -> "CallQuerySet":
        """Return the calls that `user` may see: the office those of its programmes, others the public ones."""
        numbers = user.office_programmes
        return self.filter(models.Q(programme__in=numbers) | ~models.Q(state=State.DRAFT))

    def open_at(self, at: datetime) -> "CallQuerySet":
        """Return the calls that take applications at `at`."""
        return self.filter(state=State.OPEN, opens_at__lte=at, closes_at__gte=at)


class Call(Titled, models.Model):
    """A window in which organisations apply for one case type under one rule set."""

    MOVES = MOVES

    key = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text=_("Sent with the form: a repeat makes no second.")
    )
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="calls")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, related_name="calls", verbose_name=_("rule set"))
    slug = models.SlugField(max_length=120, unique=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    title_sv = models.CharField(_("title in Swedish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    summary_sv = models.TextField(_("summary in Swedish"))
    summary_en = models.TextField(_("summary in English"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    decision_on = models.DateField(_("day of decision"), help_text=_("When applicants can expect to hear."))
    budget_amount = models.BigIntegerField(_("budget"), help_text=_("What can be granted in this call."))
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "pk"]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime) -> bool:
        """Tell whether the call takes applications at `at`."""
        return self.state == State.OPEN and self.opens_at <= at <= self.closes_at

    def has_closed(self, at: datetime) -> bool:
        """Tell whether the last day has passed."""
        return self.state == State.OPEN and at > self.closes_at


CALL_MAKERS = (Role.Kind.OFFICER, Role.Kind.HEAD)
