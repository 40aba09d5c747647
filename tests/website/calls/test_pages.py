"""The public calls and their calendar files."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from lxml import html

from samverka.faces.website.calls.views import in_a_row, inside_a_sentence
from samverka.ground.programme.models import OrganisationType
from samverka.stages.calls.actions import cancel_call


def test_open_coming_and_closed_stand_in_their_places(client, calls):
    text = client.get("/en/calls/").content.decode()
    assert text.index("Open one") < text.index("Coming one") < text.index("Earlier calls") < text.index("Closed one")
    assert "10 days left" in text
    assert "Draft one" not in text
    assert "Demonstration" in text


def test_in_swedish(client, calls):
    text = client.get("/sv/utlysningar/").content.decode()
    assert "Open one på svenska" in text
    assert "10 dagar kvar" in text


def test_a_call_says_what_an_applicant_needs(client, calls, cast):
    text = client.get(f"/en/calls/{calls['open'].slug}/").content.decode()
    assert reverse("portal:application-new", args=[calls["open"].slug]) in text
    assert cast.programme.owner.email in text
    assert "SEK\xa02,000,000" in text
    assert "Everything in it is made up" in text
    for name in (*cast.rule_set.countries.all(), *cast.rule_set.criteria.all()):
        assert str(name) in text


def test_only_an_open_call_can_be_applied_for(client, calls, cast):
    for name in ("coming", "closed"):
        text = client.get(f"/en/calls/{calls[name].slug}/").content.decode()
        assert reverse("portal:application-new", args=[calls[name].slug]) not in text
    cancel_call(calls["open"], reason="no money", by=cast.sara, at=timezone.now())
    text = client.get(f"/en/calls/{calls['open'].slug}/").content.decode()
    assert "This call has been cancelled. Nobody can apply." in text
    assert "no money" not in text


def test_a_draft_is_nowhere(client, calls, cast):
    draft = calls["draft"]
    for name in ("call", "call-calendar"):
        assert client.get(reverse(f"website:{name}", args=[draft.slug])).status_code == 404
    client.force_login(cast.sara, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("website:call", args=[draft.slug])).status_code == 404
    for path in ("/en/", "/en/calls/", "/en/search/?q=draft", "/en/feed.atom", "/sitemap.xml"):
        assert "Draft one" not in client.get(path).content.decode()


def the_event(client, call, language="en"):
    path = {"en": f"/en/calls/{call.slug}/calendar.ics", "sv": f"/sv/utlysningar/{call.slug}/kalender.ics"}[language]
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_calendar_file(client, calls, cast):
    call = calls["open"]
    calendar, event = the_event(client, call)
    assert event.decoded("dtstart") == call.closes_at.replace(microsecond=0)
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Stockholm"]
    assert str(event["dtstart"].params["tzid"]) == "Europe/Stockholm"
    assert str(event["url"]).endswith(f"/en/calls/{call.slug}/")
    assert str(event["status"]) == "CONFIRMED"
    assert str(the_event(client, call, "sv")[1]["summary"]) == "Sista dag att ansöka: Open one på svenska"


def test_a_later_calendar_file_replaces_the_earlier_one(client, calls, cast):
    call = calls["open"]
    _calendar, before = the_event(client, call)
    cancel_call(call, reason="no money", by=cast.sara, at=timezone.now() + timedelta(minutes=2))
    _calendar, after = the_event(client, call)
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert str(after["status"]) == "CANCELLED"


def test_names_in_a_row_keep_the_capitals_that_are_their_own(client, calls, cast):
    local = OrganisationType.objects.get(code="local_government")
    local.position, local.name_en = 99, "Local government outside Sweden"
    local.save()
    calls["open"].rule_set.partner_types.set([local, OrganisationType.objects.get(code="municipality")])
    dd = tree_of(client, calls["open"]).xpath("string(//dt[.='Can be partner']/following-sibling::dd)")
    assert dd == "Municipality, local government outside Sweden"
    assert inside_a_sentence("NGO or network") == "NGO or network"
    assert in_a_row([]) == ""


def test_a_call_names_its_source_in_its_language_and_when_it_last_changed(client, calls):
    def told(language):
        return [" ".join(one.text_content().split()) for one in tree_of(client, calls["open"], language).xpath("//p")]

    assert any("Source: Rules of the demonstration, section 2" in one and "(in" not in one for one in told("en"))
    assert any("Rules of the demonstration, section 2 (på engelska)" in one for one in told("sv"))
    assert any(one.startswith("Last updated") for one in told("en"))


def tree_of(client, call, language="en"):
    place = {"en": "calls", "sv": "utlysningar"}[language]
    return html.fromstring(client.get(f"/{language}/{place}/{call.slug}/").content)
