from datetime import timedelta

import pytest

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.outbox.models import Message
from samverka.stages.applications.actions import return_application, settle_application, withdraw_application
from samverka.stages.assessments.actions import (
    ask_assessor,
    check_eligibility,
    declare_conflict,
    declare_no_conflict,
    hand_in_scores,
    reopen_assessment,
    save_scores,
)
from samverka.stages.assessments.models import Assignment, EligibilityCheck, Score
from samverka.stages.assessments.rules import Points
from samverka.stages.assessments.states import State
from samverka.stages.organisations.actions import add_member
from tests.factories import applications, assessments


def due(at):
    return (at + timedelta(days=14)).date()


def messages_to(person):
    return Message.objects.filter(recipient=person).order_by("pk")


# --- Eligibility -----------------------------------------------------------------------------------------------------


def test_eligibility_is_kept_with_who_and_when_and_a_repeat_changes_nothing(cast, at):
    application = applications.submitted(cast, at)
    first = check_eligibility(application, is_eligible=True, findings="Fine.", by=cast.sara, at=at)
    again = check_eligibility(application, is_eligible=True, findings="Fine.", by=cast.helena, at=at)

    assert again == first
    assert EligibilityCheck.objects.get().checked_by == cast.sara
    assert Event.objects.about(first).count() == 1


def test_eligibility_can_be_corrected(cast, at):
    application = assessments.eligible(cast, at)
    check = check_eligibility(application, is_eligible=False, findings="A company.", by=cast.helena, at=at)

    check.refresh_from_db()
    assert (check.is_eligible, check.findings, check.checked_by) == (False, "A company.", cast.helena)
    assert [event.what for event in Event.objects.about(check)] == ["Eligibility corrected", "Eligibility checked"]


def test_not_eligible_needs_words(cast, at):
    application = applications.submitted(cast, at)
    with pytest.raises(Refused) as refused:
        check_eligibility(application, is_eligible=False, findings=" ", by=cast.sara, at=at)
    assert [problem.where for problem in refused.value.problems] == ["findings"]


@pytest.mark.parametrize("who", ["farid", "maja", "rolf", "eva", "ingrid", "stranger"])
def test_eligibility_is_for_officers_and_head_only(cast, at, who):
    application = applications.submitted(cast, at)
    with pytest.raises(NotAllowed):
        check_eligibility(application, is_eligible=True, findings="", by=getattr(cast, who), at=at)


def test_a_draft_and_a_settled_application_are_not_checked(cast, at):
    draft = applications.draft(cast, at)
    with pytest.raises(Refused):
        check_eligibility(draft, is_eligible=True, findings="", by=cast.sara, at=at)

    application = applications.submitted(cast, at)
    settle_application(application, by=cast.helena, at=at)
    with pytest.raises(Refused):
        check_eligibility(application, is_eligible=True, findings="", by=cast.sara, at=at)


def test_nothing_of_the_assessment_stands_in_the_history_of_the_application(cast, at):
    application = assessments.scored(cast, at)
    told = " ".join(event.what for event in Event.objects.about(application))
    assert not any(word in told for word in ("ligibility", "ssessor", "core", "onflict"))


# --- Asking ----------------------------------------------------------------------------------------------------------


def test_asking_tells_the_assessor_who_applies_but_not_what(cast, at):
    assignment = assessments.asked(cast, at)

    (letter,) = messages_to(cast.eva)
    assert letter.language == "sv"
    assert assignment.application.reference in letter.subject + letter.body
    assert "Exempelby kommun" in letter.body
    assert f"/portal/assessments/{assignment.pk}/" in letter.body
    assert assignment.application.title not in letter.body
    assert assignment.application.summary_sv not in letter.body


def test_asking_twice_makes_one_assignment_and_one_letter(cast, at):
    first = assessments.asked(cast, at)
    again = ask_assessor(first.application, cast.eva, due_on=due(at), by=cast.helena, at=at)

    assert again == first
    assert messages_to(cast.eva).count() == 1


