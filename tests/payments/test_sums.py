"""Whatever finance does, in whatever order, no more is paid than is granted."""

import contextlib
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.stages.payments.actions import cancel_payment, confirm_payment, enter_payment
from samverka.stages.payments.models import Payment
from samverka.stages.payments.queries import paid_amount
from samverka.stages.projects.models import Commitment
from samverka.stages.projects.queries import granted_amount
from tests.factories import projects, reports

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["enter", "confirm", "cancel"]),
        st.integers(min_value=0, max_value=1),
        st.integers(min_value=-10, max_value=200_000_00),
    ),
    max_size=12,
)


@pytest.fixture
def two_accepted(cast, at):
    case = projects.running_case(cast, at)
    return cast, [reports.accepted_report(cast, at, case, number) for number in (1, 2)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reduction=st.integers(min_value=0, max_value=300_000_00), steps=STEPS)
def test_paid_is_never_more_than_granted(two_accepted, reduction, steps):
    cast, accepted = two_accepted
    case = accepted[0].case
    with transaction.atomic():
        Commitment.objects.create(case=case, kind="reduction", amount=-reduction, currency="SEK")
        for what, which, amount in steps:
            with contextlib.suppress(Refused, NotAllowed):
                take(what, cast, accepted[which], amount)
            live = Payment.objects.live().filter(case=case)
            assert paid_amount(case) <= live.total() <= granted_amount(case)
            assert live.count() == live.values("report").distinct().count()
        transaction.set_rollback(True)


def take(what, cast, report, amount):
    at = report.accepted_at
    payment = Payment.objects.filter(report=report).order_by("-pk").first()
    if what == "enter":
        enter_payment(report, amount=amount, paid_on=at.date(), key=uuid4(), by=cast.farid, at=at)
    elif payment and what == "confirm":
        confirm_payment(payment, by=cast.helena, at=at)
    elif payment:
        cancel_payment(payment, reason="Wrong", by=cast.farid, at=at)
