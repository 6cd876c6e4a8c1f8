"""Settings are read from a mapping; a wrong one is named; secrets stay out of sight."""

from __future__ import annotations

import pytest
from telegram.error import InvalidToken

from bot.channels.telegram_settings import TelegramSettingError, TelegramSettings, plain
from tests.bot.fake_telegram import TOKEN


def test_no_token_means_no_telegram() -> None:
    assert TelegramSettings.from_env({}) is None
    assert TelegramSettings.from_env({"BOT_TELEGRAM_TOKEN": "  "}) is None


def test_a_token_is_enough() -> None:
    found = TelegramSettings.from_env({"BOT_TELEGRAM_TOKEN": f" {TOKEN}\n"})
    assert found
    assert (found.token, found.webhook_url, found.api_url) == (TOKEN, "", "https://api.telegram.org")
    assert found.bot_id == "123456789"


def test_a_webhook_gets_a_secret_of_its_own_that_stays_the_same() -> None:
    env = {"BOT_TELEGRAM_TOKEN": TOKEN, "BOT_TELEGRAM_WEBHOOK_URL": "https://example.org/hooks/telegram/"}
    found, again = TelegramSettings.from_env(env), TelegramSettings.from_env(env)
    assert found
    assert again
    assert found.webhook_path == "/hooks/telegram"
    assert len(found.webhook_secret) == 64
    assert found.webhook_secret == again.webhook_secret


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("BOT_TELEGRAM_TOKEN", "very-secret-nonsense"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "http://example.org/x"),
        ("BOT_TELEGRAM_WEBHOOK_URL", "example.org"),
        ("BOT_TELEGRAM_WEBHOOK_SECRET", "very secret nonsense"),
        ("BOT_TELEGRAM_API_URL", "ftp://x"),
        ("BOT_PUBLIC_URL", "javascript:alert(1)"),
        ("BOT_TELEGRAM_MESSAGES_PER_SECOND", "many"),
        ("BOT_TELEGRAM_MESSAGES_PER_SECOND", "nan"),
        ("BOT_TELEGRAM_LEASE_S", "0"),
        ("BOT_TELEGRAM_KEEP_HOURS", "1"),
        ("BOT_TELEGRAM_POLL_S", "-1"),
    ],
)
def test_a_wrong_setting_is_named_and_a_secret_is_not_shown(key: str, value: str) -> None:
    with pytest.raises(TelegramSettingError, match=key) as caught:
        TelegramSettings.from_env({"BOT_TELEGRAM_TOKEN": TOKEN} | {key: value})
    assert "secret" not in str(caught.value)


def test_secrets_are_in_no_repr() -> None:
    found = TelegramSettings(TOKEN, webhook_secret="hush")
    assert TOKEN not in repr(found)
    assert "hush" not in repr(found)


def test_an_error_that_holds_the_token_is_told_without_it() -> None:
    found = TelegramSettings(TOKEN, webhook_secret="hushhush")
    told = plain(InvalidToken(f"The token `{TOKEN}` was rejected\nhttp://x/bot{TOKEN}/getMe hushhush"), found)
    assert told.startswith("'InvalidToken: The token `***` was rejected")
    for secret in (TOKEN, TOKEN.partition(":")[2], "hushhush", "\n"):
        assert secret not in told