@pytest.mark.parametrize("who", ["sara", "ingrid", "stranger"])
def test_only_an_assessor_of_the_programme_can_be_asked(cast, at, who):
    application = assessments.eligible(cast, at)
    with pytest.raises(Refused, match=getattr(cast, who).name):
        ask_assessor(application, getattr(cast, who), due_on=due(at), by=cast.sara, at=at)


def test_a_member_of_a_party_cannot_be_asked(cast, at):
    application = assessments.eligible(cast, at)
    add_member(cast.eva, cast.sekao, "official", by=None, at=at)

    with pytest.raises(Refused, match="Sekao Town Council"):
        ask_assessor(application, cast.eva, due_on=due(at), by=cast.sara, at=at)
    assert not messages_to(cast.eva).exists()


def test_nobody_is_asked_before_the_check_or_about_an_ineligible_one_or_for_yesterday(cast, at):
    for application in (applications.submitted(cast, at), assessments.ineligible(cast, at)):
        with pytest.raises(Refused):
            ask_assessor(application, cast.eva, due_on=due(at), by=cast.sara, at=at)
    application, yesterday = assessments.eligible(cast, at), (at - timedelta(days=1)).date()
    with pytest.raises(Refused) as refused:
        ask_assessor(application, cast.eva, due_on=yesterday, by=cast.sara, at=at)
    assert [problem.where for problem in refused.value.problems] == ["due_on"]
    assert not Assignment.objects.exists()


# --- Declaring -------------------------------------------------------------------------------------------------------


def test_a_conflict_closes_the_application_and_tells_the_one_who_asked(cast, at):
    assignment = assessments.asked(cast, at)
    declare_conflict(assignment, conflict="My sister is mayor there.", by=cast.eva, at=at)

    assert assignment.state == State.CONFLICTED
    assert not assignment.is_readable
    (letter,) = messages_to(cast.sara)
    assert "My sister is mayor there." in letter.body
    with pytest.raises(Refused):
        save_scores(assignment, scores={}, advice="", by=cast.eva, at=at)
    with pytest.raises(Refused):
        declare_no_conflict(assignment, by=cast.eva, at=at)


def test_a_conflict_found_while_reading_closes_the_application_too(cast, at):
    assignment = assessments.reading(cast, at)
    assert assignment.is_readable
    declare_conflict(assignment, conflict="I advised them.", by=cast.eva, at=at)
    assert not assignment.is_readable


def test_a_conflict_needs_words(cast, at):
    assignment = assessments.asked(cast, at)
    with pytest.raises(Refused):
        declare_conflict(assignment, conflict="  ", by=cast.eva, at=at)
    assignment.refresh_from_db()
    assert assignment.state == State.ASKED


@pytest.mark.parametrize("who", ["samuel", "sara", "helena", "ingrid"])
def test_nobody_declares_for_the_assessor(cast, at, who):
    assignment = assessments.asked(cast, at)
    with pytest.raises(NotAllowed):
        declare_no_conflict(assignment, by=getattr(cast, who), at=at)
    with pytest.raises(NotAllowed):
        declare_conflict(assignment, conflict="Yes", by=getattr(cast, who), at=at)


# --- Scoring ---------------------------------------------------------------------------------------------------------


def test_half_of_the_scores_can_be_saved_and_no_score_is_not_zero(cast, at):
    assignment = assessments.reading(cast, at)
    first, *others = assessments.points_for(assignment, 0)
    scores = {first: Points(0, "Nothing."), **{number: Points(None) for number in others}}
    save_scores(assignment, scores=scores, advice="", by=cast.eva, at=at)

    assert Score.objects.get(criterion=first).points == 0
    assert set(Score.objects.exclude(criterion=first).values_list("points", flat=True)) == {None}
    with pytest.raises(Refused) as refused:
        hand_in_scores(assignment, by=cast.eva, at=at)
    assert len(refused.value.problems) == len(others)
    assert all("points and a comment" in str(problem) for problem in refused.value.problems)


