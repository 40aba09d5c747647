"""The calls room: list, one call, making, changing, opening, extending and cancelling it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.calls.forms import CallForm, CancelForm, ExtendForm
from samverka.faces.office.calls.tables import call_badge, call_table
from samverka.faces.office.frame import OfficePage
from samverka.ground.common.dates import end_of_day
from samverka.stages.calls.actions import cancel_call, edit_call, extend_call, make_call, open_call
from samverka.stages.calls.models import CALL_MAKERS, Call
from samverka.stages.calls.permissions import can_edit_call, can_make_call, can_open_call, can_see_call, can_see_calls
from samverka.stages.calls.rules import problems_before_opening
from samverka.stages.calls.states import State
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class CallList(OfficePage, ListPage):
    allowed = can_see_calls
    heading = _("Calls")
    empty_text = _("There is no call yet.")

    def rows(self) -> QuerySet[Call]:
        return Call.objects.visible_to(self.request.user).select_related("rule_set", "programme")

    def table(self, rows: Any) -> Any:
        return call_table(rows, at=self.at)

    def context(self) -> dict[str, Any]:
        create = {"label": _("Make a call"), "url": reverse("office:call-new")}
        return {**super().context(), "create": create if can_make_call(self.request.user) else None}


class OneCall(OfficePage):
    """A page about one call."""

    records = Call.objects
    by = {"slug": "slug"}
    not_allowed = _("Only programme officers and the head of programme change calls.")

    def get_records(self) -> QuerySet[Call]:
        return Call.objects.select_related("rule_set__case_type", "programme")

    def done_url(self, result: Call) -> str:
        return reverse("office:call", args=[result.slug])

    def cancel_url(self) -> str:
        return reverse("office:call", args=[self.record.slug])

    def context(self) -> dict[str, Any]:
        return {**super().context(), "breadcrumbs": [(_("Calls"), reverse("office:calls"))]}


class CallRecord(OneCall, RecordPage):
    allowed = can_see_call
    template_name = "office/calls/call.html"

    def context(self) -> dict[str, Any]:
        call = self.record
        is_draft = call.state == State.DRAFT
        return {
            **super().context(),
            "badge": call_badge(call, at=self.at),
            "problems": problems_before_opening(call, at=self.at) if is_draft else [],
            "timeline": timeline_of(call),
            "actions": self.actions(),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with the call as it is now."""
        offered = {
            State.DRAFT: [("call-open", _("Open the call"), True), ("call-edit", _("Change"), False)],
            State.OPEN: [
                ("ranking", _("Ranking and money left"), True),
                ("call-extend", _("Move the last day"), False),
                ("call-cancel", _("Cancel the call"), False),
            ],
        }
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[self.record.slug]), "is_primary": is_primary}
            for name, label, is_primary in offered.get(self.record.state, [])
            if can_edit_call(self.request.user, self.record)
        ]


class MakeCall(OfficePage, FormPage):
    allowed = can_make_call
    heading = _("Make a call")
    form_class = CallForm
    done = _("The call is drafted. Check it and open it when it is ready.")

    def form_arguments(self) -> dict[str, Any]:
        return {"programmes": self.request.user.programmes_as(*CALL_MAKERS)}

    def act(self, form: CallForm) -> Call:
        facts = dict(form.cleaned_data)
        return make_call(facts.pop("rule_set"), key=facts.pop("key"), by=self.request.user, at=self.at, **facts)

    def done_url(self, result: Call) -> str:
        return reverse("office:call", args=[result.slug])

    def cancel_url(self) -> str:
        return reverse("office:calls")


class EditCall(OneCall, FormPage):
    allowed = can_edit_call
    form_class = CallForm

    def form_arguments(self) -> dict[str, Any]:
        call = self.record
        days = {"opens_on": localtime(call.opens_at).date(), "closes_on": localtime(call.closes_at).date()}
        money = {"decision_on": call.decision_on, "budget_amount": call.budget_amount}
        return {"programmes": [call.programme_id], "instance": call, "initial": {**days, **money}}

    def act(self, form: CallForm) -> Call:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        return edit_call(self.record, by=self.request.user, at=self.at, **facts)


class OpenCall(OneCall, ActionPage):
    allowed = can_open_call
    action = open_call
    problems = problems_before_opening
    heading = _("Open the call")
    submit_label = _("Open the call")
    done = _("The call is public.")
    consequences = [
        _("Everybody can read the call, and organisations can apply from its first day."),
        _("Its texts and its rules can no longer be changed; the last day can be moved to a later one."),
    ]


class ExtendCall(OneCall, ActionPage):
    allowed = can_open_call
    form_class = ExtendForm
    heading = _("Move the last day")
    submit_label = _("Move the last day")
    done = _("The last day has been moved.")

    def act(self, form: ExtendForm) -> Call:
        closes_at = end_of_day(form.cleaned_data["closes_on"], self.record.programme.time_zone)
        reason = form.cleaned_data["reason"]
        return extend_call(self.record, closes_at=closes_at, reason=reason, by=self.request.user, at=self.at)


class CancelCall(OneCall, ActionPage):
    allowed = can_open_call
    action = cancel_call
    form_class = CancelForm
    heading = _("Cancel the call")
    submit_label = _("Cancel the call")
    done = _("The call has been cancelled.")
    is_dangerous = True
    consequences = [_("Nobody can apply any more. The page of the call stays, and says that it was cancelled.")]
