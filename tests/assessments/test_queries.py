from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from samverka.stages.assessments.checklist import automatic_checks
from samverka.stages.assessments.queries import assessors_of, mean, ranking, spread
from tests.factories import applications, assessments, calls


def test_ranking_is_by_weighted_mean_with_ties_by_reference(cast, at):
    call = calls.open_call(cast, at)
    third = assessments.scored(cast, at, points=(2, 3), call=call)
    first = assessments.scored(cast, at, points=(5, 4), call=call)
    tied = assessments.scored(cast, at, points=(3, 2), call=call)

    ranked, apart = ranking(call)

    assert [one.application for one in ranked] == [first, third, tied]
    assert apart == []
    assert [one.mean for one in ranked] == [Fraction(90), Fraction(50), Fraction(50)]
    assert [one.spread for one in ranked] == [Fraction(20)] * 3


def test_weights_count(cast, at):
    application = assessments.eligible(cast, at)
    criteria = list(cast.rule_set.criteria.all())
    for assessor in (cast.eva, cast.samuel):
        assignment = assessments.reading(cast, at, application, assessor)
        points = assessments.points_for(assignment, 0)
        points.update({criteria[0].pk: assessments.Points(5, "Best.")})
        assessments.save_scores(assignment, scores=points, advice="", by=assessor, at=at)
        assessments.hand_in_scores(assignment, by=assessor, at=at)

    ((standing,), _apart) = ranking(application.call)
    whole = sum(criterion.weight for criterion in criteria)
    assert standing.mean == Fraction(100 * criteria[0].weight, whole)
    assert standing.requested == 900_000_00


def test_those_not_complete_stand_apart_with_the_reason(cast, at):
    call = calls.open_call(cast, at)
    applications.submitted(cast, at, call=call)
    assessments.ineligible(cast, at, call=call)
    assessments.handed_in(cast, at, call=call)
    applications.draft(cast, at, call=call)

    ranked, apart = ranking(call)

    assert ranked == []
    assert [str(one.waits_for) for one in apart] == [
        "Not checked yet",
        "Does not meet the conditions",
        "1 of 2 assessors have scored",
    ]


def test_a_conflict_counts_as_nothing(cast, at):
    application = assessments.scored(cast, at)
    ((standing,), _apart) = ranking(application.call)
    assert standing.asked == 2


def test_ranking_takes_the_same_queries_for_one_and_for_three(cast, at, django_assert_max_num_queries):
    call = calls.open_call(cast, at)
    for _number in range(3):
        assessments.scored(cast, at, call=call)
    call.refresh_from_db()
    with django_assert_max_num_queries(9):
        ranked, _apart = ranking(call)
        shown = [(one.mean, one.spread, len(one.application.organisations)) for one in ranked]
    assert len(shown) == 3


@given(st.lists(st.fractions(0, 100), min_size=1, max_size=6))
def test_mean_lies_between_the_shares_and_is_exact(shares):
    assert min(shares) <= mean(shares) <= max(shares)
    assert mean(shares) * len(shares) == sum(shares)
    assert spread(shares) is None or spread(shares) == max(shares) - min(shares)


def test_nothing_has_no_mean():
    assert mean([]) is None
    assert spread([Fraction(5)]) is None


def test_assessors_are_those_who_hold_the_role(cast, at):
    assert list(assessors_of(cast.programme, at.date())) == [cast.eva, cast.samuel]


def test_a_complete_application_meets_every_automatic_check(cast, at):
    application = applications.submitted(cast, at, parties=3)
    assert [str(check.label) for check in automatic_checks(application) if not check.is_met] == []


def test_a_cap_that_is_exceeded_is_shown_by_the_automatic_check(cast, at):
    application = applications.submitted(cast, at)
    cast.rule_set.limits.filter(kind="maximum").update(amount=1)
    checks = {str(check.label): check for check in automatic_checks(applications.fresh(application))}
    assert not checks["Budget"].is_met
    assert checks["Team"].is_met