@pytest.mark.parametrize("points", [-1, 6, 99])
def test_points_outside_the_scale_are_refused(cast, at, points):
    assignment = assessments.reading(cast, at)
    number = next(iter(assessments.points_for(assignment, 1)))
    with pytest.raises(Refused, match="0"):
        save_scores(assignment, scores={number: Points(points)}, advice="", by=cast.eva, at=at)
    assert not Score.objects.exists()


def test_a_criterion_of_another_call_is_refused(cast, at):
    assignment = assessments.reading(cast, at)
    with pytest.raises(Refused):
        save_scores(assignment, scores={999_999: Points(1)}, advice="", by=cast.eva, at=at)


def test_scores_are_handed_in_once_and_then_closed(cast, at):
    assignment = assessments.handed_in(cast, at)
    again = hand_in_scores(assignment, by=cast.eva, at=at + timedelta(minutes=1))

    assert again.submitted_at == at
    assert [event.what for event in Event.objects.about(assignment)].count("Scores handed in") == 1
    with pytest.raises(Refused):
        save_scores(assignment, scores={}, advice="", by=cast.eva, at=at)


def test_saving_from_a_window_left_open_is_refused_and_nothing_changes(cast, at):
    assignment = assessments.reading(cast, at)
    stale = Assignment.objects.get(pk=assignment.pk)
    save_scores(assignment, scores=assessments.points_for(assignment, 5), advice="", by=cast.eva, at=at)
    hand_in_scores(assignment, by=cast.eva, at=at)

    with pytest.raises(LostRace):
        save_scores(stale, scores=assessments.points_for(stale, 0), advice="", by=cast.eva, at=at)
    assert set(Score.objects.values_list("points", flat=True)) == {5}


def test_a_second_look_keeps_the_scores_and_tells_the_assessor(cast, at):
    assignment = assessments.handed_in(cast, at, points=3)
    reopen_assessment(assignment, reason="The comments on the budget.", by=cast.helena, at=at)

    assert assignment.state == State.READING
    assert set(assignment.scores.values_list("points", flat=True)) == {3}
    assert "The comments on the budget." in messages_to(cast.eva).last().body
    with pytest.raises(Refused):
        reopen_assessment(assignment, reason="Again", by=cast.helena, at=at)


def test_after_the_decision_nothing_is_scored_or_reopened(cast, at):
    application = assessments.eligible(cast, at)
    done = assessments.handed_in(cast, at, application)
    waiting = assessments.reading(cast, at, application, cast.samuel)
    settle_application(application, by=cast.helena, at=at)
    done, waiting = Assignment.objects.get(pk=done.pk), Assignment.objects.get(pk=waiting.pk)

    with pytest.raises(Refused):
        reopen_assessment(done, reason="Late", by=cast.helena, at=at)
    with pytest.raises(Refused):
        save_scores(waiting, scores={}, advice="", by=cast.samuel, at=at)
    assert not Assignment.objects.unfinished().exists()


@pytest.mark.parametrize("what", ["withdrawn", "returned"])
def test_what_is_withdrawn_or_being_completed_is_not_scored(cast, at, what):
    assignment = assessments.reading(cast, at)
    assert list(Assignment.objects.unfinished()) == [assignment]
    if what == "withdrawn":
        withdraw_application(assignment.application, by=cast.ingrid, at=at)
    else:
        later = at + timedelta(days=7)
        return_application(assignment.application, reason="The team.", due_at=later, by=cast.sara, at=at)
    assignment = Assignment.objects.get(pk=assignment.pk)

    with pytest.raises(Refused):
        save_scores(assignment, scores={}, advice="", by=cast.eva, at=at)
    assert not Assignment.objects.unfinished().exists()
