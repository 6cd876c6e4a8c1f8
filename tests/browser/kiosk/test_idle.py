"""Who walks away is wiped; who stays is not; when the server goes, the page waits for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.bot.kiosk_house import KioskHouse
from tests.bot.web_house import serving
from tests.browser.kiosk.visitor import PORTRAIT, begin, left_behind, on, write


@pytest.mark.parametrize("waits", [(5, 3)])
def test_who_walks_away_is_warned_and_then_wiped(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    write(kiosk, "经费")
    kiosk.evaluate("localStorage.setItem('print', 'large')")
    expect(kiosk.locator("#idle")).to_be_visible()
    expect(kiosk.locator("#idle-line")).to_contain_text("秒后自动清除")
    on_attract = kiosk.locator("#stage [data-name=attract]")
    expect(on_attract).to_be_visible()
    assert house.dialogue.forgotten == [house.dialogue.asked[0].visitor]
    assert left_behind(kiosk) == []
    assert kiosk.evaluate("history.length") <= 2


@pytest.mark.parametrize("waits", [(5, 3)])
def test_a_touch_keeps_the_visit(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    expect(kiosk.locator("#idle")).to_be_visible()
    kiosk.locator("[data-stay]").click()
    expect(kiosk.locator("#idle")).to_be_hidden()
    kiosk.wait_for_timeout(3500)
    on(kiosk, "home")
    assert house.dialogue.forgotten == []


@pytest.mark.parametrize("waits", [(5, 3)])
def test_scrolling_typing_and_moving_keep_the_visit(kiosk: Page) -> None:
    begin(kiosk)
    for sign in ("scroll", "keydown", "touchmove", "scroll"):
        kiosk.wait_for_timeout(2900)
        expect(kiosk.locator("#idle")).to_be_hidden()
        kiosk.evaluate("(sign) => document.dispatchEvent(new Event(sign))", sign)
    on(kiosk, "home")


@pytest.mark.parametrize("waits", [(5, 3)])
def test_the_warning_can_end_the_visit_at_once(kiosk: Page, house: KioskHouse) -> None:
    begin(kiosk)
    expect(kiosk.locator("#idle")).to_be_visible()
    kiosk.locator("#idle [data-wipe]").click()
    on(kiosk, "attract")
    assert len(house.dialogue.forgotten) == 1


def test_when_the_server_goes_the_page_says_so_and_comes_back(house: KioskHouse, browser: Browser) -> None:
    with browser.new_context(viewport=PORTRAIT) as context:
        page = context.new_page()
        with serving(house.app()) as address:
            page.goto(f"{address}/kiosk")
            begin(page)
            write(page, "经费")
        expect(page.locator("#away")).to_be_visible()
        with serving(house.app(), int(address.rpartition(":")[2])):
            expect(page.locator("#stage [data-name=attract]")).to_be_visible()
            assert left_behind(page) == []
            begin(page)
