from datetime import timedelta

import pytest
from django.urls import reverse

from samverka.ground.outbox.models import Message
from samverka.stages.decisions.models import Decision
from samverka.stages.decisions.states import State
from tests.factories import assessments, calls, decisions

ONE = ["decision", "decision-change", "decision-check", "decision-send-back", "decision-announce"]


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def given(application, **changes):
    """Return what the form of a grant would send."""
    usual = {f"due_{year}": day.isoformat() for year, day in decisions.usual_report_days(application).items()}
    facts = {
        "outcome": "approved",
        "amount": "300 000",
        "reasons_sv": "Väl förankrad.",
        "reasons_en": "Well anchored.",
        "conditions_sv": "",
        "conditions_en": "",
    }
    return {**facts, **usual, **changes}


def test_from_the_form_to_the_letters(cast, at, log_in):
    application = assessments.scored(cast, at)
    sara, peter, helena = log_in(cast.sara), log_in(cast.peter), log_in(cast.helena)
    reference = application.reference

    page = sara.get(url("decision-prepare", reference))
    assert page.status_code == 200
    assert page.context["form"].initial["due_1"] == decisions.usual_report_days(application)[1]
    assert sara.post(url("decision-prepare", reference), given(application)).status_code == 302
    assert sara.post(url("decision-prepare", reference), given(application)).status_code == 302
    decision = Decision.objects.get()
    assert (decision.amount, decision.state) == (300_000_00, State.PREPARED)
    assert sara.get(url("decision-prepare", reference)).url == url("decision", reference)

    assert sara.get(url("decision-check", reference)).status_code == 403
    form = peter.get(url("decision-check", reference)).context["form"]
    seen = {"seen_at": form["seen_at"].value()}
    assert peter.post(url("decision-check", reference), seen).status_code == 302

    assert peter.get(url("decision-announce", reference)).status_code == 403
    assert helena.get(url("decision-announce", reference)).status_code == 200
    assert helena.post(url("decision-announce", reference)).status_code == 302
    assert helena.post(url("decision-announce", reference)).status_code == 302
    decision.refresh_from_db()
    assert decision.state == State.ANNOUNCED
    assert decision.letters.count() == 2
    assert Message.objects.filter(recipient=cast.ingrid, body__contains="/decision/").count() == 1

    letter = helena.get(url("decision-letter", reference, "exempelby-municipality"))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")
    assert helena.get(url("decision-letter", reference, "annanby-municipality")).status_code == 404


def test_no_grant_needs_no_amount_and_forgets_the_days(cast, at, log_in):
    application = assessments.ineligible(cast, at)
    sent = given(application, outcome="rejected", amount="")
    assert log_in(cast.sara).post(url("decision-prepare", application.reference), sent).status_code == 302
    decision = Decision.objects.get()
    assert (decision.outcome, decision.amount, decision.report_dates.count()) == ("rejected", 0, 0)


