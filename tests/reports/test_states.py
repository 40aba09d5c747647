import itertools

import pytest

from samverka.ground.common.moves import move
from samverka.ground.common.refusals import Refused
from samverka.stages.reports.models import Report
from samverka.stages.reports.states import FOR_APPLICANT, NEXT, State
from tests.factories import projects, reports

ALLOWED = {("open", "submitted"), ("submitted", "open"), ("submitted", "accepted")}


def test_every_pair_of_states(cast, at):
    report = reports.begun_report(cast, at, projects.running_case(cast, at))
    for old, new in itertools.product(State.values, repeat=2):
        Report.objects.filter(pk=report.pk).update(state=old)
        report.refresh_from_db()
        if (old, new) in ALLOWED:
            move(report, new)
            assert Report.objects.get().state == new
        else:
            with pytest.raises(Refused):
                move(report, new)


def test_every_state_has_words_for_all():
    assert set(FOR_APPLICANT) == set(NEXT) == set(State)
