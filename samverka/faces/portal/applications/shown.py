"""How applications are shown to their parties: state, next step, sections, signatures, lists."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samverka.ground.common.refusals import Problem, stopping
from samverka.stages.applications.models import Application, Section
from samverka.stages.applications.permissions import can_edit_application, can_submit_application, signed_for_by
from samverka.stages.applications.queries import budget_totals
from samverka.stages.applications.rules import (
    problems_before_signing,
    problems_with_window,
    section_states,
)
from samverka.stages.applications.states import FOR_APPLICANT, State
from samverka.ui.showing import Column, Table, cell
from samverka.ui.templatetags.ui import badge, day_text, moment_tag, money_tag

TONES = {State.DRAFT: "info", State.SUBMITTED: "good", State.WITHDRAWN: "neutral"}


def address(page: str, application: Application, *more: str) -> str:
    """Return the address of a page of this room about one application."""
    return reverse(f"portal:{page}", args=[application.reference, *more])


def state_badge(application: Application) -> dict[str, Any]:
    """Return the state in the words of the applicants."""
    if application.state == State.DRAFT and application.completion_due_at:
        return {"label": _("To be completed"), "tone": "warn"}
    if application.settled_at and application.state == State.SUBMITTED:
        return {"label": _("Decided"), "tone": "good"}
    return {"label": FOR_APPLICANT[State(application.state)], "tone": TONES[State(application.state)]}


# --- Sections and signatures -----------------------------------------------------------------------------------------


def steps_of(application: Application, user: Any, current: str = "") -> list[dict[str, Any]]:
    """Return the sections with how far each has come; those who do not write are led to the text itself."""
    is_writer = can_edit_application(user, application) and application.state == State.DRAFT
    states = section_states(application)
    return [
        {
            "title": Section(section).label,
            "url": address("application-section", application, section)
            if is_writer
            else f"{address('application-read', application)}#part-{section}",
            "state": state,
            "is_current": section == current,
        }
        for section, state in states.items()
    ]


def signatures_of(application: Application) -> list[dict[str, Any]]:
    """Return for each party whether it has signed what stands there now, who did and when."""
    valid = {one.organisation_id: one for one in application.valid_signatures}
    earlier = {one.organisation_id: one for one in application.signatures.all()}
    rows = []
    for organisation in application.organisations:
        signature = valid.get(organisation.pk)
        if signature:
            label, tone = _("Signed"), "good"
        elif organisation.pk in earlier:
            label, tone = _("Must sign again"), "warn"
        else:
            label, tone = _("Not signed"), "neutral"
        last = signature or earlier.get(organisation.pk)
        rows.append({"organisation": organisation, "label": label, "tone": tone, "last": last, "is_valid": signature})
    return rows


def checklist(application: Application, problems: Iterable[Problem], user: Any) -> list[dict[str, Any]]:
    """Return the problems by where they are put right, each group with its title and address."""
    is_writer = can_edit_application(user, application) and application.state == State.DRAFT
    groups: dict[str, dict[str, Any]] = {}
    for problem in problems:
        is_section = problem.where in Section.values
        key = problem.where if is_section else ""
        url = address("application-section", application, key) if is_section and is_writer else ""
        title = Section(key).label if is_section else ""
        groups.setdefault(key, {"title": title, "url": url, "problems": []})["problems"].append(problem)
    return sorted(groups.values(), key=lambda group: bool(group["title"]))


# --- What comes next -------------------------------------------------------------------------------------------------


def next_step(application: Application, user: Any, at: datetime) -> dict[str, Any]:
    """Return one sentence on what comes next, and where to do it if it is for this person."""
    if application.state == State.WITHDRAWN:
        return {"text": _("The application has been withdrawn. Nobody needs to do anything.")}
    if application.state == State.SUBMITTED:
        return _after_sending(application)
    late = problems_with_window(application, at=at)
    if late:
        return {"text": str(late[0])}
    if stopping(problems_before_signing(application, at=at)):
        return _while_writing(application, user)
    if application.unsigned:
        return _while_signing(application, user)
    if can_submit_application(user, application):
        url = address("application-submit", application)
        return {"text": _("All parties have signed. Send it in."), "url": url, "label": _("Send in the application")}
    return {"text": _("All parties have signed. Any of the coordinators can send it in now.")}


def _after_sending(application: Application) -> dict[str, Any]:
    if application.settled_at:
        return {"text": _("The decision has been made. You find it here and in a letter to you.")}
    sentence = _("The office checks it and has it assessed. You can expect to hear around %(day)s.")
    return {"text": sentence % {"day": day_text(application.call.decision_on)}}


def _while_writing(application: Application, user: Any) -> dict[str, Any]:
    unfinished = [step for step in steps_of(application, user) if step["state"] != "done"]
    first = next((step for step in unfinished if "/write/attachments/" not in step["url"]), None)
    if not can_edit_application(user, application):
        return {
            "text": _("The coordinators are still writing. You get a letter when there is something to do for you.")
        }
    if first:
        words = {"section": first["title"]}
        return {
            "text": _("Write what is still missing, see below. Next: %(section)s.") % words,
            "url": first["url"],
            "label": _("Go on with “%(section)s”") % words,
        }
    return {"text": _("Something still stands in the way, see below.")}


def _while_signing(application: Application, user: Any) -> dict[str, Any]:
    names = ", ".join(one.name for one in application.unsigned)
    numbers = set(signed_for_by(user))
    if any(one.pk in numbers for one in application.unsigned):
        url = address("application-sign", application)
        return {"text": _("It is complete. Read it and sign it."), "url": url, "label": _("Read and sign")}
    return {"text": _("It is complete. Still to sign: %(organisations)s.") % {"organisations": names}}


# --- Lists -----------------------------------------------------------------------------------------------------------


def application_table(applications: Iterable[Application]) -> Table:
    """Return the table of one's applications."""
    columns = [
        Column(_("Application")),
        Column(_("Parties")),
        Column(_("State")),
        Column(_("Signatures")),
        Column(_("Send in by")),
        Column(_("Asked for"), "number"),
    ]
    return Table(_("Applications"), columns, [list(_cells(application)) for application in applications])


def _cells(application: Application) -> Iterator[Any]:
    shown, parties = state_badge(application), len(application.organisations)
    is_draft = application.state == State.DRAFT
    signed = parties - len(application.unsigned)
    words = ngettext("%(signed)s of %(n)s", "%(signed)s of %(n)s", parties) % {"signed": signed, "n": parties}
    yield cell(f"{application.reference} {application.title}", url=address("application", application))
    yield cell(", ".join(one.name for one in application.organisations))
    yield cell(badge(shown["label"], shown["tone"]))
    yield cell(words)
    yield cell(moment_tag(application.deadline) if is_draft else "")
    yield cell(money_tag(budget_totals(application).whole, application.call.programme.currency))
