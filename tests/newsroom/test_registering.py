import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from samverka.ground.accounts.models import User
from samverka.ground.common.refusals import NotAllowed, Refused
from samverka.ground.guard.slips import new_slip
from samverka.ground.outbox.models import Message
from samverka.newsroom.models import Occasion, Registration
from samverka.newsroom.registering import (
    MOST_AN_HOUR,
    MOST_FOR_ADDRESS_AN_HOUR,
    ORIGIN_IS_KEPT,
    call_off,
    cancel_registration,
    erase_participants,
    fill_places,
    forget_origins,
    register,
)
from samverka.newsroom.subscriptions.composing import previewed
from tests.factories import news
from tests.walking import Walker

State = Registration.State


@pytest.fixture
def occasion(cast, at):
    return news.occasion(at)


def states(occasion):
    return list(occasion.registrations.order_by("pk").values_list("state", flat=True))


def letters(address):
    return list(Message.objects.filter(address=address).order_by("pk"))


def test_the_third_waits_and_moves_up_with_a_letter(occasion, at):
    ann, _bo, cy = (news.registered(occasion, at, name) for name in ("Ann", "Bo", "Cy"))
    assert states(occasion) == [State.COMING, State.COMING, State.WAITING]
    assert "waiting list" in letters(cy.email)[0].subject
    cancel_registration(ann, at=at)
    assert states(occasion) == [State.CANCELLED, State.COMING, State.COMING]
    assert "You have a place now" in letters(cy.email)[1].subject
    assert f"/registration/{cy.key}/" in letters(cy.email)[1].body
    assert [one.subject.split(":")[0] for one in letters(ann.email)] == ["You have a place", "Cancelled"]
    with pytest.raises(Refused):
        cancel_registration(ann, at=at)


def test_more_places_are_given_to_those_who_wait(occasion, at):
    for name in ("Ann", "Bo", "Cy", "Di"):
        news.registered(occasion, at, name)
    Occasion.objects.filter(pk=occasion.pk).update(places=3)
    assert fill_places(occasion, at=at) == 1
    assert states(occasion) == [State.COMING] * 3 + [State.WAITING]
    Occasion.objects.filter(pk=occasion.pk).update(places=None)
    assert fill_places(occasion, at=at) == 1


def test_an_address_registers_once_and_is_not_flooded(occasion, at):
    first = news.registered(occasion, at)
    for _time in range(5):
        assert news.registered(occasion, at, email="ANN@guest.example") == first
    assert len(letters("ann@guest.example")) == 3
    cancel_registration(first, at=at)
    again = news.registered(occasion, at)
    assert (again.state, again.pk != first.pk) == (State.COMING, True)


def test_a_repeat_of_the_form_makes_no_second(occasion, at):
    person = {"name": "Ann", "email": "ann@guest.example", "organisation": "", "language": "sv"}
    slip = new_slip("event registration", at)
    first = register(occasion, slip=slip, by=None, at=at, **person)
    assert register(occasion, slip=slip, by=None, at=at, **person) == first
    [letter] = letters("ann@guest.example")
    assert letter.subject == "Du har en plats: Ett möte"


def test_a_form_registers_one_person(occasion, at):
    slip, person = new_slip("event registration", at), {"organisation": "", "language": "sv"}
    register(occasion, slip=slip, by=None, at=at, name="Ann", email="ann@guest.example", **person)
    with pytest.raises(Refused, match="already registered"):
        register(occasion, slip=slip, by=None, at=at, name="Bo", email="bo@guest.example", **person)
    assert occasion.registrations.count() == 1


def test_nobody_registers_too_late_or_where_it_is_not_asked(occasion, at):
    with pytest.raises(Refused):
        news.registered(occasion, occasion.starts_at)
    Occasion.objects.update(takes_registrations=False)
    with pytest.raises(Refused):
        news.registered(occasion, at)


