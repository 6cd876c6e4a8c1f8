"""WCAG 2.2 A and AA by axe-core: every page and every outcome, light, dark, and in high contrast."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.test_chat import ask

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = ("/topics", "/officials", "/about", "/privacy", "/docs", "/q/dyl-3", "/nowhere",
         "/articles/zhuzhou-2021?pair=dyl-3&h=6156-6167")  # fmt: skip
QUESTIONS = ("经费", "各地都怎么宣传", "学校", "房价", "叫不醒", "举报")
LOOKS = (("light", ""), ("dark", ""), ("light", "high"), ("dark", "high"))


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]} {node['any'][:1]}" for one in found for node in one["nodes"]]


def dressed(visit: Visit, scheme: str, contrast: str, size: dict[str, int]) -> Page:
    page = visit(color_scheme=scheme, viewport=size, reduced_motion="reduce")
    if contrast:
        page.evaluate("localStorage.setItem('contrast', 'high')")
    page.goto("/")
    return page


@pytest.mark.parametrize(("scheme", "contrast"), LOOKS)
def test_no_outcome_has_a_barrier(visit: Visit, scheme: str, contrast: str) -> None:
    page = dressed(visit, scheme, contrast, PHONE)
    assert violations(page) == []
    for question in QUESTIONS:
        page.evaluate("sessionStorage.clear()")
        page.goto("/")
        reply = ask(page, question)
        for summary in reply.locator("summary").all():
            if summary.is_visible():
                summary.click()
        assert violations(page) == [], question
    page.locator("#content").press_sequentially("jdjf")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.click("#menu")
    assert violations(page) == []


@pytest.mark.parametrize(("scheme", "contrast"), LOOKS)
def test_no_page_has_a_barrier(visit: Visit, scheme: str, contrast: str) -> None:
    page = dressed(visit, scheme, contrast, DESKTOP)
    for path in PAGES:
        page.goto(path)
        for summary in page.locator("summary").all():
            summary.click()
        assert violations(page) == [], path


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
