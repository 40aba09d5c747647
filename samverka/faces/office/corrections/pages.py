"""The public page that a report is about: what it is called, what it says now, and where the office changes it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from samverka.faces.office.cases.tables import period_of
from samverka.faces.office.coming_back import REPORT
from samverka.ground.common.bilingual import current_language
from samverka.stages.calls.models import Call
from samverka.stages.calls.permissions import can_edit_call
from samverka.stages.corrections.models import SUBJECTS, ErrorReport
from samverka.stages.corrections.pages import page_in
from samverka.stages.organisations.models import Organisation
from samverka.stages.organisations.permissions import can_edit_organisation
from samverka.stages.partnerships.models import Partnership
from samverka.stages.projects.models import Case
from samverka.stages.projects.permissions import can_edit_case_texts
from samverka.ui.templatetags.ui import day_tag, moment_tag, money_tag

Facts = list[tuple[Any, Any]]

# --- What it is called -----------------------------------------------------------------------------------------------


def page_names(reports: Iterable[ErrorReport]) -> dict[int, str]:
    """Return what each page is called, by the number of its report: one query for each kind of record."""
    wanted, names = defaultdict(set), {}
    reports = list(reports)
    for report in reports:
        wanted[report.subject_kind].add(report.subject_id)
    found = {
        (kind, record.pk): public_name_of(record, current_language())
        for kind, model in SUBJECTS.items()
        for record in _named(model).filter(pk__in=wanted[kind])
    }
    by_address: dict[str, str] = {}
    for report in reports:
        bare = report.page.partition("?")[0]
        name = found.get((report.subject_kind, report.subject_id))
        if not name and bare not in by_address:
            by_address[bare] = name_at(bare)
        names[report.pk] = name or by_address[bare]
    return names


def name_in(language: str, report: ErrorReport) -> str:
    """Return what the page of a report is called in a language; nothing where only its address is known."""
    with override(language):
        name = page_names([report])[report.pk]
    return "" if name.startswith("/") else name


def _named(model: Any) -> Any:
    """Return the records of a kind with what their public names are made of; none at all costs no query."""
    return model.objects.select_related("case_type") if model is Case else model.objects.all()


def name_at(path: str) -> str:
    """Return what the page without a record at `path` is called in the language of the office, or its address."""
    address = page_in(path, current_language())
    with override(current_language()):
        try:
            found = resolve(address)
        except Resolver404:
            return path
        view: Any = getattr(found.func, "view_class", None)
        name_of = getattr(view, "name_of", None)
        return (name_of(view(**found.func.view_initkwargs), **found.kwargs) if name_of else "") or path  # type: ignore[attr-defined]


def public_name_of(record: Any, language: str) -> str:
    """Return what the public knows the record by: in `language`, or in the one that the public page falls back on."""
    kinds = [f"{kind}_{code}" for code in (language, "en", "sv") for kind in ("public_title", "title", "name")]
    names = (getattr(record, kind, "") for kind in kinds)
    return next(filter(None, names), "")


# --- What it says now ------------------------------------------------------------------------------------------------


def says_now(record: Any) -> Facts | None:
    """Return what the public page of `record` says now, as (name, text); nothing where the public has no such page."""
    if record is None or not type(record).objects.public().filter(pk=record.pk).exists():
        return None
    facts = _FACTS[type(record)](record)
    return [(name, text) for name, text in facts if text]


def _case_facts(case: Case) -> Facts:
    """Only what the public reads of the case: nothing of a place that is hidden."""
    granted = sum(one.amount for one in case.commitments.all()) if case.commitments.all() else None
    return [
        (_("Title in English"), case.public_title_en),
        (_("Title in Swedish"), case.public_title_sv),
        (_("Kind"), case.case_type.name if case.case_type else ""),
        (_("Parties"), _listed(party.organisation for party in case.public_parties)),
        (_("Countries"), _listed(case.public_countries)),
        (_("Years"), period_of(case)),
        (_("Granted"), money_tag(granted, case.currency)),
        (_("Decided"), case.decided_text),
        (_("Network"), str(case.network) if case.network and case.shows_place else ""),
        (_("Project areas"), _listed(case.areas.all())),
        (_("Global goals"), _listed(goal.code for goal in case.goals.all())),
        (_("Summary in English"), case.public_summary_en),
        (_("Summary in Swedish"), case.public_summary_sv),
        (_("Source"), case.source if case.shows_place else ""),
    ]


def _partnership_facts(partnership: Partnership) -> Facts:
    public = Case.objects.public().with_place().filter(partnership=partnership)
    parties = partnership.parties.select_related("organisation")
    return [
        (_("Title in English"), partnership.title_en),
        (_("Title in Swedish"), partnership.title_sv),
        (_("Parties"), _listed(party.organisation for party in parties)),
        (_("Cases"), _listed(f"{case.reference} {case.title}" for case in public)),
    ]


def _organisation_facts(organisation: Organisation) -> Facts:
    told = [one for one in organisation.names.all() if one.kind in ("official", "former")]
    return [
        (_("Name in English"), organisation.name_en),
        (_("Name in Swedish"), organisation.name_sv),
        (_("Official and former names"), _listed(told)),
        (_("Kind"), organisation.type.name),
        (_("Country"), organisation.country.name),
        (_("Website"), organisation.website),
        (_("Inhabitants"), organisation.population),
        (_("Succeeded by"), organisation.successor.name if organisation.successor else ""),
    ]


def _call_facts(call: Call) -> Facts:
    return [
        (_("Title in English"), call.title_en),
        (_("Title in Swedish"), call.title_sv),
        (_("Opens"), moment_tag(call.opens_at)),
        (_("Closes"), moment_tag(call.closes_at)),
        (_("Day of decision"), day_tag(call.decision_on)),
        (_("Budget"), money_tag(call.budget_amount, call.programme.currency)),
        (_("Summary in English"), call.summary_en),
        (_("Summary in Swedish"), call.summary_sv),
    ]


_FACTS: dict[Any, Any] = {
    Case: _case_facts,
    Partnership: _partnership_facts,
    Organisation: _organisation_facts,
    Call: _call_facts,
}


def _listed(ones: Iterable[Any]) -> str:
    return ", ".join(str(one) for one in ones)


# --- Where it is changed ---------------------------------------------------------------------------------------------


def ways_to_change(report: ErrorReport, user: Any) -> list[tuple[Any, str]]:
    """Return where `user` changes what the page says, as (name, address); each leads back to the report when done."""
    ways: list[tuple[Any, Any, str, str]] = []
    for one in _records_of(report.subject):
        if isinstance(one, Case) and can_edit_case_texts(user, one):
            ways.append((_("Change the case %(name)s"), one, "case-texts", one.reference))
        elif isinstance(one, Organisation) and can_edit_organisation(user, one):
            ways.append((_("Change the facts of %(name)s"), one, "organisation-edit", one.slug))
            ways.append((_("Give %(name)s a new official name"), one, "organisation-rename", one.slug))
        elif isinstance(one, Call) and can_edit_call(user, one):
            ways.append((_("Open the call %(name)s in the office"), one, "call", one.slug))
        elif isinstance(one, Partnership) and one.programme_id in user.office_programmes:
            ways.append((_("Open the partnership %(name)s in the office"), one, "partnership", one.slug))
    back = urlencode({REPORT: report.pk})
    return [
        (label % {"name": one}, f"{reverse(f'office:{name}', args=[key])}?{back}") for label, one, name, key in ways
    ]


def _records_of(record: Any) -> list[Any]:
    """Return the records in which stands what the page of `record` says: a partnership is named by its parties."""
    if isinstance(record, Case):
        return [record, *record.organisations]
    if isinstance(record, Partnership):
        parties = [party.organisation for party in record.parties.select_related("organisation")]
        return [record, *record.cases.select_related("programme"), *parties]
    return [] if record is None else [record]


def is_from_a_file(record: Any) -> bool:
    """Tell whether parties, years and amounts of the case come from a file that is read in, not from an agreement."""
    return isinstance(record, Case) and record.agreement_id is None
