"""A kiosk at its address, and somebody who stands before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from bot.channels.kiosk_settings import KioskSettings, hash_pin
from bot.typing.desk import build_table
from tests.bot.kiosk_house import PIN, KioskHouse
from tests.bot.web_house import serving
from tests.browser.conftest import Visit
from tests.browser.kiosk.visitor import PORTRAIT


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kiosk") / "pinyin-table.sqlite"
    assert build_table(path)
    return path


@pytest.fixture
def waits() -> tuple[int, int]:
    """Seconds without a touch, then of counting down; a test may ask for less."""
    return 60, 15


@pytest.fixture
def house(table: Path, tmp_path: Path, waits: tuple[int, int]) -> KioskHouse:
    settings = KioskSettings(
        idle_s=waits[0],
        warn_s=waits[1],
        pin_hash=hash_pin(PIN),
        exit_flag=str(tmp_path / "exit"),
        public_url="https://a.cn",
    )
    return KioskHouse(settings, table=table)


@pytest.fixture
def base(house: KioskHouse) -> Iterator[str]:
    with serving(house.app()) as address:
        yield address


@pytest.fixture
def kiosk(visit: Visit) -> Page:
    return visit("/kiosk", viewport=PORTRAIT, has_touch=True)
