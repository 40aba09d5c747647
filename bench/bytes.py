"""Bytes over the wire and requests on a first visit, as Chromium counts them."""

import shutil
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from bench.installations import Installation
from bench.server import serving

MOST_BYTES, MOST_BYTES_AGAIN, MOST_REQUESTS = 60_000, 15_000, 6
# Pages that have to be smaller.
SMALLER = {"case": 40_000}
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def measure_bytes(installation: Installation) -> None:
    """Print bytes, requests and cookies of a first visit to each public page, and bytes of a repeated one."""
    print(f"\n{'first visit':24}{'bytes':>10}{'to reach':>10}{'requests':>10}{'cookies':>9}{'again':>10}")
    with serving(installation) as (port, _workers), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, path in installation.facts["pages"]["public"].items():
            with browser.new_context() as context:
                visit(context, name, f"http://127.0.0.1:{port}{path}")
        browser.close()
    print(f"to reach: at most {MOST_REQUESTS} requests, no cookie, and {MOST_BYTES_AGAIN:,} bytes on a repeated visit")


def visit(context: BrowserContext, name: str, address: str) -> None:
    """Open a page twice in a browser that knows nothing yet, and print what that took."""
    page = context.new_page()
    watched = watch(context.new_cdp_session(page))
    answer = page.goto(address, wait_until="networkidle")
    if answer is None or answer.status != 200:
        raise SystemExit(f"{address} did not answer as it should")
    first = dict(watched)
    cookies = len(context.cookies())
    watched.update(bytes=0)
    page.goto(address, wait_until="networkidle")
    most = SMALLER.get(name, MOST_BYTES)
    is_reached = first["bytes"] <= most and first["requests"] <= MOST_REQUESTS and not cookies
    is_reached = is_reached and watched["bytes"] <= MOST_BYTES_AGAIN
    print(
        f"{name:24}{first['bytes']:10,}{most:10,}{first['requests']:10}{cookies:9}{watched['bytes']:10,}"
        f"  {'reached' if is_reached else 'MISSED'}",
        flush=True,
    )


def watch(session: CDPSession) -> dict[str, int]:
    """Return a count of bytes and requests that goes on counting."""
    watched = {"bytes": 0, "requests": 0}

    def finished(event: dict[str, Any]) -> None:
        watched["bytes"] += int(event["encodedDataLength"])
        watched["requests"] += 1

    session.send("Network.enable")
    session.on("Network.loadingFinished", finished)
    return watched