@pytest.mark.parametrize(
    ("changes", "field", "status"),
    [
        ({"amount": "900 001"}, "amount", 409),
        ({"amount": "1 EUR"}, "amount", 422),
        ({"amount": "mycket"}, "amount", 422),
        ({"reasons_en": ""}, "reasons_en", 422),
        ({"conditions_sv": "Villkor"}, "conditions_en", 409),
        ({"due_2": ""}, "due_2", 409),
        ({"due_2": "2026-01-01"}, "due_2", 409),
        ({"outcome": "perhaps"}, "outcome", 422),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(cast, at, log_in, changes, field, status):
    application = assessments.scored(cast, at)
    answer = log_in(cast.peter).post(url("decision-prepare", application.reference), given(application, **changes))

    assert answer.status_code == status
    assert field in answer.context["form"].errors
    assert "Väl förankrad." in answer.content.decode()
    assert not Decision.objects.exists()


def test_what_cannot_be_decided_yet_offers_no_button(cast, at, log_in):
    application = assessments.eligible(cast, at)
    client, address = log_in(cast.peter), url("decision-prepare", application.reference)
    page = client.get(address).content.decode()
    assert "0 of 2 assessors have handed in" in page
    assert "Keep the proposal" not in page
    assert client.post(address, given(application)).status_code == 409


def test_a_change_is_refused_when_somebody_else_changed_it_first(cast, at, log_in):
    decision = decisions.prepared(cast, at)
    reference = decision.application.reference
    client = log_in(cast.peter)
    form = client.get(url("decision-change", reference)).context["form"]
    assert form["amount"].value() == "300\u00a0000"
    seen = form["seen_at"].value()
    Decision.objects.update(prepared_at=at + timedelta(minutes=1))

    answer = client.post(url("decision-change", reference), given(decision.application, amount="1", seen_at=seen))
    assert answer.status_code == 409
    assert "Somebody else changed the decision" in answer.content.decode()
    seen = client.get(url("decision-change", reference)).context["form"]["seen_at"].value()
    sent = given(decision.application, amount="200 000", seen_at=seen)
    assert client.post(url("decision-change", reference), sent).status_code == 302
    assert Decision.objects.get().amount == 200_000_00


def test_a_broken_seal_of_what_was_seen_is_no_crash(cast, at, log_in):
    decision = decisions.prepared(cast, at)
    answer = log_in(cast.peter).post(url("decision-check", decision.application.reference), {"seen_at": "yesterday"})
    assert answer.status_code == 422


def test_sending_back_needs_a_reason(cast, at, log_in):
    decision = decisions.checked(cast, at)
    client, address = log_in(cast.helena), url("decision-send-back", decision.application.reference)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Too much."}).status_code == 302
    assert Decision.objects.get().state == State.PREPARED


def test_all_checked_decisions_are_announced_by_one_button(cast, at, log_in):
    call = calls.open_call(cast, at)
    decisions.checked(cast, at, call=call)
    decisions.checked(cast, at, proposal=decisions.rejection(), call=call)
    client, address = log_in(cast.helena), url("decisions-announce", call.slug)

    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 302
    assert set(Decision.objects.values_list("state", flat=True)) == {State.ANNOUNCED}
    assert Message.objects.filter(recipient=cast.ingrid, body__contains="/decision/").count() == 2
    assert log_in(cast.peter).get(address).status_code == 403


def test_the_list_can_be_narrowed(cast, at, log_in):
    first, second = decisions.prepared(cast, at), decisions.checked(cast, at)
    client = log_in(cast.farid)
    assert len(client.get(url("decisions")).context["table"].lines) == 2
    narrowed = client.get(url("decisions"), {"state": "checked", "call": second.application.call_id})
    assert [row.cells[0].value for row in narrowed.context["table"].rows] == [
        f"{second.application.reference} {second.application.title}"
    ]
    other = client.get(url("decisions"), {"state": "checked", "call": first.application.call_id})
    assert not other.context["table"].lines


@pytest.mark.parametrize("who", ["ingrid", "thato", "eva", "stranger"])
@pytest.mark.parametrize("builder", [decisions.checked, decisions.announced])
def test_nobody_outside_the_office_gets_in(cast, at, log_in, who, builder):
    decision = builder(cast, at)
    client = log_in(getattr(cast, who))
    addresses = [url(name, decision.application.reference) for name in [*ONE, "decision-prepare"]]
    addresses += [url("decisions"), url("decisions-announce", decision.application.call.slug)]
    addresses.append(url("decision-letter", decision.application.reference, "exempelby-municipality"))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_those_who_may_see_but_not_act_are_told_why(cast, at, log_in):
    decision = decisions.checked(cast, at)
    client = log_in(cast.maja)
    assert client.get(url("decision", decision.application.reference)).status_code == 200
    assert {client.get(url(name, decision.application.reference)).status_code for name in ONE[1:]} == {403}


def test_pages_take_few_queries_and_the_same_for_one_and_for_three(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.helena)
    call = calls.open_call(cast, at)
    for number in (1, 2, 3):
        decision = decisions.announced(cast, at, amount=100_000_00, call=call, parties=3)
        if number != 2:
            with django_assert_max_num_queries(9):
                client.get(url("decisions"))
    with django_assert_max_num_queries(15):
        client.get(url("decision", decision.application.reference))
    reference = decisions.checked(cast, at, amount=100_000_00, call=call).application.reference
    with django_assert_max_num_queries(15):
        client.get(url("decision", reference))
    with django_assert_max_num_queries(15):
        client.get(url("decision-announce", reference))
    reference = assessments.scored(cast, at, call=call).reference
    with django_assert_max_num_queries(15):
        client.get(url("decision-prepare", reference))
