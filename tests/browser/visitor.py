"""A person at a browser: reads visible words, moves with the keyboard, and has every page that opens examined."""

import re
from typing import ClassVar
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import expect

# Only what axe finds fault with comes back; the rest is long.
ASK_AXE = (
    "async ({runOnly, rules}) => "
    "({violations: (await axe.run({runOnly, rules, resultTypes: ['violations'], preload: false})).violations})"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OUTLINE = (
    "[...document.querySelectorAll('h1, h2, h3, th, label, legend, [role]')].map(one => one.tagName + one.id).join()"
)
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SIZES = ("responseHeadersSize", "responseBodySize")
PUBLIC_REQUESTS, PUBLIC_BYTES = 6, 60_000


class Visitor:
    """One person with a browser of his or her own, and one page open in it."""

    seen: ClassVar[set[tuple[str, str]]] = set()

    def __init__(self, context, address):
        self.context, self.address = context, address
        self.new_page()

    def new_page(self):
        """Open a new page in the same browser, after `page.close()` for example."""
        self.complaints, self.requests = [], []
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request))

    def _note(self, message):
        # What the Content-Security-Policy stops is said here too. A form that must be corrected is no failure.
        if message.type in ("error", "warning") and "422 (Unprocessable Entity)" not in message.text:
            self.complaints.append(message.text)

    # --- Going from page to page -------------------------------------------------------------------------------------

    def open(self, path):
        """Open an address of the site."""
        self.page.goto(self.address + path)
        self.examine()
        return self

    def follow(self, words, within="main"):
        """Follow the first link that says so, with the Enter key."""
        self._press(self.page.locator(within).get_by_role("link", name=words).first)
        return self

    def press(self, words, within="main"):
        """Press the button that says exactly this, with the Enter key, and come to the next page."""
        self._press(self.button(words, within))
        return self

    def button(self, words, within="main"):
        """Return the button that says exactly this; what is written for the ear alone belongs to it."""
        return self.page.locator(within).get_by_role("button", name=words, exact=True)

    def _press(self, place):
        place.focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.examine()

    # --- Filling in --------------------------------------------------------------------------------------------------

    def field(self, label, within=None):
        """Return the field with this label, be it marked as optional or not."""
        labelled = re.compile(rf"^\s*{re.escape(label)}\s*(\(|$)")
        fields = self.page.locator("input, select, textarea")
        return (within or self.page.locator("main")).get_by_label(labelled).and_(fields)

    def row(self, name):
        """Return the rows of a table of fields, or the group of them, that is called so."""
        return self.page.locator("main").get_by_role("group", name=re.compile(rf"^{re.escape(name)}\b"))

    def fill(self, answers, within=None):
        """Write each answer into the field with its label; in a list, choose the first option that has these words."""
        for label, answer in answers.items():
            field = self.field(label, within)
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=field.locator("option", has_text=answer).first.text_content())
            else:
                field.fill(answer)
        return self

    def choose(self, *labels):
        """Tick boxes and answers with the space bar."""
        for label in labels:
            self.field(label).focus()
            self.page.keyboard.press("Space")
            expect(self.field(label)).to_be_checked()
        return self

    # --- Looking -----------------------------------------------------------------------------------------------------

    @property
    def path(self):
        """Return where one is."""
        return urlsplit(self.page.url).path

    @property
    def text(self):
        """Return what can be read on the page, with ordinary single spaces."""
        return " ".join(self.page.locator("body").inner_text().split())

    def examine(self):
        """Ask axe about a page of a kind that has not been seen yet; see that the browser had nothing to complain of.

        What makes a kind is its address without names and numbers, its headings and its fields: the same page is met
        time and again on a long way.
        """
        kind = (re.sub(r"[^/]*\d[^/]*", "*", self.path), self.page.evaluate(OUTLINE))
        if kind not in self.seen:
            self.ask_axe()
            self.seen.add(kind)
        assert not self.complaints, f"{self.page.url}: {self.complaints}"

    def ask_axe(self, *rules, leave_out=()):
        """Ask axe about the page, by these rules or by all but those left out."""
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
        asked = {"runOnly": only, "rules": {rule: {"enabled": False} for rule in leave_out}}
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = AxeResults(self.page.evaluate(ASK_AXE, asked))
        assert not found.violations_count, f"{self.page.url}\n{found.generate_report()}"

    def examine_closely(self):
        """Look at a main page once more: on a phone, then on a wide screen in the dark."""
        for size in (NARROW, WIDE):
            self.page.set_viewport_size(size)
            excess = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert excess <= 0, f"{self.page.url} is {excess} pixels wider than a window of {size['width']}"
            if size == NARROW:
                self.ask_axe(leave_out=["color-contrast"])  # the colours are those of the wide page, and the slowest
        self.page.emulate_media(color_scheme="dark")
        self.ask_axe("color-contrast")
        assert not self.complaints, f"{self.page.url}: {self.complaints}"
        self.page.emulate_media(color_scheme="light")
        return self

    def open_public(self, path):
        """Open a public page: no cookie, nothing from elsewhere, and light enough for a slow connection."""
        self.requests.clear()
        self.open(path).examine_closely()
        loaded = [request.url for request in self.requests]
        weight = sum(sum(request.sizes()[part] for part in SIZES) for request in self.requests)
        assert not self.context.cookies(), path
        assert all(url.startswith(f"{self.address}/") for url in loaded), loaded
        assert len(loaded) <= PUBLIC_REQUESTS, loaded
        assert weight <= PUBLIC_BYTES, f"{path}: {weight} bytes"
        return self
