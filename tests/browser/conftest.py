"""A real Chromium against the real web application. Without a browser the tests are skipped, in CI they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.channels.web import create_app
from bot.channels.web_port import Figures
from tests.bot.canned import CannedArticles, CannedDialogue
from tests.bot.web_house import serving

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")  # the shell draws no window of its own
NO_BROWSER = "no browser here; install one with: apt-get install -y chromium fonts-noto-cjk"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
PATIENCE_MS = 30_000  # a machine that is busy with something else fails no test
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def dialogue() -> CannedDialogue:
    return CannedDialogue()


@pytest.fixture
def base(dialogue: CannedDialogue) -> Iterator[str]:
    figures = Figures(version=1, articles=1, officials=3, pairs=14, since="2021年6月", asked=40, answered=31)
    with serving(create_app(dialogue, CannedArticles(), figures=lambda: figures)) as address:
        yield address


@pytest.fixture
def contexts(browser: Browser, base: str) -> Iterator[Callable[..., BrowserContext]]:
    """Opens visitors, each with a browser profile of their own; in the end nothing may have left the machine."""
    opened: list[BrowserContext] = []
    asked: list[str] = []
    faults: list[str] = []

    def new(**options: Any) -> BrowserContext:
        chosen: dict[str, Any] = {
            "viewport": PHONE,
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "base_url": base,
        }
        chosen |= {"reduced_motion": "reduce"} | options  # drawing what moves takes a core; tests of motion ask for it
        context = browser.new_context(**chosen)
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", lambda request: asked.append(request.url))
        context.on("weberror", lambda error: faults.append(str(error.error)))
        opened.append(context)
        return context

    yield new
    for context in opened:
        context.close()
    assert [url for url in asked if not url.startswith((f"{base}/", "data:"))] == []
    assert faults == []


@pytest.fixture
def visit(contexts: Callable[..., BrowserContext]) -> Visit:
    """visit(path="/", **options) is a page of a new visitor, on a phone unless told otherwise."""

    def open_page(path: str = "/", **options: Any) -> Page:
        page = contexts(**options).new_page()
        page.goto(path)
        return page

    return open_page
