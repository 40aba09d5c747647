"""An editor writes, is stopped, puts it right, and publishes in two languages; a journalist reads it, not too early."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

LEAD = "Ett samarbete om vatten får pengar. Arbetet börjar i år."
PATH = {"sv": "/sv/nyheter/pengar-till-vattnet/", "en": "/en/news/money-for-the-water/"}


class Editor:
    """The editor's tool, as far as it differs from the pages of ours: it opens windows and draws by scripts."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def open(self, path):
        self.page.goto(f"{self.visitor.address}/newsroom/{path}")
        expect(self.page.locator("main")).to_be_visible()
        return self

    def write(self, **fields):
        """Fill in fields by their names."""
        for name, text in fields.items():
            self.page.locator(f"#id_{name.replace('__', '-')}").fill(text)
        return self

    def add(self, part):
        """Add a part at the beginning of the text."""
        self.page.locator("#panel-child-text-body-content button[title='Lägg till ett block']").first.click()
        self.page.get_by_role("option", name=part, exact=True).click()
        return self

    def choose(self, button, words):
        """Choose a record in the window that a button opens."""
        self.page.get_by_role("button", name=button).first.click()
        window = self.page.locator(".modal")
        window.get_by_label("Sökord").fill(words)
        window.get_by_role("link", name=words).first.click()
        expect(window).to_have_count(0)
        return self

    def send_picture(self, name, content, credit):
        """Send a picture in its window, which stays open where it is not taken."""
        window = self.page.locator(".modal")
        if not window.count():
            self.page.get_by_role("button", name="Välj en bild").first.click()
            window.get_by_role("tab", name="Ladda upp").click()
        file = {"name": name, "mimeType": "image/png", "buffer": content}
        window.locator("[name=image-chooser-upload-file]").set_input_files(file)
        # The tool writes the name of the file there, but only when its scripts have come so far.
        window.locator("[name=image-chooser-upload-title]").fill(name)
        window.locator("[name=image-chooser-upload-credit]").fill(credit)
        window.get_by_role("button", name="Ladda upp").click()
        return window

    def publish(self):
        """Publish, and come to the page after it; the tool saves drafts by itself, which changes the address too."""
        self.page.get_by_role("button", name="Fler åtgärder").click()
        with self.page.expect_event("load"):
            self.page.get_by_role("button", name="Publicera", exact=True).click()
        return self

    def plan(self, moment):
        """Choose a moment beside the form, and let it be published then."""
        beside = self.page.locator("[data-side-panel-toggle=status]")
        if beside.get_attribute("aria-expanded") != "true":  # The tool remembers that it was open.
            beside.click()
        self.page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()
        window = self.page.locator("#schedule-publishing-dialog")
        window.locator("[name=go_live_at]").fill(moment)
        window.locator("button[type=submit]").focus()  # By keyboard: the calendar may lie over the button.
        with self.page.expect_event("load"):
            self.page.keyboard.press("Enter")
        self.page.get_by_role("button", name="Fler åtgärder").click()
        with self.page.expect_event("load"):
            self.page.locator("button[name=action-publish]").click()
        return self

    @property
    def text(self):
        return " ".join(self.page.locator("body").inner_text().split())


def picture():
    kept = BytesIO()
    Image.new("RGB", (1200, 800), "#3f8f80").save(kept, "PNG")
    return kept.getvalue()


def write_release(editor, home, case):
    """Draft a press release that announces too much, with a picture."""
    editor.open(f"pages/add/newsroom/pressrelease/{home}/")
    editor.write(title="Pengar till vattnet", lead=LEAD)
    window = editor.send_picture("broken.png", b"no picture at all", "Maja Holm")
    expect(window).to_contain_text("korrupt bild")
    editor.send_picture("water.png", picture(), "Maja Holm")
    expect(editor.page.locator(".modal")).to_have_count(0)
    editor.add("Lista över bidrag").choose("Välj ett ärende", case)
    editor.add("Text").page.locator("[contenteditable=true]").first.click()
    editor.page.keyboard.type("Så här blev det.")
    editor.write(announced_total="7 300 000")
    editor.write(contacts__0__name="Maja Holm", contacts__0__role="redaktör", contacts__0__telephone="000-000 00 00")


