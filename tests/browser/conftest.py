"""One server and one browser for the whole folder, and a window for whoever comes."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from samverka.demo.people import PASSWORD, PEOPLE
from tests.browser.server import Server
from tests.browser.visitor import WIDE, Visitor

ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    # No name is looked up but this machine's.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PARTS = {part.key: part for part in PEOPLE}
LOG_IN = {"sv": ("sv-SE", "E-postadress", "Lösenord"), "en": ("en-GB", "E-mail address", "Password")}


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("browser"))
    server.start()
    try:
        server.wait()
        yield server
    finally:
        server.stop()
    assert "Traceback" not in server.log.read_text()


@pytest.fixture(scope="package")
def chromium():
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Name a Chromium in the environment as CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(server, chromium):
    """Return a function that gives a stranger with an empty browser."""
    opened = []

    def visit(**options):
        options = {"viewport": WIDE, "locale": "en-GB", "reduced_motion": "reduce", **options}
        opened.append(chromium.new_context(**options))
        return Visitor(opened[-1], server.address)

    yield visit
    for context in opened:
        context.close()


@pytest.fixture
def log_in(visit):
    """Return a function that logs in a person of the cast by the log-in page, with the keyboard alone."""

    def log_in(key):
        part = PARTS[key]
        locale, email, password = LOG_IN[part.language]
        visitor = visit(locale=locale)
        visitor.page.goto(f"{visitor.address}/accounts/login/")  # test_log_in_page looks at it closely, once
        keyboard = visitor.page.keyboard
        visitor.field(email).focus()
        keyboard.type(part.email)
        keyboard.press("Tab")
        keyboard.press("Tab")  # past the link for those who have forgotten theirs
        expect(visitor.field(password)).to_be_focused()
        keyboard.type(PASSWORD)
        with visitor.page.expect_navigation():
            keyboard.press("Enter")
        visitor.examine()
        visitor.home = visitor.path
        return visitor

    return log_in
