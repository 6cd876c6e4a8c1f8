"""No barrier on any page and in any outcome, light, dark, and in high contrast."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.barriers import ALL, OF_COLOUR, barriers
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_chat import ask

PAGES = ("/topics", "/officials", "/about", "/privacy", "/docs", "/q/dyl-3", "/nowhere",
         "/articles/zhuzhou-2021?pair=dyl-3&h=6156-6167")  # fmt: skip
QUESTIONS = ("经费", "各地都怎么宣传", "学校", "房价", "叫不醒", "举报")
LOOKS = (("light", ""), ("dark", ""), ("light", "high"), ("dark", "high"))


def rules_for(scheme: str, contrast: str) -> tuple[str, ...]:
    """Everything in the plainest look; in the others what their colours can change."""
    return ALL if (scheme, contrast) == LOOKS[0] else OF_COLOUR


def dressed(visit: Visit, scheme: str, contrast: str, size: dict[str, int]) -> Page:
    page = visit(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    if contrast:
        page.evaluate("localStorage.setItem('contrast', 'high')")
    page.goto("/")
    return page


@pytest.mark.parametrize(("scheme", "contrast"), LOOKS)
def test_no_outcome_has_a_barrier(visit: Visit, scheme: str, contrast: str) -> None:
    rules = rules_for(scheme, contrast)
    page = dressed(visit, scheme, contrast, PHONE)
    assert barriers(page, rules) == []
    for question in QUESTIONS:
        page.evaluate("sessionStorage.clear()")
        page.goto("/")
        reply = ask(page, question)
        for summary in reply.locator("summary").all():
            if summary.is_visible():
                summary.click()
        assert barriers(page, rules) == [], question
    page.locator("#content").press_sequentially("jdjf")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert barriers(page, rules) == []
    page.keyboard.press("Escape")
    page.click("#menu")
    assert barriers(page, rules) == []


@pytest.mark.parametrize(("scheme", "contrast"), LOOKS)
def test_no_page_has_a_barrier(visit: Visit, scheme: str, contrast: str) -> None:
    rules = rules_for(scheme, contrast)
    page = dressed(visit, scheme, contrast, DESKTOP)
    for path in PAGES:
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        assert barriers(page, rules) == [], path


@pytest.mark.parametrize("width", [320, 360, 768, 1280, 1920])
def test_nothing_is_cut_off_to_the_side_also_in_large_print(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 740})
    for large in (False, True):
        if large:
            page.evaluate("localStorage.setItem('print', 'large')")
        for path in ("/", *PAGES):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        page.goto("/")
        for question in QUESTIONS:
            ask(page, question)
        assert page.evaluate("document.getElementById('log').scrollWidth <= document.getElementById('log').clientWidth")
