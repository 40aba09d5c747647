"""Nothing that is not public stands in a file: a journey is full of marked secrets, and every file is searched."""

import re
from datetime import date, timedelta

import pytest

from samverka.faces.opendata.publication import Publication
from samverka.ground.accounts.models import User
from samverka.stages.applications.models import Application
from samverka.stages.assessments.models import Assignment, EligibilityCheck, Score
from samverka.stages.decisions.models import Decision
from samverka.stages.organisations.models import Organisation
from samverka.stages.projects.models import Case, CaseLine
from samverka.stages.reports.models import Report, ReportedCost
from tests.factories import applications, decisions, payments, projects, reports
from tests.factories.calls import open_call
from tests.opendata.cases import AT, bare_case, full_case

SECRET = "qzsecretqz"
ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def everything_served(client):
    """Return the content of each file and of the list."""
    names = ("iati-activities.xml", "iati-organisation.xml", "360giving.json", "left-out/")
    found = {}
    for name in names:
        response = client.get(f"/opendata/{name}")
        assert response.status_code == 200
        found[name] = b"".join(response) if response.streaming else response.content
    return found


def mark(model, *names):
    """Write the mark into text columns of all rows."""
    model.objects.update(**dict.fromkeys(names, SECRET))


def test_a_journey_leaves_its_secrets_behind(cast, client):
    applications.draft(cast, AT, title=f"{SECRET} draft")
    decisions.rejected(cast, AT, title=f"{SECRET} rejected")
    payment = payments.paid(cast, AT)
    case = projects.public_case(cast, AT, case=payment.case)
    waiting = payments.entered(cast, AT, reports.accepted_report(cast, AT, case=case, number=2), amount=123_45)
    assert waiting.state == "entered"
    hidden = bare_case(cast, "DEMO-2025-7777", published_at=None, title_sv=SECRET, title_en=SECRET)
    mark(Application, "title", "summary_sv", "summary_en", "objective", "mutual_learning")
    mark(Decision, "reasons_sv", "reasons_en", "conditions_sv", "conditions_en")
    mark(Report, "done", "individual_results", "organisational_results", "societal_results", "deviations")
    mark(ReportedCost, "note")
    mark(CaseLine, "description")
    mark(Case, "source", "search_text")
    mark(EligibilityCheck, "findings")
    mark(Assignment, "conflict", "advice")
    mark(Score, "comment")
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    Case.objects.filter(pk=case.pk).update(**days)
    files = everything_served(client)
    # The case itself is there: otherwise nothing would have been proved.
    assert case.reference.encode() in files["iati-activities.xml"]
    assert case.reference.encode() in files["360giving.json"]
    for name, content in files.items():
        assert SECRET.encode() not in content, name
        assert hidden.reference.encode() not in content, name
        assert b"12345" not in content, name
        assert b"123.45" not in content, name
        for person in User.objects.all():
            assert person.email.encode() not in content, (name, person.email)
            assert person.name.encode() not in content, (name, person.name)
        mailboxes = {cast.programme.owner.email.encode()}
        assert set(ADDRESS.findall(content)) <= mailboxes, name


def test_a_case_with_an_address_or_a_personal_number_in_its_texts_stays_out(cast, client):
    full_case(cast, "DEMO-2025-0001")
    full_case(cast, "DEMO-2025-0002", summary_en="Ask person@place.example for more.")
    full_case(cast, "DEMO-2025-0003", summary_sv="Född 19121212-1212.")
    full_case(cast, "DEMO-2025-0004", title_en="Ring 0498-12 34 56")
    for name, content in everything_served(client).items():
        assert b"person@place.example" not in content, name
        assert b"1212" not in content, name
        assert (b"DEMO-2025-0003" in content) == (name == "left-out/")


def test_a_call_without_cases_says_nothing(cast, client):
    open_call(cast, AT, title_sv=SECRET, title_en=SECRET)
    full_case(cast, "DEMO-2025-0001")
    Organisation.objects.filter(pk=cast.annanby.pk).update(name_sv=SECRET, name_en=SECRET)
    for name, content in everything_served(client).items():
        assert SECRET.encode() not in content, name


def test_what_was_taken_back_is_gone_at_once(cast, client):
    case = full_case(cast, "DEMO-2025-0001")
    full_case(cast, "DEMO-2025-0002")
    assert case.reference.encode() in everything_served(client)["iati-activities.xml"]
    Case.objects.filter(pk=case.pk).update(published_at=None, changed_at=AT + timedelta(days=1))
    for name, content in everything_served(client).items():
        assert case.reference.encode() not in content, name


@pytest.mark.parametrize(
    "facts",
    [
        {"embargo_until": AT + timedelta(days=36_500)},
        {"shown": "nothing"},
        {"withdrawn_at": AT, "withdrawn_reason_sv": "Fel.", "withdrawn_reason_en": "Wrong."},
    ],
)
def test_what_must_wait_or_is_withdrawn_stands_in_no_file(cast, client, facts):
    full_case(cast, "DEMO-2025-0002")
    full_case(cast, "DEMO-2025-0001", **facts)
    for name, content in everything_served(client).items():
        assert b"DEMO-2025-0001" not in content, name


def test_the_end_of_an_embargo_renews_the_files(cast):
    full_case(cast, "DEMO-2025-0001", embargo_until=AT + timedelta(hours=1))
    before, after = (Publication(cast.programme, AT + timedelta(hours=hours)) for hours in (0, 2))
    assert list(before.cases()) == []
    assert len(list(after.cases())) == 1
    assert before.fingerprint != after.fingerprint
    assert after.changed_at == AT + timedelta(hours=1)
