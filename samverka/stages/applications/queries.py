"""Reads over applications: what one holds, what it costs, and what waits for whom."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils import timezone

from samverka.ground.common.refusals import stopping
from samverka.ground.common.snapshots import frozen
from samverka.ground.programme.models import Programme, RuleSet
from samverka.stages.applications.models import Application, ApplicationQuerySet, Partner, Submission
from samverka.stages.applications.permissions import coordinated_by, signed_for_by
from samverka.stages.applications.rules import Totals, problems_before_signing, totals_of
from samverka.stages.applications.states import State
from samverka.stages.organisations.models import organisations_of

# --- What one application holds --------------------------------------------------------------------------------------


def application_content(application: Application, changed: Iterable[str] | None = None) -> dict[str, Any]:
    """Return all that the application holds, with codes and names in both languages, so that it can be read for ever.

    Plain values only (days as text), the same for the same content: what is signed and submitted is its hash. Where
    the names of the `changed` parts are given, only these are read anew, and the others are as `content` keeps them.
    """
    kept = {} if changed is None else application.content
    parts = _PARTS if changed is None else {name: _PARTS[name] for name in changed}
    content: dict[str, Any] = frozen(
        {
            **kept,
            "reference": application.reference,
            "call": _call(application),
            "currency": application.call.programme.currency,
            "organisations": _organisations(application),
            **{name: read(application) for name, read in parts.items()},
        }
    )
    return content


def _term(term: Any) -> dict[str, str]:
    return {"code": term.code, "name_sv": term.name_sv, "name_en": term.name_en}


def _terms(terms: Iterable[Any]) -> list[dict[str, str]]:
    return [_term(term) for term in terms]


def _call(application: Application) -> dict[str, Any]:
    call, rules = application.call, application.call.rule_set
    return {
        "slug": call.slug,
        "title_sv": call.title_sv,
        "title_en": call.title_en,
        "programme": call.programme.slug,
        "case_type": _term(rules.case_type),
        "rule_set": {
            "name_sv": rules.name_sv,
            "name_en": rules.name_en,
            "source": rules.source,
            "valid_from": rules.valid_from,
            "valid_until": rules.valid_until,
        },
    }


def _organisations(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "slug": one.slug,
            "name_sv": one.name_sv,
            "name_en": one.name_en,
            "identifier": one.identifier,
            "country": _term(one.country),
            "type": _term(one.type),
            "is_applicant": position == 0,
        }
        for position, one in enumerate(application.organisations)
    ]


def _targets(application: Application) -> list[dict[str, str]]:
    targets = application.targets.select_related("goal")
    return [{**_term(target), "goal": target.goal.code} for target in targets]


# Rows are read in the order in which they were written.


def _activities(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "title": one.title,
            "place": one.place,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "participants": one.participants,
        }
        for one in application.activities.order_by("position", "pk")
    ]


def _team(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "organisation": one.organisation.slug if one.organisation else "",
            "name": one.name,
            "title": one.title,
            "unit": one.unit,
            "role": one.role,
        }
        for one in application.team.select_related("organisation").order_by("position", "pk")
    ]


def _budget(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "year": one.year,
            "category": _term(one.category) if one.category else None,
            "description": one.description,
            "quantity": one.quantity,
            "unit_amount": one.unit_amount,
            "amount": one.amount,
        }
        for one in application.budget_lines.select_related("category").order_by("year", "position", "pk")
    ]


def _attachments(application: Application) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "name": one.document.name,
            "size": one.document.size,
            "sha256": one.document.sha256,
        }
        for one in application.attachments.select_related("document").order_by("pk")
    ]


_TEXTS = ("title", "summary_sv", "summary_en", "starts_on", "ends_on", "objective", "mutual_learning")
_TERMS = ("areas", "topics", "core_areas", "goals")
# How each part is read from its table.
_PARTS: dict[str, Callable[[Application], Any]] = {
    **{name: attrgetter(name) for name in _TEXTS},
    **{name: lambda application, name=name: _terms(getattr(application, name).all()) for name in _TERMS},  # type: ignore[misc]
    "targets": _targets,
    "activities": _activities,
    "team": _team,
    "budget": _budget,
    "attachments": _attachments,
}


def submitted_content(application: Application) -> Submission | None:
    """Return the version submitted last, with its content; nothing before the first submission."""
    versions = application.submissions.select_related("submitted_by")
    return versions.order_by("-number").first()


def budget_totals(application: Application) -> Totals:
    """Return what the application costs as it reads now: in all, by year, by category, by both."""
    return totals_of(application.content["budget"])


# --- What waits for whom ---------------------------------------------------------------------------------------------


def drafts_of(user: Any) -> ApplicationQuerySet:
    """Return the applications that `user` writes on as a coordinator, the one due first at the top."""
    drafts = Application.objects.of_organisations(coordinated_by(user)).filter(state=State.DRAFT)
    return drafts.with_parties().order_by("call__closes_at", "pk")


def awaiting_signature_of(user: Any, at: datetime | None = None) -> list[Application]:
    """Return the applications that are ready and that `user` has a mandate to sign, but has not signed as they are.

    `at` is the moment that the deadlines are compared with: now, if it is left out.
    """
    moment = at or timezone.now()
    numbers = signed_for_by(user)
    mine = Application.objects.visible_to(user).of_organisations(numbers).filter(state=State.DRAFT)
    waiting = [
        application
        for application in mine.with_parties().order_by("call__closes_at", "pk")
        if any(organisation.pk in numbers for organisation in application.unsigned)
    ]
    read: dict[int, RuleSet] = {}
    for application in waiting:  # What each rule set says is then read once for all its applications.
        application.call.rule_set = read.setdefault(application.call.rule_set_id, application.call.rule_set)
    return [one for one in waiting if not stopping(problems_before_signing(one, at=moment))]


def received(programme: Programme) -> ApplicationQuerySet:
    """Return the applications that are with the programme's office, oldest first."""
    sent = Application.objects.submitted().filter(call__programme=programme)
    return sent.with_parties().order_by("submitted_at", "pk")


def of_the_portal(user: Any) -> ApplicationQuerySet:
    """Return the applications of the organisations that `user` belongs to, whatever other role `user` has."""
    own = Partner.objects.filter(organisation__in=organisations_of(user)).values("application")
    return Application.objects.filter(pk__in=own)
