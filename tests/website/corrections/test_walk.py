"""From a page with an error to the letter that says it was put right: every step through the pages."""

from datetime import timedelta

from lxml import etree, html

from samverka.ground.outbox.models import Message
from tests.factories import projects
from tests.factories.people import reading_in
from tests.walking import Walker


def test_a_reader_reports_the_editor_corrects_the_log_shows_and_the_reader_hears(visitor, cast, at, log_in):
    case = projects.public_case(cast, at)
    page = f"/sv/arenden/{case.reference}/"

    # A reader follows the link at the foot of the page, and sends the form without cookie or script.
    tree = html.fromstring(visitor.client.get(page).content)
    (link,) = tree.xpath("//footer//a[normalize-space()='Rapportera fel på den här sidan']/@href")
    answer = visitor.report(link, text="Titeln är fel.", email="lasare@elsewhere.example")
    receipt = visitor.client.get(answer["Location"]).content.decode()
    assert "Titeln är fel." in receipt
    assert "16 mars 2026" in receipt

    # The editor finds it at home, changes the page, and tells of it.
    visitor.clock.shift(timedelta(days=2))
    reading_in(cast, cast.maja, "en")
    editor = Walker(log_in(cast.maja))
    editor.go("/office/").follow("Answer a reader who reports an error")
    assert "Titeln är fel." in editor.text
    assert case.title_sv in editor.text
    report_page = editor.address
    editor.follow(f"Change the case {case}").press(title_en="Better title", title_sv="Bättre titel")
    assert editor.address == report_page
    assert "Better title" in editor.text
    editor.follow("Tell of the correction")
    assert "Nothing on the page has changed" not in editor.text
    editor.press(
        before_en="The title was wrong.",
        before_sv="Titeln var en annan.",
        after_en="The title is right.",
        after_sv="Titeln är rätt.",
    )
    assert "The correction stands in the public log" in editor.text

    # Log, feed and receipt say so, and the reader gets the second letter.
    log = html.fromstring(visitor.client.get("/sv/rattelser/").content)
    assert log.xpath("//article//h2/a/text()") == ["Bättre titel"]
    assert log.xpath("//article//h2/a/@href") == [page]
    feed = etree.fromstring(visitor.client.get("/sv/rattelser/feed.atom").content)
    assert "Titeln är rätt." in feed.xpath("string(//a:summary)", namespaces={"a": "http://www.w3.org/2005/Atom"})
    assert "Sidan är rättad" in visitor.client.get(answer["Location"]).content.decode()
    letters = Message.objects.filter(address="lasare@elsewhere.example").order_by("pk")
    assert [letter.language for letter in letters] == ["sv", "sv"]
    assert "Titeln är rätt." in letters[1].body
    assert "rättad" in letters[1].subject
