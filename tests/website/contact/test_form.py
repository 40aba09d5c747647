"""The contact form, its receipt and the link in the letter, for somebody without account, cookie and script."""

import re

import pytest
from django.utils import timezone
from lxml import html

from samverka.ground.guard.slips import opened
from samverka.ground.outbox.models import Message
from samverka.ground.programme.models import ProgrammeOwner
from samverka.stages.enquiries.actions import answer_enquiry, erase_settled_enquiries
from samverka.stages.enquiries.models import Enquiry
from samverka.stages.enquiries.states import State
from tests.website.corrections.conftest import Visitor, clock  # noqa: F401 - a fixture

FORM = "/en/contact/"
WORDS = {
    "kind": "question",
    "subject": "Who may apply",
    "text": "May a region apply?",
    "name": "Reader",
    "email": "reader@elsewhere.example",
}


def text_of(answer):
    return " ".join(html.fromstring(answer.content).text_content().split())


@pytest.fixture
def visitor(clock):  # noqa: F811
    return Visitor(clock)


def sent(visitor, path=FORM, *, solved=False, seconds=10, headers=None, **words):
    """Return the answer to the form; where it is `solved`, the script did its part."""
    form = visitor.open(path)
    if solved:
        form.fields["proof"] = [opened("contact", form.fields["slip"][0]).solved()]
    return visitor.send(form, seconds=seconds, headers=headers, **{**WORDS, **words})


def test_the_page_says_who_answers_by_when_and_how_else_to_reach_us(visitor, cast):
    owner = ProgrammeOwner.objects.filter(pk=cast.programme.owner_id)
    owner.update(telephone="+46 8 000 00 00", postal_address="Box 0\n000 00 Exempelby")
    answer = visitor.client.get(FORM)
    text = text_of(answer)
    for part in (
        "16 March 2026",
        owner.get().email,
        "+46 8 000 00 00",
        "Box 0",
        "Days from Monday to Friday are counted",
    ):
        assert part in text
    assert "16 mars 2026" in text_of(visitor.client.get("/sv/kontakt/"))
    page = html.fromstring(visitor.client.get(f"{FORM}?kind=accessibility").content)
    assert page.xpath("//select[@name='kind']/option[@selected]/@value") == ["accessibility"]
    scripts = page.xpath("//script[@src]/@src")
    assert len(scripts) == 1
    assert "guard" in scripts[0]
    assert "noindex" not in answer.get("X-Robots-Tag", "")


@pytest.mark.parametrize(("path", "label"), [("/en/", "Contact"), ("/sv/tillganglighet/", "Kontakt")])
def test_the_foot_of_every_page_leads_here(visitor, path, label):
    page = html.fromstring(visitor.client.get(path).content)
    (link,) = page.xpath("//footer//nav//a[normalize-space()=$label]/@href", label=label)
    assert visitor.client.get(link).status_code == 200


def test_the_accessibility_statement_leads_to_its_own_kind(visitor):
    page = html.fromstring(visitor.client.get("/en/accessibility/").content)
    assert page.xpath("//main//a[@href='/en/contact/?kind=accessibility']")
    assert "?kind=privacy" in visitor.client.get("/en/privacy/").content.decode()


def test_with_a_script_the_message_is_received_at_once(visitor):
    answer = sent(visitor, solved=True)
    one = Enquiry.objects.get()
    assert one.state == State.RECEIVED
    receipt = visitor.client.get(answer["Location"])
    text = text_of(receipt)
    for part in ("We have received your message", one.reference, "16 March 2026", "May a region apply?"):
        assert part in text
    assert "reader@" not in text
    for page in (answer, receipt, visitor.client.get(FORM)):
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
        assert "ETag" not in page
    assert receipt["X-Robots-Tag"] == "noindex"


def test_without_a_script_the_link_in_the_letter_and_a_button_confirm(visitor):
    receipt = sent(visitor)["Location"]
    assert "confirm by the link in the letter" in text_of(visitor.client.get(receipt))
    (link,) = re.findall(r"http://[^/]+(/en/contact/confirm/\S+)", Message.objects.get().body)
    assert "Was it you?" in text_of(visitor.client.get(link))
    assert Enquiry.objects.get().state == State.UNCONFIRMED  # A program that opens links confirms nothing.
    assert visitor.client.post(link)["Location"] == receipt
    assert Enquiry.objects.get().state == State.RECEIVED
    assert "We have received your message" in text_of(visitor.client.get(receipt))
    assert "confirmed already" in text_of(visitor.client.get(link))
    again = visitor.client.post(link)
    assert again.status_code == 422
    assert "confirmed already" in text_of(again)


def test_neither_script_nor_address_and_a_person_looks_first(visitor):
    answer = sent(visitor, email="", name="")
    assert "a person looks at it first" in text_of(visitor.client.get(answer["Location"]))
    assert Enquiry.objects.get().state == State.QUARANTINED
    assert not Message.objects.exists()


