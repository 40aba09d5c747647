from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.common.snapshots import content_hash
from samverka.ground.documents.models import Document
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import RuleSet
from samverka.stages.applications.actions import (
    Overtaken,
    add_attachment,
    remove_attachment,
    return_application,
    save_activities,
    save_budget,
    save_focus,
    save_summary,
    save_team,
    settle_application,
    sign_application,
    start_application,
    submit_application,
    withdraw_application,
)
from samverka.stages.applications.models import Application, Signature, Submission
from samverka.stages.applications.queries import (
    application_content,
    awaiting_signature_of,
    budget_totals,
    drafts_of,
    received,
    submitted_content,
)
from samverka.stages.applications.states import State
from samverka.stages.calls.actions import cancel_call
from tests.factories import applications
from tests.factories.calls import open_call

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def upload(name="letter.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def to(person):
    return Message.objects.filter(recipient=person)


# --- Starting --------------------------------------------------------------------------------------------------------


def test_start_gives_a_reference_and_tells_all_parties(cast, at):
    application = applications.empty_draft(cast, at, parties=3)
    assert application.reference == "DEMO-2026-0001"
    assert [one.slug for one in application.organisations] == [cast.exempelby.slug, cast.sekao.slug, cast.mfano.slug]
    assert set(Message.objects.values_list("recipient", flat=True)) == {
        person.pk for person in (cast.nils, cast.thato, cast.lorato, cast.amina, cast.joseph)
    }
    assert Event.objects.about(application).get().what == "Application started"


def test_start_again_with_the_same_key_returns_the_first(cast, at):
    call, key = open_call(cast, at), uuid4()
    made = [start_application(call, cast.exempelby, [cast.sekao], key=key, by=cast.ingrid, at=at) for _time in range(2)]
    assert made[0] == made[1]
    assert Application.objects.count() == 1
    assert Event.objects.filter(what="Application started").count() == 1


def test_the_key_of_somebody_else_s_form_opens_nothing(cast, at):
    call, key = open_call(cast, at), uuid4()
    start_application(call, cast.exempelby, [cast.sekao], key=key, by=cast.ingrid, at=at)
    with pytest.raises(NotAllowed):
        start_application(call, cast.annanby, [cast.sekao], key=key, by=cast.stranger, at=at)


def test_nobody_starts_for_the_organisations_of_others(cast, at):
    with pytest.raises(NotAllowed):
        start_application(open_call(cast, at), cast.exempelby, [cast.sekao], key=uuid4(), by=cast.stranger, at=at)


def test_nobody_starts_in_a_closed_call(cast, at):
    call = open_call(cast, at)
    with pytest.raises(Refused):
        start_application(
            call, cast.exempelby, [cast.sekao], key=uuid4(), by=cast.ingrid, at=call.closes_at + timedelta(seconds=1)
        )
    assert not Application.objects.exists()


# --- Writing ---------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_what_the_rows_say(cast, at):
    application = applications.draft(cast, at, parties=3)
    assert application.content == application_content(application)
    assert application.content_hash == content_hash(application.content)
    assert budget_totals(application).by_year == {1: 450_000_00, 2: 450_000_00}
    assert "clean water together" in application.search_text


def test_the_second_of_two_writers_overwrites_nothing(cast, at):
    application = applications.empty_draft(cast, at)
    save_summary(application, version=0, by=cast.ingrid, at=at, title="Hers")
    with pytest.raises(Overtaken) as overtaken:
        save_summary(application, version=0, by=cast.thato, at=at, title="His")
    assert (overtaken.value.theirs["title"], overtaken.value.yours["title"]) == ("Hers", "His")
    assert overtaken.value.latest.changed_by == cast.ingrid
    application.refresh_from_db()
    assert application.title == application.content["title"] == "Hers"

    save_summary(application, version=overtaken.value.latest.version, by=cast.thato, at=at, title="His")
    application.refresh_from_db()
    assert application.title == "His"


def test_rows_are_replaced_whole_or_not_at_all(cast, at):
    application = applications.draft(cast, at)
    with pytest.raises(Overtaken):
        save_activities(application, [{"title": "Other"}], version=0, by=cast.thato, at=at)
    assert [one.title for one in application.activities.all()] == ["First visit", "Second visit"]
    save_activities(application, [{"title": "Other"}], version=1, by=cast.thato, at=at)
    assert [one.title for one in application.activities.all()] == ["Other"]


def test_two_sections_do_not_get_in_each_other_s_way(cast, at):
    application = applications.empty_draft(cast, at)
    save_summary(application, version=0, by=cast.ingrid, at=at, title="A")
    save_activities(Application.objects.get(), [{"title": "B"}], version=0, by=cast.thato, at=at)
    application.refresh_from_db()
    assert (application.content["title"], application.content["activities"][0]["title"]) == ("A", "B")


def test_the_same_sent_twice_is_saved_once(cast, at):
    application = applications.empty_draft(cast, at)
    for _time in range(2):
        save_activities(application, [{"title": "A"}], version=0, by=cast.thato, at=at)
    assert application.activities.count() == 1
    assert application.section_versions.get(section="activities").version == 1
    assert Event.objects.filter(what="Section saved").count() == 1


@pytest.mark.parametrize("who", ["nils", "sara", "stranger", "eva"])
def test_only_coordinators_of_the_parties_write(cast, at, who):
    application, person = applications.empty_draft(cast, at), getattr(cast, who)
    for save in (
        lambda: save_summary(application, version=0, by=person, at=at, title="x"),
        lambda: save_focus(application, version=0, by=person, at=at),
        lambda: save_activities(application, [], version=0, by=person, at=at),
        lambda: save_team(application, [], version=0, by=person, at=at),
        lambda: save_budget(application, [], version=0, by=person, at=at),
        lambda: add_attachment(application, upload(), "other", by=person, at=at),
        lambda: remove_attachment(application, 1, by=person, at=at),
    ):
        with pytest.raises(NotAllowed):
            save()


def test_a_cost_category_of_another_rule_set_is_refused(cast, at):
    application = applications.empty_draft(cast, at)
    category = cast.rule_set.categories.first()
    other = RuleSet.objects.get(pk=cast.rule_set.pk)
    other.pk, other.key = None, None
    other.save()
    category.pk, category.rule_set = None, other
    category.save()
    with pytest.raises(Refused):
        save_budget(application, [{"year": 1, "category": category}], version=0, by=cast.ingrid, at=at)
    assert not application.budget_lines.exists()


def test_nothing_is_written_after_it_was_sent_in(cast, at):
    application = applications.submitted(cast, at)
    with pytest.raises(Refused):
        save_summary(application, version=1, by=cast.ingrid, at=at, title="Late")
    with pytest.raises(Refused):
        add_attachment(application, upload(), "other", by=cast.ingrid, at=at)
    application.refresh_from_db()
    assert application.title == "Clean water together"


def test_a_hostile_file_leaves_nothing_behind(cast, at):
    application = applications.empty_draft(cast, at)
    for name, content in (("run.exe", b"MZ"), ("fake.pdf", b"#!/bin/sh"), ("bomb.docx", b"PK\x03\x04")):
        with pytest.raises(Refused):
            add_attachment(application, upload(name, content), "other", by=cast.thato, at=at)
    assert not Document.objects.exists()
    assert application.section_versions.get(section="attachments").version == 0


def test_a_file_is_part_of_what_is_signed_and_kept_once(cast, at):
    application = applications.signed(cast, at)
    for _time in range(2):
        add_attachment(application, upload(), "letter_of_intent", by=cast.thato, at=at)
    attachment = application.attachments.get()
    application = applications.fresh(application)
    assert application.content["attachments"][0]["sha256"] == attachment.document.sha256
    assert application.valid_signatures == []
    assert Document.objects.count() == 1

    for _time in range(2):
        remove_attachment(application, attachment.pk, by=cast.ingrid, at=at)
    assert len(applications.fresh(application).valid_signatures) == 2


# --- Signing ---------------------------------------------------------------------------------------------------------


def test_a_signature_counts_until_the_content_changes_and_again_when_it_changes_back(cast, at):
    application = applications.signed(cast, at)
    assert application.unsigned == []
    save_summary(application, version=1, by=cast.thato, at=at, title="Other")
    assert applications.fresh(application).unsigned == application.organisations
    assert "Changed after you signed" in to(cast.lorato).first().subject
    save_summary(application, version=2, by=cast.thato, at=at, title="Clean water together")
    assert applications.fresh(application).unsigned == []


def test_a_change_tells_those_who_had_signed_once_and_nobody_else(cast, at):
    application = applications.draft(cast, at)
    applications.sign_for(cast, application, "exempelby", at)
    for version, title in ((1, "A"), (2, "B")):
        save_summary(application, version=version, by=cast.thato, at=at, title=title)
    assert to(cast.nils).filter(subject__contains=application.reference, body__contains=cast.thato.name).count() == 1
    assert not to(cast.lorato).filter(subject__contains="Changed").exists()


def test_signing_twice_is_signing_once(cast, at):
    application = applications.draft(cast, at)
    signed = [applications.sign_for(cast, application, "exempelby", at) for _time in range(2)]
    assert signed[0] == signed[1]
    assert Signature.objects.count() == 1
    assert Event.objects.filter(what="Application signed").count() == 1


def test_signing_what_one_has_not_read_is_refused(cast, at):
    application = applications.draft(cast, at)
    with pytest.raises(LostRace):
        sign_application(application, cast.sekao, content_hash="0" * 64, by=cast.lorato, at=at)


@pytest.mark.parametrize(
    ("who", "key"), [("ingrid", "exempelby"), ("nils", "sekao"), ("nils", "annanby"), ("sara", "sekao")]
)
def test_only_a_mandate_of_that_party_signs(cast, at, who, key):
    application = applications.draft(cast, at)
    with pytest.raises(NotAllowed):
        sign_application(application, getattr(cast, key), by=getattr(cast, who), at=at)


def test_what_is_incomplete_cannot_be_signed(cast, at):
    application = applications.empty_draft(cast, at)
    with pytest.raises(Refused):
        applications.sign_for(cast, application, "exempelby", at)
    assert not Signature.objects.exists()


def test_what_waits_for_whose_signature(cast, at):
    application = applications.draft(cast, at)
    incomplete = applications.empty_draft(cast, at, call=application.call)
    assert awaiting_signature_of(cast.nils, at) == [application]
    applications.sign_for(cast, application, "exempelby", at)
    assert awaiting_signature_of(cast.nils, at) == []
    assert awaiting_signature_of(cast.lorato, at) == [application]
    assert awaiting_signature_of(cast.lorato, at + timedelta(days=60)) == []
    assert awaiting_signature_of(cast.joseph, at) == []
    assert set(drafts_of(cast.thato)) == {application, incomplete}


# --- Sending in ------------------------------------------------------------------------------------------------------


def test_submit_freezes_the_content_and_sends_everybody_a_receipt(cast, at):
    application = applications.submitted(cast, at, parties=3)
    submission = submitted_content(application)
    assert submission.number == 1
    assert submission.content_hash == content_hash(submission.content) == application.content_hash
    assert application.first_submitted_at == application.submitted_at == at
    assert list(received(cast.programme)) == [application]
    for person in (cast.ingrid, cast.nils, cast.thato, cast.lorato, cast.amina, cast.joseph):
        letter = to(person).first()
        assert application.reference in letter.subject
        assert letter.language == person.language
        assert submission.content_hash in letter.body
        assert "CET" in letter.body
    assert not to(cast.stranger).exists()


def test_submit_again_returns_the_first_receipt(cast, at):
    application, key = applications.signed(cast, at), uuid4()
    first = submit_application(application, key=key, by=cast.ingrid, at=at)
    stale = applications.fresh(application)
    late = at + timedelta(days=90)
    for by, again in ((cast.ingrid, key), (cast.thato, uuid4()), (cast.ingrid, uuid4())):
        assert submit_application(stale, key=again, by=by, at=late) == first
    assert Submission.objects.count() == 1
    assert to(cast.nils).filter(body__contains=first.content_hash).count() == 1


def test_the_key_of_another_application_sends_nothing(cast, at):
    sent = applications.submitted(cast, at)
    other = applications.signed(cast, at, call=sent.call)
    with pytest.raises(Refused, match="another application"):
        submit_application(other, key=sent.submissions.get().key, by=cast.ingrid, at=at)


def test_two_who_send_at_the_same_moment_send_one(cast, at):
    application = applications.signed(cast, at)
    stale = applications.fresh(application)
    first = submit_application(application, key=uuid4(), by=cast.ingrid, at=at)
    assert submit_application(stale, key=uuid4(), by=cast.thato, at=at) == first


def test_a_missing_signature_stops_it(cast, at):
    application = applications.draft(cast, at, parties=3)
    for key in ("exempelby", "mfano"):
        applications.sign_for(cast, application, key, at)
    with pytest.raises(Refused, match="The signature of Sekao Town Council is missing"):
        submit_application(application, key=uuid4(), by=cast.thato, at=at)
    assert not Submission.objects.exists()


def test_a_signature_lost_after_a_change_stops_it(cast, at):
    application = applications.signed(cast, at)
    save_activities(application, [{"title": "Changed"}], version=1, by=cast.thato, at=at)
    with pytest.raises(Refused, match="must sign again"):
        submit_application(application, key=uuid4(), by=cast.ingrid, at=at)


def test_a_closed_or_cancelled_call_stops_it(cast, at):
    application = applications.signed(cast, at)
    with pytest.raises(Refused, match="has closed"):
        submit_application(application, key=uuid4(), by=cast.ingrid, at=at + timedelta(days=31))
    cancel_call(application.call, reason="No money", by=cast.helena, at=at)
    with pytest.raises(Refused, match="cancelled"):
        submit_application(application, key=uuid4(), by=cast.ingrid, at=at)
    application.refresh_from_db()
    assert application.state == State.DRAFT


def test_only_coordinators_of_the_parties_submit_and_withdraw(cast, at):
    application = applications.signed(cast, at)
    for who in (cast.nils, cast.sara, cast.stranger):
        with pytest.raises(NotAllowed):
            submit_application(application, key=uuid4(), by=who, at=at)
        with pytest.raises(NotAllowed):
            withdraw_application(application, by=who, at=at)


def test_one_cannot_send_in_what_was_withdrawn_meanwhile(cast, at):
    application = applications.signed(cast, at)
    stale = applications.fresh(application)
    withdraw_application(application, by=cast.thato, at=at)
    with pytest.raises(Refused):
        submit_application(stale, key=uuid4(), by=cast.ingrid, at=at)
    assert not Submission.objects.exists()


# --- Back and away ---------------------------------------------------------------------------------------------------


def test_returned_completed_signed_anew_and_sent_in_as_version_two(cast, at):
    application = applications.submitted(cast, at)
    later = at + timedelta(days=40)
    due_at = later + timedelta(days=7)
    return_application(application, reason="The letter is missing.", due_at=due_at, by=cast.sara, at=later)
    assert "The letter is missing." in to(cast.lorato).first().body
    assert Event.objects.about(application)[0].details["reason"] == "The letter is missing."

    save_summary(application, version=1, by=cast.ingrid, at=later, title="Completed")
    for key in ("exempelby", "sekao"):
        applications.sign_for(cast, application, key, later)
    with pytest.raises(Refused):
        submit_application(application, key=uuid4(), by=cast.thato, at=due_at + timedelta(seconds=1))
    second = submit_application(application, key=uuid4(), by=cast.thato, at=due_at)

    assert second.number == 2
    assert submitted_content(application) == second
    assert [one.content["title"] for one in application.submissions.all()] == ["Clean water together", "Completed"]
    application.refresh_from_db()
    assert application.first_submitted_at == at
    assert application.completion_due_at is None


def test_returning_needs_a_reason_and_a_day_to_come(cast, at):
    application = applications.submitted(cast, at)
    for reason, due_at in ((" ", at + timedelta(days=1)), ("x", at)):
        with pytest.raises(Refused):
            return_application(application, reason=reason, due_at=due_at, by=cast.sara, at=at)
    with pytest.raises(NotAllowed):
        return_application(application, reason="x", due_at=at + timedelta(days=1), by=cast.farid, at=at)


def test_withdrawing_tells_all_parties_and_the_office(cast, at):
    application = applications.submitted(cast, at)
    for _time in range(2):
        withdraw_application(application, reason="No staff", by=cast.thato, at=at)
    for person in (cast.nils, cast.lorato, cast.sara, cast.peter):
        assert to(person).filter(body__contains=cast.thato.name, subject__contains=application.reference).exists()
    assert Event.objects.filter(what="Application withdrawn").count() == 1


def test_a_draft_is_withdrawn_without_a_word_to_the_office(cast, at):
    withdraw_application(applications.empty_draft(cast, at), by=cast.thato, at=at)
    assert not to(cast.sara).exists()


def test_after_the_decision_it_is_neither_withdrawn_nor_returned(cast, at):
    application = applications.submitted(cast, at)
    settle_application(application, by=cast.helena, at=at)
    with pytest.raises(Refused):
        withdraw_application(application, by=cast.thato, at=at)
    with pytest.raises(Refused):
        return_application(application, reason="x", due_at=at + timedelta(days=1), by=cast.sara, at=at)
