"""What a start begins before most modules are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.early import begun
from bot.settings import Settings
from knowledge.collection import load_collection
from run_bot import House


def environment(folder: Path) -> dict[str, str]:
    return {"BOT_DATABASE": str(folder / "bot.db")}


@pytest.mark.parametrize("words", [[], ["serve"], ["ask", "天元禁毒经费"], ["chat"]])
def test_the_collection_is_loaded_before_a_command_that_answers_needs_it(tmp_path: Path, words: list[str]) -> None:
    early = begun(words, environment(tmp_path))
    assert early is not None
    assert early.loading.get() == load_collection(early.store)
    assert early.loading.get().pairs


@pytest.mark.parametrize("words", [["--help"], ["serve", "--help"], ["ask", "-h"], ["verify"], ["nonsense"], [""]])
def test_nothing_is_begun_for_a_call_that_answers_nothing(tmp_path: Path, words: list[str]) -> None:
    assert begun(words, environment(tmp_path)) is None
    assert not list(tmp_path.iterdir())


def test_nothing_is_begun_where_a_setting_or_the_database_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("no database, but something that somebody keeps here" * 99, encoding="utf-8")
    assert begun([], environment(tmp_path)) is None
    assert begun([], environment(tmp_path / "other") | {"BOT_PORT": "none"}) is None


def test_a_house_goes_on_with_what_has_begun(tmp_path: Path) -> None:
    settings = Settings.from_env(environment(tmp_path))
    early = begun([], environment(tmp_path))
    assert early is not None
    house = House(settings, {}, early=early)
    house.begin()
    assert house.store is early.store
    assert house.library.shelf().collection is early.loading.get()