def test_only_editors_take_somebody_off_the_list(cast, occasion, at):
    ann = news.registered(occasion, at)
    with pytest.raises(NotAllowed):
        cancel_registration(ann, by=cast.eva, at=at)
    cancel_registration(ann, by=cast.maja, at=at)
    assert states(occasion) == [State.CANCELLED]


def test_participants_are_erased_after_so_many_days(occasion, at):
    ann = news.registered(occasion, at)
    late = occasion.ends_at + timedelta(days=occasion.days_kept)
    assert erase_participants(at=late - timedelta(seconds=1)) == 0
    assert erase_participants(at=late) == 1
    ann.refresh_from_db()
    assert (ann.name, ann.email, ann.state) == ("", "", State.COMING)
    assert letters("ann@guest.example") == []
    call_command("erase_participants", verbosity=0)


def test_the_places_are_counted_by_one_at_a_time(occasion, at):
    """The first statement writes to the row of the occasion: on every database the others wait for it."""
    with CaptureQueriesContext(connection) as caught:
        news.registered(occasion, at)
    asked = [one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]]
    assert asked[0].startswith('UPDATE "newsroom_occasion"')
    assert any("COUNT" in one for one in asked[1:])


def test_a_network_is_stopped_after_many_and_forgotten_within_a_day(occasion, at):
    Occasion.objects.update(places=None)
    for number in range(MOST_AN_HOUR):
        news.registered(occasion, at, f"P{number}", origin="here")
    with pytest.raises(Refused, match="more are taken right now"):
        news.registered(occasion, at, "Late", origin="here")
    news.registered(occasion, at, "Other", origin="elsewhere")
    news.registered(occasion, at + timedelta(hours=2), "Late", origin="here")
    assert forget_origins(at=at + ORIGIN_IS_KEPT) == MOST_AN_HOUR + 1
    assert Registration.objects.exclude(origin="").count() == 1


def test_an_address_is_taken_for_a_few_events_within_an_hour(cast, at):
    occasions = [news.occasion(at) for _number in range(MOST_FOR_ADDRESS_AN_HOUR + 1)]
    for one in occasions[:-1]:
        news.registered(one, at)
    with pytest.raises(Refused, match="more are taken right now"):
        news.registered(occasions[-1], at, email="ANN@guest.example")
    assert len(letters("ann@guest.example")) == MOST_FOR_ADDRESS_AN_HOUR
    news.registered(occasions[-1], at + timedelta(hours=1))


# --- Calling off -----------------------------------------------------------------------------------------------------

REASONS = {"reason_en": "The speaker is ill.", "reason_sv": "Talaren är sjuk."}


def test_everybody_who_comes_or_waits_gets_one_letter_when_it_is_called_off(cast, occasion, at):
    gone = news.registered(occasion, at, "Gone")
    cancel_registration(gone, at=at)
    people = [news.registered(occasion, at, name) for name in ("Ann", "Bo", "Cy")]
    lisa = news.registered(occasion, at, "Lisa", language="sv")
    call_off(occasion, **REASONS, by=cast.maja, at=at)
    for one in people:
        [letter] = [one for one in letters(one.email) if one.subject == "Called off: A meeting"]
        assert "The speaker is ill." in letter.body
        assert letter in one.letters.all()
    assert "Talaren är sjuk." in letters(lisa.email)[-1].body
    assert letters(lisa.email)[-1].subject == "Inställt: Ett möte"
    assert "Cancelled" in letters(gone.email)[-1].subject
    with pytest.raises(Refused, match="already"):
        call_off(occasion, **REASONS, by=cast.maja, at=at)


