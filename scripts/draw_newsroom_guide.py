"""Take the pictures of the guide for editors: `docs/images/newsroom-*.png`.

    make demo PORT=8001                                          # in one window: a fresh demonstration
    .venv/bin/python scripts/draw_newsroom_guide.py http://localhost:8001     # in another

A Chromium is looked for under that name, or where CHROMIUM says. The pictures are committed.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "images"
EDITOR, PASSWORD = "maja@programme.example", "demonstration"
SIZE = {"width": 1100, "height": 760}
COLOURS = 64  # So that a picture is small: these are pages, not photographs.


def main() -> None:
    """Log in as the editor of the demonstration, and take each picture."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_context(viewport=SIZE, locale="sv-SE", reduced_motion="reduce").new_page()  # type: ignore[arg-type]
        for name in pictures(page, sys.argv[1]):
            keep(name, page.screenshot())
        browser.close()


def pictures(page: Page, address: str) -> Iterator[str]:
    """Bring the page to what each picture shows, and yield the name of the picture."""
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", EDITOR)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state("networkidle")
    page.goto(f"{address}/newsroom/pages/")
    home = page.locator("main table").get_by_role("link", name="Nyheter").first.get_attribute("href") or ""
    page.goto(f"{address}{home.removesuffix('edit/')}")
    page.locator("main table").get_by_role("link", name="Pengar till samarbete över gränserna").first.click()
    page.wait_for_load_state("networkidle")
    yield "text"
    page.locator("#panel-child-text-body-content button[title='Lägg till ett block']").first.click()
    page.get_by_role("option", name="Lista över bidrag", exact=True).wait_for()
    page.wait_for_timeout(400)
    yield "parts"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Fler åtgärder").click()
    page.get_by_role("button", name="Publicera", exact=True).click()
    page.wait_for_load_state("networkidle")
    page.locator(".w-field__errors, .error-message").filter(visible=True).first.scroll_into_view_if_needed()
    page.wait_for_timeout(400)
    yield "stopped"
    page.goto(f"{address}/office/events/")
    page.locator("main td a, main th a").first.click()
    page.wait_for_load_state("networkidle")
    yield "participants"


def keep(name: str, taken: bytes) -> None:
    """Write a picture with few colours."""
    with Image.open(BytesIO(taken)) as opened:
        opened.convert("RGB").quantize(COLOURS).save(FOLDER / f"newsroom-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
