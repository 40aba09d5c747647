"""Applications to measure with: one is walked through the real actions, and the others are copies of it."""

import random
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from bench.catalogue import EACH, a_title
from samverka.ground.common.folding import fold
from samverka.ground.common.snapshots import content_hash
from samverka.stages.applications.models import Application, BudgetLine, Partner, Submission
from samverka.stages.assessments.models import Assignment, EligibilityCheck, Score
from samverka.stages.assessments.states import State as AssignmentState
from samverka.stages.calls.actions import make_call, open_call
from samverka.stages.calls.models import Call
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State as DecisionState
from samverka.stages.organisations.models import Organisation
from tests.factories.applications import submitted

WAITING = 40
EARLIER_CALLS = 8


def opened_call(cast: Any, at: datetime, title: str, budget_amount: int = 20_000_000_00) -> Call:
    """Return a call that has just opened."""
    facts = {
        "title_sv": title, "title_en": title, "summary_sv": f"{title}. " * 20, "summary_en": f"{title}. " * 20,
        "opens_at": at - timedelta(hours=1), "closes_at": at + timedelta(days=30),
        "decision_on": (at + timedelta(days=90)).date(), "budget_amount": budget_amount,
    }  # fmt: skip
    return open_call(make_call(cast.rule_set, key=uuid4(), by=cast.sara, at=at, **facts), by=cast.sara, at=at)


@transaction.atomic
def fill_applications(
    cast: Any, abroad: list[Organisation], number: int, chance: random.Random, at: datetime
) -> tuple[Call, Application]:
    """Put `number` submitted applications in the database: forty wait for a decision, the others have had theirs.

    Returns the call of those that wait, and the application that all are copied from.
    """
    current = opened_call(cast, at, "Projects now")
    earlier = [opened_call(cast, at, f"Projects earlier {place}") for place in range(EARLIER_CALLS)]
    pattern = submitted(cast, at, call=current)
    home = list(Organisation.objects.filter(country__code="SE", is_fictional=False))
    lines = [
        {"year": one.year, "category_id": one.category_id, "quantity": one.quantity, "unit_amount": one.unit_amount}
        for one in pattern.budget_lines.all()
    ]
    rows, partners, versions = [], [], []
    for place in range(1, number):
        parties = [chance.choice(home), chance.choice(abroad)]
        call = current if place < WAITING else chance.choice(earlier)
        row = _copy(pattern, call, parties, a_title(chance), at - timedelta(minutes=place))
        rows.append(row)
        partners += [Partner(application=row, organisation=one, position=where) for where, one in enumerate(parties)]
        versions.append(
            Submission(
                application=row, number=1, content=row.content, content_hash=row.content_hash,
                submitted_by=cast.ingrid, submitted_at=row.submitted_at,
            )
        )  # fmt: skip
    Application.objects.bulk_create(rows, **EACH)
    Partner.objects.bulk_create(partners, **EACH)
    Submission.objects.bulk_create(versions, **EACH)
    BudgetLine.objects.bulk_create([BudgetLine(application=row, **line) for row in rows for line in lines], **EACH)
    _assess(cast, [pattern.submissions.get(), *versions], chance, at)
    _decide(cast, [one for one in versions if one.application.settled_at], at)
    return current, pattern


def _copy(pattern: Application, call: Call, parties: list[Organisation], title: str, at: datetime) -> Application:
    """Return an application like `pattern`, of other parties in another call. In an earlier call it is settled."""
    is_settled = call.pk != pattern.call_id
    reference = f"BAPP-{uuid4().hex[:12].upper()}"
    content = deepcopy(pattern.content)
    content.update(reference=reference, title=title)
    for shown, party in zip(content["organisations"], parties, strict=True):
        shown.update(slug=party.slug, name_sv=party.name_sv, name_en=party.name_en)
    words = [reference, title, *(party.name_en for party in parties)]
    return Application(
        call=call, reference=reference, state=pattern.state, title=title, summary_sv=pattern.summary_sv,
        summary_en=pattern.summary_en, starts_on=pattern.starts_on, ends_on=pattern.ends_on,
        created_by_id=pattern.created_by_id, created_at=at, changed_at=at, first_submitted_at=at, submitted_at=at,
        settled_at=at if is_settled else None, content=content, content_hash=content_hash(content),
        search_text=fold(" ".join(words)),
    )  # fmt: skip


def _assess(cast: Any, versions: list[Submission], chance: random.Random, at: datetime) -> None:
    """Let the office find every application eligible, and both assessors score it."""
    EligibilityCheck.objects.bulk_create(
        [EligibilityCheck(submission=one, is_eligible=True, checked_by=cast.sara, checked_at=at) for one in versions],
        **EACH,
    )
    made = Assignment.objects.bulk_create(
        [
            Assignment(
                application_id=one.application_id, submission=one, assessor=assessor, state=AssignmentState.SUBMITTED,
                due_on=at.date(), asked_by=cast.sara, asked_at=at, declared_at=at, submitted_at=at,
            )
            for one in versions
            for assessor in (cast.eva, cast.samuel)
        ],
        **EACH,
    )  # fmt: skip
    criteria = list(cast.rule_set.criteria.all())
    Score.objects.bulk_create(
        [
            Score(assignment=one, criterion=criterion, points=chance.randrange(1, 6), comment="Clear.")
            for one in made
            for criterion in criteria
        ],
        **EACH,
    )


def _decide(cast: Any, versions: list[Submission], at: datetime) -> None:
    """Let every application among `versions` have been turned down, so that nothing about it waits for anybody."""
    Decision.objects.bulk_create(
        [
            Decision(
                application_id=one.application_id, submission=one, state=DecisionState.ANNOUNCED,
                outcome=Decision.Outcome.REJECTED, currency=cast.programme.currency, reasons_sv="Skäl. " * 20,
                reasons_en="Reasons. " * 20, prepared_by=cast.sara, prepared_at=at, checked_by=cast.peter,
                checked_at=at, announced_by=cast.helena, announced_at=at,
            )
            for one in versions
        ],
        **EACH,
    )  # fmt: skip