def test_after_calling_off_nobody_registers_cancels_or_moves_up(cast, occasion, at):
    ann, *_others = [news.registered(occasion, at, name) for name in ("Ann", "Bo", "Cy")]
    call_off(occasion, **REASONS, by=cast.maja, at=at)
    with pytest.raises(Refused, match="called off"):
        news.registered(occasion, at, "Late")
    with pytest.raises(Refused, match="called off"):
        cancel_registration(ann, at=at)
    Occasion.objects.filter(pk=occasion.pk).update(places=9)
    assert fill_places(occasion, at=at) == 0
    assert erase_participants(at=occasion.erased_on) == 3
    assert not Message.objects.filter(address=ann.email).exists()


def test_a_reason_is_needed_in_each_language_with_a_page(cast, occasion, at):
    with pytest.raises(Refused):
        call_off(occasion, reason_en=" ", reason_sv="", by=cast.maja, at=at)
    news.event(cast, at, language="sv", title="Ett möte", out_at=at)
    with pytest.raises(Refused, match="in this language"):
        call_off(occasion, reason_en="Ill.", reason_sv="", by=cast.maja, at=at)
    with pytest.raises(NotAllowed):
        call_off(occasion, **REASONS, by=cast.eva, at=at)
    with pytest.raises(Refused, match="over"):
        call_off(occasion, **REASONS, by=cast.maja, at=occasion.ends_at)
    call_off(occasion, reason_en="", reason_sv="Sjuk.", by=cast.maja, at=at)


# --- The pages -------------------------------------------------------------------------------------------------------


@pytest.fixture
def event(cast, at):
    with time_machine.travel(at, tick=False):
        return news.event(cast, at, title="A meeting", out_at=at - timedelta(days=1))


def sent(client, at, **fields):
    """Open the form, and send it a little later, as a person does."""
    path = "/en/events/a-meeting/register/"
    with time_machine.travel(at, tick=False):
        form = client.get(path).context["form"]
    with time_machine.travel(at + timedelta(seconds=10), tick=False):
        return client.post(path, {"name": "Ann", "email": "ann@guest.example", "slip": form["slip"].value(), **fields})


def test_a_stranger_registers_and_cancels_without_cookie_or_script(event, at, client):
    answer = sent(client, at)
    assert (answer.status_code, answer["Location"]) == (302, "/en/events/a-meeting/register/sent/")
    assert not client.cookies
    [ann] = Registration.objects.all()
    path = f"/en/events/registration/{ann.key}/"
    with time_machine.travel(at, tick=False):
        page = client.get(path)
        assert "no-store" in page["Cache-Control"]
        assert client.post(path).status_code == 422
        assert client.post(path, {"slip": page.context["slip"]}).status_code == 302
        assert "Cancelled" in client.get(path).content.decode()


def test_the_other_language_is_the_same_page_of_the_translation(cast, event, at, client):
    path = "/en/events/a-meeting/register/"
    with time_machine.travel(at, tick=False):
        assert "/sv/evenemang/" not in re.findall(r'class="languages?.*', client.get(path).content.decode(), re.DOTALL)
        swedish = news.event(cast, at, language="sv", title="Ett möte", out_at=at)
        type(swedish).objects.filter(pk=swedish.pk).update(translation_key=event.translation_key)
        [address] = [url for code, _name, url in client.get(path).context["alternates"] if code == "sv"]
        assert client.get(address).status_code == 200


def test_what_was_typed_stays_where_it_is_not_taken(event, at, client):
    answer = sent(client, at, email="nonsense")
    assert answer.status_code == 422
    assert 'value="nonsense"' in answer.content.decode()
    elsewhere = sent(Client(headers={"origin": "https://elsewhere.example"}), at)
    assert elsewhere.status_code == 422
    assert not Registration.objects.exists()


def test_the_page_says_when_where_and_how_to_register(event, at, client):
    with time_machine.travel(at, tick=False):
        page = client.get("/en/news/a-meeting/").content.decode()
        listed = client.get("/en/events/").content.decode()
        file = client.get("/en/events/a-meeting/event.ics")
    assert 'href="/en/events/a-meeting/register/"' in page
    assert '"@type":"Event"' in page
    assert "A meeting" in listed
    assert b"SUMMARY:A meeting" in file.content
    with time_machine.travel(at + timedelta(days=60), tick=False):
        assert "/register/" not in client.get("/en/news/a-meeting/").content.decode()
        assert "is over" in client.get("/en/events/a-meeting/register/").content.decode()
        assert "Events that were" in client.get("/en/events/").content.decode()


