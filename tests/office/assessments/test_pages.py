from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverka.ground.outbox.models import Message
from samverka.stages.assessments.models import Assignment, EligibilityCheck
from samverka.stages.assessments.states import State
from samverka.stages.organisations.actions import add_member
from tests.factories import applications, assessments, calls, decisions


def url(name, *args):
    return reverse(f"office:{name}", args=args)


def tomorrow():
    return (timezone.now() + timedelta(days=1)).date()


def test_eligibility_shows_the_automatic_checks_and_keeps_the_finding(cast, at, log_in):
    application = applications.submitted(cast, at)
    client, address = log_in(cast.peter), url("eligibility", application.reference)

    page = client.get(address)
    assert page.status_code == 200
    assert "Signed by every party" in page.content.decode()

    answer = client.post(address, {"is_eligible": "yes", "findings": "All fine."})
    assert answer.status_code == 302
    assert answer.url == url("assessors", application.reference)
    check = EligibilityCheck.objects.get()
    assert (check.is_eligible, check.findings, check.checked_by) == (True, "All fine.", cast.peter)
    assert "All fine." in client.get(address).content.decode()


def test_a_refusal_without_words_is_shown_at_the_field_and_nothing_is_lost(cast, at, log_in):
    application = applications.submitted(cast, at)
    answer = log_in(cast.peter).post(url("eligibility", application.reference), {"is_eligible": "no", "findings": " "})
    assert answer.status_code == 409
    assert "findings" in answer.context["form"].errors
    assert not EligibilityCheck.objects.exists()


def test_an_answer_that_is_missing_is_asked_for(cast, at, log_in):
    application = applications.submitted(cast, at)
    answer = log_in(cast.peter).post(url("eligibility", application.reference), {})
    assert answer.status_code == 422


def test_asking_an_assessor_by_the_page_twice_asks_once(cast, at, log_in):
    application = assessments.eligible(cast, at)
    client, address = log_in(cast.peter), url("assessor-ask", application.reference)
    given = {"assessor": cast.eva.pk, "due_on": tomorrow().isoformat()}

    assert client.post(address, given).status_code == 302
    again = client.post(address, given)

    assert again.status_code == 422
    assert Assignment.objects.count() == 1
    assert Message.objects.filter(recipient=cast.eva).count() == 1
    assert "Eva Nordin cannot be asked" in client.get(address).content.decode()


def test_a_member_of_a_party_is_named_with_the_reason_and_cannot_be_chosen(cast, at, log_in):
    application = assessments.eligible(cast, at)
    add_member(cast.eva, cast.sekao, "official", by=None, at=at)
    client, address = log_in(cast.peter), url("assessor-ask", application.reference)

    assert "belongs to Sekao Town Council" in client.get(address).content.decode()
    answer = client.post(address, {"assessor": cast.eva.pk, "due_on": tomorrow().isoformat()})
    assert answer.status_code == 422
    assert not Assignment.objects.exists()


def test_scores_are_shown_when_handed_in_and_not_before(cast, at, log_in):
    application = assessments.eligible(cast, at)
    waiting = assessments.reading(cast, at, application, cast.samuel)
    scores = assessments.points_for(waiting, 1)
    assessments.save_scores(waiting, scores=scores, advice="A secret so far", by=cast.samuel, at=at)
    client, address = log_in(cast.peter), url("assessors", application.reference)
    assert "tydligt" not in client.get(address).content.decode()

    assessments.handed_in(cast, at, application, cast.eva, points=4)
    words = client.get(address).content.decode()
    assert "80.0" in words
    assert "A secret so far" not in words


def test_a_second_look_is_asked_for_with_a_reason(cast, at, log_in):
    assignment = assessments.handed_in(cast, at)
    client = log_in(cast.peter)
    address = url("assessment-reopen", assignment.application.reference, assignment.pk)

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "The budget."}).status_code == 302
    assignment.refresh_from_db()
    assert assignment.state == State.READING
    wrong = url("assessment-reopen", "DEMO-2026-9999", assignment.pk)
    assert client.get(wrong).status_code == 404


PAGES = ["eligibility", "assessors", "assessor-ask"]


@pytest.mark.parametrize("who", ["ingrid", "eva", "samuel", "stranger"])
def test_nobody_outside_the_office_gets_in(cast, at, log_in, who):
    application = assessments.scored(cast, at)
    assignment = application.assignments.first()
    client = log_in(getattr(cast, who))
    addresses = [url(name, application.reference) for name in PAGES]
    addresses.append(url("assessment-reopen", application.reference, assignment.pk))
    addresses.append(url("ranking", application.call.slug))
    assert {client.get(address).status_code for address in addresses} == {404}


def test_those_who_may_see_but_not_act_are_told_why(cast, at, log_in):
    application = assessments.scored(cast, at)
    auditor, editor = log_in(cast.rolf), log_in(cast.maja)
    assert auditor.get(url("assessors", application.reference)).status_code == 200
    assert auditor.get(url("ranking", application.call.slug)).status_code == 200
    assert auditor.get(url("eligibility", application.reference)).status_code == 403
    assert editor.get(url("assessors", application.reference)).status_code == 403
    assert editor.get(url("ranking", application.call.slug)).status_code == 403


def test_a_draft_is_not_found(cast, at, log_in):
    application = applications.draft(cast, at)
    assert log_in(cast.sara).get(url("eligibility", application.reference)).status_code == 404


def test_ranking_shows_where_the_money_ends_and_who_is_not_ranked(cast, at, log_in):
    call = calls.open_call(cast, at, budget_amount=1_500_000_00)
    best = assessments.scored(cast, at, points=(5, 5), call=call)
    second = assessments.scored(cast, at, points=(3, 3), call=call)
    waiting = assessments.eligible(cast, at, call=call)

    page = log_in(cast.peter).get(url("ranking", call.slug))
    within, beyond = page.context["within"].rows, page.context["beyond"].rows

    assert [best.reference in row.cells[0].value for row in within] == [True]
    assert [second.reference in row.cells[0].value for row in beyond] == [True]
    assert [waiting.reference in row.cells[0].value for row in page.context["apart"].rows] == [True]
    assert (page.context["left"], page.context["missing"]) == (600_000_00, 300_000_00)
    words = page.content.decode().replace("\u00a0", " ")
    assert "Here the money ends" in words
    assert "SEK 600,000 is left above this line. The next application would need SEK 300,000 more" in words


def test_a_prepared_decision_counts_with_what_it_gives(cast, at, log_in):
    call = calls.open_call(cast, at, budget_amount=1_500_000_00)
    decisions.prepared(cast, at, amount=600_000_00, call=call)
    assessments.scored(cast, at, points=(1, 1), call=call)

    page = log_in(cast.peter).get(url("ranking", call.slug))
    assert page.context["beyond"] is None
    assert page.context["left"] == 0
    assert page.context["money"] == {"budget": 1_500_000_00, "granted": 600_000_00, "left": 900_000_00}


def test_pages_take_the_same_queries_for_one_and_for_three(cast, at, log_in, django_assert_max_num_queries):
    call = calls.open_call(cast, at)
    client = log_in(cast.helena)
    for number in (1, 2, 3):
        last = assessments.scored(cast, at, call=call, parties=3)
        decisions.prepared(cast, at, last, amount=100_000_00)
        if number != 2:
            with django_assert_max_num_queries(15):
                client.get(url("ranking", call.slug))
    for name in PAGES:
        with django_assert_max_num_queries(15):
            assert client.get(url(name, last.reference)).status_code == 200
