from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samverka.stages.reports.actions import accept_report, add_report_document, return_report
from samverka.stages.reports.models import Report, ReportDocument, ReportVersion
from samverka.stages.reports.states import State
from tests.factories import payments, projects, reports

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def url(name, case, *more):
    return reverse(f"portal:{name}", args=[case.reference, *more])


def text(answer):
    return answer.content.decode()


def filled(year, version=0, **changes):
    """Return what a browser sends for a complete report of `year`."""
    sent = {"version": version, **reports.TEXTS}
    for line in year.lines.all():
        sent |= {f"cost_{line.pk}": str(line.amount // 100), f"note_{line.pk}": ""}
    return {**sent, **changes}


def test_a_report_is_written_together_and_sent_in(cast, at, log_in):
    case = projects.running_case(cast, at)
    year = case.years.get(number=1)
    ingrid, thato = log_in(cast.ingrid), log_in(cast.thato)
    assert url("report", case, 1) in text(thato.get(url("case", case)))
    assert thato.get(url("report", case, 1)).status_code == 200
    assert not Report.objects.exists()

    assert thato.post(url("report", case, 1), {"version": 0, "done": "One visit."}).status_code == 302
    assert "One visit." in text(ingrid.get(url("report", case, 1)))
    assert ingrid.post(url("report", case, 1), filled(year, version=1)).status_code == 302
    assert thato.get(url("report-submit", case, 1)).status_code == 403

    page = ingrid.get(url("report-submit", case, 1))
    assert page.status_code == 200
    key = {"key": str(uuid4())}
    for _time in range(2):
        answer = ingrid.post(url("report-submit", case, 1), key)
        assert answer.status_code == 302
    version = ReportVersion.objects.get()
    assert version.content_hash in text(thato.get(answer["Location"]))
    assert reports.TEXTS["done"] in text(thato.get(url("report", case, 1)))


def test_what_two_people_write_at_once_is_shown_to_the_second(cast, at, log_in):
    report = reports.begun_report(cast, at)
    case, line = report.case, report.year.lines.first()
    log_in(cast.ingrid).post(url("report", case, 1), {"version": 0, "done": "From Ingrid", f"cost_{line.pk}": "1000"})

    thato = log_in(cast.thato)
    answer = thato.post(url("report", case, 1), {"version": 0, "done": "From Thato", f"cost_{line.pk}": "2000"})

    page = text(answer)
    assert answer.status_code == 409
    assert "From Ingrid" in page
    assert "From Thato" in page
    assert "1\u00a0000" in page
    assert 'value="2000"' in page
    assert 'name="version" value="1"' in page
    assert Report.objects.get().done == "From Ingrid"
    both = {"version": 1, "done": "From Ingrid and Thato", f"cost_{line.pk}": "2000"}
    assert thato.post(url("report", case, 1), both).status_code == 302
    assert Report.objects.get().total_cost == 2000_00


def test_bad_figures_keep_what_was_typed(cast, at, log_in):
    report = reports.begun_report(cast, at)
    line = report.year.lines.first()
    answer = log_in(cast.thato).post(
        url("report", report.case, 1), {"version": 0, "done": "Kept", f"cost_{line.pk}": "100 USD"}
    )
    assert answer.status_code == 422
    assert "Kept" in text(answer)
    assert "Write the amount in SEK" in text(answer)
    assert answer.context["form"].errors.keys() == {f"cost_{line.pk}"}


def test_a_report_with_gaps_is_not_sent_in(cast, at, log_in):
    report = reports.begun_report(cast, at)
    client = log_in(cast.ingrid)
    assert client.get(url("report-submit", report.case, 1)).status_code == 200
    assert client.post(url("report-submit", report.case, 1), {"key": str(uuid4())}).status_code == 409
    assert Report.objects.get().state == State.OPEN


def test_a_returned_report_shows_what_is_asked_for(cast, at, log_in):
    report = reports.submitted_report(cast, at)
    return_report(report, reason="Add the certificate.", by=cast.sara, at=report.submitted_at)
    page = text(log_in(cast.thato).get(url("report", report.case, 1)))
    assert "Add the certificate." in page
    assert reports.TEXTS["done"] in page


def test_after_sending_nothing_can_be_written(cast, at, log_in):
    report = reports.submitted_report(cast, at)
    answer = log_in(cast.ingrid).post(url("report", report.case, 1), {"version": 1, "done": "Too late"})
    assert answer.status_code == 409
    assert "Too late" in text(answer)
    accept_report(report, by=cast.sara, at=report.submitted_at)
    assert Report.objects.get().done == reports.TEXTS["done"]


def test_a_year_to_come_says_from_when(cast, at, log_in):
    case = projects.running_case(cast, at)
    answer = log_in(cast.thato).get(url("report", case, 2))
    assert "You can write on its report from that day on" in text(answer)
    assert log_in(cast.thato).post(url("report", case, 2), {"version": 0, "done": "Early"}).status_code == 409


def test_files_come_in_and_go_out_to_the_right_people(cast, at, log_in):
    report = reports.begun_report(cast, at)
    case = report.case
    thato = log_in(cast.thato)
    assert thato.get(url("report-file-new", case, 1)).status_code == 200
    upload = SimpleUploadedFile("revisionsintyg å.pdf", PDF)
    assert thato.post(url("report-file-new", case, 1), {"upload": upload}).status_code == 302
    added = ReportDocument.objects.get()
    answer = log_in(cast.ingrid).get(url("report-file", case, 1, added.pk))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert log_in(cast.stranger).get(url("report-file", case, 1, added.pk)).status_code == 404
    office = reverse("office:report-file", args=[case.reference, 1, added.pk])
    assert log_in(cast.sara).get(office).status_code == 404

    hostile = SimpleUploadedFile("page.html", b"<script>alert(1)</script>")
    assert thato.post(url("report-file-new", case, 1), {"upload": hostile}).status_code == 409
    assert thato.post(url("report-file-new", case, 1)).status_code == 422
    assert thato.post(url("report-file-remove", case, 1, added.pk)).status_code == 302
    assert not ReportDocument.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "amina", "eva"])
