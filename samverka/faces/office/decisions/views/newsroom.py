"""Announcing to the newsroom: drafts for editors, from one decision or from all grants of a call."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from samverka.faces.office.decisions import tables
from samverka.faces.office.decisions.forms import EmbargoForm
from samverka.faces.office.decisions.views.reading import OneDecision
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.refusals import Problem
from samverka.newsroom.actions import Drafted, announce_call_to_newsroom, announce_to_newsroom, drafts_of
from samverka.newsroom.models import Announcement
from samverka.newsroom.permissions import can_announce_call_to_newsroom, can_announce_to_newsroom
from samverka.newsroom.rules import (
    grants_of,
    problems_before_announcing_call_to_newsroom,
    problems_before_announcing_to_newsroom,
)
from samverka.stages.calls.models import Call
from samverka.ui.pages import ActionPage

FOUR = _(
    "A piece of news and a press release are drafted, each in Swedish and English, with the facts of the decision."
)
NOT_PUBLIC = _(
    "Nothing becomes public: the editors get a letter, and one of them looks the drafts through and publishes."
)
BOUND = _("Names and amounts are bound to the decision. What no longer agrees with it cannot be published.")
THERE = _("Drafts have been made already. Pressing again makes no others.")


def told(result: Drafted) -> Any:
    """Return the sentence that says what was drafted, or what was there."""
    number = len(result.articles)
    if result.is_new:
        words = ngettext("%(number)s draft waits for the editors.", "%(number)s drafts wait for the editors.", number)
    else:
        words = ngettext(
            "%(number)s article was drafted before and is in the newsroom; nothing was made anew.",
            "%(number)s articles were drafted before and are in the newsroom; nothing was made anew.",
            number,
        )
    return words % {"number": number}


class AnnounceToNewsroom(OneDecision, ActionPage):
    allowed = can_announce_to_newsroom
    template_name = "office/decisions/check.html"
    action = announce_to_newsroom
    form_class = EmbargoForm
    heading = _("Announce to the newsroom")
    submit_label = _("Draft the news")
    consequences = [FOUR, BOUND, NOT_PUBLIC]

    def get_problems(self) -> list[Problem]:
        found = problems_before_announcing_to_newsroom(self.record, at=self.at)
        made = Announcement.objects.filter(decision=self.record).first()
        return [*found, Problem(THERE, is_warning=True)] if drafts_of(made) else found

    def get_done(self, result: Drafted) -> Any:
        return told(result)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "decision": self.record}


class AnnounceCallToNewsroom(OfficePage, ActionPage):
    allowed = can_announce_call_to_newsroom
    not_allowed = _("Only programme officers and the head of programme who belong to none of the parties do this.")
    template_name = "office/decisions/announce_all.html"
    records = Call.objects
    by = {"slug": "slug"}
    action = announce_call_to_newsroom
    form_class = EmbargoForm
    heading = _("Announce the grants of the call to the newsroom")
    submit_label = _("Draft the news")
    consequences = [FOUR, BOUND, NOT_PUBLIC]

    def get_problems(self) -> list[Problem]:
        found = problems_before_announcing_call_to_newsroom(self.record, at=self.at)
        made = Announcement.objects.filter(call=self.record, decision=None).first()
        return [*found, Problem(THERE, is_warning=True)] if drafts_of(made) else found

    def get_done(self, result: Drafted) -> Any:
        return told(result)

    def done_url(self, result: Any) -> str:
        return self.cancel_url()

    def cancel_url(self) -> str:
        return reverse("office:ranking", args=[self.record.slug])

    def context(self) -> dict[str, Any]:
        crumbs = [(_("Decisions"), reverse("office:decisions")), (_("Ranking"), self.cancel_url())]
        grants = grants_of(self.record)
        table = tables.decision_table(grants) if grants else None
        return {**super().context(), "breadcrumbs": crumbs, "lead": self.record.title, "table": table}