def sequence_of(file):
    return int(re.search(rb"SEQUENCE:(\d+)", file.content)[1])


def test_what_is_called_off_says_so_wherever_it_stands(event, at, client, cast):
    ann = news.registered(event.occasion, at)
    paths = ("/en/news/a-meeting/", "/en/events/", "/en/news/", "/en/search/?q=meeting", "/en/news.atom")
    with time_machine.travel(at, tick=False):
        before = client.get("/en/events/a-meeting/event.ics")
        call_off(event.occasion, **REASONS, by=cast.maja, at=at + timedelta(hours=1))
        pages = {path: client.get(path).content.decode() for path in paths}
        file = client.get("/en/events/a-meeting/event.ics")
        form = client.get("/en/events/a-meeting/register/").content.decode()
        own = client.get(f"/en/events/registration/{ann.key}/").content.decode()
    for path, page in pages.items():
        assert "Called off: A meeting" in page, path
    page = pages["/en/news/a-meeting/"]
    for words in ("The event has been called off.", "The speaker is ill.", "EventCancelled"):
        assert words in page, words
    assert "/register/" not in page
    assert "<updated>2026-03-02T10:00:00+00:00</updated>" in pages["/en/news.atom"]
    assert b"STATUS:CANCELLED" in file.content
    assert b"STATUS:CONFIRMED" in before.content
    assert sequence_of(file) > sequence_of(before)
    for text in (form, own):
        assert "has been called off" in text
        assert "<button" not in text.partition("<main")[2]


def test_a_mail_says_that_an_event_is_called_off(event, at, cast):
    call_off(event.occasion, **REASONS, by=cast.maja, at=at)
    assert "Called off: A meeting" in previewed([event.pk], at, subject="News").plain


def test_many_registrations_from_one_network_are_refused_on_the_page(event, at, client):
    Occasion.objects.update(places=None)
    for number in range(MOST_AN_HOUR):
        assert sent(client, at, email=f"p{number}@guest.example").status_code == 302
    answer = sent(client, at, email="late@guest.example")
    assert answer.status_code == 429
    assert 'value="late@guest.example"' in answer.content.decode()
    assert "Send it in an hour" in answer.content.decode()


def test_an_editor_calls_an_event_off_after_reading_what_follows(event, at, log_in, cast):
    User.objects.filter(pk=cast.maja.pk).update(language="en")
    news.registered(event.occasion, at)
    with time_machine.travel(at, tick=False):
        walker = Walker(log_in(cast.maja)).go(f"/office/events/{event.occasion_id}/")
        assert "Call it off" in walker.text
        walker.go(f"/office/events/{event.occasion_id}/call-off/")
        assert "1 person who has a place or waits gets a letter" in walker.text
        assert "cannot be undone" in walker.text
        walker.press(status=422)
        assert "Reason in Swedish (optional)" in walker.text
        assert "Reason in English (optional)" not in walker.text
        walker.press(reason_en="The speaker is ill.")
        assert "The speaker is ill." in walker.text
        assert "Call it off" not in walker.text
        assert "Called off" in walker.go("/office/events/").text
    assert log_in(cast.eva).get(f"/office/events/{event.occasion_id}/call-off/").status_code == 404


def test_only_the_office_reads_who_comes(event, at, log_in, cast):
    ann = news.registered(event.occasion, timezone.now().replace(year=2026, month=3, day=2))
    path = f"/office/events/{event.occasion_id}/"
    assert ann.email in log_in(cast.maja).get(path).content.decode()
    assert log_in(cast.eva).get(path).status_code == 404
