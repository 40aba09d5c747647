from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samverka.ground.audit.models import Event
from samverka.ground.programme.models import Tag
from samverka.stages.projects.actions import change_what_is_shown
from samverka.stages.projects.models import Case
from samverka.stages.projects.states import State
from samverka.stages.reports.models import Report
from tests.factories import payments, projects, reports


def url(name, case, *more):
    return reverse(f"office:{name}", args=[case.reference, *more])


def text(answer):
    return answer.content.decode()


def test_the_list_is_searched_and_narrowed(cast, at, log_in):
    projects.running_case(cast, at)
    Case.objects.create(
        programme=cast.programme,
        reference="OLD-1",
        state=State.RECORDED,
        title_sv="Gammalt",
        title_en="Something old",
        search_text="something old\nold-1",
        changed_at=at,
    )
    client = log_in(cast.peter)
    address = reverse("office:cases")
    assert "Something old" in text(client.get(address))
    assert "Clean water together" in text(client.get(address))
    assert "Something old" not in text(client.get(address, {"q": "SÉKAO"}))
    assert "Clean water" not in text(client.get(address, {"state": "recorded"}))
    assert "No case fits" in text(client.get(address, {"q": "nothing of the kind"}))
    assert client.get(address, {"state": "nonsense", "page": "x"}).status_code == 200


def test_the_list_shows_the_cases_of_one_organisation_until_the_filter_is_taken_away(cast, at, log_in):
    projects.running_case(cast, at)
    client, address = log_in(cast.peter), reverse("office:cases")
    link = client.get(reverse("office:organisation", args=[cast.sekao.slug])).context["cases_url"]
    page = client.get(f"{link}&state=running")
    assert "Clean water together" in text(page)
    assert "Only the cases of" in text(page)
    assert f'name="organisation" value="{cast.sekao.slug}"' in text(page)
    assert page.context["all_url"] == f"{address}?state=running"
    other = client.get(address, {"organisation": cast.mfano.slug})
    assert "Clean water together" not in text(other)
    assert other.context["all_url"] == address
    assert "Only the cases of" not in text(client.get(address))
    for wrong in ("no-such-place", "x\0y"):
        assert client.get(address, {"organisation": wrong}).status_code == 200
    assert "Clean water together" not in text(client.get(address, {"organisation": "no-such-place"}))


def test_tags_are_given_and_made_with_the_public_texts(cast, at, log_in, client):
    case = projects.public_case(cast, at)
    water = Tag.objects.get(code="water")
    editor = log_in(cast.maja)
    texts = {"title_en": "Together", "title_sv": "Tillsammans", "summary_en": "Clean.", "summary_sv": "Rent."}
    posted = {**texts, "tags": [water.pk], "new_tag_en": "Beekeeping & honey", "new_tag_sv": "Biodling"}
    assert "Beekeeping" not in text(editor.get(url("case-texts", case)))
    for _time in range(2):
        assert editor.post(url("case-texts", case), posted).status_code == 302
    made = Tag.objects.get(name_sv="Biodling")
    assert made.code == "beekeeping_honey"
    assert set(Case.objects.get(pk=case.pk).tags.all()) == {water, made}
    assert Event.objects.filter(what="Public texts changed").count() == 1

    page = text(client.get(f"/en/cases/{case.reference}/"))
    assert 'href="/en/cases/?tag=beekeeping_honey">Beekeeping &amp; honey</a>' in page
    for address in ("/en/cases/?tag=beekeeping_honey", "/en/cases/?q=biodlingen", "/en/partnerships/?tag=water"):
        found = case.partnership.slug if "partnerships" in address else case.reference
        assert f"/{found}/" in text(client.get(address)), address

    assert editor.post(url("case-texts", case), {**texts, "new_tag_en": "Only English"}).status_code == 409
    person = {"new_tag_en": "a@b.example", "new_tag_sv": "x"}
    assert editor.post(url("case-texts", case), {**texts, **person}).status_code == 409
    assert Tag.objects.filter(name_sv__in=["", "x"]).count() == 0
    change_what_is_shown(
        case, shown="no_place", shown_reason="Safety", embargo_until=None, by=cast.maja, at=at + timedelta(minutes=1)
    )
    assert "Beekeeping" not in text(client.get(f"/en/cases/{case.reference}/"))
    assert f"/{case.reference}/" not in text(client.get("/en/cases/?tag=beekeeping_honey"))
    editor.post(url("case-texts", case), texts)
    assert not Case.objects.get(pk=case.pk).tags.exists()


