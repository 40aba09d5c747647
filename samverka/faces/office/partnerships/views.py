"""The partnerships room: finding a partnership, and keeping its steering group."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.frame import OfficePage
from samverka.faces.office.partnerships.forms import PartnershipFilter, SteeringMemberForm
from samverka.faces.office.partnerships.tables import partnership_table, steering_table
from samverka.ground.common.folding import fold
from samverka.stages.partnerships.actions import add_steering_member, edit_steering_member, erase_steering_member
from samverka.stages.partnerships.models import Partnership, Party, SteeringMember
from samverka.stages.partnerships.permissions import (
    can_edit_steering_group,
    can_edit_steering_member,
    can_see_partnership,
    can_see_partnerships,
)
from samverka.stages.projects.models import Case
from samverka.ui.pages import ActionPage, FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class PartnershipList(OfficePage, ListPage):
    allowed = can_see_partnerships
    heading = _("Partnerships")
    empty_text = _("No partnership fits.")

    def rows(self) -> QuerySet[Partnership]:
        found = Partnership.objects.visible_to(self.request.user)
        for word in fold(self.request.GET.get("q", "")[:200]).split():
            parties = Party.objects.filter(organisation__search_text__contains=word)
            found = found.filter(pk__in=parties.values("partnership"))
        return found

    def table(self, rows: Any) -> Any:
        return partnership_table(rows)

    def context(self) -> dict[str, Any]:
        return {**super().context(), "filters": PartnershipFilter(self.request.GET or None)}


class PartnershipRecord(OfficePage, RecordPage):
    """The parties of a partnership, its cases, and its steering group."""

    allowed = can_see_partnership
    records = Partnership.objects
    by = {"slug": "slug"}
    template_name = "office/partnerships/partnership.html"

    def get_records(self) -> QuerySet[Partnership]:
        members = SteeringMember.objects.select_related("organisation")
        parties = Party.objects.select_related("organisation__country")
        return Partnership.objects.prefetch_related(Prefetch("steering_group", members), Prefetch("parties", parties))

    def context(self) -> dict[str, Any]:
        partnership: Partnership = self.record
        may = can_edit_steering_group(self.request.user, partnership)
        add = {"label": _("Add a person"), "url": reverse("office:steering-member-new", args=[partnership.slug])}
        cases = Case.objects.visible_to(self.request.user).filter(partnership=partnership)
        return {
            **super().context(),
            "breadcrumbs": [(PartnershipList.heading, reverse("office:partnerships"))],
            "actions": [add] if may else [],
            "group": steering_table(partnership.steering_group.all(), slug=partnership.slug, can_edit=may),
            "cases": cases,
            "timeline": timeline_of(partnership),
        }


class OfSteeringGroup(OfficePage):
    """A page about one person in a steering group."""

    records: ClassVar[Any] = SteeringMember.objects
    by = {"slug": "partnership__slug", "pk": "pk"}
    not_allowed = _("Only programme officers and the head of programme keep the steering groups.")

    @property
    def partnership(self) -> Partnership:
        """Return the partnership that the group belongs to."""
        found: Partnership = self.record.partnership
        return found

    def done_url(self, result: Any) -> str:
        return reverse("office:partnership", args=[self.kwargs["slug"]])

    def cancel_url(self) -> str:
        return reverse("office:partnership", args=[self.kwargs["slug"]])

    def context(self) -> dict[str, Any]:
        crumbs = [
            (PartnershipList.heading, reverse("office:partnerships")),
            (self.partnership.title, self.cancel_url()),
        ]
        return {**super().context(), "breadcrumbs": crumbs}


class AddSteeringMember(OfSteeringGroup, FormPage):
    allowed = can_edit_steering_group
    records: ClassVar[Any] = Partnership.objects
    by = {"slug": "slug"}
    heading = _("Add a person to the steering group")
    form_class = SteeringMemberForm

    @property
    def partnership(self) -> Partnership:
        """Return the partnership that the group belongs to."""
        found: Partnership = self.record
        return found

    def form_arguments(self) -> dict[str, Any]:
        return {"partnership": self.record}

    def act(self, form: SteeringMemberForm) -> SteeringMember:
        return add_steering_member(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class EditSteeringMember(OfSteeringGroup, FormPage):
    allowed = can_edit_steering_member
    heading = _("A person in the steering group")
    form_class = SteeringMemberForm
    template_name = "office/partnerships/member.html"

    def get_records(self) -> QuerySet[SteeringMember]:
        return SteeringMember.objects.select_related("partnership", "organisation")

    def form_arguments(self) -> dict[str, Any]:
        # The form gets a copy of its own: what it reads in must not change the record before the action does.
        copy = SteeringMember.objects.get(pk=self.record.pk)
        return {"partnership": self.partnership, "instance": copy}

    def act(self, form: SteeringMemberForm) -> SteeringMember:
        return edit_steering_member(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class EraseSteeringMember(OfSteeringGroup, ActionPage):
    allowed = can_edit_steering_member
    action = erase_steering_member
    heading = _("Erase the person")
    submit_label = _("Erase")
    done = _("The person is erased.")
    is_dangerous = True
    consequences = [
        _("Nothing of what is noted about the person is kept here. Who has only left gets a last day instead."),
    ]

    def get_records(self) -> QuerySet[SteeringMember]:
        return SteeringMember.objects.select_related("partnership", "organisation")
