from datetime import timedelta

import pytest

from samverka.ground.accounts.models import User
from samverka.stages.assessments import permissions
from samverka.stages.assessments.models import Assignment
from samverka.stages.organisations.actions import add_member
from tests.factories import applications, assessments

EVERYBODY = [
    "ingrid",
    "nils",
    "thato",
    "sara",
    "helena",
    "farid",
    "eva",
    "samuel",
    "maja",
    "rolf",
    "stranger",
]


def those_who(cast, may):
    return {who for who in EVERYBODY if may(getattr(cast, who))}


def test_officers_and_head_check_and_ask(cast, at):
    application = applications.submitted(cast, at)
    assert those_who(cast, lambda user: permissions.can_check_eligibility(user, application)) == {"sara", "helena"}
    assert those_who(cast, lambda user: permissions.can_ask_assessor(user, application)) == {"sara", "helena"}


def test_officers_head_and_auditor_see_scores(cast, at):
    application = applications.submitted(cast, at)
    assert those_who(cast, lambda user: permissions.can_see_scores(user, application)) == {"sara", "helena", "rolf"}
    call = application.call
    assert those_who(cast, lambda user: permissions.can_see_ranking(user, call)) == {"sara", "helena", "rolf"}


def test_only_the_assessor_who_was_asked_opens_and_scores(cast, at):
    assignment = assessments.asked(cast, at)
    assert those_who(cast, lambda user: permissions.can_open_assessment(user, assignment)) == {"eva"}
    assert those_who(cast, lambda user: permissions.can_score_application(user, assignment)) == {"eva"}


def test_an_officer_who_belongs_to_a_party_keeps_out(cast, at):
    application = applications.submitted(cast, at)
    add_member(cast.sara, cast.exempelby, "official", by=None, at=at)
    sara = User.objects.get(pk=cast.sara.pk)

    assert not permissions.can_check_eligibility(sara, application)
    assert not permissions.can_see_scores(sara, application)


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_assignment_is_visible_to_its_assessor_and_the_office(cast, at, who):
    assessments.asked(cast, at)
    expected = who in {"eva", "sara", "helena", "farid", "maja", "rolf"}
    assert Assignment.objects.visible_to(getattr(cast, who)).exists() is expected


def test_content_is_readable_by_the_assessor_without_a_conflict_only(cast, at):
    assignment = assessments.asked(cast, at)
    assert not Assignment.objects.readable_by(cast.eva).exists()

    assignment = assessments.reading(cast, at + timedelta(hours=1), assignment.application)
    assert list(Assignment.objects.readable_by(cast.eva)) == [assignment]
    assert not Assignment.objects.readable_by(cast.samuel).exists()
    assert not Assignment.objects.readable_by(cast.sara).exists()
