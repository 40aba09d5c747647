"""How organisations, their names and their people are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from samverka.stages.organisations.models import Mandate, Membership, Organisation, OrganisationName
from samverka.ui.showing import Cell, Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag


def organisation_table(organisations: Iterable[Organisation]) -> Table:
    """Return the table of organisations."""
    columns = [Column(_("Organisation")), Column(_("Kind")), Column(_("Country")), Column(_("Official code"))]
    rows = [
        [
            cell(one.name, url=reverse("office:organisation", args=[one.slug])),
            cell(one.type.name),
            cell(one.country.name),
            cell(one.code),
        ]
        for one in organisations
    ]
    return Table(_("Organisations"), columns, rows)


def name_table(names: Iterable[OrganisationName]) -> Table:
    """Return the names of an organisation over time."""
    columns = [Column(_("Name")), Column(_("Kind of name")), Column(_("From")), Column(_("Until"))]
    rows = [
        [cell(one.text), cell(one.get_kind_display()), cell(day_tag(one.valid_from)), cell(day_tag(one.valid_until))]
        for one in names
    ]
    return Table(_("Names"), columns, rows)


def member_table(memberships: Iterable[Membership], *, can_edit: bool) -> Table:
    """Return the people of an organisation."""
    columns = [Column(_("Person")), Column(_("Role")), Column(_("E-mail address")), *_days(can_edit)]
    rows = []
    for one in memberships:
        person = one.user
        waits = "" if person.is_active else badge(_("Invited"), "info")
        url = reverse("office:person", args=[person.pk])
        row = [
            cell(format_html('<a href="{}">{}</a> {}', url, person.name, waits)),
            cell(", ".join(filter(None, [str(one.get_kind_display()), one.title]))),
            cell(person.email),
            cell(day_tag(one.starts_on)),
            cell(day_tag(one.ends_on)),
        ]
        rows.append([*row, _end("membership-end", one)] if can_edit else row)
    return Table(_("Members"), columns, rows)


def mandate_table(mandates: Iterable[Mandate], *, can_edit: bool) -> Table:
    """Return who may sign for an organisation."""
    columns = [Column(_("Person")), Column(_("Rests on")), *_days(can_edit)]
    rows = []
    for one in mandates:
        url = reverse("office:person", args=[one.user_id])
        row = [
            cell(one.user.name, url=url),
            cell(one.rests_on),
            cell(day_tag(one.starts_on)),
            cell(day_tag(one.ends_on)),
        ]
        rows.append([*row, _end("mandate-end", one)] if can_edit else row)
    return Table(_("May sign"), columns, rows)


def _days(can_edit: bool) -> list[Column]:
    days = [Column(_("From")), Column(_("Until"))]
    return [*days, Column("", "actions")] if can_edit else days


def _end(page: str, held: Membership | Mandate) -> Cell:
    url = reverse(f"office:{page}", args=[held.user_id, held.pk])
    label: Any = _("End")
    return cell(format_html('<a href="{}">{}<span class="visually-hidden">: {}</span></a>', url, label, held.user.name))
