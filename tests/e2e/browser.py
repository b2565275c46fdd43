"""Chromium for the tests: the system's own, found and never fetched."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")

MISSING = (
    "The members' cards are tested in a real browser, and there is no Chromium here. On Debian: "
    "apt-get install chromium"
)


def chromium() -> str:
    """Return where Chromium is; the test fails in one sentence where it is not."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    pytest.fail(MISSING, pytrace=False)


@contextmanager
def running() -> Iterator[Browser]:
    """Run Chromium without a window for the length of a ``with`` block."""
    path = chromium()
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path)
        try:
            yield started
        finally:
            started.close()


class Visit:
    """One page, opened from its file, ``offline`` by itself; ``asked`` is all that it asked for.

    ``faults`` are what the browser complained of: refused by the page's policy, or broken.
    """

    def __init__(
        self,
        browser: Browser,
        file: Path,
        *,
        dark: bool = False,
        script: bool = True,
        offline: bool = True,
    ) -> None:
        context = browser.new_context(
            offline=offline,
            accept_downloads=True,
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="en-GB",
        )
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page: Page = context.new_page()
        context.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(file.as_uri())

    def close(self) -> None:
        """Leave the page, as somebody who says yes to leaving."""
        self.page.context.close()
