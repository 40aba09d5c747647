from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.stages.payments.actions import cancel_payment, confirm_payment, enter_payment
from samverka.stages.payments.models import Payment
from samverka.stages.payments.queries import paid_amount, reports_to_pay
from samverka.stages.payments.states import State
from samverka.stages.projects.models import Commitment
from tests.factories import payments, reports


def enter(cast, report, **given):
    when = given.get("at", report.accepted_at)
    wanted = {"amount": report.total_cost, "paid_on": when.date(), "key": uuid4(), "by": cast.farid, "at": when}
    return enter_payment(report, **{**wanted, **given})


def test_the_payee_is_paid_the_accepted_costs_by_two_people(cast, at):
    report = reports.accepted_report(cast, at)
    payment = enter(cast, report)
    assert (payment.payee, payment.currency, payment.amount) == (cast.exempelby, "SEK", report.total_cost)
    assert paid_amount(report.case) == 0
    Message.objects.all().delete()

    confirm_payment(payment, by=cast.helena, at=payment.entered_at)

    assert paid_amount(report.case) == report.total_cost
    told = dict(Message.objects.values_list("recipient", "language"))
    assert told == {cast.ingrid.pk: "sv", cast.nils.pk: "sv"}
    assert [event.what for event in Event.objects.about(payment)] == ["Payment confirmed", "Payment entered"]


def test_double_click_enters_one_payment(cast, at):
    report = reports.accepted_report(cast, at)
    key = uuid4()
    first = enter(cast, report, key=key)
    assert enter(cast, report, key=key) == first
    assert Payment.objects.count() == 1


def test_a_second_payment_for_one_report_is_refused(cast, at):
    payment = payments.entered(cast, at, amount=100)
    with pytest.raises(Refused, match="already been entered"):
        enter(cast, payment.report, amount=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            case=payment.case,
            report=payment.report,
            payee=payment.payee,
            amount=1,
            currency="SEK",
            paid_on=payment.paid_on,
            entered_by=cast.farid,
            entered_at=at,
        )


def test_what_is_not_accepted_is_not_paid(cast, at):
    report = reports.submitted_report(cast, at)
    with pytest.raises(Refused, match="not been accepted"):
        enter(cast, report, at=report.submitted_at)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"currency": "EUR"}, "The grant is in SEK"),
        ({"amount": 0}, "Write the amount"),
        ({"amount": -100}, "Write the amount"),
        ({"amount": 10**12}, "No more than that can be paid on this report"),
    ],
)
def test_wrong_amounts_are_refused_with_the_reason(cast, at, given, sentence):
    report = reports.accepted_report(cast, at)
    with pytest.raises(Refused, match=sentence) as refused:
        enter(cast, report, **given)
    assert {problem.where for problem in refused.value.problems} == {"amount"}
    assert not Payment.objects.exists()


def test_no_more_is_paid_than_is_granted(cast, at):
    report = reports.accepted_report(cast, at)
    Commitment.objects.create(case=report.case, kind="reduction", amount=-250_000_00, currency="SEK")
    with pytest.raises(Refused, match="left of the grant"):
        enter(cast, report)
    assert enter(cast, report, amount=50_000_00)


def test_a_payment_before_the_acceptance_is_refused(cast, at):
    report = reports.accepted_report(cast, at)
    with pytest.raises(Refused, match="cannot have been paid before"):
        enter(cast, report, paid_on=report.accepted_at.date() - timedelta(days=1))


@pytest.mark.parametrize("who", ["sara", "helena", "maja", "rolf", "ingrid", "stranger"])
def test_entering_is_for_finance(cast, at, who):
    report = reports.accepted_report(cast, at)
    with pytest.raises(NotAllowed):
        enter(cast, report, by=getattr(cast, who))


@pytest.mark.parametrize("who", ["farid", "sara", "maja", "rolf", "ingrid", "stranger"])
def test_the_person_who_entered_and_the_wrong_people_do_not_confirm(cast, at, who):
    payment = payments.entered(cast, at)
    with pytest.raises(NotAllowed):
        confirm_payment(payment, by=getattr(cast, who), at=payment.entered_at)
    payment.refresh_from_db()
    assert payment.state == State.ENTERED


def test_money_that_has_not_left_is_not_confirmed(cast, at):
    report = reports.accepted_report(cast, at)
    payment = enter(cast, report, paid_on=report.accepted_at.date() + timedelta(days=3))
    with pytest.raises(Refused, match="Confirm it when the money has left"):
        confirm_payment(payment, by=cast.helena, at=report.accepted_at)
    confirm_payment(payment, by=cast.helena, at=report.accepted_at + timedelta(days=3))


def test_a_cancelled_payment_makes_room_for_another(cast, at):
    payment = payments.entered(cast, at)
    cancel_payment(payment, reason="Wrong account", by=cast.helena, at=payment.entered_at)
    with pytest.raises(Refused, match="has been cancelled"):
        confirm_payment(payment, by=cast.helena, at=payment.entered_at)
    assert list(reports_to_pay(cast.farid)) == [payment.report]
    again = enter(cast, payment.report)
    assert again != payment
    assert not reports_to_pay(cast.farid).exists()


def test_paid_money_is_not_cancelled(cast, at):
    payment = payments.paid(cast, at)
    with pytest.raises(Refused, match="money has left"):
        cancel_payment(payment, reason="Oops", by=cast.farid, at=payment.confirmed_at)


def test_confirmed_and_cancelled_at_the_same_moment(cast, at):
    payment = payments.entered(cast, at)
    stale = Payment.objects.get()
    confirm_payment(payment, by=cast.helena, at=payment.entered_at)
    with pytest.raises(LostRace):
        cancel_payment(stale, reason="Wrong", by=cast.farid, at=payment.entered_at)
    assert Payment.objects.get().state == State.CONFIRMED


def test_who_sees_a_payment(cast, at):
    payment = payments.entered(cast, at)
    seen = Payment.objects.visible_to
    for person in (cast.ingrid, cast.thato, cast.farid, cast.rolf):
        assert list(seen(person)) == [payment]
    for person in (cast.stranger, cast.amina, cast.eva):
        assert not seen(person).exists()
