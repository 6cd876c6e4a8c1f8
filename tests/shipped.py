"""The shipped collection with everything joined, made once a test run: a real database, the real judge."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from bot.conversation import Message, Reply
from bot.dialogue import Dialogue
from bot.settings import Settings
from knowledge.model import Collection
from retrieval.judge import Judge
from run_bot import House


@cache
def house() -> House:
    """A house over a database of its own. Tests that write take `fresh_house` instead."""
    return fresh_house(Path(mkdtemp()))


def fresh_house(folder: Path, **settings: object) -> House:
    return House(Settings(database=folder / "bot.db", **settings), {})  # type: ignore[arg-type]


@cache
def collection() -> Collection:
    return house().library.shelf().collection


@cache
def judge() -> Judge:
    return house().library.shelf().judge


@cache
def dialogue() -> Dialogue:
    """Sessions and records in memory."""
    return house().dialogue(remembered=False)


def say(*turns: str, visitor: str = "") -> Reply:
    """The reply to the last of these turns, said one after the other."""
    who = visitor or f"test:{hash(turns)}"
    dialogue().forget(who)
    replies = [dialogue().answer(Message(turn, who)) for turn in turns]
    return replies[-1]


def begins(pair_id: str) -> str:
    """How a pair's answer begins, to tell pairs apart in tests as a reader would."""
    return next(pair.answer for pair in collection().pairs if pair.id == pair_id)[:12]
