"""Sizes, accessibility, motion: on every view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import ALL, OF_COLOUR, barriers
from tests.browser.conftest import Visit
from tests.browser.kiosk.visitor import PORTRAIT, SIZES, begin, home, on, press, write


def stilled(page: Page, rules: tuple[str, ...]) -> list[str]:
    """The barriers of a page whose movements have come to their end."""
    page.evaluate("document.getAnimations().forEach((one) => one.cancel())")
    return barriers(page, rules)


def test_reading_aloud_hides_where_there_is_no_chinese_voice(kiosk: Page) -> None:
    begin(kiosk)
    write(kiosk, "经费")
    voices = kiosk.evaluate("speechSynthesis.getVoices().filter((voice) => /^(zh|cmn)/i.test(voice.lang)).length")
    assert kiosk.locator("[data-speak]").first.is_visible() == bool(voices)


def test_reduced_motion_keeps_the_questions_still(visit: Visit) -> None:
    page = visit("/kiosk", viewport=PORTRAIT, reduced_motion="reduce")
    moving = page.locator(".passing__row, .attract__touch")
    assert set(moving.evaluate_all("(all) => all.map((one) => getComputedStyle(one).animationName)")) == {"none"}


@pytest.mark.parametrize("size", SIZES)
def test_targets_are_large_and_nothing_runs_over_the_edge(visit: Visit, size: str) -> None:
    page = visit("/kiosk", viewport=SIZES[size])
    least = 64 if size == "portrait" else 48
    small = """(least) => [...document.querySelectorAll('#stage a, #stage button, #stage summary')].filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.height < least || box.width < least); }).map((one) => one.outerHTML.slice(0, 120))"""

    def looks_right() -> None:
        assert page.evaluate(small, least) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    looks_right()
    begin(page)
    looks_right()
    page.locator(".door--ask").click()
    on(page, "write")
    press(page, "jindu")
    expect(page.locator(".candidate").first).to_be_visible()
    looks_right()
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for question in ("经费", "叫不醒", "都怎么", "学校", "天气"):
        home(page)
        write(page, question)
        looks_right()
    home(page)
    page.locator(".door--quiz").click()
    on(page, "quiz")
    looks_right()


@pytest.mark.parametrize(("scheme", "rules"), [("light", ALL), ("dark", OF_COLOUR)])
def test_axe_finds_nothing_on_any_view(visit: Visit, scheme: str, rules: tuple[str, ...]) -> None:
    page = visit("/kiosk", viewport=PORTRAIT, color_scheme=scheme)
    found = {"attract": stilled(page, rules)}
    begin(page)
    found["home"] = stilled(page, rules)
    page.locator(".door--ask").click()
    on(page, "write")
    press(page, "jindu")
    expect(page.locator(".candidate").first).to_be_visible()
    found["write"] = stilled(page, rules)
    for question in ("经费", "叫不醒", "都怎么", "学校", "天气", "举报"):
        home(page)
        write(page, question)
        for summary in page.locator("summary").all():
            summary.click()
        found[question] = stilled(page, rules)
    home(page)
    page.locator(".door--quiz").click()
    on(page, "quiz")
    found["quiz"] = stilled(page, rules)
    page.locator(".quiz__choice").first.click()
    on(page, "resolved")
    found["resolved"] = stilled(page, rules)
    page.evaluate("document.getElementById('idle').showModal()")
    found["idle"] = stilled(page, rules)
    assert {name: lines for name, lines in found.items() if lines} == {}
