"""How partnerships and their steering groups are shown in rows."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.partnerships.models import Partnership, SteeringMember
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag


def partnership_table(partnerships: Iterable[Partnership]) -> Table:
    """Return the table of partnerships."""
    rows = [
        [cell(one.title, url=reverse("office:partnership", args=[one.slug])), cell(_public(one.is_public))]
        for one in partnerships
    ]
    return Table(_("Partnerships"), [Column(_("Partnership")), Column(_("The public"))], rows)


def steering_table(members: Iterable[SteeringMember], *, slug: str, can_edit: bool) -> Table:
    """Return the steering group of the partnership with this slug; a name leads whoever may change it to its form."""
    columns = [
        *(Column(name) for name in (_("Name"), _("Role"), _("Organisation"), _("Political party"))),
        *(Column(name) for name in (_("From"), _("Until"), _("The public"))),
    ]
    rows = []
    for one in members:
        url = reverse("office:steering-member-edit", args=[slug, one.pk]) if can_edit else ""
        row = [
            cell(one.name, url=url),
            cell(one.get_role_display()),
            cell(one.organisation.name),
            cell(one.party),
            cell(day_tag(one.starts_on)),
            cell(day_tag(one.ends_on)),
            cell(_public(one.is_public)),
        ]
        rows.append(row)
    return Table(_("Steering group"), columns, rows)


def _public(is_public: bool) -> Any:
    return badge(_("Public"), "good") if is_public else badge(_("Not public"), "neutral")
