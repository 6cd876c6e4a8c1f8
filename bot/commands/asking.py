"""Commands that ask: `ask` one question or a stream of them, `chat` a conversation."""

from __future__ import annotations

import argparse
import sys
from typing import Protocol, TextIO

from bot import phrases_console as say
from bot.channels import console
from bot.dialogue import Dialogue
from knowledge.collecting import no_collecting


class House(Protocol):
    """What these commands need of the wiring."""

    typed: TextIO

    def begin(self) -> None: ...
    def get_ready(self) -> None: ...
    def dialogue(self, *, remembered: bool = True) -> Dialogue: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    ask = commands.add_parser("ask", help=say.ASK_HELP, description=say.ASK_HELP)
    ask.add_argument("text", nargs="?", help=say.ASK_TEXT)
    ask.add_argument("--json", action="store_true", help=say.ASK_JSON)
    ask.add_argument("--jsonl", action="store_true", help=say.ASK_JSONL)
    ask.add_argument("--explain", action="store_true", help=say.ASK_EXPLAIN)
    ask.set_defaults(run=ask_once)
    chat = commands.add_parser("chat", help=say.CHAT_HELP, description=say.CHAT_HELP)
    chat.set_defaults(run=converse)


def ask_once(args: argparse.Namespace, house: House) -> int:
    if args.jsonl:
        bad = console.stream(house.dialogue(remembered=False), house.typed, sys.stdout, sys.stderr)
        return 1 if bad else 0
    if args.text is None:
        print(say.ASK_NOTHING, file=sys.stderr)
        return 2
    with no_collecting():
        house.begin()
        house.get_ready()
    console.ask(house.dialogue(remembered=not args.explain), args.text, as_json=args.json, explain=args.explain)
    return 0


def converse(_args: argparse.Namespace, house: House) -> int:
    console.chat(house.dialogue(), house.typed)
    return 0
