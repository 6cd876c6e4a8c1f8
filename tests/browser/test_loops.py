"""A browser in the same process leaves other tests their event loops."""

from __future__ import annotations

import asyncio

from playwright.sync_api import Browser

from tests.loops import own_loops


async def _told() -> str:
    await asyncio.sleep(0)
    return "told"


def test_a_loop_can_be_run_beside_a_browser_which_goes_on_afterwards(browser: Browser) -> None:
    with own_loops():
        assert asyncio.run(_told()) == "told"
    page = browser.new_page()
    page.set_content("<p>here</p>")
    assert page.inner_text("p") == "here"
    page.close()
