"""A reader writes with nothing but an e-mail address; an editor removes it, and another decides the appeal."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

ADDRESS = "reader@place.example"


@pytest.fixture(scope="module")
def post(server):
    """Return the address of a blog post that takes comments."""
    return server.run(str(Path(__file__)))


def code_for(visitor):
    """Return the code in the newest letter, as it is read in the mailbox of the demonstration."""
    page = visitor.context.new_page()
    page.goto(f"{visitor.address}/demo/mailbox/")
    page.locator("main table a").first.click()
    code = re.search(r"\b[A-Z0-9]{3,5}-[A-Z0-9]{3,5}\b", page.locator("main").inner_text())[0]
    page.close()
    return code


@pytest.fixture
def reader(visit, post):
    """Return a reader who comes from the post and has logged in with an address alone."""
    reader = visit().open(post).follow("Write a comment")
    reader.examine_closely()
    reader.fill({"E-mail address": ADDRESS}).press("Send me a code")
    reader.examine_closely()
    return reader.fill({"Code": code_for(reader)}).press("Log in")


def test_a_reader_writes_an_editor_removes_and_another_decides_the_appeal(reader, visit, log_in, post):
    reader.examine_closely()
    assert "Keep to the subject" in reader.text
    counter = reader.page.locator("textarea + [role=status]")
    expect(counter).to_have_text("0 of 900 characters")
    # Counted as the server counts: a line break is one, an emoji is one, blanks at the ends are none.
    reader.fill({"Name shown": "Ann", "Your comment": "  😀\n" + "x" * 899 + "\n\n"})
    expect(counter).to_have_text("Too long: 901 of 900 characters")
    reader.page.locator("form.form button[type=submit]").click()
    reader.page.wait_for_load_state()
    assert "Keep it to 900 characters. It has 901." in reader.text
    reader.fill({"Your comment": "<b>Well</b> said, and we hung it up in the shop too."}).press("Send the comment")
    assert "An editor reads it before it is public" in reader.text
    assert "Well" not in visit().open_public(post).text

    maja = log_in("maja")
    maja.follow("Titta på läsarnas kommentarer").examine_closely()
    maja.follow("<b>Well</b> said").examine_closely()
    assert "Det är den första kommentaren från kontot." in maja.text
    maja.follow("Publicera").press("Godkänn den")
    stranger = visit().open_public(post)
    assert "<b>Well</b> said, and we hung it up in the shop too." in stranger.text
    assert ADDRESS not in stranger.page.content()

    # The form is taken no sooner than a person can write; that it is taken then is tried where the clock can be set.
    stranger.follow("Report the comment").examine_closely()
    stranger.choose("Argue about things and not against people")
    assert not stranger.context.cookies()

    maja.open("/office/comments/?state=published").follow("<b>Well</b> said").follow("Ta bort").examine_closely()
    maja.choose("Bemöt sak och inte person").fill({"Till den som skrev": "Lugna dig."}).press("Ta bort den")
    assert "Rule: Argue about things and not against people." in visit().open_public(post).text

    reader.open("/portal/comments/").examine_closely()
    reader.follow("Well").examine_closely()
    reader.follow("Appeal").examine_closely()
    reader.fill({"Why the comment does not break the rule": "It praises."}).press("Send the appeal")
    helena = log_in("helena").open("/office/comments/").follow("<b>Well</b> said").follow("Avgör överklagandet")
    helena.examine_closely()
    helena.choose("Kommentaren blir offentlig igen").fill({"Dina skäl": "Det gör den."}).press("Avgör")
    assert "<b>Well</b> said" in visit().open(post).text
    reader.open("/portal/comments/").follow("Erase all my comments").examine_closely()
    reader.press("Erase everything")
    assert "A comment was taken back by its author." in visit().open("/en/comments/rules/").open_public(post).text


def publish():
    """Publish a post, as a process of its own with the settings of the server; print its address."""
    import django

    django.setup()
    from django.utils import timezone

    from samverka.demo.cast import bring_on_stage
    from tests.factories import comments

    now = timezone.now()
    article = comments.post(bring_on_stage(now), now, title="A post to talk about")
    sys.stdout.write(article.get_url())


if __name__ == "__main__":
    publish()