def test_publish_change_texts_withdraw_and_publish_again(cast, at, log_in):
    case = projects.running_case(cast, at)
    client, everything = log_in(cast.peter), {"shown": "all"}
    assert url("case-public", case) in text(client.get(url("case", case)))
    texts = {"title_en": "Water", "title_sv": "Vatten", "summary_en": "Ring 08-123 45 67", "summary_sv": "Kort."}
    assert client.post(url("case-texts", case), texts).status_code == 302

    assert "08-123 45 67" in text(client.get(url("case-public", case)))
    answer = client.post(url("case-public", case), everything)
    assert answer.status_code == 409
    assert not Case.objects.public().exists()

    client.post(url("case-texts", case), {**texts, "summary_en": "Clean water."})
    assert client.post(url("case-public", case), {}).status_code == 422
    for _time in range(2):
        assert client.post(url("case-public", case), everything).status_code == 302
    assert Case.objects.public().get().title_en == "Water"

    answer = client.post(url("case-texts", case), {**texts, "summary_en": "Mail a@b.example"})
    assert answer.status_code == 409
    assert "Mail a@b.example" in text(answer)
    assert Case.objects.get().summary_en == "Clean water."

    page = text(client.get(url("case-public", case)))
    assert url("case-withdraw", case) in page
    assert url("case-unpublish", case) not in page
    assert client.post(url("case-unpublish", case), {"reason": "Quietly."}).status_code == 409
    assert client.post(url("case-withdraw", case), {"reason_en": "A party asked."}).status_code == 422
    reasons = {"reason_sv": "En part bad om det.", "reason_en": "A party asked."}
    assert client.post(url("case-withdraw", case), reasons).status_code == 302
    assert not Case.objects.public().exists()
    page = text(client.get(url("case-public", case)))
    assert "En part bad om det." in page
    assert "Publish again" in page
    assert client.post(url("case-public", case), everything).status_code == 302
    assert Case.objects.public().exists()


def test_show_less_with_a_reason(cast, at, log_in):
    case = projects.public_case(cast, at)
    client = log_in(cast.peter)
    assert url("case-withdraw", case) not in text(log_in(cast.maja).get(url("case-public", case)))
    answer = client.post(url("case-public", case), {"shown": "no_place"})
    assert answer.status_code == 409
    assert "Say why" in text(answer)
    chosen = {"shown": "no_place", "shown_reason": "The partners\u2019 safety"}
    assert client.post(url("case-public", case), chosen).status_code == 302
    page = text(client.get(url("case-public", case)))
    assert "The partners\u2019 safety" in page
    assert Case.objects.get().public_title_en in page
    assert "Public without its place" in text(client.get(url("case", case)))
    # Who has seen a case cannot be made to wait for it; the page does not offer it, and a form of one's own is refused.
    assert "embargo_until" not in page


def test_an_embargo_is_set_and_the_clearance_taken_back(cast, at, log_in):
    case = projects.running_case(cast, at)
    client = log_in(cast.peter)
    until = timezone.localtime() + timedelta(days=3)
    for wrong in ("2020-01-01T09:00", "soon"):
        answer = client.post(url("case-public", case), {"shown": "all", "embargo_until": wrong})
        assert answer.status_code in {409, 422}
    chosen = {"shown": "all", "embargo_until": f"{until:%Y-%m-%dT%H:%M}"}
    assert client.post(url("case-public", case), chosen).status_code == 302
    page = text(client.get(url("case-public", case)))
    assert "Under embargo" in page
    assert reverse("website:case", args=[case.reference]) not in page
    assert not Case.objects.public().exists()
    assert client.post(url("case-unpublish", case), {"reason": ""}).status_code == 422
    assert client.post(url("case-unpublish", case), {"reason": "Too early."}).status_code == 302
    assert Case.objects.get().published_at is None


