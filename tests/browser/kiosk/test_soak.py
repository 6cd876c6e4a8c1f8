"""Many visits one after the other: nothing grows."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.bot.kiosk_house import KioskHouse
from tests.browser.kiosk.visitor import begin, home, on, write


def test_some_dozens_of_visits_leave_memory_and_handles_level(kiosk: Page, house: KioskHouse) -> None:
    session = kiosk.context.new_cdp_session(kiosk)
    session.send("Performance.enable")
    figures = []
    for number in range(24):
        begin(kiosk)
        write(kiosk, "经费")
        home(kiosk)
        kiosk.locator(".door--ask").click()
        on(kiosk, "write")
        kiosk.keyboard.type("jindu")
        expect(kiosk.locator(".candidate").first).to_be_visible()
        kiosk.locator("[data-wipe] button").first.click()
        on(kiosk, "attract")
        if number in (7, 23):
            session.send("HeapProfiler.collectGarbage")
            page = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
            figures.append((len(list(Path("/proc/self/fd").iterdir())), page["JSHeapUsedSize"], page["Nodes"]))
    (handles, heap, nodes), (handles_after, heap_after, nodes_after) = figures
    assert house.counted()["visit"] == 24
    assert len(house.dialogue.forgotten) == 24
    assert handles_after <= handles + 8
    assert heap_after < heap + 2_000_000, json.dumps(figures)
    assert nodes_after < nodes + 2_000, json.dumps(figures)
