"""The organisations room: finding, registering and keeping organisations."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.faces.office.coming_back import back_to_report
from samverka.faces.office.frame import OfficePage
from samverka.faces.office.organisations.forms import (
    FactsForm,
    NameForm,
    OrganisationFilter,
    RegisterForm,
    RenameForm,
)
from samverka.faces.office.organisations.tables import mandate_table, member_table, name_table, organisation_table
from samverka.ground.common.dates import today
from samverka.ground.common.folding import fold
from samverka.stages.organisations.actions import (
    add_organisation_name,
    edit_organisation,
    register_organisation,
    rename_organisation,
)
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.permissions import (
    can_edit_organisation,
    can_register_organisation,
    can_see_organisation,
    can_see_organisations,
)
from samverka.ui.pages import FormPage, ListPage, RecordPage
from samverka.ui.showing import timeline_of


class OrganisationList(OfficePage, ListPage):
    allowed = can_see_organisations
    heading = _("Organisations")
    empty_text = _("No organisation fits.")

    def rows(self) -> QuerySet[Organisation]:
        found = Organisation.objects.visible_to(self.request.user).select_related("type", "country")
        wanted = OrganisationFilter(self.request.GET)
        if not wanted.is_valid():
            return found
        given = wanted.cleaned_data
        if given["q"]:
            found = found.filter(search_text__contains=fold(given["q"]))
        return found.filter(**{name: given[name] for name in ("country", "type") if given[name]})

    def table(self, rows: Any) -> Any:
        return organisation_table(rows)

    def context(self) -> dict[str, Any]:
        create = {"label": _("Register an organisation"), "url": reverse("office:organisation-new")}
        return {
            **super().context(),
            "filters": OrganisationFilter(self.request.GET or None),
            "create": create if can_register_organisation(self.request.user) else None,
        }


class OneOrganisation(OfficePage):
    """A page about one organisation."""

    records = Organisation.objects
    by = {"slug": "slug"}
    not_allowed = _("Only programme officers and the head of programme keep the organisations.")

    def get_records(self) -> QuerySet[Organisation]:
        return Organisation.objects.select_related("type", "country", "successor")

    def url_of(self, name: str) -> str:
        """Return the address of a page about this organisation."""
        return reverse(f"office:{name}", args=[self.kwargs["slug"]])

    def done_url(self, result: Organisation) -> str:
        return back_to_report(self.request, self.url_of("organisation"))

    def cancel_url(self) -> str:
        return back_to_report(self.request, self.url_of("organisation"))

    def context(self) -> dict[str, Any]:
        crumbs: list[tuple[Any, str]] = [(_("Organisations"), reverse("office:organisations"))]
        if type(self).allowed is not can_see_organisation:
            crumbs.append((str(self.record), self.url_of("organisation")))
        return {**super().context(), "breadcrumbs": crumbs}


class OrganisationRecord(OneOrganisation, RecordPage):
    allowed = can_see_organisation
    template_name = "office/organisations/organisation.html"

    def context(self) -> dict[str, Any]:
        organisation, on = self.record, today(self.at)
        may = can_edit_organisation(self.request.user, organisation)
        members = organisation.memberships.held_on(on).select_related("user").order_by("user__name", "pk")
        mandates = organisation.mandates.held_on(on).select_related("user").order_by("user__name", "pk")
        return {
            **super().context(),
            "badge": {"label": _("Made up for a demonstration"), "tone": "warn"} if organisation.is_fictional else None,
            "facts": self.facts(),
            "actions": self.actions() if may else [],
            "names": name_table(organisation.names.all()),
            "members": member_table(members, can_edit=may),
            "mandates": mandate_table(mandates, can_edit=may),
            "cases_url": f"{reverse('office:cases')}?organisation={organisation.slug}",
            "timeline": timeline_of(organisation),
        }

    def facts(self) -> list[tuple[Any, Any]]:
        """Return what is known."""
        one = self.record
        return [
            (_("Kind"), one.type.name),
            (_("Country"), one.country.name),
            (_("Official code"), one.code),
            (_("Identifier in open data"), one.identifier),
            (_("Website"), one.website),
            (_("Inhabitants"), one.population),
            (_("Succeeded by"), one.successor.name if one.successor else ""),
        ]

    def actions(self) -> list[dict[str, Any]]:
        """Return what the office can do."""
        invite = f"{reverse('office:person-invite')}?organisation={self.record.slug}"
        return [
            {"label": _("Invite a person"), "url": invite, "is_primary": True},
            {"label": _("Add a name"), "url": self.url_of("organisation-name")},
            {"label": _("New official name"), "url": self.url_of("organisation-rename")},
            {"label": _("Change the facts"), "url": self.url_of("organisation-edit")},
        ]


class RegisterOrganisation(OfficePage, FormPage):
    allowed = can_register_organisation
    heading = _("Register an organisation")
    lead = _("Look for it in the list first: it may stand there under another name.")
    form_class = RegisterForm
    submit_label = _("Register")

    def act(self, form: RegisterForm) -> Organisation:
        return register_organisation(Organisation(**form.cleaned_data), [], by=self.request.user, at=self.at)

    def get_done(self, result: Organisation) -> Any:
        if result.changed_at != self.at:
            return _("It was registered already. This is its page.")
        return _("The organisation is registered.")

    def done_url(self, result: Organisation) -> str:
        return reverse("office:organisation", args=[result.slug])

    def cancel_url(self) -> str:
        return reverse("office:organisations")

    def context(self) -> dict[str, Any]:
        return {**super().context(), "breadcrumbs": [(_("Organisations"), reverse("office:organisations"))]}


class EditOrganisation(OneOrganisation, FormPage):
    allowed = can_edit_organisation
    heading = _("Change the facts")
    form_class = FactsForm

    def form_arguments(self) -> dict[str, Any]:
        return {"instance": self.record}

    def act(self, form: FactsForm) -> Organisation:
        return edit_organisation(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class RenameOrganisation(OneOrganisation, FormPage):
    allowed = can_edit_organisation
    heading = _("New official name")
    lead = _("The organisation is still found by its present name, which is kept as a former one. Its address stays.")
    form_class = RenameForm
    done = _("The new name is noted.")

    def initial(self) -> dict[str, Any]:
        names = ("name_en", "name_sv", "short_en", "short_sv")
        return {name: getattr(self.record, name) for name in names}

    def act(self, form: RenameForm) -> Organisation:
        return rename_organisation(self.record, by=self.request.user, at=self.at, **form.cleaned_data)


class AddOrganisationName(OneOrganisation, FormPage):
    allowed = can_edit_organisation
    heading = _("Add a name")
    lead = _(
        "A former name, another spelling, or a mistake met in papers: search finds the organisation by all of them."
    )
    form_class = NameForm
    done = _("The organisation can now be found by this name too.")

    def act(self, form: NameForm) -> Organisation:
        return add_organisation_name(self.record, by=self.request.user, at=self.at, **form.cleaned_data)
