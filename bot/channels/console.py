"""The terminal: one question, a conversation, or a stream of JSON lines. Decodes, asks the dialogue, prints."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TextIO

from msgspec import to_builtins

from bot import phrases_console as say
from bot.contract import Answered
from bot.conversation import Message, Reply

CHANNEL = "console"


class Dialogue(Protocol):
    """What the terminal needs of the dialogue."""

    def answer(self, message: Message) -> Reply: ...
    def notice(self, name: str) -> Reply: ...
    def forget(self, visitor: str) -> None: ...


class BadLine(Exception):
    """A line of input is no question; the message says which and what is expected."""


def visitor() -> str:
    """A conversation of its own."""
    return f"{CHANNEL}:{secrets.token_hex(8)}"


def ask(dialogue: Dialogue, text: str, *, as_json: bool = False, explain: bool = False) -> None:
    """One question and its reply."""
    reply = dialogue.answer(Message(text, channel=CHANNEL, explain=explain))
    print(json.dumps(contract(reply), ensure_ascii=False) if as_json else reply.text)
    if explain:
        print("\n".join(("", *reply.explain)))


def chat(dialogue: Dialogue, lines: Iterable[str], out: TextIO | None = None) -> None:
    """A conversation until the input ends or the visitor says goodbye. out: None for standard output."""
    who = visitor()
    print(dialogue.notice("welcome").text, file=out)
    for line in prompted(lines, out):
        if line.strip() in say.LEAVE:
            break
        if line.strip():
            print(dialogue.answer(Message(line.strip(), who, CHANNEL)).text, file=out)
    dialogue.forget(who)
    print(say.GOODBYE, file=out)


def prompted(lines: Iterable[str], out: TextIO | None = None) -> Iterator[str]:
    """The lines, each asked for."""
    waiting = iter(lines)
    while True:
        print(say.PROMPT, end="", flush=True, file=out)
        line = next(waiting, None)
        if line is None:
            print(file=out)
            return
        yield line


def stream(dialogue: Dialogue, lines: Iterable[str], out: TextIO, complaints: TextIO) -> int:
    """One object in, one out, in order, as it goes; how many lines were no question.

    Each of those is told on `complaints`, with its number and what was expected, and keeps no other from its answer.
    """
    bad = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            answered = _answered(dialogue, line, number)
        except BadLine as error:
            bad += 1
            print(error, file=complaints, flush=True)
        else:
            print(json.dumps(answered, ensure_ascii=False), file=out, flush=True)
    return bad


def _answered(dialogue: Dialogue, line: str, number: int) -> dict[str, Any]:
    identity, turns = _turns(line, number)
    who = visitor() if len(turns) > 1 else ""
    for text in turns[:-1]:
        dialogue.answer(Message(text, who, CHANNEL))
    reply = dialogue.answer(Message(turns[-1], who, CHANNEL))
    if who:
        dialogue.forget(who)
    return {"id": identity, **contract(reply)}


def _turns(line: str, number: int) -> tuple[str, list[str]]:
    try:
        row = json.loads(line)
        turns = row["turns"] if "turns" in row else [row["text"]]
        identity = str(row.get("id", number))
        identity.encode("utf-8")  # half a surrogate pair cannot be printed
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadLine(say.BAD_LINE.format(number=number)) from error
    if not turns or not isinstance(turns, list) or not all(isinstance(turn, str) for turn in turns):
        raise BadLine(say.BAD_LINE.format(number=number))
    return identity, turns


def contract(reply: Reply) -> dict[str, Any]:
    """The reply as the object of the contract."""
    return dict(to_builtins(Answered.of(reply)))