def test_strangers_find_nothing(cast, at, log_in, who):
    case = reports.submitted_report(cast, at).case
    client = log_in(getattr(cast, who))
    assert case.reference not in text(client.get(reverse("portal:cases")))
    assert client.get(url("case", case)).status_code == 404
    for name in ("report", "report-submit", "report-receipt", "report-file-new"):
        assert client.get(url(name, case, 1)).status_code == 404
        assert client.post(url(name, case, 1)).status_code in (404, 405)


def test_the_office_does_not_write_on_reports(cast, at, log_in):
    case = projects.running_case(cast, at)
    answer = log_in(cast.peter).post(url("report", case, 1), {"version": 0, "done": "Mine"})
    assert answer.status_code == 403
    assert not Report.objects.exists()


def test_the_case_shows_what_was_paid(cast, at, log_in):
    payment = payments.paid(cast, at)
    page = text(log_in(cast.thato).get(url("case", payment.case)))
    assert "SEK\u00a0150,000" in page


def test_as_many_queries_for_three_as_for_one(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.thato)
    for _number in range(3):
        case = payments.paid(cast, at, parties=3).case
        report = reports.begun_report(cast, at)
        upload = SimpleUploadedFile("a.pdf", PDF)
        add_report_document(report.year, upload=upload, by=cast.thato, at=report.begun_at)
        with django_assert_max_num_queries(15):
            client.get(reverse("portal:cases"))
    for address in (url("case", case), url("report", case, 1), url("report", report.case, 1)):
        with django_assert_max_num_queries(15):
            client.get(address)
    ingrid = log_in(cast.ingrid)
    with django_assert_max_num_queries(15):
        ingrid.get(url("report-submit", report.case, 1))
