"""How checks, assignments, scores and the ranking are shown in rows."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from samverka.ground.programme.models import Criterion
from samverka.stages.assessments.checklist import Check
from samverka.stages.assessments.models import Assignment
from samverka.stages.assessments.queries import Standing, mean, share_of_points, spread
from samverka.stages.assessments.states import State
from samverka.stages.decisions.queries import Place
from samverka.ui.showing import Cell, Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag, money_tag

TONES = {State.ASKED: "neutral", State.READING: "info", State.CONFLICTED: "bad", State.SUBMITTED: "good"}


def share_text(share: Fraction | None) -> str:
    """Return the share with one decimal, halves rounded up: “76.4 %”; a dash when there is none."""
    if share is None:
        return "–"
    tenths = int(share * 10 + Fraction(1, 2))
    return f"{number_format(Decimal(tenths) / 10, 1)}\u00a0%"


def points_apart(share: Fraction | None) -> str:
    """Return how far assessors are apart, as percentage points with one decimal."""
    return share_text(share).removesuffix("\u00a0%")


# --- Checks ----------------------------------------------------------------------------------------------------------


def check_table(checks: Iterable[Check]) -> Table:
    """Return the conditions with what was found about each."""
    columns = [Column(_("Condition")), Column(_("Met")), Column(_("What was found"))]
    rows = [[cell(check.label), cell(_check_badge(check)), cell(_sentences(check))] for check in checks]
    return Table(_("Automatic checks"), columns, rows)


def _check_badge(check: Check) -> SafeString:
    if not check.is_met:
        return badge(_("Not met"), "bad")
    return badge(_("Worth knowing"), "warn") if check.problems else badge(_("Met"), "good")


def _sentences(check: Check) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((str(problem),) for problem in check.problems)) or SafeString("")


# --- Assessors and scores --------------------------------------------------------------------------------------------


def assignment_table(assignments: Sequence[Assignment], criteria: Sequence[Criterion], *, may_reopen: bool) -> Table:
    """Return who was asked, how far each is, and the result of those who are done."""
    columns = [
        Column(_("Assessor")),
        Column(_("State")),
        Column(_("Scores wanted by")),
        Column(_("Share of points"), "number"),
        Column("", "actions"),
    ]
    return Table(_("Assessors"), columns, [_assignment_row(one, criteria, may_reopen) for one in assignments])


def _assignment_row(assignment: Assignment, criteria: Sequence[Criterion], may_reopen: bool) -> list[Cell]:
    state = State(assignment.state)
    is_done = state == State.SUBMITTED
    reopen: Any = ""
    if is_done and may_reopen:
        url = reverse("office:assessment-reopen", args=[assignment.application.reference, assignment.pk])
        name = format_html('<span class="visually-hidden">: {}</span>', assignment.assessor.name)
        reopen = format_html('<a href="{}">{}{}</a>', url, _("Ask for a second look"), name)
    return [
        cell(assignment.assessor.name),
        cell(badge(state.label, TONES[state])),
        cell(day_tag(assignment.due_on)),
        cell(share_text(share_of_points(assignment, criteria)) if is_done else "–"),
        cell(reopen),
    ]


def score_table(scored: Sequence[Assignment], criteria: Sequence[Criterion]) -> Table:
    """Return the points of those who handed in, criterion by criterion, with each comment under its points."""
    points = {one.pk: {score.criterion_id: score for score in one.scores.all()} for one in scored}
    columns = [Column(_("Criterion")), *(Column(one.assessor.name) for one in scored)]
    rows = []
    for criterion in criteria:
        named = _("%(criterion)s (weight %(weight)s)") % {"criterion": criterion.name, "weight": criterion.weight}
        rows.append([cell(named), *(cell(_points(points[one.pk].get(criterion.pk), criterion)) for one in scored)])
    shares = [share_of_points(one, criteria) for one in scored]
    foot = [cell(_("Share of points")), *(cell(share_text(share)) for share in shares)]
    return Table(_("Scores"), columns, rows, foot)


def _points(score: Any, criterion: Criterion) -> SafeString | str:
    if score is None or score.points is None:
        return "–"
    of = _("%(points)s of %(most)s") % {"points": score.points, "most": criterion.max_points}
    return format_html("<strong>{}</strong><p>{}</p>", of, score.comment)


def results_of(scored: Sequence[Assignment], criteria: Sequence[Criterion]) -> list[tuple[Any, str]]:
    """Return mean and spread as labels with values."""
    shares = [share_of_points(one, criteria) for one in scored]
    return [
        (_("Mean of the assessors"), share_text(mean(shares))),
        (_("Percentage points between highest and lowest"), points_apart(spread(shares))),
    ]


# --- Ranking ---------------------------------------------------------------------------------------------------------


def ranking_table(caption: Any, places: Iterable[tuple[int, Place]], currency: str) -> Table:
    """Return ranked applications with the running total of the money; each comes with its number in the ranking."""
    columns = [
        Column(_("Application")),
        Column(_("Parties")),
        Column(_("Mean"), "number"),
        Column(_("Spread"), "number"),
        Column(_("Asked for"), "number"),
        Column(_("Decision")),
        Column(_("Total so far"), "number"),
        Column(_("Left in the call"), "number"),
    ]
    return Table(caption, columns, [_place_row(number, place, currency) for number, place in places])


def _place_row(number: int, place: Place, currency: str) -> list[Cell]:
    standing = place.standing
    application = standing.application
    return [
        cell(f"{number}. {application.reference} {application.title}", _application_url(application)),
        cell(", ".join(organisation.name for organisation in application.organisations)),
        cell(share_text(standing.mean), reverse("office:assessors", args=[application.reference])),
        cell(points_apart(standing.spread)),
        cell(money_tag(standing.requested, currency)),
        _decision_cell(place, currency),
        cell(money_tag(place.total, currency)),
        cell(money_tag(place.left, currency)),
    ]


def _decision_cell(place: Place, currency: str) -> Cell:
    decision, reference = place.decision, place.standing.application.reference
    if decision is None:
        return cell(_("Prepare"), reverse("office:decision-prepare", args=[reference]))
    words = capfirst(decision.get_outcome_display())
    if decision.is_grant:
        words = format_html("{} {}", words, money_tag(decision.amount, currency))
    return cell(words, reverse("office:decision", args=[reference]))


def apart_table(standings: Iterable[Standing], currency: str) -> Table:
    """Return the applications that are not ranked, with what they wait for."""
    columns = [
        Column(_("Application")),
        Column(_("Parties")),
        Column(_("Asked for"), "number"),
        Column(_("Why it is not ranked")),
    ]
    rows = [
        [
            cell(f"{one.application.reference} {one.application.title}", _application_url(one.application)),
            cell(", ".join(organisation.name for organisation in one.application.organisations)),
            cell(money_tag(one.requested, currency)),
            cell(one.waits_for),
        ]
        for one in standings
    ]
    return Table(_("Not ranked"), columns, rows)


def _application_url(application: Any) -> str:
    return reverse("office:application", args=[application.reference])
