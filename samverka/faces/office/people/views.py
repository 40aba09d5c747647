"""The people room: everybody who takes part, and one person with what that person may do."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.people.forms import PersonFilter
from samverka.faces.office.people.tables import (
    invitation_table,
    mandate_table,
    membership_table,
    person_badge,
    person_table,
    role_table,
)
from samverka.ground.accounts.models import User
from samverka.ground.accounts.permissions import (
    can_give_role,
    can_invite_person,
    can_see_people,
    can_see_person,
    can_send_invitation,
)
from samverka.ground.common.dates import today
from samverka.newsroom.comments.queries import accounts_for_comments_alone
from samverka.stages.organisations.permissions import can_place_person
from samverka.ui.pages import ListPage, RecordPage
from samverka.ui.showing import timeline_of
from samverka.ui.templatetags.ui import moment_tag


class PersonList(OfficePage, ListPage):
    allowed = can_see_people
    heading = _("People")
    empty_text = _("Nobody fits.")

    def rows(self) -> QuerySet[User]:
        wanted = PersonFilter(self.request.GET)
        # Who only comments takes no part in the programme, and is nobody's business in its office.
        people = User.objects.visible_to(self.request.user).exclude(pk__in=accounts_for_comments_alone().values("pk"))
        if wanted.is_valid() and wanted.cleaned_data["q"]:
            people = people.matching(wanted.cleaned_data["q"])
        return people.prefetch_related("role_set", "memberships__organisation")

    def table(self, rows: Any) -> Any:
        return person_table(rows, on=today(self.at))

    def context(self) -> dict[str, Any]:
        create = {"label": _("Invite a person"), "url": reverse("office:person-invite")}
        return {
            **super().context(),
            "filters": PersonFilter(self.request.GET or None),
            "create": create if can_invite_person(self.request.user) else None,
        }


class OnePerson(OfficePage):
    """A page about one person."""

    records = User.objects
    by = {"pk": "pk"}
    not_allowed = _("Only programme officers and the head of programme change this.")

    def get_records(self) -> QuerySet[User]:
        return User.objects.get_queryset()

    def own_url(self) -> str:
        """Return the address of the person's page."""
        return reverse("office:person", args=[self.record.pk])

    def done_url(self, result: Any) -> str:
        return self.own_url()

    def cancel_url(self) -> str:
        return self.own_url()

    def context(self) -> dict[str, Any]:
        crumbs = [(_("People"), reverse("office:people"))]
        if type(self).allowed is not can_see_person:
            crumbs.append((self.record.name, self.own_url()))
        return {**super().context(), "breadcrumbs": crumbs}


class PersonRecord(OnePerson, RecordPage):
    allowed = can_see_person
    template_name = "office/people/person.html"

    def context(self) -> dict[str, Any]:
        person, viewer, on = self.record, self.request.user, today(self.at)
        may_place = can_place_person(viewer, person)
        memberships = person.memberships.select_related("organisation").order_by("-starts_on", "pk")
        mandates = person.mandates.select_related("organisation").order_by("-starts_on", "pk")
        invitations = person.invitations.select_related("invited_by").order_by("-sent_at")
        return {
            **super().context(),
            "badge": person_badge(person),
            "facts": [
                (_("E-mail address"), person.email),
                (_("Language"), dict(settings.LANGUAGES)[person.language]),
                (_("Came in"), moment_tag(person.joined_at)),
            ],
            "actions": self.actions(),
            "roles": role_table(person.role_set.select_related("programme"), viewer=viewer, on=on),
            "memberships": membership_table(memberships, can_edit=may_place, on=on),
            "mandates": mandate_table(mandates, can_edit=may_place, on=on),
            "invitations": invitation_table(invitations, at=self.at),
            "timeline": timeline_of(person),
        }

    def actions(self) -> list[dict[str, Any]]:
        """Return what can be done with the person."""
        viewer, person = self.request.user, self.record
        may_place = can_place_person(viewer, person)
        offered = [
            ("person-invite-again", _("Send the invitation again"), can_send_invitation(viewer, person)),
            ("membership-add", _("Add to an organisation"), may_place),
            ("mandate-give", _("Let sign for an organisation"), may_place and person.memberships.exists()),
            ("role-give", _("Give a role"), can_give_role(viewer, person)),
        ]
        if person.is_active:
            del offered[0]
        return [
            {"label": label, "url": reverse(f"office:{name}", args=[person.pk])}
            for name, label, is_open in offered
            if is_open
        ]
