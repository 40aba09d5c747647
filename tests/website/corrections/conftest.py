"""A visitor without a cookie, at a moment that stands still until somebody moves it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from samverka.ground.programme.models import Programme
from tests.conftest import NOW
from tests.walking import Form

FORM = "/en/report-an-error/?page=/en/cases/"


@pytest.fixture
def clock(cast):
    """Return the clock. The start page speaks for the programme of the cast, whose office then answers."""
    Programme.objects.filter(pk=cast.programme.pk).update(is_shown_first=True)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


class Visitor:
    """Somebody who reads the public pages: opens the form, takes ten seconds, and sends it."""

    def __init__(self, clock):
        self.clock = clock
        self.client = Client(enforce_csrf_checks=True)

    def open(self, path=FORM):
        answer = self.client.get(path)
        assert answer.status_code == 200
        return Form(path, answer.content)

    def send(self, form, seconds=10, headers=None, **values):
        self.clock.shift(timedelta(seconds=seconds))
        fields = {**form.fill(**values).fields}
        return self.client.post(form.action, fields, headers=headers)

    def report(self, path=FORM, **values):
        """Return the answer to a form that was opened and sent as people do."""
        return self.send(self.open(path), **{"text": "The grant is wrong.", **values})


@pytest.fixture
def visitor(clock):
    return Visitor(clock)
