"""How the content of an application is read on a page: section by section, the same for partners, office and assessors.

The content is that of a draft or of a submitted version: plain values with codes and names in both languages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverka.ground.audit.models import Event
from samverka.ground.common.bilingual import current_language
from samverka.stages.applications.models import Application, Attachment, Section, TeamMember
from samverka.stages.applications.rules import totals_of
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import day_tag, money_tag

Content = Mapping[str, Any]
FileAddress = Callable[[str], str]


@dataclass
class Part:
    """One section as it is read: facts, texts, or a table."""

    key: str
    title: Any
    facts: list[tuple[Any, Any]] = field(default_factory=list)
    table: Table | None = None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing has been written in the section."""
        return not (any(value for _label, value in self.facts) or (self.table and self.table.lines) or self.files)


def parts_of(content: Content, file_address: FileAddress | None = None) -> list[Part]:
    """Return all sections of `content`; `file_address` gives the address of a file from its fingerprint (SHA-256)."""
    parts = [Part("parties", gettext_lazy("Parties"), table=_parties(content))]
    return [*parts, *(part_of(section, content, file_address) for section in Section)]


def part_of(section: str, content: Content, file_address: FileAddress | None = None) -> Part:
    """Return one section of `content`."""
    part = Part(section, Section(section).label)
    if section == Section.SUMMARY:
        part.facts = _summary(content)
    elif section == Section.FOCUS:
        part.facts = _focus(content)
    elif section == Section.ACTIVITIES:
        part.table = _activities(content["activities"])
    elif section == Section.TEAM:
        part.table = _team(content)
    elif section == Section.BUDGET:
        part.table = _budget(content)
    else:
        part.files = _files(content["attachments"], file_address)
    return part


# --- Names and texts -------------------------------------------------------------------------------------------------


def name_of(term: Mapping[str, str] | None) -> str:
    """Return the name of a term, or of an organisation, in the language of the page."""
    if not term:
        return ""
    return term[f"name_{current_language()}"] or term["name_en"] or term["name_sv"]


def title_of(content: Content) -> str:
    """Return the title of an application, or its reference while it has none."""
    return str(content["title"] or content["reference"])


def _text(text: str, language: str = "") -> SafeString | str:
    if not text:
        return ""
    written = linebreaks_filter(text)
    return format_html('<div lang="{}">{}</div>', language, written) if language else written


def _day(text: str | None) -> SafeString | str:
    return day_tag(date.fromisoformat(text)) if text else ""


def _list(terms: Iterable[Mapping[str, str]], *, with_code: bool = False) -> SafeString | str:
    names = [f"{term['code']} {name_of(term)}" if with_code else name_of(term) for term in terms]
    if not names:
        return ""
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((name,) for name in names)))


def fingerprint(content_hash: str) -> SafeString:
    """Return a hash in groups of eight between which a line may break; read and copied it is still one word."""
    groups = ((content_hash[place : place + 8],) for place in range(0, len(content_hash), 8))
    return format_html_join(SafeString("<wbr>"), "{}", groups)


def history_of(application: Application, *, with_writing: bool = True) -> list[dict[str, Any]]:
    """Return what has happened, newest first; each section is named, and one saved many times in a row stands once.

    `with_writing` is left out for the office, whom it does not concern who wrote what on a draft.
    """
    shown: list[dict[str, Any]] = []
    for event in Event.objects.about(application):
        section = event.details.get("section")
        if section and not with_writing:
            continue
        title = _("Saved: %(section)s") % {"section": Section(section).label} if section else str(event)
        who = event.by.name if event.by else ""
        is_same = bool(section and shown and (shown[-1]["title"], shown[-1]["who"]) == (title, who))
        if not is_same:
            shown.append({"at": event.at, "title": title, "who": who, "note": event.details.get("reason", "")})
    return shown


# --- The sections ----------------------------------------------------------------------------------------------------


def _summary(content: Content) -> list[tuple[Any, Any]]:
    return [
        (_("Title"), content["title"]),
        (_("First day"), _day(content["starts_on"])),
        (_("Last day"), _day(content["ends_on"])),
        (_("Summary in English"), _text(content["summary_en"], "en")),
        (_("Summary in Swedish"), _text(content["summary_sv"], "sv")),
        (_("Objective"), _text(content["objective"])),
        (_("What each side can learn"), _text(content["mutual_learning"])),
    ]


