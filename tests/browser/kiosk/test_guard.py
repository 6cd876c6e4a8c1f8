"""What must not happen by accident, and the staff corner."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.bot.kiosk_house import PIN, KioskHouse
from tests.browser.kiosk.visitor import begin, home, on, write


def test_back_and_reload_do_no_harm(kiosk: Page) -> None:
    begin(kiosk)
    write(kiosk, "经费")
    assert kiosk.evaluate("history.length") == 2  # about:blank and the kiosk: no step of the visit
    kiosk.reload()
    on(kiosk, "attract")
    begin(kiosk)
    kiosk.evaluate("history.forward()")
    on(kiosk, "home")


@pytest.mark.parametrize(
    "keys", ["F5", "F12", "Control+r", "Control+l", "Control+p", "Control+=", "Alt+ArrowLeft", "Control+o"]
)
def test_keys_that_lead_out_are_held(kiosk: Page, keys: str) -> None:
    begin(kiosk)
    kiosk.evaluate("document.addEventListener('keydown', (event) => { window.held = event.defaultPrevented; })")
    kiosk.keyboard.press(keys)
    assert kiosk.evaluate("window.held") is True
    on(kiosk, "home")


@pytest.mark.parametrize("name", ["contextmenu", "dragstart", "drop", "selectstart"])
def test_menus_dragging_and_selecting_are_held(kiosk: Page, name: str) -> None:
    begin(kiosk)
    held = """(name) => !document.querySelector('#stage main').dispatchEvent(
        new Event(name, { bubbles: true, cancelable: true }))"""
    assert kiosk.evaluate(held, name)


def test_zooming_with_the_wheel_is_held(kiosk: Page) -> None:
    begin(kiosk)
    held = "!document.body.dispatchEvent(new WheelEvent('wheel', {ctrlKey: true, bubbles: true, cancelable: true}))"
    assert kiosk.evaluate(held)
    assert kiosk.evaluate("getComputedStyle(document.body).touchAction") == "pan-y"
    assert kiosk.evaluate("getComputedStyle(document.body).userSelect") == "none"


def test_nothing_leads_out(kiosk: Page) -> None:
    begin(kiosk)
    for question in ("经费", "叫不醒", "都怎么", "学校", "天气"):
        write(kiosk, question)
        addresses = kiosk.eval_on_selector_all("a", "(links) => links.map((link) => link.getAttribute('href'))")
        assert all(address.startswith("/kiosk") for address in addresses)
        assert kiosk.locator("input[type=file], [target], iframe").count() == 0
        home(kiosk)


def test_staff_open_their_corner_and_end_the_kiosk(kiosk: Page, house: KioskHouse) -> None:
    for _ in range(5):
        kiosk.mouse.click(60, 60)
    on(kiosk, "staff")
    for digit in PIN:
        kiosk.locator(f"[data-digit='{digit}']").click()
    kiosk.locator(".pad .key--strong").click()
    on(kiosk, "health")
    expect(kiosk.locator(".health")).to_contain_text("14 段回答")
    kiosk.locator(".health__end .key-button").click()
    on(kiosk, "said")
    assert Path(house.settings.exit_flag).exists()


def test_four_taps_and_slow_taps_open_nothing(kiosk: Page) -> None:
    for _ in range(4):
        kiosk.mouse.click(60, 60)
    kiosk.wait_for_timeout(3200)
    kiosk.mouse.click(60, 60)
    kiosk.wait_for_timeout(300)
    on(kiosk, "attract")
