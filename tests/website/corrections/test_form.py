"""The error form and its receipt, for somebody without account, cookie and script."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from lxml import html

from samverka.faces.website.corrections.asked import public_page
from samverka.ground.outbox.models import Message
from samverka.stages.corrections.actions import leave_unchanged, withdraw_correction
from samverka.stages.corrections.models import ErrorReport
from samverka.stages.corrections.states import State
from samverka.stages.projects.models import Case, Shown
from tests.factories import corrections, projects
from tests.website import public_addresses
from tests.website.corrections.conftest import FORM


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


# --- From a page to the receipt --------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/en/cases/?country=KE&q=v%C3%A4g", "/sv/", "/en/privacy/", "/sv/arenden/CAT-A1/"])
def test_every_page_leads_to_the_form_which_knows_the_page_and_its_version(visitor, catalogue, path):
    page = html.fromstring(visitor.client.get(path).content)
    label = "Rapportera fel på den här sidan" if path.startswith("/sv/") else "Report an error on this page"
    (link,) = page.xpath("//footer//a[normalize-space()=$label]/@href", label=label)
    assert visitor.report(link).status_code == 302
    report = ErrorReport.objects.get()
    assert report.page == path
    assert report.language == path[1:3]
    case = Case.objects.get(reference="CAT-A1")
    if "CAT-A1" in path:
        assert report.subject == case
        assert report.version_at == case.changed_at.replace(microsecond=0)
    else:
        # Of such a page no change is noted: the version is what was seen when the form was opened.
        assert (report.subject, report.version_at) == (None, report.received_at - timedelta(seconds=10))


def test_every_kind_of_page_leads_to_the_form_with_its_name_and_version(visitor, catalogue, cast, at):
    """Each public address in both languages, read off the URL configuration: a page added later is among them."""
    projects.public_case(cast, at)
    kept_out = {"website:error-report", "website:error-receipt", "website:comment-report", "website:comment-reported"}
    kept_out |= {"website:newsletter-asked"}
    tried = set()
    for name, address in public_addresses.addresses():
        if not name.startswith("website:") or name in kept_out or (name, address[:4]) in tried:
            continue
        answer = visitor.client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        tried.add((name, address[:4]))
        page = html.fromstring(answer.content)
        (link,) = page.xpath("//footer//p[@class='foot-report']/a/@href")
        form = html.fromstring(visitor.client.get(link).content)
        about = form.xpath("//main//p[a[@href=$page]]", page=address)[0]
        assert about.xpath("normalize-space(string(a))") == page.xpath("normalize-space(string(//h1))"), address
        assert "2026" in about.text_content(), address
    names = {name for name, _language in tried}
    kinds = ("home", "cases", "case", "partnerships", "partnership", "organisations", "organisation", "calls", "call")
    others = ("map", "figures", "search", "corrections", "opendata", "privacy", "accessibility")
    terms = (f"{kind}-{one}" for kind in ("country", "goal", "area", "topic", "year") for one in ("terms", "term"))
    assert {f"website:{one}" for one in (*kinds, *others, *terms)} <= names
    assert len(tried) == 2 * len(names)


def test_the_form_says_what_happens_next_and_by_when(visitor):
    text = text_of(visitor.client.get(FORM))
    assert "answers by 16 March 2026" in text
    assert "erased twelve months after the answer" in text
    assert "Write nothing about other people that is private" in text
    assert "About the page Cases, as it was on 2 March 2026" in text


def test_in_swedish(visitor):
    text = text_of(visitor.client.get("/sv/rapportera-fel/?page=/sv/arenden/"))
    assert "svarar senast 16 mars 2026" in text
    assert "Skriv inga personuppgifter om andra" in text


def test_the_receipt_says_what_was_sent_and_what_comes_next(visitor):
    answer = visitor.report(email="reader@elsewhere.example")
    receipt = visitor.client.get(answer["Location"])
    text = text_of(receipt)
    report = ErrorReport.objects.get()
    assert str(report.key) in answer["Location"]
    for part in ("Received", "16 March 2026", "The grant is wrong.", f"Your report {report.pk}"):
        assert part in text
    assert "reader@" not in text


def test_form_and_receipt_leave_no_trace_and_are_kept_by_no_cache(visitor):
    answers = [visitor.client.get(FORM), visitor.report()]
    answers.append(visitor.client.get(answers[1]["Location"]))
    for answer in answers:
        assert not answer.cookies
        assert not answer.wsgi_request.session.accessed
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert "s-maxage" not in answer["Cache-Control"]
        assert "ETag" not in answer
    for answer in (answers[0], answers[2]):
        assert answer["X-Robots-Tag"] == "noindex"
        assert b"csrfmiddlewaretoken" not in answer.content


def test_the_receipt_follows_the_report_to_its_end(visitor, cast):
    path = visitor.report()["Location"]
    report = ErrorReport.objects.get()
    leave_unchanged(report, answer="The source says so.", by=cast.maja, at=timezone.now())
    assert "The source says so." in text_of(visitor.client.get(path))
    report = ErrorReport.objects.get()
    report.text, report.answer, report.erased_at = "", "", timezone.now()
    report.save()
    assert "What you wrote was erased on" in text_of(visitor.client.get(path))
    assert visitor.client.get("/en/report-an-error/00000000-0000-4000-8000-000000000000/").status_code == 404


def test_the_receipt_names_the_page_by_its_title(visitor, catalogue):
    path = visitor.report("/en/report-an-error/?page=/en/cases/CAT-A1/")["Location"]
    page = html.fromstring(visitor.client.get(path).content)
    assert page.xpath("//main//dl//a[@href='/en/cases/CAT-A1/']/text()") == ["Vatten för alla, Ї"]
    Case.objects.filter(reference="CAT-A1").update(published_at=None)
    assert "Vatten" not in text_of(visitor.client.get(path))


def test_the_receipt_does_not_say_of_a_correction_taken_out_that_it_stands_in_the_log(visitor, cast):
    path = visitor.report()["Location"]
    correction = corrections.corrected(cast, timezone.now(), ErrorReport.objects.get())
    assert "the correction is in the public log" in text_of(visitor.client.get(path))
    withdraw_correction(correction, reason="It named somebody", by=cast.maja, at=timezone.now())
    text = text_of(visitor.client.get(path))
    assert "is in the public log" not in text
    assert "no longer in the public log" in text
    assert "Read the correction in the log" not in text
    assert "named somebody" not in text


def test_the_receipt_leads_to_the_correction(visitor, cast):
    path = visitor.report()["Location"]
    correction = corrections.corrected(cast, timezone.now(), ErrorReport.objects.get())
    (link,) = html.fromstring(visitor.client.get(path).content).xpath("//a[contains(., 'in the log')]/@href")
    assert link == f"/en/corrections/#correction-{correction.pk}"
    assert f'id="correction-{correction.pk}"' in visitor.client.get("/en/corrections/").content.decode()


# --- Which page is meant ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "",
        "nonsense",
        "//evil.example/",
        "https://evil.example/en/cases/",
        "javascript:alert(1)",
        "/office/",
        "/en/cases/NO-SUCH/",
        "/en/cases/\x00",
        "/en/cases/?q=" + "x" * 500,
        "/en/report-an-error/../../office/",
    ],
)
def test_an_address_that_is_no_public_page_is_the_start_page(visitor, page):
    assert public_page(page) is None
    visitor.report(f"/en/report-an-error/?page={quote(page)}&version=nonsense")
    report = ErrorReport.objects.get()
    assert (report.page, report.version_at) == ("/en/", report.received_at - timedelta(seconds=10))


@pytest.mark.parametrize("hidden", [{"published_at": None}, {"shown": Shown.NOTHING}], ids=["unpublished", "nothing"])
def test_the_form_says_nothing_of_what_is_not_public(visitor, catalogue, hidden):
    form = "/en/report-an-error/?page=/en/cases/CAT-A1/"
    assert "Vatten för alla" in text_of(visitor.client.get(form))
    Case.objects.filter(reference="CAT-A1").update(**hidden)
    text = text_of(visitor.client.get(form))
    assert "Vatten" not in text
    assert "CAT-A1" not in text


def test_a_case_without_its_place_is_named_without_it(visitor, catalogue):
    Case.objects.filter(reference="CAT-A1").update(shown=Shown.NO_PLACE)
    text = text_of(visitor.client.get("/en/report-an-error/?page=/en/cases/CAT-A1/"))
    assert "Vatten" not in text
    assert "CAT-A1" in text


# --- Bad input -------------------------------------------------------------------------------------------------------


def test_without_text_nothing_is_kept_and_the_address_stays(visitor):
    answer = visitor.report(text="  \x00 ", email="reader@elsewhere.example")
    assert answer.status_code == 422
    assert "Say what is wrong." in text_of(answer)
    assert b'value="reader@elsewhere.example"' in answer.content
    assert not ErrorReport.objects.exists()


def test_a_bad_address_is_told_and_the_text_stays(visitor):
    answer = visitor.report(email="reader at elsewhere")
    assert answer.status_code == 422
    assert "The grant is wrong." in text_of(answer)
    assert "Error:" in text_of(answer)
    # What is put right is taken, with the same slip: no time is lost.
    form = visitor.open()
    form.fields["slip"] = [html.fromstring(answer.content).xpath("string(//input[@name='slip']/@value)")]
    assert visitor.send(form, seconds=0, text="x", email="").status_code == 302


def test_a_hundred_thousand_characters_are_refused_with_their_number_and_kept_on_the_page(visitor):
    text = "å" * 100_000
    answer = visitor.report(text=text)
    assert answer.status_code == 422
    assert "Keep it to 5000 characters. It has 100000." in text_of(answer).replace(",", "").replace("\xa0", "")
    assert text in answer.content.decode()
    assert not ErrorReport.objects.exists()


def test_markup_headers_and_null_bytes_are_only_text(visitor, cast, log_in):
    text = "<script>alert(1)</script>\r\nBcc: all@elsewhere.example\x00\x08 {{ 7|add:7 }}"
    answer = visitor.report(text=text, email="reader@elsewhere.example\r\nBcc: all@elsewhere.example")
    assert answer.status_code == 422  # The address is none.
    answer = visitor.report(text=text, email="reader@elsewhere.example")
    report = ErrorReport.objects.get()
    assert report.text == "<script>alert(1)</script>\nBcc: all@elsewhere.example {{ 7|add:7 }}"
    for page in (visitor.client.get(answer["Location"]), log_in(cast.maja).get(f"/office/corrections/{report.pk}/")):
        content = page.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
        assert "<script>alert" not in content
    assert Message.objects.get().address == "reader@elsewhere.example"


# --- The slip --------------------------------------------------------------------------------------------------------


def test_the_form_needs_no_cookie_but_a_slip_of_ours(visitor):
    form = visitor.open()
    for slip in ("", "nonsense", form.fields["slip"][0][:-2] + "xx"):
        other = visitor.open()
        other.fields["slip"] = [slip]
        answer = visitor.send(other, text="Kept on the page")
        assert answer.status_code == 422
        assert "could not tell that this form came from us" in text_of(answer)
        assert html.fromstring(answer.content).xpath("string(//textarea)").strip() == "Kept on the page"
    assert not ErrorReport.objects.exists()
    # The page that complains brings a new slip: sent again, it is taken.
    again = visitor.open()
    again.fields["slip"] = [html.fromstring(answer.content).xpath("string(//input[@name='slip']/@value)")]
    assert visitor.send(again, text="Kept on the page").status_code == 302


def test_what_comes_quicker_than_anybody_writes_is_not_taken_at_once(visitor):
    form = visitor.open()
    answer = visitor.send(form, seconds=2, text="Quick")
    assert answer.status_code == 422
    assert "quicker than anybody writes" in text_of(answer)
    assert visitor.send(form, seconds=1).status_code == 302


def test_a_form_open_for_more_than_a_day_is_sent_once_more(visitor):
    form = visitor.open()
    answer = visitor.send(form, seconds=86_401, text="Slow")
    assert answer.status_code == 422
    assert "open for more than a day" in text_of(answer)
    form.fields["slip"] = [html.fromstring(answer.content).xpath("string(//input[@name='slip']/@value)")]
    assert visitor.send(form).status_code == 302


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver", "sec-fetch-site": "same-origin"}, 302),
        ({"origin": "http://127.0.0.1:8000"}, 302),
        ({}, 302),
        ({"origin": "https://evil.example"}, 422),
        ({"origin": "null"}, 422),
        ({"sec-fetch-site": "cross-site"}, 422),
        ({"sec-fetch-site": "same-site"}, 422),
    ],
)
def test_a_form_on_a_page_of_another_site_is_not_taken(visitor, settings, headers, status):
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    answer = visitor.send(visitor.open(), text="From elsewhere", headers=headers)
    assert answer.status_code == status
    if status == 422:
        assert "sent from another site" in text_of(answer)
        assert "From elsewhere" in text_of(answer)


def test_a_repeat_leads_to_the_first_receipt_and_a_changed_text_is_a_new_report(visitor):
    form = visitor.open()
    first = visitor.send(form, text="One")
    assert visitor.send(form, text="One")["Location"] == first["Location"]
    assert ErrorReport.objects.count() == 1
    assert visitor.send(form, text="Two")["Location"] != first["Location"]
    assert ErrorReport.objects.count() == 2


# --- A flood ---------------------------------------------------------------------------------------------------------


def test_a_flood_is_kept_put_aside_and_the_reader_told(visitor, cast, log_in):
    answers = [visitor.report(text=f"Number {number}", email=f"r{number}@x.example") for number in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 7
    states = ErrorReport.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [State.OPEN] * 5 + [State.QUARANTINED] * 2
    text = text_of(visitor.client.get(answers[-1]["Location"]))
    assert "Yours is kept, and put aside until somebody has looked at it." in text
    assert Message.objects.count() == 5
    visitor.clock.shift(timedelta(hours=1))
    visitor.report(text="An hour later")
    assert ErrorReport.objects.order_by("-pk").first().state == State.OPEN


def test_ten_in_a_minute_from_one_network_are_all_kept(visitor):
    receipts = [visitor.report(text=f"Number {number}")["Location"] for number in range(10)]
    assert len(set(receipts)) == ErrorReport.objects.count() == 10
    for number, path in enumerate(receipts):
        assert f"Number {number}" in text_of(visitor.client.get(path))


def test_a_network_is_kept_as_a_hash_that_is_another_tomorrow(visitor):
    visitor.report(text="Today")
    visitor.clock.shift(timedelta(days=1))
    visitor.report(text="Tomorrow")
    today, tomorrow = ErrorReport.objects.order_by("pk").values_list("origin", flat=True)
    assert today != tomorrow
    assert len(today) == 64
    assert "127" not in today[:3]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.200", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:1:2::1", "2001:db8:1:ffff::9", True),
        ("2001:db8:1::1", "2001:db8:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.9", True),
    ],
)
def test_neighbours_in_one_network_count_together(visitor, one, other, is_same):
    for address in (one, other):
        visitor.client.defaults["REMOTE_ADDR"] = address
        visitor.report(text=address)
    assert (len(set(ErrorReport.objects.values_list("origin", flat=True))) == 1) == is_same


def test_behind_a_web_server_its_visitors_are_told_apart(visitor, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for address in ("192.0.2.1", "198.51.100.1"):
        visitor.send(visitor.open(), text=address, headers={"x-forwarded-for": f"203.0.113.7, {address}"})
    assert len(set(ErrorReport.objects.values_list("origin", flat=True))) == 2


def test_beyond_a_hundred_the_reader_is_told_to_wait_and_the_text_stays(visitor, monkeypatch):
    monkeypatch.setattr("samverka.stages.corrections.rules.MOST_KEPT_AN_HOUR", 2)
    assert [visitor.report(text=f"{number}").status_code for number in range(3)] == [302, 302, 429]
    answer = visitor.report(text="The last one")
    assert "Yours has not been sent." in text_of(answer)
    assert "The last one" in text_of(answer)
    assert ErrorReport.objects.count() == 2


def test_no_other_method_does_anything(visitor):
    for method in ("put", "patch", "delete"):
        assert getattr(visitor.client, method)(FORM).status_code == 405
    path = visitor.report()["Location"]
    assert visitor.client.post(path).status_code in (403, 405)
