"""From a message or event to the words of the reply: which kinds are answered, and how. No HTTP, no XML, no signature.

Questions, numbers and commands go to the dialogue, which remembers what it offered; a menu's key is a word said to it.
Reading on is looked after here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from bot import phrases, phrases_wechat
from bot.channels.wechat_messages import Received
from bot.channels.wechat_paging import pages
from bot.channels.wechat_waiting import Waiting
from bot.conversation import Message, Reply

CHANNEL = "wechat"
POLITE_KINDS = frozenset({"image", "voice", "video", "shortvideo", "location", "link", "file"})
ANSWERED_EVENTS = frozenset({"subscribe", "scan", "click"})
COMMAND_KEYS = ("welcome", "topics", "officials", "help", "privacy")
SAID_BY_KEY: Mapping[str, str] = {
    **{key: phrases.COMMANDS[key][0] for key in COMMAND_KEYS},
    "june26": phrases_wechat.JUNE_26,
}


class Answerer(Protocol):
    """What the channel needs of the dialogue."""

    def answer(self, message: Message) -> Reply: ...
    def notice(self, name: str) -> Reply: ...
    def forget(self, visitor: str) -> None: ...


class Spoken(Struct, frozen=True):
    """text is what goes out, "" for nothing; outcome is for the log line."""

    text: str
    outcome: str


class Talk:
    """One account's conversations."""

    def __init__(self, dialogue: Answerer, waiting: Waiting, public_url: str = "") -> None:
        self._dialogue, self._waiting, self._public_url = dialogue, waiting, public_url

    def reply(self, message: Received) -> Spoken:
        """Raises whatever the dialogue raises."""
        visitor, said = f"{CHANNEL}:{message.visitor}", message.said.strip()
        if message.kind == "event":
            return self._event(message, visitor)
        if message.kind in {"text", "voice"} and said:
            reads_on = said.rstrip("。.！!～~ ") in phrases_wechat.READ_ON
            return self._read_on(visitor) if reads_on else self._ask(said, visitor)
        if message.kind == "text" or message.kind in POLITE_KINDS:
            return self._send(self._dialogue.notice("not_text"), visitor)
        return Spoken("", "ignored")

    def _event(self, message: Received, visitor: str) -> Spoken:
        if message.event == "unsubscribe":
            self._dialogue.forget(visitor)
            self._waiting.put(visitor, ())
            return Spoken("", "forgotten")
        if message.event not in ANSWERED_EVENTS:
            return Spoken("", "ignored")
        otherwise = "help" if message.event == "click" else "welcome"
        return self._ask(SAID_BY_KEY.get(message.event_key, SAID_BY_KEY[otherwise]), visitor)

    def _read_on(self, visitor: str) -> Spoken:
        parts = self._waiting.of(visitor)
        if not parts:
            return Spoken(phrases_wechat.NOTHING_WAITS, "nothing_waits")
        self._waiting.put(visitor, parts[1:])
        return Spoken(parts[0], "read_on")

    def _ask(self, text: str, visitor: str) -> Spoken:
        return self._send(self._dialogue.answer(Message(text=text, visitor=visitor, channel=CHANNEL)), visitor)

    def _send(self, reply: Reply, visitor: str) -> Spoken:
        """The first part; the others wait, in place of whatever waited before."""
        quotes = () if reply.outcome == "choose" else reply.answers
        first, *others = pages(reply.text, quotes, self._public_url)
        self._waiting.put(visitor, others)
        return Spoken(first, reply.outcome)
