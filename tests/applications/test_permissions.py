from datetime import timedelta

import pytest

from samverka.ground.accounts.models import Role, User
from samverka.stages.applications import permissions
from samverka.stages.applications.models import Application
from samverka.stages.organisations.models import Mandate, Membership
from tests.factories import applications

EVERYBODY = ["ingrid", "nils", "thato", "lorato", "amina", "joseph", "sara", "helena", "farid", "eva", "stranger"]
COORDINATORS = {"ingrid", "thato", "amina"}
PARTIES = {*COORDINATORS, "nils", "lorato", "joseph"}
OFFICE = {"sara", "helena", "farid"}
TABLE = {
    permissions.can_read_application: PARTIES,
    permissions.can_see_application: PARTIES | OFFICE,
    permissions.can_edit_application: COORDINATORS,
    permissions.can_sign_application: {"nils", "lorato", "joseph"},
    permissions.can_submit_application: COORDINATORS,
    permissions.can_withdraw_application: COORDINATORS,
    permissions.can_return_application: {"sara", "helena"},
}


@pytest.mark.parametrize("allowed", TABLE, ids=lambda allowed: allowed.__name__)
def test_who_may(cast, at, allowed):
    application = applications.submitted(cast, at, parties=3)
    assert {who for who in EVERYBODY if allowed(getattr(cast, who), application)} == TABLE[allowed]


def test_who_sees_a_draft_and_who_what_was_sent_in(cast, at):
    draft = applications.empty_draft(cast, at, parties=3)
    sent = applications.submitted(cast, at, call=draft.call, parties=3)

    def sees(application):
        return {who for who in EVERYBODY if application in Application.objects.visible_to(getattr(cast, who))}

    assert sees(draft) == PARTIES
    assert sees(sent) == PARTIES | OFFICE
    assert {who for who in EVERYBODY if permissions.can_see_application(getattr(cast, who), draft)} == PARTIES


def test_who_starts(cast):
    able = {who for who in EVERYBODY if permissions.can_start_application(getattr(cast, who))}
    assert able == {*COORDINATORS, "stranger"}


def test_rights_end_with_their_last_day(cast, at):
    application = applications.empty_draft(cast, at)
    for model in (Membership, Mandate):
        ended = at.date() + timedelta(days=1)
        model.objects.filter(user__in=[cast.ingrid, cast.nils]).update(ends_on=ended)
    ingrid, nils = User.objects.get(pk=cast.ingrid.pk), User.objects.get(pk=cast.nils.pk)
    assert not permissions.can_edit_application(ingrid, application)
    assert not permissions.can_sign_application(nils, application)
    assert not Application.objects.visible_to(ingrid).exists()


def test_an_officer_of_another_programme_sees_nothing(cast, at):
    application = applications.submitted(cast, at)
    Role.objects.filter(user=cast.sara).delete()
    sara = User.objects.get(pk=cast.sara.pk)
    assert not permissions.can_see_application(sara, application)
    assert not permissions.can_return_application(sara, application)