def test_the_receipt_follows_the_message_to_its_end(visitor, cast, settings):
    path = sent(visitor, solved=True, email="")["Location"]
    assert "keep the address of this page" in text_of(visitor.client.get(path))
    answer_enquiry(Enquiry.objects.get(), answer="Yes, it may.", by=cast.maja, at=timezone.now())
    assert "Yes, it may." in text_of(visitor.client.get(path))
    settings.ENQUIRY_KEPT_DAYS = 0
    erase_settled_enquiries(at=timezone.now())
    text = text_of(visitor.client.get(path))
    assert "What you wrote was erased on" in text
    assert "Yes, it may." not in text


# --- Bad input -------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_said_and_what_was_typed_stays(visitor):
    answer = sent(visitor, kind="", subject=" ", text="\x00 ", email="nobody at all")
    assert answer.status_code == 422
    text = text_of(answer)
    for part in (
        "Choose what it is about.",
        "Say in a few words what it is about.",
        "Write your message.",
        "Write an e-mail address such as name@example.org",
    ):
        assert part in text
    assert b'value="nobody at all"' in answer.content
    assert b'value="Reader"' in answer.content
    assert not Enquiry.objects.exists()
    answer = sent(visitor, text="å" * 5_001, subject="x" * 151)
    assert "Keep it to 5000 characters. It has 5001." in text_of(answer).replace(",", "").replace("\xa0", "")
    assert "å" * 5_001 in answer.content.decode()


def test_markup_and_headers_are_only_text(visitor, cast, log_in):
    evil = "<script>alert(1)</script>\r\nBcc: all@elsewhere.example"
    answer = sent(visitor, email="reader@elsewhere.example\r\nBcc: all@elsewhere.example")
    assert answer.status_code == 422
    assert not Enquiry.objects.exists()
    answer = sent(visitor, subject=evil, name=evil, text=evil, solved=True)
    one = Enquiry.objects.get()
    assert "\n" not in one.subject + one.name
    assert Message.objects.get().address == "reader@elsewhere.example"
    assert "Bcc" not in Message.objects.get().subject + Message.objects.get().body
    for page in (visitor.client.get(answer["Location"]), log_in(cast.maja).get(f"/office/enquiries/{one.pk}/")):
        assert b"&lt;script&gt;alert(1)" in page.content
        assert b"<script>alert" not in page.content


def test_a_strange_used_or_old_slip_is_a_sentence_and_nothing_is_lost(visitor):
    form = visitor.open(FORM)
    form.fields["slip"] = ["nonsense"]
    answers = [(visitor.send(form, **WORDS), "could not tell that this form came from us")]
    answers.append((sent(visitor, seconds=86_401), "open for more than a day"))
    used = visitor.open(FORM)
    assert visitor.send(used, **WORDS).status_code == 302
    answers.append((visitor.send(used, **{**WORDS, "text": "Another text"}), "already been sent with this form"))
    answers.append((sent(visitor, headers={"origin": "https://evil.example"}), "sent from another site"))
    for answer, sentence in answers:
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        page = html.fromstring(answer.content)
        assert page.xpath("//textarea[@name='text']")[0].text.strip() in (WORDS["text"], "Another text")
    # The page that complains brings a new slip: sent again, it is taken.
    again = visitor.open(FORM)
    again.fields["slip"] = page.xpath("//input[@name='slip']/@value")
    assert visitor.send(again, **{**WORDS, "text": "A third text"}).status_code == 302


def test_a_repeat_leads_to_the_first_receipt(visitor):
    form = visitor.open(FORM)
    first = visitor.send(form, **WORDS)
    assert visitor.send(form, **WORDS)["Location"] == first["Location"]
    assert Enquiry.objects.count() == 1


def test_a_flood_is_kept_and_told_and_beyond_a_hundred_nothing_is_lost(visitor, monkeypatch):
    monkeypatch.setattr("samverka.stages.enquiries.rules.MOST_KEPT_AN_HOUR", 7)
    answers = [sent(visitor, text=f"Number {one}", email=f"r{one}@x.example") for one in range(8)]
    assert [answer.status_code for answer in answers] == [302] * 7 + [429]
    assert "a person looks at it first" in text_of(visitor.client.get(answers[6]["Location"]))
    assert "Yours has not been sent." in text_of(answers[7])
    assert "Number 7" in text_of(answers[7])
    assert len(set(Enquiry.objects.values_list("origin", flat=True))) == 1


def test_the_page_asks_few_questions_and_no_other_method_does_anything(visitor, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        visitor.client.get(FORM)
    for method in ("put", "patch", "delete"):
        assert getattr(visitor.client, method)(FORM).status_code == 405
    unknown = "00000000-0000-4000-8000-000000000000"
    for path in (f"{FORM}{unknown}/", f"{FORM}confirm/{unknown}/"):
        assert visitor.client.get(path).status_code == 404
    assert visitor.client.post(f"{FORM}confirm/{unknown}/").status_code == 404