def test_a_report_is_read_returned_and_accepted(cast, at, log_in):
    report = reports.submitted_report(cast, at)
    case = report.case
    client = log_in(cast.peter)
    page = text(client.get(url("report", case, 1)))
    assert "Two exchange visits" in page
    assert report.versions.get().content_hash in page
    assert url("report-accept", case, 1) in page
    assert url("payment-new", case, 1) not in page

    assert client.post(url("report-return", case, 1), {"reason": " "}).status_code == 422
    assert client.post(url("report-return", case, 1), {"reason": "The certificate is missing."}).status_code == 302
    assert "completing the report" in text(client.get(url("report", case, 1)))
    answer = client.post(url("report-accept", case, 1))
    assert answer.status_code == 409

    Report.objects.update(state="submitted")
    assert client.post(url("report-accept", case, 1)).status_code == 302
    assert url("payment-new", case, 1) in text(log_in(cast.farid).get(url("report", case, 1)))
    assert url("payment-new", case, 1) not in text(client.get(url("report", case, 1)))


def test_a_report_that_was_never_sent_in_is_not_for_the_office(cast, at, log_in):
    report = reports.written_report(cast, at)
    client = log_in(cast.peter)
    assert client.get(url("report", report.case, 1)).status_code == 404
    assert url("report", report.case, 1) not in text(client.get(url("case", report.case)))


def test_completing_says_what_is_missing(cast, at, log_in):
    case = reports.accepted_report(cast, at).case
    client = log_in(cast.peter)
    page = text(client.get(url("case-complete", case)))
    assert "year 2 has not been accepted" in page
    assert client.post(url("case-complete", case)).status_code == 409
    assert Case.objects.get().state == State.RUNNING


@pytest.mark.parametrize("who", ["ingrid", "thato", "eva", "stranger"])
def test_strangers_find_nothing(cast, at, log_in, who):
    case = reports.submitted_report(cast, at).case
    client = log_in(getattr(cast, who))
    assert client.get(reverse("office:cases")).status_code == 404
    for name in ("", "-texts", "-public", "-unpublish", "-withdraw", "-complete"):
        assert client.post(url(f"case{name}", case)).status_code == 404
    for name in ("", "-accept", "-return"):
        assert client.get(url(f"report{name}", case, 1)).status_code == 404


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("rolf", ["case-texts", "case-public", "case-unpublish", "case-withdraw", "case-complete"]),
        ("farid", ["case-texts", "case-public", "case-unpublish", "case-withdraw", "case-complete"]),
        ("maja", ["case-withdraw", "case-complete"]),
    ],
)
def test_others_in_the_office_are_told_why_not(cast, at, log_in, who, names):
    case = reports.submitted_report(cast, at).case
    client = log_in(getattr(cast, who))
    assert client.get(url("case", case)).status_code == 200
    assert client.get(url("report", case, 1)).status_code == 200
    for name in names:
        assert client.post(url(name, case)).status_code == 403
    for name in ("report-accept", "report-return"):
        assert client.post(url(name, case, 1)).status_code == 403


def test_as_many_queries_for_three_as_for_one(cast, at, log_in, django_assert_max_num_queries):
    client = log_in(cast.peter)
    for _number in range(3):
        case = payments.paid(cast, at, parties=3).case
        with django_assert_max_num_queries(15):
            client.get(reverse("office:cases"))
    with django_assert_max_num_queries(15):
        client.get(url("case", case))
    with django_assert_max_num_queries(15):
        client.get(url("report", case, 1))
