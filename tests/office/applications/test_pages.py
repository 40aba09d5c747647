"""The applications room of the office: the list, one application, asking for completion."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.stages.applications.actions import (
    add_attachment,
    save_summary,
    settle_application,
    submit_application,
    withdraw_application,
)
from samverka.stages.applications.states import State
from tests.factories import applications
from tests.factories.calls import open_call

LIST = "/office/applications/"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def now():
    """Pages look at the clock, so what they are about begins now."""
    return timezone.now()


def page_of(application, page=""):
    return f"{LIST}{application.reference}/{page}"


def text_of(answer):
    return answer.content.decode()


def test_the_office_sees_what_was_sent_in_and_no_draft(cast, now, log_in):
    call, client = open_call(cast, now), log_in(cast.peter)
    draft = applications.draft(cast, now, call=call, title="A draft")
    sent = applications.submitted(cast, now, call=call, title="Rent vatten på Åland")
    listed = text_of(client.get(LIST))
    assert "Rent vatten på Åland" in listed
    assert "A draft" not in listed
    assert client.get(page_of(sent)).status_code == 200
    assert client.get(page_of(draft)).status_code == 404


@pytest.mark.parametrize("who", ["ingrid", "nils", "stranger", "eva"])
def test_nobody_else_gets_in(cast, now, log_in, who):
    sent, client = applications.submitted(cast, now), log_in(getattr(cast, who))
    for page in (LIST, page_of(sent), page_of(sent, "return/"), page_of(sent, f"files/{'0' * 64}/")):
        assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"q": "vatten ÅLAND"}, True),
        ({"q": "sekao"}, True),
        ({"q": "exempelby kommun sekao"}, True),
        ({"q": "mfano"}, False),
        ({"state": "submitted"}, True),
        ({"state": "withdrawn"}, False),
        ({"state": "nonsense"}, True),
        ({"call": "nonsense"}, True),
        ({"page": "99"}, True),
    ],
)
def test_the_list_is_narrowed(cast, now, log_in, asked, is_found):
    applications.submitted(cast, now, title="Rent vatten på Åland")
    assert ("Rent vatten på Åland" in text_of(log_in(cast.peter).get(LIST, asked))) == is_found


def test_the_list_tells_states_apart(cast, now, log_in):
    call, client = open_call(cast, now), log_in(cast.sara)
    returned = applications.submitted(cast, now, call=call, title="Returned")
    decided = applications.submitted(cast, now, call=call, title="Decided one")
    gone = applications.submitted(cast, now, call=call, title="Gone")
    due_on = (now + timedelta(days=7)).date()
    client.post(page_of(returned, "return/"), {"reason": "Letter missing", "due_on": due_on.isoformat()})
    settle_application(decided, by=cast.helena, at=now)
    withdraw_application(gone, by=cast.thato, at=now)
    for state, title in (("returned", "Returned"), ("decided", "Decided one"), ("withdrawn", "Gone")):
        listed = text_of(client.get(LIST, {"state": state}))
        assert [one for one in ("Returned", "Decided one", "Gone") if f" {one}</a>" in listed] == [title]


def test_asking_for_completion_and_the_version_that_stays_readable(cast, now, log_in):
    sent, client = applications.submitted(cast, now, title="As sent in"), log_in(cast.sara)
    form = {"reason": "The letter of intent is missing.", "due_on": (now + timedelta(days=7)).date().isoformat()}
    assert client.post(page_of(sent, "return/"), form).status_code == 302
    save_summary(sent, version=1, by=cast.ingrid, at=now, title="Being rewritten")
    page = text_of(client.get(page_of(sent)))
    assert "As sent in" in page
    assert "Being rewritten" not in page


@pytest.mark.parametrize("form", [{}, {"reason": "", "due_on": "2099-01-01"}, {"reason": "x", "due_on": "2020-01-01"}])
def test_asking_for_completion_without_reason_or_day_changes_nothing(cast, now, log_in, form):
    sent = applications.submitted(cast, now)
    answer = log_in(cast.sara).post(page_of(sent, "return/"), form)
    assert answer.status_code in {409, 422}
    assert "error-summary" in text_of(answer)
    sent.refresh_from_db()
    assert sent.state == State.SUBMITTED


def test_only_officers_and_head_ask_for_completion(cast, now, log_in):
    sent = applications.submitted(cast, now)
    assert log_in(cast.farid).get(page_of(sent, "return/")).status_code == 403
    assert log_in(cast.helena).get(page_of(sent, "return/")).status_code == 200


def test_the_office_downloads_the_files_of_what_was_sent_in(cast, now, log_in):
    draft = applications.draft(cast, now)
    attachment = add_attachment(draft, SimpleUploadedFile("a.pdf", PDF), "other", by=cast.thato, at=now)
    for key in ("exempelby", "sekao"):
        applications.sign_for(cast, draft, key, now)
    submit_application(draft, key=draft.key, by=cast.ingrid, at=now)
    page = page_of(draft, f"files/{attachment.document.sha256}/")
    assert b"".join(log_in(cast.sara).get(page).streaming_content) == PDF


def test_next_steps_are_offered_as_they_become_possible(cast, now, log_in):
    sent, client = applications.submitted(cast, now), log_in(cast.sara)
    links = [action["url"] for action in client.get(page_of(sent)).context["actions"]]
    assert page_of(sent, "eligibility/") in links
    assert page_of(sent, "return/") in links
    settle_application(sent, by=cast.helena, at=now)
    assert client.get(page_of(sent)).context["actions"] == []


def test_the_list_reads_the_same_for_one_and_for_three(cast, now, log_in):
    call, client = open_call(cast, now), log_in(cast.sara)
    counts = []
    for number in (1, 2):
        for _time in range(number):
            applications.submitted(cast, now, call=call)
        with CaptureQueriesContext(connection) as read:
            client.get(LIST)
        counts.append(len(read))
    assert counts[0] == counts[1] <= 15


def test_one_application_reads_little(cast, now, log_in, django_assert_max_num_queries):
    sent, client = applications.submitted(cast, now, parties=3), log_in(cast.sara)
    with django_assert_max_num_queries(15):
        assert client.get(page_of(sent)).status_code == 200
