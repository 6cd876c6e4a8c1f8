"""Sizes, accessibility, motion: on every view."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.kiosk.visitor import PORTRAIT, SIZES, begin, home, on, press, write

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def violations(page: Page) -> list[str]:
    page.evaluate("document.getAnimations().forEach((one) => one.cancel())")
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]


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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_view(visit: Visit, scheme: str) -> None:
    page = visit("/kiosk", viewport=PORTRAIT, color_scheme=scheme)
    found = {"attract": violations(page)}
    begin(page)
    found["home"] = violations(page)
    page.locator(".door--ask").click()
    on(page, "write")
    press(page, "jindu")
    expect(page.locator(".candidate").first).to_be_visible()
    found["write"] = violations(page)
    for question in ("经费", "叫不醒", "都怎么", "学校", "天气", "举报"):
        home(page)
        write(page, question)
        for summary in page.locator("summary").all():
            summary.click()
        found[question] = violations(page)
    home(page)
    page.locator(".door--quiz").click()
    on(page, "quiz")
    found["quiz"] = violations(page)
    page.locator(".quiz__choice").first.click()
    on(page, "resolved")
    found["resolved"] = violations(page)
    page.evaluate("document.getElementById('idle').showModal()")
    found["idle"] = violations(page)
    assert {name: lines for name, lines in found.items() if lines} == {}
