from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from samverka.ground.audit.models import Event
from samverka.ground.common.refusals import LostRace, NotAllowed, Refused
from samverka.ground.common.snapshots import content_hash
from samverka.ground.outbox.models import Message
from samverka.stages.projects.models import Case
from samverka.stages.projects.states import State as CaseState
from samverka.stages.reports.actions import (
    Cost,
    accept_report,
    add_report_document,
    begin_report,
    clear_report,
    complete_case,
    remove_report_document,
    return_report,
    save_report,
    submit_report,
)
from samverka.stages.reports.models import Report, ReportDocument, ReportedCost, ReportVersion
from samverka.stages.reports.queries import public_results
from samverka.stages.reports.states import State
from tests.factories import projects, reports

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def save(report, by, **given):
    wanted = {"version": report.version, "texts": {}, "costs": {}, "at": report.begun_at, **given}
    return save_report(report.year, by=by, **wanted)


def test_begin_twice_begins_once(cast, at):
    report = reports.begun_report(cast, at)
    again = begin_report(report.year, by=cast.thato, at=report.begun_at)
    assert again == report
    assert Event.objects.filter(what="Report begun").count() == 1


def test_begin_too_early_is_refused(cast, at):
    year = projects.running_case(cast, at).years.get(number=2)
    with pytest.raises(Refused, match="The year begins on"):
        begin_report(year, by=cast.ingrid, at=at)
    assert not Report.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "amina", "sara", "helena", "eva"])
def test_only_the_parties_write(cast, at, who):
    report = reports.begun_report(cast, at)
    with pytest.raises(NotAllowed):
        save(report, getattr(cast, who), texts={"done": "Mine"})


def test_both_parties_write_and_nothing_is_demanded(cast, at):
    report = reports.begun_report(cast, at)
    report = save(report, cast.ingrid, texts={"done": "One visit."})
    line = report.year.lines.first()
    report = save(report, cast.thato, costs={line.pk: Cost(0, "Paid by the hosts")})
    assert report.done == "One visit."
    assert report.version == 2
    assert report.costs.get().amount == 0


def test_a_note_without_a_cost_is_kept_and_the_line_counts_as_empty(cast, at):
    report = reports.begun_report(cast, at)
    line = report.year.lines.first()
    report = save(report, cast.ingrid, costs={line.pk: Cost(None, "The invoice has not come")})
    assert report.costs.get().amount is None
    assert report.total_cost == 0
    report = save(report, cast.ingrid, costs={line.pk: Cost(None)})
    assert not ReportedCost.objects.exists()


def test_who_writes_at_the_same_time_overwrites_nothing(cast, at):
    report = reports.begun_report(cast, at)
    save(report, cast.ingrid, texts={"done": "Ingrid's text"})
    with pytest.raises(LostRace):
        save(report, cast.thato, texts={"done": "Thato's text"})
    assert Report.objects.get().done == "Ingrid's text"


def test_the_same_sent_twice_is_saved_once(cast, at):
    report = reports.begun_report(cast, at)
    for _time in range(2):
        saved = save(report, cast.ingrid, texts={"done": "The same"})
    assert saved.version == 1
    assert Event.objects.filter(what="Report saved").count() == 1


def test_a_cost_on_a_line_of_another_year_is_refused(cast, at):
    report = reports.begun_report(cast, at)
    other = report.case.years.get(number=2).lines.first()
    with pytest.raises(Refused, match="not in the approved budget"):
        save(report, cast.ingrid, costs={other.pk: Cost(1)})


def test_files_are_checked_kept_once_and_can_be_taken_out(cast, at):
    report = reports.begun_report(cast, at)
    year, when = report.year, report.begun_at
    for _time in range(2):
        upload = SimpleUploadedFile("certificate.pdf", PDF)
        added = add_report_document(year, upload=upload, by=cast.thato, at=when)
    assert report.documents.count() == 1
    hostile = SimpleUploadedFile("certificate.pdf", b"<script>alert(1)</script>")
    with pytest.raises(Refused):
        add_report_document(year, upload=hostile, by=cast.thato, at=when)
    remove_report_document(added, by=cast.ingrid, at=when)
    assert not report.documents.exists()


