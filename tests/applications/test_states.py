from datetime import timedelta
from uuid import uuid4

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.applications.actions import return_application, submit_application, withdraw_application
from samverka.stages.applications.models import Application
from samverka.stages.applications.states import FOR_APPLICANT, MOVES, NEXT, State
from tests.factories import applications


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_only_the_moves_of_the_table_are_possible(cast, at, old, new):
    application = applications.empty_draft(cast, at)
    Application.objects.filter(pk=application.pk).update(state=old)
    application.refresh_from_db()
    if new in MOVES.get(old, set()):
        move(application, new)
        assert application.state == new
    else:
        with pytest.raises(Refused):
            move(application, new)
        application.refresh_from_db()
        assert application.state == old


def test_every_state_has_its_words():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)


def submit(cast, application, at):
    submit_application(application, key=uuid4(), by=cast.ingrid, at=at)


def withdraw(cast, application, at):
    withdraw_application(application, by=cast.ingrid, at=at)


def give_back(cast, application, at):
    return_application(application, reason="x", due_at=at + timedelta(days=7), by=cast.sara, at=at)


@pytest.mark.parametrize(
    ("old", "act", "new"),
    [
        (State.DRAFT, submit, State.SUBMITTED),
        (State.DRAFT, withdraw, State.WITHDRAWN),
        (State.DRAFT, give_back, Refused),
        (State.SUBMITTED, submit, State.SUBMITTED),
        (State.SUBMITTED, withdraw, State.WITHDRAWN),
        (State.SUBMITTED, give_back, State.DRAFT),
        (State.WITHDRAWN, submit, Refused),
        (State.WITHDRAWN, withdraw, State.WITHDRAWN),
        (State.WITHDRAWN, give_back, Refused),
    ],
)
def test_what_each_action_does_in_each_state(cast, at, old, act, new):
    application = applications.signed(cast, at)
    if old == State.SUBMITTED:
        submit(cast, application, at)
    if old == State.WITHDRAWN:
        withdraw(cast, application, at)
    application.refresh_from_db()
    if new is Refused:
        with pytest.raises(Refused):
            act(cast, application, at)
    else:
        act(cast, application, at)
    application.refresh_from_db()
    assert application.state == (old if new is Refused else new)
