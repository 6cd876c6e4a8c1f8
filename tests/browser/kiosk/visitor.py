"""Someone at a kiosk: opens it in a real browser and does what people do there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

PORTRAIT: ViewportSize = {"width": 1080, "height": 1920}
SIZES: dict[str, ViewportSize] = {
    "portrait": PORTRAIT,
    "wide": {"width": 1920, "height": 1080},
    "small": {"width": 1280, "height": 800},
}


def on(page: Page, name: str) -> None:
    """Waits until this view is on the stage."""
    expect(page.locator(f"#stage [data-name={name}]")).to_be_visible()


def begin(page: Page) -> None:
    page.locator(".attract__touch").click()
    on(page, "home")


def home(page: Page) -> None:
    page.locator("a.key-button[href='/kiosk/home']").first.click()
    on(page, "home")


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.locator(f'[data-face]:not([hidden]) [data-key="{key}"]').click()


def choose(page: Page, word: str) -> None:
    page.locator(".candidate", has_text=word).first.click()


def write(page: Page, text: str) -> None:
    """Asks a question that is put into the field as a whole."""
    page.locator(".door--ask").click()
    on(page, "write")
    page.locator("#text").fill(text)
    page.locator(".sheet__ask").click()
    on(page, "answer")


def play(page: Page) -> None:
    """A game from the first question to the score."""
    page.locator(".door--quiz").click()
    for _ in range(10):
        on(page, "quiz")
        page.locator(".quiz__choice").first.click()
        on(page, "resolved")
        page.locator(".quiz__next").click()
    on(page, "score")


def left_behind(page: Page) -> list[Any]:
    """Cookies and storage of the kiosk's browser."""
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    return [*page.context.cookies(), *stored]