def _focus(content: Content) -> list[tuple[Any, Any]]:
    return [
        (_("Project areas"), _list(content["areas"])),
        (_("Topics"), _list(content["topics"])),
        (_("Core areas"), _list(content["core_areas"])),
        (_("Global goals"), _list(content["goals"], with_code=True)),
        (_("Targets"), _list(content["targets"], with_code=True)),
    ]


def _parties(content: Content) -> Table:
    columns = [Column(_("Organisation")), Column(_("Country")), Column(_("Kind")), Column(_("Part"))]
    lines = [
        [
            cell(name_of(one)),
            cell(name_of(one["country"])),
            cell(name_of(one["type"])),
            cell(_("Applicant") if one["is_applicant"] else _("Partner")),
        ]
        for one in content["organisations"]
    ]
    return Table(_("Parties"), columns, lines)


def _activities(rows: Iterable[Mapping[str, Any]]) -> Table:
    columns = [
        Column(_("What")),
        Column(_("Where")),
        Column(_("From")),
        Column(_("Until")),
        Column(_("Who takes part")),
    ]
    lines = [
        [
            cell(row["title"] or "–"),
            cell(row["place"]),
            cell(_day(row["starts_on"])),
            cell(_day(row["ends_on"])),
            cell(row["participants"]),
        ]
        for row in rows
    ]
    return Table(_("Activities"), columns, lines)


def _team(content: Content) -> Table:
    names = {one["slug"]: name_of(one) for one in content["organisations"]}
    roles = dict(TeamMember.Role.choices)
    columns = [Column(_("Name")), Column(_("Title")), Column(_("Unit")), Column(_("Role")), Column(_("Organisation"))]
    lines = [
        [
            cell(row["name"] or "–"),
            cell(row["title"]),
            cell(row.get("unit", "")),
            cell(roles.get(row["role"], "")),
            cell(names.get(row["organisation"], "")),
        ]
        for row in content["team"]
    ]
    return Table(_("Team"), columns, lines)


def _budget(content: Content) -> Table:
    currency, rows = content["currency"], content["budget"]
    columns = [
        Column(_("Cost")),
        Column(_("Year")),
        Column(_("Category")),
        Column(_("Quantity"), "number"),
        Column(_("Amount each"), "number"),
        Column(_("Amount"), "number"),
    ]
    lines = [
        [
            cell(row["description"] or "–"),
            cell(row["year"]),
            cell(name_of(row["category"])),
            cell(row["quantity"]),
            cell(money_tag(row["unit_amount"], currency)),
            cell(money_tag(row["amount"], currency)),
        ]
        for row in rows
    ]
    whole = money_tag(totals_of(rows).whole, currency)
    foot = [cell(_("In all")), cell(""), cell(""), cell(""), cell(""), cell(whole)] if rows else []
    return Table(_("Budget"), columns, lines, foot)


def _files(rows: Iterable[Mapping[str, Any]], file_address: FileAddress | None) -> list[dict[str, Any]]:
    kinds = dict(Attachment.Kind.choices)
    return [
        {
            "name": row["name"],
            "kind": kinds.get(row["kind"], ""),
            "size": row["size"],
            "sha256": row["sha256"],
            "url": file_address(row["sha256"]) if file_address else "",
        }
        for row in rows
    ]


# --- The budget in short ---------------------------------------------------------------------------------------------


def budget_in_short(content: Content) -> Table:
    """Return the budget as categories by years, with the sums of both."""
    currency, totals = content["currency"], totals_of(content["budget"])
    years = list(totals.by_year)
    categories = {row["category"]["code"]: row["category"] for row in content["budget"] if row["category"]}
    columns = [
        Column(_("Category")),
        *(Column(_("Year %(year)s") % {"year": year}, "number") for year in years),
        Column(_("In all"), "number"),
    ]
    codes = [*categories, *([""] if "" in totals.by_category else [])]
    lines = [
        [
            cell(name_of(categories[code]) if code else _("Without category")),
            *(
                cell(money_tag(totals.of(year, code) if code else totals.by_both.get((year, ""), 0), currency))
                for year in years
            ),
            cell(money_tag(totals.by_category[code], currency)),
        ]
        for code in codes
    ]
    foot = [
        cell(_("In all")),
        *(cell(money_tag(totals.by_year[year], currency)) for year in years),
        cell(money_tag(totals.whole, currency)),
    ]
    return Table(_("Budget by category and year"), columns, lines, foot)
