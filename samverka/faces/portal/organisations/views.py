"""The organisations room of the portal: my organisations, their people, inviting a colleague."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.portal.frame import PortalPage, is_anybody
from samverka.faces.portal.organisations.forms import ColleagueForm, LastDayForm
from samverka.faces.portal.organisations.tables import mandate_table, member_table, organisation_table
from samverka.ground.accounts.rules import problems_before_inviting_again
from samverka.ground.common.dates import today
from samverka.ground.common.refusals import Problem
from samverka.stages.organisations.actions import end_membership, invite_member, send_member_invitation
from samverka.stages.organisations.models import Membership, Organisation, organisations_of
from samverka.stages.organisations.permissions import can_edit_members, can_see_organisation
from samverka.stages.organisations.rules import problems_before_ending_membership
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage


class OrganisationList(PortalPage, ListPage):
    allowed = is_anybody
    heading = _("My organisations")
    empty_text = _("You do not belong to an organisation yet. A coordinator or the programme office can add you.")

    def rows(self) -> QuerySet[Organisation]:
        own = Organisation.objects.filter(pk__in=organisations_of(self.request.user))
        return own.select_related("type", "country")

    def table(self, rows: Any) -> Any:
        return organisation_table(rows)


class OneOrganisation(PortalPage):
    """A page about one organisation."""

    records = Organisation.objects
    by = {"slug": "slug"}
    not_allowed = _("Only the organisation's coordinators and the programme office say who takes part.")

    def get_records(self) -> QuerySet[Organisation]:
        """Return the person's own organisations; people of the office see the others in the office."""
        own = Organisation.objects.filter(pk__in=organisations_of(self.request.user))
        return own.select_related("type", "country")

    def own_url(self) -> str:
        """Return the address of the organisation's page."""
        return reverse("portal:organisation", args=[self.record.slug])

    def done_url(self, result: Any) -> str:
        return self.own_url()

    def cancel_url(self) -> str:
        return self.own_url()

    def context(self) -> dict[str, Any]:
        crumbs = [(_("My organisations"), reverse("portal:organisations"))]
        if type(self).allowed is not can_see_organisation:
            crumbs.append((self.record.name, self.own_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class OrganisationRecord(OneOrganisation, RecordPage):
    allowed = can_see_organisation
    template_name = "portal/organisations/organisation.html"

    def context(self) -> dict[str, Any]:
        organisation, on = self.record, today(self.at)
        can_edit = can_edit_members(self.request.user, organisation)
        members = organisation.memberships.held_on(on).select_related("user").order_by("user__name", "pk")
        mandates = organisation.mandates.held_on(on).select_related("user").order_by("user__name", "pk")
        invite = {"label": _("Invite a colleague"), "url": reverse("portal:colleague-invite", args=[organisation.slug])}
        return {
            **super().context(),
            "facts": [(_("Kind"), organisation.type.name), (_("Country"), organisation.country.name)],
            "actions": [{**invite, "is_primary": True}] if can_edit else [],
            "members": member_table(members, organisation, can_edit=can_edit),
            "mandates": mandate_table(mandates),
        }


class InviteColleague(OneOrganisation, FormPage):
    allowed = can_edit_members
    form_class = ColleagueForm
    heading = _("Invite a colleague")
    lead = _("The colleague gets a letter with a link, chooses a password, and can then work with you here.")
    submit_label = _("Send the invitation")

    def initial(self) -> dict[str, Any]:
        return {"language": self.request.user.language, "kind": Membership.Kind.OFFICIAL}

    def act(self, form: ColleagueForm) -> Membership:
        return invite_member(self.record, by=self.request.user, at=self.at, **form.cleaned_data)

    def get_done(self, result: Membership) -> Any:
        if result.user.is_active:
            return _("%(name)s had an account already and now belongs to the organisation.") % {"name": result.user}
        return _("%(name)s has been invited.") % {"name": result.user}


class OneMembership(OneOrganisation, ActionPage):
    """A page about one person's membership."""

    allowed = can_edit_members
    membership: Membership

    def admit(self) -> None:
        """Find the membership in the organisation of the address."""
        super().admit()
        found = self.record.memberships.held_on(today(self.at)).select_related("user", "organisation")
        self.membership = get_object_or_404(found, pk=self.kwargs["number"])

    def context(self) -> dict[str, Any]:
        lead = f"{self.membership.user}, {self.membership.get_kind_display()}"
        return {**super().context(), "lead": lead}


class InviteAgain(OneMembership):
    heading = _("Send the invitation again")
    submit_label = _("Send a new link")
    done = _("A new link has been sent.")
    consequences = [_("A new link is sent to the same address."), _("The earlier link can no longer be used.")]

    def get_problems(self) -> list[Problem]:
        return problems_before_inviting_again(self.membership.user)

    def act(self, form: Any) -> Membership:
        return send_member_invitation(self.membership, by=self.request.user, at=self.at)


class EndMembership(OneMembership):
    form_class = LastDayForm
    heading = _("End a membership")
    submit_label = _("End the membership")
    done = _("The last day has been noted.")
    is_dangerous = True
    consequences = [
        _("After the last day the person no longer sees what belongs to the organisation."),
        _("If it was the person's only role in the organisation, a mandate to sign for it ends too."),
    ]

    def initial(self) -> dict[str, date]:
        return {"last_day": today(self.at)}

    def get_problems(self) -> list[Problem]:
        return problems_before_ending_membership(self.membership, last_day=today(self.at))

    def act(self, form: LastDayForm) -> Membership:
        return end_membership(self.membership, by=self.request.user, at=self.at, **form.cleaned_data)
