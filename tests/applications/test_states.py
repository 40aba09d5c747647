from datetime import timedelta
from uuid import uuid4

import pytest

from samverka.ground.common.refusals import Refused
from samverka.stages.applications import states
from samverka.stages.applications.actions import return_application, submit_application, withdraw_application
from samverka.stages.applications.states import State
from tests.factories import applications
from tests.moving import has_words_for_everybody, try_every_move

ALLOWED = {("draft", "submitted"), ("draft", "withdrawn"), ("submitted", "draft"), ("submitted", "withdrawn")}


def test_every_pair_of_states(cast, at):
    try_every_move(applications.empty_draft(cast, at), states, ALLOWED)


def test_every_state_has_words_for_everybody():
    assert has_words_for_everybody(states)


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
