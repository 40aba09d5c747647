from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from samverka.stages.payments.models import Payment
from samverka.stages.payments.states import State
from tests.factories import payments, reports


def entry(report):
    return reverse("office:payment-new", args=[report.case.reference, report.year.number])


def url(name, payment):
    return reverse(f"office:{name}", args=[payment.key])


def text(answer):
    return answer.content.decode()


def sent(**changes):
    return {"amount": "100 000", "paid_on": timezone.localdate().isoformat(), "key": str(uuid4()), **changes}


def test_entered_by_one_and_confirmed_by_another(cast, at, log_in):
    report = reports.accepted_report(cast, at)
    farid, helena = log_in(cast.farid), log_in(cast.helena)
    assert entry(report) in text(farid.get(reverse("office:payments")))
    assert farid.get(entry(report)).status_code == 200

    once = sent()
    for _time in range(2):
        answer = farid.post(entry(report), once)
        assert answer.status_code == 302
    payment = Payment.objects.get()
    assert answer["Location"] == url("payment", payment)
    assert payment.amount == 100_000_00
    assert url("payment-confirm", payment) not in text(farid.get(url("payment", payment)))
    assert farid.post(url("payment-confirm", payment)).status_code == 403
    assert Payment.objects.get().state == State.ENTERED

    assert url("payment-confirm", payment) in text(helena.get(url("payment", payment)))
    assert helena.post(url("payment-confirm", payment)).status_code == 302
    assert Payment.objects.get().state == State.CONFIRMED
    assert helena.post(url("payment-confirm", payment)).status_code == 409
    assert entry(report) not in text(farid.get(reverse("office:payments")))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"amount": "100 000 EUR"}, 422),
        ({"amount": "lots"}, 422),
        ({"amount": "-5"}, 422),
        ({"amount": ""}, 422),
        ({"paid_on": "31/12"}, 422),
        ({"key": ""}, 422),
        ({"amount": "999 999 999"}, 409),
        ({"amount": "0"}, 409),
        ({"paid_on": "2020-01-01"}, 409),
    ],
)
def test_a_wrong_payment_is_refused_and_what_was_typed_stays(cast, at, log_in, changes, status):
    report = reports.accepted_report(cast, at)
    answer = log_in(cast.farid).post(entry(report), sent(**changes))
    assert answer.status_code == status
    for name in ("amount", "paid_on"):
        assert f'value="{changes[name]}"' in text(answer) if changes.get(name) else True
    assert not Payment.objects.exists()


def test_a_second_payment_is_refused_with_a_sentence(cast, at, log_in):
    payment = payments.entered(cast, at)
    client = log_in(cast.farid)
    assert client.get(entry(payment.report)).status_code == 200
    assert client.post(entry(payment.report), sent()).status_code == 409
    assert Payment.objects.count() == 1


def test_cancelling_asks_why(cast, at, log_in):
    payment = payments.entered(cast, at)
    client = log_in(cast.farid)
    assert client.post(url("payment-cancel", payment), {"reason": ""}).status_code == 422
    assert client.post(url("payment-cancel", payment), {"reason": "Wrong account"}).status_code == 302
    assert Payment.objects.get().state == State.CANCELLED
    assert "Wrong account" in text(client.get(url("payment", payment)))


@pytest.mark.parametrize("who", ["ingrid", "thato", "eva", "stranger"])
def test_strangers_find_nothing(cast, at, log_in, who):
    payment = payments.entered(cast, at)
    client = log_in(getattr(cast, who))
    assert client.get(reverse("office:payments")).status_code == 404
    assert client.get(entry(payment.report)).status_code == 404
    for name in ("payment", "payment-confirm", "payment-cancel"):
        assert client.post(url(name, payment)).status_code in (404, 405)
        assert client.get(url(name, payment)).status_code == 404


@pytest.mark.parametrize("who", ["peter", "maja", "rolf"])
def test_others_in_the_office_read_only(cast, at, log_in, who):
    payment = payments.entered(cast, at)
    client = log_in(getattr(cast, who))
    assert client.get(url("payment", payment)).status_code == 200
    assert client.post(entry(payment.report), sent()).status_code == 403
    for name in ("payment-confirm", "payment-cancel"):
        assert client.post(url(name, payment)).status_code == 403


def test_as_many_queries_for_three_as_for_one(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.farid)
    for _number in range(3):
        payment = payments.paid(cast, at)
        reports.accepted_report(cast, at)
        with django_assert_max_num_queries(15):
            client.get(reverse("office:payments"))
    with django_assert_max_num_queries(15):
        client.get(url("payment", payment))
    with django_assert_max_num_queries(15):
        client.get(entry(payment.report))
