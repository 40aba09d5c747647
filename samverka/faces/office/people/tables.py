"""How people, and what they may do, are shown in rows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.ground.accounts.models import Invitation, Role, User
from samverka.stages.organisations.models import Mandate, Membership
from samverka.ui.showing import Cell, Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, moment_tag


def person_badge(person: User) -> dict[str, Any]:
    """Return in words whether the person has come in."""
    if person.is_active:
        return {"label": gettext_lazy("Can log in"), "tone": "good"}
    return {"label": gettext_lazy("Invited"), "tone": "info"}


def person_table(people: Iterable[User], *, on: date) -> Table:
    """Return the table of people; roles and memberships are read beforehand."""
    columns = [Column(gettext_lazy("Person")), Column(gettext_lazy("E-mail address"))]
    columns += [Column(gettext_lazy("Role")), Column(gettext_lazy("State"))]
    rows = []
    for person in people:
        shown = person_badge(person)
        does = [role.get_kind_display() for role in person.role_set.all() if _holds(role, on)]
        held = [one for one in person.memberships.all() if _holds(one, on)]
        does += [f"{one.get_kind_display()}, {one.organisation.name}" for one in held]
        rows.append(
            [
                cell(person.name, url=reverse("office:person", args=[person.pk])),
                cell(person.email),
                cell("; ".join(str(one) for one in does)),
                cell(badge(shown["label"], shown["tone"])),
            ]
        )
    return Table(gettext_lazy("People"), columns, rows)


def role_table(roles: Iterable[Role], *, viewer: User, on: date) -> Table:
    """Return what a person does for programmes."""
    columns = [Column(gettext_lazy("Role")), Column(gettext_lazy("Programme")), *_days()]
    rows = []
    for role in roles:
        may = viewer.has_role(Role.Kind.HEAD, programme=role.programme_id)
        days = [cell(day_tag(role.starts_on)), cell(day_tag(role.ends_on))]
        end = _end("role-end", role.user_id, role, on) if may else cell("")
        rows.append([cell(role.get_kind_display()), cell(role.programme.name), *days, end])
    return Table(gettext_lazy("Roles"), columns, rows)


def membership_table(memberships: Iterable[Membership], *, can_edit: bool, on: date) -> Table:
    """Return where a person belongs."""
    columns = [Column(gettext_lazy("Organisation")), Column(gettext_lazy("Role")), *_days()]
    rows = []
    for one in memberships:
        url = reverse("office:organisation", args=[one.organisation.slug])
        does = ", ".join(filter(None, [str(one.get_kind_display()), one.title]))
        days = [cell(day_tag(one.starts_on)), cell(day_tag(one.ends_on))]
        end = _end("membership-end", one.user_id, one, on) if can_edit else cell("")
        rows.append([cell(one.organisation.name, url=url), cell(does), *days, end])
    return Table(gettext_lazy("Memberships"), columns, rows)


def mandate_table(mandates: Iterable[Mandate], *, can_edit: bool, on: date) -> Table:
    """Return for whom a person signs."""
    columns = [Column(gettext_lazy("Signs for")), Column(gettext_lazy("Rests on")), *_days()]
    rows = []
    for one in mandates:
        url = reverse("office:organisation", args=[one.organisation.slug])
        days = [cell(day_tag(one.starts_on)), cell(day_tag(one.ends_on))]
        end = _end("mandate-end", one.user_id, one, on) if can_edit else cell("")
        rows.append([cell(one.organisation.name, url=url), cell(one.rests_on), *days, end])
    return Table(gettext_lazy("Mandates"), columns, rows)


def invitation_table(invitations: Iterable[Invitation], *, at: datetime) -> Table:
    """Return the links that were sent, and what became of them."""
    columns = [Column(gettext_lazy("Sent")), Column(gettext_lazy("By")), Column(gettext_lazy("State"))]
    rows = []
    for one in invitations:
        if one.accepted_at:
            state = format_html("{} {}", badge(_("Used"), "good"), moment_tag(one.accepted_at))
        elif one.expires_at > at:
            state = format_html("{} {}", badge(_("Can be used until"), "info"), moment_tag(one.expires_at))
        else:
            state = badge(_("Can no longer be used"), "neutral")
        sender = one.invited_by.name if one.invited_by else _("the system")
        rows.append([cell(moment_tag(one.sent_at)), cell(sender), cell(state)])
    return Table(gettext_lazy("Invitations"), columns, rows)


def _days() -> list[Column]:
    return [Column(gettext_lazy("From")), Column(gettext_lazy("Until")), Column("", "actions")]


def _holds(one: Role | Membership | Mandate, on: date) -> bool:
    return one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)


def _end(page: str, person: int, held: Role | Membership | Mandate, on: date) -> Cell:
    if held.ends_on and held.ends_on < on:
        return cell("")
    url = reverse(f"office:{page}", args=[person, held.pk])
    return cell(format_html('<a href="{}">{}<span class="visually-hidden">: {}</span></a>', url, _("End"), held))
