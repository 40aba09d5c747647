"""The people room: inviting, and saying what a person may do and until when."""

from datetime import date
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.people.forms import InviteForm, LastDayForm, MandateForm, MembershipForm, RoleForm
from samverka.faces.office.people.views import OnePerson
from samverka.ground.accounts.actions import end_role, give_role, invite_person, send_invitation
from samverka.ground.accounts.models import User
from samverka.ground.accounts.permissions import can_give_role, can_invite_person, can_send_invitation
from samverka.ground.accounts.rules import problems_before_ending_role, problems_before_inviting_again
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.stages.organisations.actions import (
    add_member,
    end_mandate,
    end_membership,
    give_mandate,
    invite_member,
)
from samverka.stages.organisations.permissions import can_place_person
from samverka.stages.organisations.rules import problems_before_ending_mandate, problems_before_ending_membership
from samverka.ui.pages import ActionPage, FormPage


class InvitePerson(OfficePage, FormPage):
    allowed = can_invite_person
    heading = _("Invite a person")
    lead = _("The person gets a letter with a link, and chooses a password. Who has an account already keeps it.")
    form_class = InviteForm
    submit_label = _("Send the invitation")

    def initial(self) -> dict[str, Any]:
        return {"language": "en", "organisation": self.request.GET.get("organisation", "")}

    def act(self, form: InviteForm) -> User:
        given = dict(form.cleaned_data)
        organisation, kind = given.pop("organisation"), given.pop("kind")
        if organisation is None:
            person = {name: given[name] for name in ("email", "name", "language")}
            return invite_person(**person, by=self.request.user, at=self.at)
        return invite_member(organisation, kind, by=self.request.user, at=self.at, **given).user

    def get_done(self, result: User) -> Any:
        if result.is_active:
            return _("%(name)s had an account already.") % {"name": result}
        return _("%(name)s has been invited.") % {"name": result}

    def done_url(self, result: User) -> str:
        return reverse("office:person", args=[result.pk])

    def cancel_url(self) -> str:
        return reverse("office:people")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "breadcrumbs": [(_("People"), reverse("office:people"))]}


class SendInvitation(OnePerson, ActionPage):
    allowed = can_send_invitation
    heading = _("Send the invitation again")
    submit_label = _("Send a new link")
    done = _("A new link has been sent.")
    consequences = [_("A new link is sent to the same address."), _("The earlier link can no longer be used.")]
    problems = problems_before_inviting_again

    def get_problems(self) -> list[Problem]:
        return problems_before_inviting_again(self.record)

    def act(self, form: Any) -> str:
        return send_invitation(self.record, by=self.request.user, at=self.at)


# --- Roles -----------------------------------------------------------------------------------------------------------


class GiveRole(OnePerson, FormPage):
    allowed = can_give_role
    not_allowed = _("Only the head of programme gives roles.")
    heading = _("Give a role")
    form_class = RoleForm
    submit_label = _("Give the role")
    done = _("The role is given, from today.")

    def form_arguments(self) -> dict[str, Any]:
        return {"head": self.request.user}

    def act(self, form: RoleForm) -> Any:
        given = form.cleaned_data
        return give_role(self.record, given["kind"], given["programme"], by=self.request.user, at=self.at)


class EndSomething(OnePerson, ActionPage):
    """A page on which something that a person may do gets its last day."""

    allowed = can_place_person
    form_class = LastDayForm
    submit_label = _("Save the last day")
    done = _("The last day has been noted.")
    is_dangerous = True
    held_as: ClassVar[str]
    held: Any

    def admit(self) -> None:
        """Find what is to end among what this person holds."""
        super().admit()
        self.held = get_object_or_404(getattr(self.record, self.held_as), pk=self.kwargs["number"])

    def initial(self) -> dict[str, date]:
        return {"last_day": today(self.at)}

    def act(self, form: LastDayForm) -> Any:
        return type(self).action(self.held, by=self.request.user, at=self.at, **form.cleaned_data)

    def get_problems(self) -> list[Problem]:
        return list(type(self).problems(self.held, last_day=today(self.at)))

    def context(self) -> dict[str, Any]:
        return {**super().context(), "lead": str(self.held)}


class EndRole(EndSomething):
    allowed = can_give_role
    not_allowed = _("Only the head of programme ends roles.")
    held_as = "role_set"
    action = end_role
    problems = problems_before_ending_role
    heading = _("End a role")
    consequences = [_("After the last day the person can no longer do what the role allows.")]


# --- Organisations ---------------------------------------------------------------------------------------------------


class AddMembership(OnePerson, FormPage):
    allowed = can_place_person
    heading = _("Add to an organisation")
    form_class = MembershipForm
    done = _("The person now belongs to the organisation.")

    def act(self, form: MembershipForm) -> Any:
        given = dict(form.cleaned_data)
        return add_member(
            self.record, given.pop("organisation"), given.pop("kind"), by=self.request.user, at=self.at, **given
        )


class EndMembership(EndSomething):
    held_as = "memberships"
    action = end_membership
    problems = problems_before_ending_membership
    heading = _("End a membership")
    consequences = [
        _("After the last day the person no longer sees what belongs to the organisation."),
        _("If it was the person's only role in the organisation, a mandate to sign for it ends too."),
    ]


class GiveMandate(OnePerson, FormPage):
    allowed = can_place_person
    heading = _("Let sign for an organisation")
    lead = _("Only when you have seen the decision or rule of delegation that the mandate rests on.")
    form_class = MandateForm
    done = _("The person can now sign for the organisation.")

    def form_arguments(self) -> dict[str, Any]:
        return {"person": self.record, "on": today(self.at)}

    def act(self, form: MandateForm) -> Any:
        given = dict(form.cleaned_data)
        return give_mandate(self.record, given.pop("organisation"), by=self.request.user, at=self.at, **given)


class EndMandate(EndSomething):
    held_as = "mandates"
    action = end_mandate
    problems = problems_before_ending_mandate
    heading = _("End a mandate")
    consequences = [_("After the last day the person can no longer sign for the organisation. What was signed stays.")]