def test_from_draft_to_both_languages(log_in, visit, server):
    home = server.set_clock("newsroom_of", "sv")
    editor = Editor(log_in("maja"))
    case, right = server.set_clock("granted").split("|")
    write_release(editor, home, case)

    # Without words for the picture it is not taken, and nothing that was written is lost.
    editor.publish()
    assert "Skriv vad bilden visar." in editor.text
    expect(editor.page.locator("#id_lead")).to_have_value(LEAD)

    # The sum is wrong: it says by how much.
    editor.write(picture_alt="En grön vattenyta").publish()
    assert "Texten meddelar 7 300 000 kr" in editor.text.replace("\xa0", " ")
    expect(editor.page.locator("#id_announced_total")).to_have_value("7 300 000")
    assert visit().page.goto(f"{editor.visitor.address}{PATH['sv']}").status == 404

    # Put right; published, and under embargo.
    editor.write(announced_total=right)
    editor.page.get_by_role("tab", name="Publicering").click()
    editor.write(out_at="2099-01-01 08:00").publish()
    assert "publicerad" in editor.text

    # The other language: made from this one, its words written anew, its facts and its picture already there.
    number = server.set_clock("number_of", "pengar-till-vattnet")
    editor.open(f"translation/submit/page/{number}/")
    editor.page.get_by_label("engelska").check()
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name="Skicka").click()
    editor.write(title="Money for the water", lead="Water work gets money.", picture_alt="A green surface of water")
    words = editor.page.locator("#panel-child-text-body-content [contenteditable=true]").first
    words.click()
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.type("This is how it went.")
    editor.page.get_by_role("tab", name="Vad det handlar om").click()
    editor.write(slug="money-for-the-water").publish()
    assert "publicerad" in editor.text

    # Nobody reads either before its moment; then a journalist finds whom to call, the picture, the other language.
    journalist = visit()
    for path in PATH.values():
        assert journalist.page.goto(f"{journalist.address}{path}").status == 404
    journalist.complaints.clear()
    server.set_clock("lift_embargo")
    journalist.open("/en/news/").follow("Money for the water").examine_closely()
    assert journalist.path == PATH["en"]
    page = journalist.page
    expect(page.get_by_role("link", name="000-000 00 00")).to_have_attribute("href", "tel:000-0000000")
    expect(page.get_by_role("img", name="A green surface of water")).to_be_visible()
    assert page.get_by_role("img", name="A green surface of water").evaluate("one => one.naturalWidth") > 0
    assert case in journalist.text
    assert not journalist.context.cookies()
    journalist.follow("Svenska", within="header").examine_closely()
    assert journalist.path == PATH["sv"]
    assert "Så här blev det." in journalist.text


def test_the_other_kinds_and_registering_for_an_event(log_in, visit, server):
    server.set_clock("other_kinds")
    reader = visit()
    for path in ("news/two-towns-one-sheet", "news/one-page-is-enough", "news/how-to-write-a-report", "stories"):
        reader.open(f"/en/{path}/").examine_closely()
    assert all(one.url.startswith(reader.address) for one in reader.requests)
    reader.open("/en/events/").follow("Day for coordinators").examine_closely()
    reader.follow("Register").examine_closely()
    assert "All places are taken" in reader.text
    reader.press("Register for the waiting list")
    assert "Write your name." in reader.text
    reader.fill({"Your name": "Ann Guest", "Your e-mail address": "ann@guest.example"})
    reader.page.wait_for_timeout(3_200)  # Nobody writes in less than three seconds.
    reader.press("Register for the waiting list")
    assert "We have sent a letter" in reader.text
    assert not reader.context.cookies()
    editor = log_in("maja").open("/office/events/").follow("Dag för samordnare").examine_closely()
    assert "ann@guest.example" in editor.text
    assert "På väntelistan" in editor.text


def test_what_is_planned_comes_out_at_its_moment_unless_the_facts_have_changed(log_in, visit, server):
    home = server.set_clock("newsroom_of", "en")
    editor, reader = Editor(log_in("maja")), visit()
    case = server.set_clock("granted", "-pk").split("|")[0]
    for title in ("Planned and true", "Planned and withdrawn"):
        editor.open(f"pages/add/newsroom/newspage/{home}/")
        editor.write(title=title, lead="Two towns get money.")
        if title == "Planned and withdrawn":
            editor.add("Lista över bidrag").choose("Välj ett ärende", case)
        editor.plan("2099-01-01 08:00")
        assert "schemalagd" in editor.text
    fine, held = "/en/news/planned-and-true/", "/en/news/planned-and-withdrawn/"

    # Planned is not public, whatever the worker does meanwhile.
    server.run("-m", "django", "tick")
    for path in (fine, held):
        assert reader.page.goto(f"{reader.address}{path}").status == 404

    # The case of one is withdrawn; then the moment comes.
    server.set_clock("withdraw", case)
    server.set_clock("let_planned_time_come")
    assert reader.page.goto(f"{reader.address}{held}").status == 404
    reader.complaints.clear()
    reader.open(fine).examine_closely()
    assert "Two towns get money." in reader.text
    assert "Publicerades inte: Planned and withdrawn" in visit().open("/demo/mailbox/").text
    number = server.set_clock("number_of", "planned-and-withdrawn")
    assert "Utkast" in editor.open(f"pages/{number}/edit/").text
