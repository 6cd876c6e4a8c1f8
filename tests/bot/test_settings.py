"""What an operator may set."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError


def test_nothing_needs_to_be_set() -> None:
    assert Settings.from_env({}) == Settings()
    assert Settings().interviews.is_dir()
    assert Settings().help_file.is_file()


def test_an_empty_value_is_as_good_as_none() -> None:
    assert Settings.from_env({"BOT_PORT": "", "BOT_DATABASE": "", "BOT_CONFIDENCE": ""}) == Settings()


def test_every_setting_is_read() -> None:
    found = Settings.from_env(
        {
            "BOT_DATABASE": "/srv/a.db",
            "BOT_INTERVIEWS": "/srv/i",
            "BOT_HELP_FILE": "/srv/h.toml",
            "BOT_HOST": "0.0.0.0",
            "BOT_PORT": "8080",
            "BOT_PUBLIC_URL": "https://example.org/",
            "BOT_SESSION_MINUTES": "5",
            "BOT_ASKS_PER_MINUTE": "0",
            "BOT_KEEP_DAYS": "7",
            "BOT_CONFIDENCE": "/srv/c.json",
        }
    )
    paths = Path("/srv/a.db"), Path("/srv/i"), Path("/srv/h.toml")
    assert found == Settings(*paths, "0.0.0.0", 8080, "https://example.org", 5, 0, 7, Path("/srv/c.json"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BOT_PORT", "99999"),
        ("BOT_PORT", "-1"),
        ("BOT_PORT", "eighty"),
        ("BOT_PORT", "８０"),
        ("BOT_PORT", "8.0"),
        ("BOT_SESSION_MINUTES", "0"),
        ("BOT_KEEP_DAYS", "0"),
        ("BOT_ASKS_PER_MINUTE", "many"),
        ("BOT_PUBLIC_URL", "example.org"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_key(key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{key} is '{value}', expected"):
        Settings.from_env({key: value})


@given(st.text(max_size=8))
def test_any_port_is_used_or_refused(value: str) -> None:
    with suppress(SettingsError):
        assert 0 <= Settings.from_env({"BOT_PORT": value}).port <= 65535
