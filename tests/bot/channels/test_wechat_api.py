"""The token is fetched once and shared; the menu is set; what WeChat refuses is told plainly, without a secret."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import phrases_wechat as phrases
from bot.channels.wechat_api import WeChatApi, WeChatError, open_client, told_plainly
from bot.channels.wechat_menu import menu
from bot.channels.wechat_settings import WeChatSettings
from bot.channels.wechat_talk import SAID_BY_KEY
from bot.commands import wechat as command
from knowledge.store import Store
from tests.bot.fake_wechat_api import APPID, SECRET, FakeWeChat, error, serving


class Clock:
    """Time that stands still until it is moved."""

    def __init__(self) -> None:
        self.now_s = 1_000_000.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def fake() -> Iterator[FakeWeChat]:
    with serving() as platform:
        yield platform


@pytest.fixture
def clock() -> Clock:
    return Clock()


def environment(fake: FakeWeChat, **more: str) -> dict[str, str]:
    told = {"BOT_WECHAT_TOKEN": "spamtest", "BOT_WECHAT_APPID": APPID, "BOT_WECHAT_SECRET": SECRET}
    return {**told, "BOT_WECHAT_API_URL": fake.url, **more}


def settings(fake: FakeWeChat, **more: str) -> WeChatSettings:
    return WeChatSettings.from_env(environment(fake, **more))


@pytest.fixture
def store() -> Store:
    return Store(":memory:")


@pytest.fixture
def api(fake: FakeWeChat, clock: Clock, store: Store) -> Iterator[WeChatApi]:
    given = settings(fake)
    with open_client(given) as client:
        yield WeChatApi(given, store, client, clock, pause=lambda _: None)


def test_a_token_is_fetched_once_and_renewed_five_minutes_before_it_ends(
    api: WeChatApi, fake: FakeWeChat, clock: Clock
) -> None:
    first = api.access_token()
    clock.now_s += 7200 - 301
    assert api.access_token() == first
    assert fake.calls == ["/cgi-bin/stable_token"]
    clock.now_s += 2
    fake.expire()
    assert api.access_token() != first
    assert len(fake.calls) == 2


def test_a_restart_goes_on_with_the_token_that_is_kept(
    api: WeChatApi, fake: FakeWeChat, clock: Clock, store: Store
) -> None:
    first = api.access_token()
    with open_client(settings(fake)) as client:
        assert WeChatApi(settings(fake), store, client, clock).access_token() == first
    assert len(fake.calls) == 1


def test_processes_share_one_token(fake: FakeWeChat, clock: Clock, tmp_path: Path) -> None:
    """A store each, as processes have, over one file."""
    Store(tmp_path / "bot.db").close()
    given = settings(fake)

    def one(_: int) -> str:
        own = Store(tmp_path / "bot.db")
        with open_client(given) as client:
            return WeChatApi(given, own, client, clock).access_token()

    one(0)
    fake.calls.clear()
    clock.now_s += 7200
    fake.expire()
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(one, range(8)))) == 1
    assert fake.calls == ["/cgi-bin/stable_token"]


def test_a_lease_left_by_the_dead_is_not_waited_for_for_ever(
    api: WeChatApi, fake: FakeWeChat, clock: Clock, store: Store
) -> None:
    with store.writing() as writing:
        writing.execute("INSERT INTO wechat_tokens VALUES (?, '', 0, ?)", (APPID, clock.now_s + 10))
    assert api.access_token() == fake.token
    clock.now_s += 11
    assert api.access_token() == fake.token


def test_a_refused_fetch_frees_the_lease(api: WeChatApi, fake: FakeWeChat) -> None:
    fake.refuse.append(error(-1, "system error"))
    with pytest.raises(WeChatError, match="系统繁忙"):
        api.access_token()
    assert api.access_token() == fake.token


def test_the_menu_arrives(api: WeChatApi, fake: FakeWeChat) -> None:
    api.create_menu(menu("https://bot.example.cn"))
    assert fake.menu == menu("https://bot.example.cn")


def test_a_token_that_no_longer_serves_is_fetched_afresh(api: WeChatApi, fake: FakeWeChat) -> None:
    api.access_token()
    fake.expire()
    api.create_menu(menu())
    assert fake.menu == menu()


def test_each_button_is_known_to_the_channel() -> None:
    leaves = [leaf for button in menu()["button"] for leaf in button.get("sub_button", [button])]
    assert {leaf["key"] for leaf in leaves} <= set(SAID_BY_KEY)
    assert [button["name"] for button in menu()["button"]] == ["大家常问", "受访官员", "帮助"]


@pytest.mark.parametrize(
    ("errcode", "told"),
    [
        (40013, "BOT_WECHAT_APPID"),
        (40125, "BOT_WECHAT_SECRET"),
        (40164, "白名单"),
        (42001, "过期"),
        (45009, "次数用完"),
        (48001, "没有调用此接口的权限"),
        (40243, "冻结"),
        (99999, "99999"),
    ],
)
def test_errcodes_are_told_in_plain_words(api: WeChatApi, fake: FakeWeChat, errcode: int, told: str) -> None:
    fake.refuse = [error(errcode, "raw words of the platform")] * 3
    with pytest.raises(WeChatError) as caught:
        api.create_menu(menu())
    assert told in str(caught.value)
    assert str(errcode) in str(caught.value)
    assert "raw words" not in str(caught.value)


def test_the_address_to_allow_is_told(api: WeChatApi, fake: FakeWeChat) -> None:
    fake.allowed = False
    with pytest.raises(WeChatError, match=r"203\.0\.113\.9"):
        api.access_token()


@pytest.mark.parametrize("errcode", ["40013", None, 1.5, [], 10**30])
def test_an_errcode_of_another_kind_breaks_nothing(errcode: object) -> None:
    assert str(told_plainly(errcode, ""))


@pytest.mark.parametrize("garbled", [b"", b"<html>", b"[]", b"{}", b"\xff", b'{"access_token": 5, "expires_in": "x"}'])
def test_an_answer_that_is_none_of_wechats_is_told(api: WeChatApi, fake: FakeWeChat, garbled: bytes) -> None:
    fake.garble = garbled
    with pytest.raises(WeChatError, match=r"127\.0\.0\.1"):
        api.access_token()


def test_no_secret_and_no_token_is_told_when_the_network_is_gone(
    api: WeChatApi, fake: FakeWeChat, clock: Clock, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    token = api.access_token()
    given = settings(fake, BOT_WECHAT_API_URL="http://127.0.0.1:9")
    caplog.set_level(logging.DEBUG)
    with open_client(given) as client, pytest.raises(WeChatError) as caught:
        WeChatApi(given, store, client, clock).create_menu(menu())
    told = f"{caught.value!r} {caught.value.__cause__} {caplog.text}"
    assert "连不上" in told
    assert token not in told
    assert SECRET not in told


def test_httpx_does_not_log_addresses(api: WeChatApi, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        api.create_menu(menu())
    assert "access_token" not in caplog.text


# The command


@dataclass
class House:
    """What the command is handed."""

    store: Store
    environment: dict[str, str]


def run(house: House, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())
    args = parser.parse_args(["wechat-menu", *arguments])
    return int(args.run(args, house))


def test_the_command_tells_its_help_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(House(Store(":memory:"), {}), "--help")
    told = capsys.readouterr().out
    assert phrases.MENU_COMMAND in told
    assert phrases.MENU_DRY_RUN in told


def test_the_command_sets_the_menu(fake: FakeWeChat, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(House(store, environment(fake))) == 0
    assert fake.menu == menu()
    assert capsys.readouterr().out.strip() == phrases.MENU_SET


def test_the_command_only_shows_the_menu_when_asked(
    fake: FakeWeChat, store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(House(store, environment(fake)), "--dry-run") == 0
    assert "大家常问" in capsys.readouterr().out
    assert fake.calls == []


def test_the_command_says_why_it_failed(fake: FakeWeChat, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    fake.allowed = False
    assert run(House(store, environment(fake))) == 1
    assert "白名单" in capsys.readouterr().err


def test_the_command_names_what_is_missing(fake: FakeWeChat, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(House(store, {})) == 1
    assert run(House(store, environment(fake, BOT_WECHAT_SECRET=""))) == 1
    assert run(House(store, environment(fake, BOT_WECHAT_AES_KEY="short"))) == 1
    told = capsys.readouterr().err.splitlines()
    assert told[:2] == [phrases.NO_ACCOUNT, phrases.NO_API_KEYS]
    assert told[2].startswith("BOT_WECHAT_AES_KEY has 5 characters")
