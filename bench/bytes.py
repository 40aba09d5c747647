"""Bytes over the wire and requests on a first visit, as Chromium counts them."""

import shutil
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def measure_bytes(port: int, facts: dict[str, Any]) -> None:
    """Print bytes, requests and cookies of a first visit to each public page, and bytes of a repeat visit."""
    print(f"{'first visit':28}{'bytes':>10}{'requests':>10}{'cookies':>9}{'repeat':>10}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path in facts["public"].items():
            context = browser.new_context()
            page = context.new_page()
            watched = watch(context.new_cdp_session(page))
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            first = dict(watched)
            cookies = len(context.cookies())
            watched.update(bytes=0, requests=0)
            page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
            print(f"{name:28}{first['bytes']:10}{first['requests']:10}{cookies:9}{watched['bytes']:10}")
            context.close()
        browser.close()
    print("\nto reach: at most 60,000 bytes and 6 requests, no cookie\n")


def watch(session: CDPSession) -> dict[str, int]:
    """Return a count of bytes and requests that goes on counting."""
    watched = {"bytes": 0, "requests": 0}

    def finished(event: dict[str, Any]) -> None:
        watched["bytes"] += int(event["encodedDataLength"])
        watched["requests"] += 1

    session.send("Network.enable")
    session.on("Network.loadingFinished", finished)
    return watched
