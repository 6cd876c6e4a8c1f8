"""A wrong setting is named; a secret is never told."""

from __future__ import annotations

import pytest

from bot.channels.wechat_settings import SettingError, WeChatSettings
from tests.bot.wechat_peer import AES_KEY, OTHER_AES_KEY

FULL = {
    "BOT_WECHAT_TOKEN": "spamtest",
    "BOT_WECHAT_APPID": "wx2c2769f8efd9abc2",
    "BOT_WECHAT_SECRET": "verysecretverysecret",
    "BOT_WECHAT_AES_KEY": AES_KEY,
    "BOT_PUBLIC_URL": "https://bot.example.cn/",
}


def test_all_is_read() -> None:
    settings = WeChatSettings.from_env({**FULL, "BOT_WECHAT_AES_KEY_PREVIOUS": OTHER_AES_KEY})
    assert (settings.mode, settings.appid, settings.max_age_s) == ("safe", "wx2c2769f8efd9abc2", 300)
    assert settings.public_url == "https://bot.example.cn"
    assert settings.aes_keys == (AES_KEY, OTHER_AES_KEY)


def test_a_token_is_enough_for_plain_mode() -> None:
    assert WeChatSettings.from_env({"BOT_WECHAT_TOKEN": "abc"}).mode == "plain"


def test_an_account_is_wanted_where_a_token_is_set() -> None:
    assert WeChatSettings.wanted(FULL)
    assert not WeChatSettings.wanted({"BOT_WECHAT_TOKEN": " "})
    assert not WeChatSettings.wanted({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_WECHAT_TOKEN", ""),
        ("BOT_WECHAT_TOKEN", "a"),
        ("BOT_WECHAT_TOKEN", "令牌令牌"),
        ("BOT_WECHAT_APPID", ""),
        ("BOT_WECHAT_APPID", "wx 1"),
        ("BOT_WECHAT_AES_KEY", AES_KEY[:-1]),
        ("BOT_WECHAT_AES_KEY_PREVIOUS", AES_KEY + "="),
        ("BOT_WECHAT_MODE", "secure"),
        ("BOT_PUBLIC_URL", "bot.example.cn"),
        ("BOT_WECHAT_API_URL", "ftp://x"),
        ("BOT_WECHAT_API_URL", "http://[x"),
        ("BOT_WECHAT_MAX_AGE", "five"),
        ("BOT_WECHAT_MAX_AGE", "0"),
    ],
)
def test_a_wrong_key_is_named_and_no_secret_told(name: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        WeChatSettings.from_env({**FULL, name: value})
    assert name in str(caught.value).split()
    assert not any(FULL[secret][:8] in str(caught.value) for secret in FULL if secret.endswith(("SECRET", "AES_KEY")))


@pytest.mark.parametrize("mode", ["safe", "compatible"])
def test_a_sealed_mode_needs_its_key(mode: str) -> None:
    with pytest.raises(SettingError, match="BOT_WECHAT_AES_KEY is missing"):
        WeChatSettings.from_env({**FULL, "BOT_WECHAT_AES_KEY": "", "BOT_WECHAT_MODE": mode})


def test_no_secret_is_in_the_repr() -> None:
    told = repr(WeChatSettings.from_env(FULL))
    assert not any(FULL[name] in told for name in ("BOT_WECHAT_TOKEN", "BOT_WECHAT_SECRET", "BOT_WECHAT_AES_KEY"))
