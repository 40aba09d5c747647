"""The applications room of the portal, as the parties and strangers meet it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.html import escape

from samverka.ground.outbox.models import Message
from samverka.stages.applications.actions import add_attachment, save_summary
from samverka.stages.applications.models import Application, Section, Submission
from samverka.stages.applications.states import State
from samverka.stages.calls.actions import cancel_call
from tests.factories import applications
from tests.factories.calls import open_call

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def now():
    """Pages look at the clock, so what they are about begins now."""
    return timezone.now()


def address(application, page=""):
    return f"/portal/applications/{application.reference}/{page}"


def text_of(answer):
    return answer.content.decode()


# --- Starting --------------------------------------------------------------------------------------------------------


def test_start_finds_a_partner_by_another_name_and_starts(cast, now, log_in):
    call, client = open_call(cast, now), log_in(cast.ingrid)
    page = f"/portal/applications/new/{call.slug}/"

    found = client.get(page, {"q": "SEKAO stad"})
    assert "Sekao" in text_of(found)
    chosen = client.get(page, {"partner": cast.sekao.slug})
    key = chosen.context["form"]["key"].value()
    answer = client.post(page, {"key": key, "applicant": cast.exempelby.pk, "partner": cast.sekao.slug})

    application = Application.objects.get()
    assert answer.headers["Location"] == address(application)
    assert application.organisations == [cast.exempelby, cast.sekao]


def test_start_twice_with_one_form_starts_once(cast, now, log_in):
    call, client = open_call(cast, now), log_in(cast.ingrid)
    form = {"key": uuid4(), "applicant": cast.exempelby.pk, "partner": [cast.sekao.slug]}
    places = [client.post(f"/portal/applications/new/{call.slug}/", form).headers["Location"] for _time in range(2)]
    assert places[0] == places[1]
    assert Application.objects.count() == 1


def test_start_says_which_rule_set_has_other_countries(cast, now, log_in):
    call = open_call(cast, now)
    cast.rule_set.countries.remove(cast.sekao.country)
    page, form = f"/portal/applications/new/{call.slug}/", {"key": uuid4(), "applicant": cast.exempelby.pk}
    client = log_in(cast.ingrid)

    found = text_of(client.get(page, {"q": "sekao"}))
    answer = client.post(page, {**form, "partner": cast.sekao.slug})

    assert "Regler för projekt" in found
    assert f'value="{cast.sekao.slug}">' not in found
    assert answer.status_code == 409
    assert "Botswana" in text_of(answer)
    assert not Application.objects.exists()


def test_start_of_a_partner_abroad_says_who_applies(cast, now, log_in):
    answer = log_in(cast.thato).get(f"/portal/applications/new/{open_call(cast, now).slug}/")
    assert "must be in Sweden" in text_of(answer)
    assert "Start the application</button>" not in text_of(answer)


def test_start_of_a_person_who_is_no_coordinator_is_refused_with_the_reason(cast, now, log_in):
    assert log_in(cast.nils).get(f"/portal/applications/new/{open_call(cast, now).slug}/").status_code == 403


@pytest.mark.parametrize(
    "asked", [{"q": "\x00"}, {"partner": "\x00"}, {"q": "%_'"}, {"partner": "nobody"}, {"q": "a" * 5000}]
)
def test_nonsense_in_the_search_finds_nothing(cast, now, log_in, asked):
    answer = log_in(cast.ingrid).get(f"/portal/applications/new/{open_call(cast, now).slug}/", asked)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "form",
    [{}, {"version": "x"}, {"version": -1}, {"version": 10**30, "title": "x"}, {"version": 0, "title": "x\x00y"}],
)
def test_a_tampered_form_changes_nothing(cast, now, log_in, form):
    application = applications.empty_draft(cast, now)
    answer = log_in(cast.ingrid).post(address(application, "write/summary/"), form)
    assert answer.status_code in {409, 422}
    application.refresh_from_db()
    assert application.title == ""


def test_start_without_a_partner_keeps_the_form(cast, now, log_in):
    call = open_call(cast, now)
    form = {"key": uuid4(), "applicant": cast.exempelby.pk}
    answer = log_in(cast.ingrid).post(f"/portal/applications/new/{call.slug}/", form)
    assert answer.status_code == 409
    assert "error-summary" in text_of(answer)


# --- Who sees what ---------------------------------------------------------------------------------------------------

PAGES = ["", "read/", "sign/", "submit/", "receipt/", "withdraw/", *(f"write/{section}/" for section in Section)]


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_gets_404_everywhere(cast, now, log_in, page):
    application = applications.draft(cast, now)
    assert log_in(cast.stranger).get(address(application, page)).status_code == 404
    assert log_in(cast.stranger).post(address(application, page)).status_code == 404
    assert log_in(cast.sara).get(address(application, page)).status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["ingrid", "thato", "amina"])
def test_every_coordinator_opens_every_page_alike(cast, now, log_in, page, who):
    application = applications.draft(cast, now, parties=3)
    expected = {"sign/": 403, "receipt/": 302}.get(page, 200)
    assert log_in(getattr(cast, who)).get(address(application, page)).status_code == expected


def test_a_politician_reads_and_signs_but_does_not_write(cast, now, log_in):
    application, client = applications.draft(cast, now), log_in(cast.nils)
    assert address(application, "sign/") in text_of(client.get(address(application)))
    assert client.get(address(application, "read/")).status_code == 200
    assert client.get(address(application, "sign/")).status_code == 200
    assert client.get(address(application, "write/budget/")).status_code == 403
    assert client.get(address(application, "submit/")).status_code == 403


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_a_section_is_saved_half_empty(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    answer = log_in(cast.thato).post(address(application, "write/summary/"), {"version": 0, "title": "Only a title"})
    assert answer.status_code == 302
    application.refresh_from_db()
    assert application.title == "Only a title"


@pytest.mark.parametrize("more", [{}, {"go_on": "yes"}])
def test_saving_says_what_still_stands_in_the_way(cast, now, log_in, more):
    application, client = applications.empty_draft(cast, now), log_in(cast.thato)
    form = {"version": 0, "title": "A title", "summary_en": "Words", **more}
    (said,) = client.post(address(application, "write/summary/"), form, follow=True).context["messages"]
    assert str(said) == (
        "Saved. Before the application can be sent in, 2 things remain in “Title and summary”: "
        "Write the summary in Swedish. Say on which day it begins and on which day it ends."
    )


def test_saving_a_finished_section_says_no_more_than_saved(cast, now, log_in):
    application, client = applications.draft(cast, now), log_in(cast.thato)
    form = {"version": 1, "core_areas": [term["code"] for term in application.content["core_areas"]]}
    said = client.post(address(application, "write/focus/"), form, follow=True).context["messages"]
    assert [str(one) for one in said] == ["Saved."]


def test_save_and_go_on_leads_to_the_next_section(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    form = {"version": 0, "title": "A", "go_on": "yes"}
    answer = log_in(cast.thato).post(address(application, "write/summary/"), form)
    assert answer.headers["Location"] == address(application, "write/focus/")


def test_two_who_write_at_once_see_both_texts_and_choose(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    save_summary(application, version=0, by=cast.ingrid, at=now, title="Ingrids titel", objective="Hers")
    client, page = log_in(cast.thato), address(application, "write/summary/")

    answer = client.post(page, {"version": 0, "title": "Thato's title"})

    assert answer.status_code == 409
    assert "Ingrids titel" in text_of(answer)
    assert escape("Thato's title") in text_of(answer)
    assert "Ingrid Bergsten" in text_of(answer)
    application.refresh_from_db()
    assert application.title == "Ingrids titel"

    again = client.post(page, {"version": answer.context["form"]["version"].value(), "title": "Thato's title"})
    assert again.status_code == 302
    application.refresh_from_db()
    assert application.title == "Thato's title"


def rows(*given, initial=0):
    """Return rows as a browser sends them."""
    sent = {"rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": initial, "rows-MAX_NUM_FORMS": 200}
    return sent | {f"rows-{place}-{name}": value for place, row in enumerate(given) for name, value in row.items()}


def budget_row(cast, **more):
    category = cast.rule_set.categories.get(code="travel").pk
    return {"year": 1, "category": category, "description": "Flights", "quantity": 2, "unit_amount": "1 234,50", **more}


def test_rows_that_conflict_show_both_budgets(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    page = address(application, "write/budget/")
    first = rows(budget_row(cast, description="Hers"), budget_row(cast, unit_amount="", description="", category=""))
    log_in(cast.ingrid).post(page, {"version": 0, **first})

    answer = log_in(cast.thato).post(page, {"version": 0, **rows(budget_row(cast, description="His"))})

    assert answer.status_code == 409
    assert ">Hers<" in text_of(answer)
    assert ">His<" in text_of(answer)
    assert [line.description for line in application.budget_lines.all()] == ["Hers"]
    assert application.budget_lines.get().unit_amount == 1_234_50


def test_a_double_click_is_no_conflict(cast, now, log_in):
    application, client = applications.empty_draft(cast, now), log_in(cast.ingrid)
    form = {"version": 0, **rows(budget_row(cast))}
    assert [client.post(address(application, "write/budget/"), form).status_code for _time in range(2)] == [302, 302]
    assert application.budget_lines.count() == 1


def test_a_wrong_currency_is_said_at_the_field_and_nothing_typed_is_lost(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    form = {"version": 0, **rows(budget_row(cast, unit_amount="500 EUR", description="Train to Umeå"))}
    answer = log_in(cast.thato).post(address(application, "write/budget/"), form)
    assert answer.status_code == 422
    assert "Write the amount in SEK; you wrote “500 EUR”." in text_of(answer)
    assert 'value="500 EUR"' in text_of(answer)
    assert "Train to Umeå" in text_of(answer)
    assert not application.budget_lines.exists()


def test_rows_can_be_removed(cast, now, log_in):
    application = applications.draft(cast, now)
    stored = list(application.activities.values("title", "place"))
    form = {"version": 1, **rows({**stored[0], "DELETE": "on"}, stored[1], initial=2)}
    log_in(cast.ingrid).post(address(application, "write/activities/"), form)
    assert [one.title for one in application.activities.all()] == [stored[1]["title"]]


def test_budget_above_a_maximum_names_rule_and_source(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    form = {"version": 0, **rows(budget_row(cast, quantity=1, unit_amount="600 000"))}
    client = log_in(cast.thato)
    client.post(address(application, "write/budget/"), form)
    page = text_of(client.get(address(application, "write/budget/"))).replace("\xa0", " ")
    assert "SEK 600,000 of at most SEK 500,000. Take away SEK 100,000." in page
    assert "Rules for projects 2026, in force from 1 January 2026. Source: Rules of the demonstration" in page


def test_choosing_a_target_chooses_its_goal(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    form = {"version": 0, "core_areas": ["equity"], "targets": ["6.1", "11.3"]}
    log_in(cast.thato).post(address(application, "write/focus/"), form)
    assert sorted(goal.code for goal in application.goals.all()) == ["11", "6"]


def test_a_person_of_another_organisation_cannot_be_put_in_the_team(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    row = {"organisation": cast.annanby.pk, "name": "Sven", "role": "official"}
    answer = log_in(cast.ingrid).post(address(application, "write/team/"), {"version": 0, **rows(row)})
    assert answer.status_code == 422
    assert "Sven" in text_of(answer)


def test_writing_after_it_was_sent_in_changes_nothing_and_keeps_the_text(cast, now, log_in):
    application, client = applications.submitted(cast, now), log_in(cast.ingrid)
    answer = client.post(address(application, "write/summary/"), {"version": 1, "title": "Too late"})
    assert answer.status_code == 409
    assert "Too late" in text_of(answer)
    assert client.get(address(application, "write/summary/")).status_code == 302


# --- Files -----------------------------------------------------------------------------------------------------------


def send(client, application, name, content):
    upload = SimpleUploadedFile(name, content)
    return client.post(address(application, "write/attachments/"), {"kind": "letter_of_intent", "upload": upload})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ"),
        ("page.pdf", b"<html><script>alert(1)</script></html>"),
        ("empty.pdf", b""),
        ("broken.docx", b"PK\x03\x04 this is no archive"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_the_reason(cast, now, log_in, name, content):
    application = applications.empty_draft(cast, now)
    answer = send(log_in(cast.thato), application, name, content)
    assert answer.status_code in {409, 422}
    assert "error-summary" in text_of(answer)
    assert not application.attachments.exists()


def test_a_file_is_downloaded_by_the_parties_only(cast, now, log_in):
    application = applications.empty_draft(cast, now)
    send(log_in(cast.thato), application, "avsikt åäö.pdf", PDF)
    fingerprint = application.attachments.get().document.sha256
    page = address(application, f"files/{fingerprint}/")

    answer = log_in(cast.nils).get(page)

    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert log_in(cast.stranger).get(page).status_code == 404
    assert log_in(cast.thato).get(address(application, f"files/{'0' * 64}/")).status_code == 404


def test_a_file_of_another_application_is_not_given_through_one_s_own(cast, now, log_in):
    call = open_call(cast, now)
    theirs = applications.empty_draft(cast, now, call=call)
    add_attachment(theirs, SimpleUploadedFile("secret.pdf", PDF), "other", by=cast.ingrid, at=now)
    own = applications.empty_draft(cast, now, call=call)
    fingerprint = theirs.attachments.get().document.sha256
    assert log_in(cast.thato).get(address(own, f"files/{fingerprint}/")).status_code == 404


def test_a_removed_file_of_a_submitted_version_can_still_be_read(cast, now, log_in):
    application, client = applications.draft(cast, now), log_in(cast.thato)
    send(client, application, "letter.pdf", PDF)
    attachment = application.attachments.get()
    page = address(application, f"files/{attachment.pk}/remove/")
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 302
    assert not application.attachments.exists()
    assert client.get(address(application, f"files/{attachment.document.sha256}/")).status_code == 404


# --- Signing and sending in ------------------------------------------------------------------------------------------


def test_signing_what_has_changed_meanwhile_is_refused(cast, now, log_in):
    application, client = applications.draft(cast, now), log_in(cast.lorato)
    form = client.get(address(application, "sign/")).context["form"]
    save_summary(application, version=1, by=cast.ingrid, at=now, title="Changed")
    answer = client.post(
        address(application, "sign/"),
        {"content_hash": form["content_hash"].value(), "organisation": form["organisation"].value()},
    )
    assert answer.status_code == 409
    assert "was changed while you were reading" in text_of(answer)
    assert not application.signatures.exists()


def test_the_whole_way_from_the_draft_to_the_receipt(cast, now, log_in):
    application = applications.draft(cast, now)
    for person in (cast.nils, cast.lorato):
        client = log_in(person)
        form = client.get(address(application, "sign/")).context["form"]
        sent = {"content_hash": form["content_hash"].value(), "organisation": form["organisation"].value()}
        assert client.post(address(application, "sign/"), sent).status_code == 302

    client = log_in(cast.thato)
    key = client.get(address(application, "submit/")).context["form"]["key"].value()
    places = [client.post(address(application, "submit/"), {"key": key}).headers["Location"] for _time in range(2)]
    other = client.post(address(application, "submit/"), {"key": uuid4()}).headers["Location"]

    assert {*places, other} == {address(application, "receipt/")}
    submission = Submission.objects.get()
    receipt = text_of(client.get(places[0]))
    assert submission.content_hash in receipt.replace("<wbr>", "")
    assert application.reference in receipt
    assert Message.objects.filter(body__contains=submission.content_hash).count() == 4
    assert client.get(address(application, "submit/")).headers["Location"] == places[0]


def test_submit_without_a_signature_says_whose(cast, now, log_in):
    application, client = applications.draft(cast, now), log_in(cast.thato)
    applications.sign_for(cast, application, "exempelby", now)
    page = client.get(address(application, "submit/"))
    assert "The signature of Sekao Town Council is missing." in text_of(page)
    answer = client.post(address(application, "submit/"), {"key": uuid4()})
    assert answer.status_code == 409
    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_the_page_says_that_a_signature_was_lost(cast, now, log_in):
    application = applications.signed(cast, now)
    save_summary(application, version=1, by=cast.ingrid, at=now, title="Changed after all")
    page = text_of(log_in(cast.thato).get(address(application)))
    assert "Must sign again" in page
    assert "no longer counts" in page


def test_a_closed_call_says_so_and_takes_nothing(cast, now, log_in):
    call = open_call(
        cast, now - timedelta(days=40), closes_at=now - timedelta(days=1), decision_on=now.date() + timedelta(days=1)
    )
    application = applications.signed(cast, now - timedelta(days=20), call=call)
    client = log_in(cast.thato)
    assert "This call has closed" in text_of(client.get(address(application)))
    assert client.post(address(application, "submit/"), {"key": uuid4()}).status_code == 409
    form = {"key": uuid4(), "applicant": cast.exempelby.pk, "partner": cast.sekao.slug}
    assert log_in(cast.ingrid).post(f"/portal/applications/new/{call.slug}/", form).status_code == 409


def test_a_cancelled_call_says_so(cast, now, log_in):
    application = applications.draft(cast, now)
    cancel_call(application.call, reason="No money", by=cast.helena, at=now)
    assert "has been cancelled" in text_of(log_in(cast.thato).get(address(application)))


def test_withdrawing(cast, now, log_in):
    application, client = applications.submitted(cast, now), log_in(cast.thato)
    assert client.post(address(application, "withdraw/"), {"reason": "No staff"}).status_code == 302
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert client.post(address(application, "withdraw/"), {"reason": "Again"}).status_code == 302


def test_a_hostile_title_is_shown_as_text(cast, now, log_in):
    application = applications.draft(cast, now, title="<script>alert(1)</script>", summary_en="<b>x</b>")
    for page in ("", "read/", "sign/"):
        who = cast.lorato if page == "sign/" else cast.thato
        assert "<script>alert(1)" not in text_of(log_in(who).get(address(application, page)))
        assert "<b>x</b>" not in text_of(log_in(who).get(address(application, page)))


# --- How much is read ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "read/", *(f"write/{section}/" for section in Section)])
def test_pages_read_little(cast, now, log_in, django_assert_max_num_queries, page):
    application, client = applications.draft(cast, now, parties=3), log_in(cast.ingrid)
    with django_assert_max_num_queries(15):
        assert client.get(address(application, page)).status_code == 200


def test_sign_submit_and_receipt_read_little(cast, now, log_in, django_assert_max_num_queries):
    application = applications.signed(cast, now)
    for person, page in ((cast.nils, "sign/"), (cast.ingrid, "submit/")):
        client = log_in(person)
        with django_assert_max_num_queries(15):
            assert client.get(address(application, page)).status_code == 200
    sent = applications.submitted(cast, now, call=application.call)
    client = log_in(cast.ingrid)
    with django_assert_max_num_queries(15):
        assert client.get(address(sent, "receipt/")).status_code == 200


def test_the_list_reads_the_same_for_one_and_for_three(cast, now, log_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    call, client = open_call(cast, now), log_in(cast.ingrid)
    applications.draft(cast, now, call=call)
    with CaptureQueriesContext(
        connection,
    ) as first:
        client.get("/portal/applications/")
    applications.draft(cast, now, call=call, parties=3)
    applications.submitted(cast, now, call=call)
    with django_assert_num_queries(len(first)):
        assert client.get("/portal/applications/").status_code == 200
    assert len(first) <= 15


def test_starting_reads_the_same_for_one_and_for_three_that_are_found(cast, now, log_in, django_assert_max_num_queries):
    call, client = open_call(cast, now), log_in(cast.ingrid)
    with django_assert_max_num_queries(15):
        client.get(f"/portal/applications/new/{call.slug}/", {"q": "a", "partner": cast.mfano.slug})
