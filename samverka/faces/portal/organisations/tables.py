"""How the people of an organisation are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from samverka.stages.organisations.models import Mandate, Membership, Organisation
from samverka.ui.showing import Cell, Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag


def organisation_table(organisations: Iterable[Organisation]) -> Table:
    """Return the table of the organisations a person belongs to."""
    columns = [Column(_("Organisation")), Column(_("Kind")), Column(_("Country"))]
    rows = [
        [
            cell(organisation.name, url=reverse("portal:organisation", args=[organisation.slug])),
            cell(organisation.type.name),
            cell(organisation.country.name),
        ]
        for organisation in organisations
    ]
    return Table(_("My organisations"), columns, rows)


def member_table(memberships: Iterable[Membership], organisation: Organisation, *, can_edit: bool) -> Table:
    """Return the table of the people of an organisation, with what a coordinator can do about each."""
    columns = [Column(_("Person")), Column(_("Role")), Column(_("E-mail address")), Column(_("Until"))]
    if can_edit:
        columns.append(Column("", "actions"))
    rows = []
    for membership in memberships:
        person = membership.user
        waits = "" if person.is_active else badge(_("Invited"), "info")
        row = [
            cell(format_html("{} {}", person.name, waits)),
            cell(", ".join(filter(None, [str(membership.get_kind_display()), membership.title]))),
            cell(format_html('<a href="mailto:{}">{}</a>', person.email, person.email)),
            cell(day_tag(membership.ends_on)),
        ]
        rows.append([*row, _ways(membership, organisation)] if can_edit else row)
    return Table(_("Members"), columns, rows)


def mandate_table(mandates: Iterable[Mandate]) -> Table:
    """Return the table of those who may sign."""
    columns = [Column(_("Person")), Column(_("Rests on")), Column(_("From")), Column(_("Until"))]
    rows = [
        [cell(one.user.name), cell(one.rests_on), cell(day_tag(one.starts_on)), cell(day_tag(one.ends_on))]
        for one in mandates
    ]
    return Table(_("May sign"), columns, rows)


def _ways(membership: Membership, organisation: Organisation) -> Cell:
    ways: list[tuple[str, Any, str]] = []
    if not membership.user.is_active:
        ways.append(("colleague-invite-again", _("Send the invitation again"), membership.user.name))
    ways.append(("membership-end", _("End"), membership.user.name))
    links = [
        (reverse(f"portal:{name}", args=[organisation.slug, membership.pk]), label, whose)
        for name, label, whose in ways
    ]
    return cell(format_html_join(" · ", '<a href="{}">{}<span class="visually-hidden">: {}</span></a>', links))
