"""From what was received to what is to be done: asks the dialogue, renders, attaches buttons. Sends nothing.

Runs in a worker thread. An `Action` is plain data, so that it can be stored before it is carried out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Literal, Protocol

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from bot import phrases_telegram as phrases
from bot.channels.telegram_decode import InlineAsked, Received
from bot.channels.telegram_keys import PICK, SAY, TURN, VOTE, WHOLE, WHY, Keyboard, Keys, Rows
from bot.channels.telegram_render import pages
from bot.channels.telegram_split import html, shorten
from bot.conversation import Message, Offer, Quote, Reply

CHANNEL = "telegram"
INLINE_LIMIT = 5
INLINE_CHANNEL = "telegram-inline"
SHORTEST_QUESTION = 4
PREVIEW_LENGTH = 120
COMMANDS = frozenset(command for command, _ in phrases.COMMANDS)
BIGGEST_RECORD = 2**62


class Dialogue(Protocol):
    """The part of bot.dialogue.Dialogue that Telegram uses. Every method may be called from any thread.

    `answer` also understands the commands "/start", "/help" and so on (phrases_telegram.COMMANDS) and picked numbers.
    """

    def answer(self, message: Message) -> Reply: ...
    def whole(self, pair_id: str, visitor: str = "") -> Reply | None: ...
    def pick(self, visitor: str, pair_id: str) -> Reply | None: ...
    def quote(self, pair_id: str) -> Quote | None: ...
    def feedback(self, record: int, good: bool, reason: str = "") -> bool: ...
    def suggest(self, typed: str, limit: int = 6) -> tuple[Offer, ...]: ...


class Action(Struct, frozen=True):
    """One call to the server. send: a new message (to `chat`, in reply to `message` if not 0), the one thing that
    must never be done twice; edit: text and buttons of `message`; keys: its buttons only; tell: confirms a tap.
    """

    do: Literal["send", "edit", "keys", "tell"]
    chat: int = 0
    message: int = 0
    thread: int = 0
    html: str = ""
    rows: Rows = ()
    query: str = ""
    alert: bool = False

    def to_json(self) -> str:
        return json.dumps(to_builtins(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Action:
        fields = json.loads(text)
        fields["rows"] = tuple(tuple((a, b, c) for a, b, c in row) for row in fields["rows"])
        return cls(**fields)


class Todo(Struct, frozen=True):
    """What to do about one thing received. outcome is for the log."""

    actions: tuple[Action, ...]
    outcome: str
    remember: tuple[tuple[str, str], ...] = ()


class InlineQuote(Struct, frozen=True):
    """One quotation to choose in inline mode; id is unique among them, at most 64 bytes."""

    id: str
    title: str
    preview: str
    html: str


def visitor_of(user: int) -> str:
    """Who speaks, for sessions and limits; never logged, and stored only as a keyed hash by the dialogue."""
    return f"{CHANNEL}:{user}"


class Answerer:
    """Turns what was received into actions. public_url: of the web pages, "" for no links."""

    def __init__(self, dialogue: Dialogue, keys: Keys, public_url: str = "") -> None:
        self._dialogue, self._keys, self._public_url = dialogue, keys, public_url

    def todo(self, got: Received) -> Todo:
        match got.kind:
            case "text":
                message = Message(got.text, visitor_of(got.user), CHANNEL)
                return self._new(got, self._dialogue.answer(message))
            case "command":
                return self._new(got, self._command(got))
            case "tap":
                return self._tap(got, self._keys.read(got.text, got.chat))
            case "edited":
                return Todo((_send(got, html(phrases.EDITED)),), "edited")
            case _:
                return Todo((_send(got, html(phrases.NOT_TEXT)),), "not_text")

    def inline(self, asked: InlineAsked) -> tuple[InlineQuote, ...]:
        """Up to five quotations for what is being typed; none for nothing."""
        typed = asked.text.strip()
        found: dict[str, InlineQuote] = {}
        for quote, preview in self._inline_quotes(typed) if typed else ():
            markup = self._in_one_message(quote)
            if markup and quote.pair not in found:
                form = phrases.INLINE_TITLE if quote.district else phrases.INLINE_TITLE_NO_DISTRICT
                title = form.format(official=quote.official, district=quote.district)
                found[quote.pair] = InlineQuote(str(len(found)), title, shorten(preview, PREVIEW_LENGTH), markup)
            if len(found) == INLINE_LIMIT:
                break
        return tuple(found.values())

    def _inline_quotes(self, typed: str) -> Iterable[tuple[Quote, str]]:
        """What answers comes first; then whole answers to what the typed words may become, with their subject.

        Who types is not told to the dialogue: no session.
        """
        if len(typed) >= SHORTEST_QUESTION:
            for quote in self._dialogue.answer(Message(typed, "", INLINE_CHANNEL)).answers:
                yield quote, quote.highlight
        for offer in self._dialogue.suggest(typed, INLINE_LIMIT):
            found = self._dialogue.quote(offer.pair) if offer.pair else None
            if found:
                yield replace(found, highlight=found.answer, highlight_at=(0, len(found.answer))), offer.label

    def _in_one_message(self, quote: Quote) -> str:
        """ "" where the quotation is longer than a message: it is never cut."""
        texts = pages(Reply("answer", quote.highlight, answers=(quote,)), self._public_url)
        return texts[0] if len(texts) == 1 else ""

    def _command(self, got: Received) -> Reply:
        visitor = visitor_of(got.user)
        if got.command == "start" and got.text:
            found = self._dialogue.whole(got.text, visitor)
            if found:
                return found
        command = got.command if got.command in COMMANDS else "help"
        reply = self._dialogue.answer(Message(f"/{command}", visitor, CHANNEL))
        if command == "district" and got.text:
            meant = [offer.text for offer in reply.offers if got.text in offer.label]
            return self._dialogue.answer(Message(meant[0], visitor, CHANNEL)) if len(meant) == 1 else reply
        return reply

    def _new(self, got: Received, reply: Reply) -> Todo:
        keyboard = self._keys.under(reply, got.chat)
        texts = pages(reply, self._public_url)
        actions = [
            _send(got, text, keyboard.rows if number == len(texts) else (), reply_to=None if number == 1 else 0)
            for number, text in enumerate(texts, 1)
        ]
        return Todo(tuple(actions), _outcome(reply), keyboard.remember)

    def _tap(self, got: Received, said: str) -> Todo:
        kind, rest = said[:2], said[2:]
        ways: dict[str, Callable[[Received, str], Todo]] = {
            WHOLE: lambda got, pair: self._leaf(got, pair, 1),
            TURN: self._turn,
            PICK: self._pick,
            SAY: self._say,
            VOTE: self._vote,
            WHY: self._why,
        }
        return ways[kind](got, rest) if kind in ways else _refuse(got, phrases.STALE_BUTTON)

    def _turn(self, got: Received, said: str) -> Todo:
        page, _, pair = said.partition(":")
        return self._leaf(got, pair, int(page))

    def _leaf(self, got: Received, pair: str, page: int) -> Todo:
        """The whole answer in place of the message, leafed through if it is longer than one."""
        reply = self._dialogue.whole(pair, visitor_of(got.user))
        if reply is None or reply.kind == "notice":
            return _refuse(got, reply.text if reply else phrases.GONE)
        texts = pages(reply, self._public_url)
        page = max(1, min(page, len(texts)))
        kept = self._keys.without(got.labels, TURN)
        keyboard = self._keys.turning(pair, page, len(texts), got.chat, kept)
        return Todo((_tell(got), _edit(got, texts[page - 1], keyboard.rows)), "whole", keyboard.remember)

    def _pick(self, got: Received, pair: str) -> Todo:
        """The passage of what was picked, as a number would bring it, in place of the message; the others stay."""
        reply = self._dialogue.pick(visitor_of(got.user), pair)
        if reply is None or reply.kind == "notice":
            return _refuse(got, reply.text if reply else phrases.GONE)
        keyboard = self._keys.picked(reply, got.chat, self._keys.without(got.labels, TURN))
        return self._in_place(got, reply, keyboard)

    def _say(self, got: Received, text: str) -> Todo:
        """What the button said, answered in place of the message; only what does not fit comes as new messages."""
        reply = self._dialogue.answer(Message(text, visitor_of(got.user), CHANNEL))
        return self._in_place(got, reply, self._keys.under(reply, got.chat))

    def _in_place(self, got: Received, reply: Reply, keyboard: Keyboard) -> Todo:
        first, *more = pages(reply, self._public_url)
        actions = [_tell(got), _edit(got, first, () if more else keyboard.rows)]
        actions += [_send(got, text, keyboard.rows if text is more[-1] else (), reply_to=0) for text in more]
        return Todo(tuple(actions), _outcome(reply), keyboard.remember)

    def _vote(self, got: Received, said: str) -> Todo:
        record, _, vote = said.partition(":")
        if not self._dialogue.feedback(int(record) % BIGGEST_RECORD, vote == "g"):
            return _refuse(got, phrases.FEEDBACK_GONE)
        kept = self._keys.without(got.labels, VOTE, WHY)
        keyboard = Keyboard(kept) if vote == "g" else self._keys.reasons(record, got.chat, kept)
        words = phrases.THANKS if vote == "g" else phrases.WHY
        return Todo((_tell(got, words), _keys(got, keyboard.rows)), "feedback")

    def _why(self, got: Received, said: str) -> Todo:
        record, _, number = said.partition(":")
        reason = phrases.REASONS[int(number) % len(phrases.REASONS)]
        if not self._dialogue.feedback(int(record) % BIGGEST_RECORD, False, reason):
            return _refuse(got, phrases.FEEDBACK_GONE)
        return Todo((_tell(got, phrases.THANKS), _keys(got, self._keys.without(got.labels, VOTE, WHY))), "feedback")


def trouble(got: Received) -> Todo:
    """What is done when the answer could not be made."""
    if got.kind == "tap":
        return _refuse(got, phrases.TROUBLE)
    return Todo((_send(got, html(phrases.TROUBLE)),), "trouble")


def may_be_lost(action: Action) -> Action:
    """What is said when a message may or may not have arrived."""
    return Action("send", action.chat, 0, action.thread, html(phrases.MAY_BE_LOST))


def _outcome(reply: Reply) -> str:
    return reply.outcome if reply.kind == "question" else reply.kind


def _send(got: Received, text: str, rows: Rows = (), reply_to: int | None = None) -> Action:
    """In a group as a reply to the asker, so that it is clear who is meant."""
    message = (0 if got.private else got.message) if reply_to is None else reply_to
    return Action("send", got.chat, message, got.thread, text, rows)


def _edit(got: Received, text: str, rows: Rows) -> Action:
    return Action("edit", got.chat, got.message, got.thread, text, rows)


def _keys(got: Received, rows: Rows) -> Action:
    return Action("keys", got.chat, got.message, rows=rows)


def _tell(got: Received, text: str = "") -> Action:
    return Action("tell", html=text, query=got.query)


def _refuse(got: Received, text: str) -> Todo:
    return Todo((Action("tell", html=text, query=got.query, alert=True),), "refused")