def test_submitting_freezes_a_version_and_gives_all_a_receipt(cast, at):
    report = reports.written_report(cast, at)
    Message.objects.all().delete()

    version = submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)

    assert version.content_hash == content_hash(version.content)
    assert version.content["total"] == report.total_cost == version.content["approved"]
    told = {message.recipient_id for message in Message.objects.filter(body__contains=version.content_hash)}
    assert told == {one.pk for one in (cast.ingrid, cast.nils, cast.thato, cast.lorato)}
    assert Message.objects.filter(recipient=cast.sara).exists()
    with pytest.raises(Refused, match="has been sent in"):
        save(Report.objects.get(), cast.ingrid, texts={"done": "More"})


def test_sent_twice_gives_the_first_receipt(cast, at):
    report = reports.written_report(cast, at)
    key = uuid4()
    first = submit_report(report, key=key, by=cast.ingrid, at=report.begun_at)
    later = report.begun_at + timedelta(minutes=1)
    assert submit_report(report, key=key, by=cast.ingrid, at=later) == first
    assert submit_report(Report.objects.get(), key=uuid4(), by=cast.nils, at=later) == first
    assert ReportVersion.objects.count() == 1


@pytest.mark.parametrize("who", ["thato", "lorato", "sara", "stranger"])
def test_only_the_party_with_the_grant_sends_in(cast, at, who):
    report = reports.written_report(cast, at)
    with pytest.raises(NotAllowed):
        submit_report(report, key=uuid4(), by=getattr(cast, who), at=report.begun_at)


def test_an_incomplete_report_is_not_sent_in(cast, at):
    report = reports.begun_report(cast, at)
    with pytest.raises(Refused) as refused:
        submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    assert len(refused.value.problems) == 2 + report.year.lines.count()
    assert Report.objects.get().state == State.OPEN
    assert not ReportVersion.objects.exists()


def test_a_returned_report_keeps_everything(cast, at):
    report = reports.submitted_report(cast, at)
    first = report.versions.get()
    Message.objects.all().delete()

    return_report(report, reason="The audit certificate is missing.", by=cast.sara, at=report.submitted_at)

    assert "audit certificate" in Message.objects.get(recipient=cast.thato).body
    report = Report.objects.get()
    assert report.state == State.OPEN
    assert report.done
    report = save(report, cast.ingrid, texts={"done": "With the certificate."})
    second = submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    assert (first.number, second.number) == (1, 2)
    assert ReportVersion.objects.get(pk=first.pk).content["narrative"]["done"] != "With the certificate."


def test_accepting_tells_parties_and_finance_and_ends_returning(cast, at):
    report = reports.submitted_report(cast, at)
    Message.objects.all().delete()
    accept_report(report, by=cast.helena, at=report.submitted_at)
    told = {message.recipient_id for message in Message.objects.all()}
    assert told == {one.pk for one in (cast.ingrid, cast.nils, cast.thato, cast.lorato, cast.farid)}
    with pytest.raises(Refused, match="payment rests on it"):
        return_report(report, reason="Too late", by=cast.sara, at=report.submitted_at)


@pytest.mark.parametrize("who", ["farid", "maja", "rolf", "ingrid", "stranger"])
def test_reviewing_is_for_officers_and_head(cast, at, who):
    report = reports.submitted_report(cast, at)
    person = getattr(cast, who)
    with pytest.raises(NotAllowed):
        accept_report(report, by=person, at=report.submitted_at)
    with pytest.raises(NotAllowed):
        return_report(report, reason="No", by=person, at=report.submitted_at)


def test_two_officers_who_act_at_once_act_once(cast, at):
    report = reports.submitted_report(cast, at)
    stale = Report.objects.get()
    return_report(report, reason="Incomplete", by=cast.sara, at=report.submitted_at)
    with pytest.raises(LostRace):
        accept_report(stale, by=cast.peter, at=report.submitted_at)


