"""`wechat-menu`: sets the menu of the WeChat official account. Answers no messages."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping
from typing import Protocol

from bot import phrases_wechat as phrases
from bot.channels.wechat_api import WeChatApi, WeChatError, open_client
from bot.channels.wechat_menu import menu
from bot.channels.wechat_settings import SettingError, WeChatSettings
from knowledge.store import Store


class House(Protocol):
    """What the command needs of the wiring."""

    @property
    def environment(self) -> Mapping[str, str]: ...
    @property
    def store(self) -> Store: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("wechat-menu", help=phrases.MENU_COMMAND, description=phrases.MENU_COMMAND)
    parser.add_argument("--dry-run", action="store_true", help=phrases.MENU_DRY_RUN)
    parser.set_defaults(run=set_menu)


def set_menu(args: argparse.Namespace, house: House) -> int:
    """0 when the menu is set, 1 when it is not and why was said."""
    if not WeChatSettings.wanted(house.environment):
        return _complain(phrases.NO_ACCOUNT)
    try:
        settings = WeChatSettings.from_env(house.environment)
    except SettingError as error:
        return _complain(str(error))
    body = menu(settings.public_url)
    if args.dry_run:
        print(json.dumps(body, ensure_ascii=False, indent=2))
        return 0
    if not (settings.appid and settings.secret):
        return _complain(phrases.NO_API_KEYS)
    try:
        with open_client(settings) as client:
            WeChatApi(settings, house.store, client, time.time).create_menu(body)
    except WeChatError as error:
        return _complain(phrases.MENU_NOT_SET.format(why=error))
    print(phrases.MENU_SET)
    return 0


def _complain(words: str) -> int:
    print(words, file=sys.stderr)
    return 1
