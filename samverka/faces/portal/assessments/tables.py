"""How assignments are shown to their assessor. Nothing of the application but reference, parties and call."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverka.stages.applications.states import State as ApplicationState
from samverka.stages.assessments.models import Assignment
from samverka.stages.assessments.states import State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_tag

STATES = {
    State.ASKED: (_("Waits for your declaration"), "warn"),
    State.READING: (_("To be scored"), "warn"),
    State.CONFLICTED: (_("You have a conflict of interest"), "neutral"),
    State.SUBMITTED: (_("Handed in"), "good"),
}


def assignment_badge(assignment: Assignment) -> dict[str, Any]:
    """Return how far the assessor is, in words for the assessor."""
    application = assignment.application
    is_over = application.settled_at or application.state != ApplicationState.SUBMITTED
    if is_over and assignment.state in (State.ASKED, State.READING):
        return {"label": _("Not needed any more"), "tone": "neutral"}
    label, tone = STATES[State(assignment.state)]
    return {"label": label, "tone": tone}


def assignment_table(assignments: Iterable[Assignment]) -> Table:
    """Return the table of the assessor's assignments."""
    columns = [
        Column(_("Application")),
        Column(_("Parties")),
        Column(_("Call")),
        Column(_("Scores wanted by")),
        Column(_("State")),
    ]
    rows = []
    for assignment in assignments:
        application, shown = assignment.application, assignment_badge(assignment)
        rows.append(
            [
                cell(application.reference, reverse("portal:assessment", args=[assignment.pk])),
                cell(", ".join(organisation.name for organisation in application.organisations)),
                cell(application.call.title),
                cell(day_tag(assignment.due_on)),
                cell(badge(shown["label"], shown["tone"])),
            ]
        )
    return Table(_("Assessments"), columns, rows)


def score_table(assignment: Assignment) -> Table:
    """Return the assessor's own scores as they stand."""
    scores = {score.criterion_id: score for score in assignment.scores.all()}
    rows = []
    for criterion in assignment.application.call.rule_set.criteria.all():
        score = scores.get(criterion.pk)
        points = "–" if score is None or score.points is None else score.points
        of = _("%(points)s of %(most)s") % {"points": points, "most": criterion.max_points}
        rows.append([cell(criterion.name), cell(of), cell(score.comment if score else "")])
    return Table(_("Your scores"), [Column(_("Criterion")), Column(_("Points")), Column(_("Comment"))], rows)
