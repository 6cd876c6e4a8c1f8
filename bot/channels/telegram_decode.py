"""A Telegram update, as the server's JSON, to what the channel acts on. Pure; asks nothing, answers nothing.

Trusts no field: a wrong type counts as missing, a number out of range as 0, lone surrogates are replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, to_builtins
from msgspec.structs import replace

Kind = Literal["text", "command", "tap", "edited", "other"]
Label = tuple[str, str, str]  # label, callback data, url

LARGEST = 2**52  # "at most 52 significant bits", the Bot API says of its identifiers
NOT_TEXT = (
    *("animation", "audio", "contact", "dice", "document", "game", "location", "paid_media", "photo", "poll"),
    *("sticker", "story", "venue", "video", "video_note", "voice"),
)
COMMAND = re.compile(r"/(\w+)(?:@(\w+))?(?:\s+|$)(.*)", re.ASCII | re.DOTALL)
TEXT_LIMIT = 8192


class BadUpdateError(ValueError):
    """What came is no update: it has no number."""


class Me(Struct, frozen=True):
    """Who we are: our numeric id and user name, without @."""

    id: int
    username: str


class Received(Struct, frozen=True):
    """Something to answer. thread: topic in a forum, 0 for none. message: the visitor's message, or the tapped one.

    text: the question, a command's argument, or a button's data; query: the tap to confirm; labels: the tapped
    message's keyboard.
    """

    kind: Kind
    key: str
    chat: int
    user: int
    message: int
    private: bool = True
    thread: int = 0
    text: str = ""
    command: str = ""
    query: str = ""
    labels: tuple[tuple[Label, ...], ...] = ()

    def to_json(self) -> str:
        return json.dumps(to_builtins(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Received:
        fields = json.loads(text)
        fields["labels"] = tuple(tuple((a, b, c) for a, b, c in row) for row in fields["labels"])
        return cls(**fields)


class InlineAsked(Struct, frozen=True):
    """`@bot question` typed in any chat."""

    query: str
    user: int
    text: str


class Fields:
    """Reads a JSON object of unknown content: what is missing or of a wrong type is "", 0 or empty."""

    def __init__(self, value: object) -> None:
        self._value = value if isinstance(value, dict) else {}

    def __contains__(self, name: str) -> bool:
        return name in self._value

    def text(self, name: str) -> str:
        value = self._value.get(name)
        return value.encode("utf-8", "replace").decode()[:TEXT_LIMIT] if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        value = self._value.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= LARGEST:
            return 0
        return value

    def flag(self, name: str) -> bool:
        return self._value.get(name) is True

    def part(self, name: str) -> Fields:
        return Fields(self._value.get(name))

    def parts(self, name: str) -> Sequence[object]:
        value = self._value.get(name)
        return value if isinstance(value, list) else ()


def decode(update: object, me: Me) -> Received | InlineAsked | None:
    """None for what needs no answer. Raises BadUpdateError."""
    fields = Fields(update)
    number = fields.number("update_id")
    if number <= 0:
        raise BadUpdateError("no update_id, expected a Telegram update")
    if "message" in fields:
        return _message(fields.part("message"), me, f"{number}")
    if "edited_message" in fields:
        return _edited(fields.part("edited_message"), me)
    if "callback_query" in fields:
        return _tap(fields.part("callback_query"), f"{number}")
    if "inline_query" in fields:
        asked = fields.part("inline_query")
        user = asked.part("from").number("id")
        return InlineAsked(asked.text("id"), user, asked.text("query")) if user and asked.text("id") else None
    return None


def _message(message: Fields, me: Me, key: str) -> Received | None:
    base = _base(message, "text", key)
    if base is None:
        return None
    text = message.text("text").strip()
    if text:
        return _said(base, text, _is_reply_to(message, me), me)
    if not any(kind in message for kind in NOT_TEXT) or not (base.private or _is_reply_to(message, me)):
        return None
    album = message.text("media_group_id")
    return replace(base, kind="other", key=f"album {base.chat} {album}" if album else base.key)


def _said(base: Received, text: str, is_reply: bool, me: Me) -> Received | None:
    named = COMMAND.fullmatch(text)
    if named and (not named[2] or named[2].lower() == me.username.lower()):
        if not (base.private or named[2] or is_reply):
            return None
        return replace(base, kind="command", command=named[1].lower(), text=named[3].strip())
    if base.private:
        return replace(base, text=text)
    mention = re.compile(rf"(?<![\w@.])@{re.escape(me.username)}(?!\w)", re.ASCII | re.IGNORECASE)
    is_mention = bool(me.username and mention.search(text))
    if not is_mention and not is_reply:
        return None
    text = mention.sub(" ", text).strip() if is_mention else text
    return replace(base, text=text) if text else replace(base, kind="command", command="help")


def _edited(message: Fields, me: Me) -> Received | None:
    """One polite line a message, however often it is edited: its own number is the key."""
    base = _base(message, "edited", "")
    if base is None:
        return None
    said = _said(base, message.text("text").strip(), _is_reply_to(message, me), me)
    if not base.private and said is None:
        return None
    return replace(base, key=f"edited {base.chat} {base.message}")


def _tap(tap: Fields, key: str) -> Received | None:
    message, user = tap.part("message"), tap.part("from").number("id")
    if not user or not tap.text("id"):
        return None
    chat = message.part("chat")
    return Received(
        "tap",
        key,
        chat.number("id"),
        user,
        message.number("message_id"),
        chat.text("type") == "private",
        message.number("message_thread_id") if message.flag("is_topic_message") else 0,
        tap.text("data"),
        query=tap.text("id"),
        labels=_labels(message.part("reply_markup")),
    )


def _labels(keyboard: Fields) -> tuple[tuple[Label, ...], ...]:
    rows = [row for row in keyboard.parts("inline_keyboard") if isinstance(row, list)]
    buttons = [[Fields(button) for button in row] for row in rows]
    return tuple(tuple((b.text("text"), b.text("callback_data"), b.text("url")) for b in row) for row in buttons)


def _base(message: Fields, kind: Kind, key: str) -> Received | None:
    """None for channels, other bots and what has no sender."""
    chat, sender = message.part("chat"), message.part("from")
    known = chat.text("type") in ("private", "group", "supergroup")
    if not (known and chat.number("id") and sender.number("id")) or sender.flag("is_bot"):
        return None
    thread = message.number("message_thread_id") if message.flag("is_topic_message") else 0
    is_private = chat.text("type") == "private"
    return Received(kind, key, chat.number("id"), sender.number("id"), message.number("message_id"), is_private, thread)


def _is_reply_to(message: Fields, me: Me) -> bool:
    return message.part("reply_to_message").part("from").number("id") == me.id