def test_a_case_is_completed_once_all_is_accepted(cast, at):
    case = projects.running_case(cast, at)
    reports.accepted_report(cast, at, case, 1)
    with pytest.raises(Refused, match="year 2"):
        complete_case(case, by=cast.sara, at=at)
    last = reports.accepted_report(cast, at, case, 2)
    complete_case(case, by=cast.sara, at=last.accepted_at)
    case.refresh_from_db()
    assert case.state == CaseState.COMPLETED


def test_the_office_sees_a_report_once_it_is_sent_in(cast, at):
    report = reports.written_report(cast, at)
    seen = Report.objects.visible_to
    assert list(seen(cast.thato)) == [report]
    assert not seen(cast.sara).exists()
    submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    assert list(seen(cast.sara)) == [report]
    assert not seen(cast.stranger).exists()


# --- What the public sees of it --------------------------------------------------------------------------------------


@pytest.fixture
def accepted(cast, at):
    """Return an accepted report of a public case, with a file."""
    report = reports.written_report(cast, at)
    upload = SimpleUploadedFile("guide.pdf", PDF)
    add_report_document(report.year, upload=upload, by=cast.ingrid, at=report.begun_at)
    submit_report(report, key=uuid4(), by=cast.ingrid, at=report.begun_at)
    report = accept_report(Report.objects.get(pk=report.pk), by=cast.sara, at=report.begun_at)
    projects.public_case(cast, at, case=report.case)
    return report


def test_text_and_files_are_cleared_each_by_itself_and_taken_back(cast, at, accepted):
    added = accepted.documents.get()
    assert public_results(accepted) == []
    clear_report(accepted, language="en", by=cast.maja, at=at)
    assert "What was done" in dict(public_results(accepted))
    assert "What differed" not in str(public_results(accepted))
    assert not ReportDocument.objects.public().exists()
    clear_report(accepted, language="", documents=[added.pk], by=cast.maja, at=at)
    assert public_results(accepted) == []
    assert ReportDocument.objects.public().get() == added
    clear_report(accepted, language="", by=cast.maja, at=at)
    assert not ReportDocument.objects.public().exists()


def test_clearing_is_noted_and_moves_the_moment_of_the_case_once(cast, at, accepted):
    later = at + timedelta(days=9)
    for moment in (later, later + timedelta(days=1)):
        clear_report(accepted, language="en", by=cast.maja, at=moment)
    assert Event.objects.filter(what="What the public sees of the report changed").count() == 1
    accepted.year.case.refresh_from_db()
    assert accepted.year.case.changed_at == later


def test_only_what_is_accepted_and_leads_to_nobody_is_cleared(cast, at, accepted):
    for person in (cast.ingrid, cast.farid, cast.eva):
        with pytest.raises(NotAllowed):
            clear_report(accepted, language="en", by=person, at=at)
    accepted.done = "Write to karin@exempelby.example."
    with pytest.raises(Refused, match="karin@exempelby"):
        clear_report(accepted, language="en", by=cast.maja, at=at)
    accepted.state = State.SUBMITTED
    with pytest.raises(Refused, match="has not been accepted"):
        clear_report(accepted, language="", by=cast.maja, at=at)


@pytest.mark.parametrize(
    "facts",
    [{"published_at": None}, {"shown": "no_place"}, {"shown": "nothing"}, {"embargo_until": "2999-01-01T00:00Z"}],
)
def test_a_file_goes_with_its_case(cast, at, accepted, facts):
    clear_report(accepted, language="", documents=[accepted.documents.get().pk], by=cast.maja, at=at)
    Case.objects.filter(pk=accepted.year.case_id).update(**facts)
    assert not ReportDocument.objects.public().exists()


def test_no_file_of_another_report_is_cleared(cast, at, accepted):
    added = accepted.documents.get()
    other = reports.begun_report(cast, accepted.accepted_at, case=accepted.case, number=2)
    ReportDocument.objects.filter(pk=added.pk).update(report=other)
    clear_report(accepted, language="en", documents=[added.pk], by=cast.maja, at=at)
    assert not ReportDocument.objects.filter(is_public=True).exists()
