"""Makes the pictures of the README from the real thing: python -m benchmarks.pictures [FOLDER]

Starts run_bot.py with a database of its own, asks in a real browser, writes PNG files to docs/pictures/.
A page that is not served (a kiosk that is switched off) is left out and said so.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.running import HOME, chromium, real_app

FOLDER = HOME / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """One file: what is asked on which page, at which size. look is "" for light, else dark or high contrast."""

    name: str
    width: int
    height: int
    asks: str = ""
    path: str = "/"
    scheme: str = "light"
    scale: float = 1


PICTURES = (
    Picture("chat-phone", 360, 740, "禁毒经费涨了多少", scale=2),
    Picture("chat-phone-dark", 360, 740, "天元区抖音号叫什么", scheme="dark", scale=2),
    Picture("help-phone", 360, 740, "我朋友吸多了叫不醒", scale=2),
    Picture("compare", 1280, 800, "三个区分别怎么教育青少年防毒"),
    Picture("topics", 1280, 800, path="/topics"),
    Picture("kiosk", 1080, 1920, path="/kiosk", scale=0.5),
)


def take(browser: Browser, base: str, picture: Picture, folder: Path) -> bool:
    """False where the page is not served."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": picture.width, "height": picture.height},
        device_scale_factor=picture.scale,
        color_scheme="dark" if picture.scheme == "dark" else "light",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    answer = page.goto(picture.path)
    served = answer is not None and answer.ok
    if served:
        if picture.asks:
            ask(page, picture.asks)
        page.wait_for_timeout(400)
        page.screenshot(path=folder / f"{picture.name}.png")
    context.close()
    return served


def ask(page: Page, text: str) -> None:
    page.fill("#content", text)
    page.keyboard.press("Enter")
    page.wait_for_selector("#messages > .message--bot:nth-child(4):not(:has(.typing))")
    page.locator("#content").blur()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with real_app() as base, chromium() as browser:
        for picture in PICTURES:
            done = take(browser, base, picture, folder)
            print(f"{folder / picture.name}.png" if done else f"{picture.name}: {picture.path} is not served, left out")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
