import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.ground.outbox.models import Message
from samverka.stages.assessments.models import Score
from samverka.stages.assessments.states import State
from tests.factories import assessments

PAGES = ["assessment", "assessment-declare", "assessment-score", "assessment-hand-in"]


def url(name, *args):
    return reverse(f"portal:{name}", args=args)


def secrets_of(application):
    """Return what nobody may read before declaring: texts of the application."""
    return [application.title, application.summary_sv, application.summary_en, application.objective, "Workshops"]


def test_before_the_declaration_there_is_reference_parties_and_call_and_no_more(cast, at, log_in):
    assignment = assessments.asked(cast, at)
    client = log_in(cast.eva)
    for name in [*PAGES, "assessments"]:
        words = client.get(url(name, *([assignment.pk] if name != "assessments" else []))).content.decode()
        assert not any(secret in words for secret in secrets_of(assignment.application)), name
    words = client.get(url("assessment", assignment.pk)).content.decode()
    assert assignment.application.reference in words
    assert "Exempelby kommun" in words
    assert "Projekt 2026" in words


def test_with_no_conflict_the_frozen_version_is_read(cast, at, log_in):
    assignment = assessments.asked(cast, at)
    client = log_in(cast.eva)
    answer = client.post(url("assessment-declare", assignment.pk), {"answer": "no"})
    assert answer.url == url("assessment", assignment.pk)
    assert client.post(url("assessment-declare", assignment.pk), {"answer": "no"}).status_code == 302

    words = client.get(url("assessment", assignment.pk)).content.decode()
    assert assignment.application.objective in words
    assert "Workshops" in words


def test_with_a_conflict_nothing_is_ever_read(cast, at, log_in):
    assignment = assessments.asked(cast, at)
    client = log_in(cast.eva)
    wordless = client.post(url("assessment-declare", assignment.pk), {"answer": "yes", "conflict": " "})
    assert wordless.status_code == 422
    said = {"answer": "yes", "conflict": "My sister is mayor."}
    assert client.post(url("assessment-declare", assignment.pk), said).status_code == 302

    for name in PAGES:
        words = client.get(url(name, assignment.pk)).content.decode()
        assert not any(secret in words for secret in secrets_of(assignment.application)), name
    assert client.post(url("assessment-declare", assignment.pk), {"answer": "no"}).status_code == 409
    assert "My sister is mayor." in Message.objects.filter(recipient=cast.sara).latest("pk").body


def test_half_is_saved_and_the_whole_is_handed_in(cast, at, log_in):
    assignment = assessments.reading(cast, at)
    client = log_in(cast.eva)
    criteria = list(cast.rule_set.criteria.all())
    half = {f"points_{criteria[0].pk}": "0", f"comment_{criteria[0].pk}": "Inget syns."}

    answer = client.post(url("assessment-score", assignment.pk), half)
    assert answer.url == url("assessment-score", assignment.pk)
    assert Score.objects.get(criterion=criteria[0]).points == 0
    form = client.get(url("assessment-score", assignment.pk)).context["form"]
    assert form[f"points_{criteria[0].pk}"].value() == 0
    assert form[f"points_{criteria[1].pk}"].value() is None
    assert client.post(url("assessment-hand-in", assignment.pk)).status_code == 409

    whole = {f"points_{one.pk}": "4" for one in criteria} | {f"comment_{one.pk}": "Bra." for one in criteria}
    answer = client.post(url("assessment-score", assignment.pk), {**whole, "advice": "Ja.", "then": "hand-in"})
    assert answer.url == url("assessment-hand-in", assignment.pk)
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url).status_code == 302
    assert client.post(answer.url).status_code == 302
    assignment.refresh_from_db()
    assert (assignment.state, assignment.advice) == (State.SUBMITTED, "Ja.")
    assert client.post(url("assessment-score", assignment.pk), half).status_code == 409
    assert "Inget syns." not in client.get(url("assessment", assignment.pk)).content.decode()


@pytest.mark.parametrize("points", ["6", "-1", "many"])
def test_points_that_do_not_exist_are_refused_and_the_comment_stays(cast, at, log_in, points):
    assignment = assessments.reading(cast, at)
    number = cast.rule_set.criteria.first().pk
    sent = {f"points_{number}": points, f"comment_{number}": "Detta ska finnas kvar"}
    answer = log_in(cast.eva).post(url("assessment-score", assignment.pk), sent)
    assert answer.status_code == 422
    assert "Detta ska finnas kvar" in answer.content.decode()
    assert not Score.objects.exists()


def test_assessors_do_not_see_each_other(cast, at, log_in):
    application = assessments.eligible(cast, at)
    evas = assessments.handed_in(cast, at, application, cast.eva, points=5)
    samuels = assessments.reading(cast, at, application, cast.samuel)
    client = log_in(cast.samuel)

    for name in PAGES:
        assert client.get(url(name, evas.pk)).status_code == 404
        words = client.get(url(name, samuels.pk)).content.decode()
        assert "Eva Nordin" not in words
        assert "tydligt" not in words
    assert len(client.get(url("assessments")).context["table"].lines) == 1


@pytest.mark.parametrize("who", ["ingrid", "stranger", "sara", "rolf"])
def test_others_do_not_open_an_assessment(cast, at, log_in, who):
    assignment = assessments.reading(cast, at)
    client = log_in(getattr(cast, who))
    expected = 403 if who in ("sara", "rolf") else 404
    assert {client.get(url(name, assignment.pk)).status_code for name in PAGES} == {expected}
    assert client.get(url("assessments")).status_code == 404
    assert client.post(url("assessment-declare", assignment.pk), {"answer": "no"}).status_code == expected


def test_files_are_for_the_assessor_without_a_conflict(cast, at, log_in):
    from samverka.stages.applications.actions import add_attachment
    from tests.factories import applications

    draft = applications.draft(cast, at)
    upload = SimpleUploadedFile("letter.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    add_attachment(draft, upload, kind="letter_of_intent", by=cast.ingrid, at=at)
    for key in ("exempelby", "sekao"):
        applications.sign_for(cast, applications.fresh(draft), key, at)
    applications.submit_application(applications.fresh(draft), key=draft.key, by=cast.ingrid, at=at)
    assignment = assessments.asked(cast, at, assessments.eligible(cast, at, applications.fresh(draft)))
    fingerprint = assignment.submission.content["attachments"][0]["sha256"]
    client, address = log_in(cast.eva), url("assessment-file", assignment.pk, fingerprint)

    assert client.get(address).status_code == 404
    client.post(url("assessment-declare", assignment.pk), {"answer": "no"})
    answer = client.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client.get(url("assessment-file", assignment.pk, "0" * 64)).status_code == 404


def test_pages_take_few_queries(cast, at, log_in, django_assert_max_num_queries):
    assignment = assessments.handed_in(cast, at, parties=3)
    client = log_in(cast.eva)
    for name in PAGES:
        with django_assert_max_num_queries(15):
            client.get(url(name, assignment.pk))
    assessments.reading(cast, at)
    with django_assert_max_num_queries(9):
        client.get(url("assessments"))
