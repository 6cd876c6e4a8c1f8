"""Buttons under a message and what a tap on them says. Signs, never sends.

Callback data is what a client claims that a button said: at most 64 bytes, and hostile until its signature, which
binds it to this bot and this chat, has been checked. What does not fit is kept in the database for a while.
"""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from msgspec import Struct

from bot import phrases_telegram as phrases
from bot.channels.telegram_decode import Label
from bot.channels.telegram_render import shown
from bot.channels.telegram_split import shorten
from bot.conversation import Offer, Quote, Reply
from bot.phrases import WHOLE as WHOLE_WORDS
from knowledge.store import Migrations, Store

LIMIT_BYTES = 64
SIGNATURE = 8
OFFERS = 8
LISTED = 40
LABEL_LENGTH = 40
WHOLE, TURN, PICK, SAY, LONG, VOTE, WHY = "w:", "n:", "p:", "s:", "t:", "f:", "r:"
Rows = tuple[tuple[Label, ...], ...]

MIGRATIONS = Migrations("telegram")


@MIGRATIONS()
def telegram_tap(tables: Any) -> None:
    tables.execute("CREATE TABLE telegram_tap (short TEXT PRIMARY KEY, said TEXT NOT NULL, until REAL NOT NULL)")


class Keyboard(Struct, frozen=True):
    """Rows of buttons, and what the short ones stand for (to be remembered before the message is sent)."""

    rows: Rows = ()
    remember: tuple[tuple[str, str], ...] = ()


class Taps:
    """What short callback data stands for, kept keep_s seconds in the database."""

    def __init__(self, store: Store, keep_s: float = 7 * 24 * 3600.0, now: Callable[[], float] = time.time) -> None:
        self._store, self._keep_s, self._now = store, keep_s, now
        store.migrate(MIGRATIONS)

    def remember(self, pairs: tuple[tuple[str, str], ...]) -> None:
        if not pairs:
            return
        with self._store.writing():
            for short, said in pairs:
                sql = (
                    "INSERT INTO telegram_tap VALUES (?, ?, ?) ON CONFLICT (short) DO UPDATE SET until = excluded.until"
                )
                self._store.execute(sql, (short, said, self._now() + self._keep_s))

    def recall(self, short: str) -> str:
        """ "" if it is not known or too old."""
        sql = "SELECT said FROM telegram_tap WHERE short = ? AND until >= ?"
        return "".join(str(row["said"]) for row in self._store.rows(sql, (short, self._now())))

    def purge(self) -> None:
        with self._store.writing():
            self._store.execute("DELETE FROM telegram_tap WHERE until < ?", (self._now(),))


class Keys:
    """Makes buttons and reads taps. secret: the bot's token; buttons of another token are not ours."""

    def __init__(self, secret: str, recall: Callable[[str], str]) -> None:
        self._secret, self._recall = secret.encode(), recall

    def data(self, said: str, chat: int, remember: dict[str, str]) -> str:
        """Signed callback data of at most 64 bytes; what does not fit goes to `remember`."""
        if len(said.encode()) > LIMIT_BYTES - SIGNATURE:
            short = urlsafe_b64encode(sha256(said.encode()).digest())[:22].decode()
            remember[short] = said
            said = LONG + short
        return self._sign(said, chat) + said

    def read(self, data: str, chat: int) -> str:
        """What the button said; "" if it is none of ours or has been forgotten."""
        signature, said = data[:SIGNATURE], data[SIGNATURE:]
        if not hmac.compare_digest(signature.encode("utf-8", "replace"), self._sign(said, chat).encode()):
            return ""
        return self._recall(said.removeprefix(LONG)) if said.startswith(LONG) else said

    def under(self, reply: Reply, chat: int) -> Keyboard:
        """The buttons of a reply: the whole answer, the choices and offers, then the vote."""
        remember: dict[str, str] = {}

        def key(label: str, said: str) -> Label:
            return (shorten(label, LABEL_LENGTH), self.data(said, chat, remember), "")

        said: dict[str, str] = {}
        for label, saying in (*_wholes(reply), *_offered(reply), *_hidden(reply)):
            said.setdefault(saying, label)
        rows: list[tuple[Label, ...]] = [(key(label, saying),) for saying, label in said.items()]
        if reply.record is not None:
            votes = ((phrases.GOOD, "g"), (phrases.BAD, "b"))
            rows.append(tuple(key(label, f"{VOTE}{reply.record}:{vote}") for label, vote in votes))
        return Keyboard(tuple(rows), tuple(remember.items()))

    def picked(self, reply: Reply, chat: int, kept: Rows) -> Keyboard:
        """The whole answer of what was picked, above the buttons that stay."""
        remember: dict[str, str] = {}
        wholes = [(phrases.WHOLE_OF.format(official=quote.official), WHOLE + quote.pair) for quote in _partial(reply)]
        rows = tuple(((shorten(label, LABEL_LENGTH), self.data(said, chat, remember), ""),) for label, said in wholes)
        return Keyboard((*rows, *(row for row in kept if row not in rows)), tuple(remember.items()))

    def turning(self, pair: str, page: int, pages: int, chat: int, kept: Rows) -> Keyboard:
        """Buttons to leaf through a long answer, above those that stay."""
        remember: dict[str, str] = {}
        steps = ((phrases.PREVIOUS, page - 1), (phrases.PAGE.format(page=page, pages=pages), page))
        row = tuple(
            (label, self.data(f"{TURN}{to}:{pair}", chat, remember), "")
            for label, to in (*steps, (phrases.NEXT, page + 1))
            if 1 <= to <= pages
        )
        return Keyboard((row, *kept) if pages > 1 else kept, tuple(remember.items()))

    def reasons(self, record: str, chat: int, kept: Rows) -> Keyboard:
        labels = [
            ((label, self.data(f"{WHY}{record}:{number}", chat, {}), ""),)
            for number, label in enumerate(phrases.REASONS)
        ]
        return Keyboard((*kept, *labels))

    def without(self, rows: Rows, *kinds: str) -> Rows:
        """The rows of a message that hold no button of these kinds."""
        return tuple(row for row in rows if not any(data[SIGNATURE:].startswith(kinds) for _, data, _ in row))

    def _sign(self, said: str, chat: int) -> str:
        digest = hmac.new(self._secret, f"{chat} {said}".encode("utf-8", "replace"), sha256).digest()
        return urlsafe_b64encode(digest[:6]).decode()


def _offers(reply: Reply) -> tuple[Offer, ...]:
    return (*reply.offers, *reply.related)[: LISTED if reply.kind == "notice" else OFFERS]


def _offered(reply: Reply) -> list[tuple[str, str]]:
    """Labels and sayings. An offer that can be picked by its number shows the number.

    It leads where the number leads: to the passage, or to the whole answer where the passages stand side by side.
    """
    found = []
    for offer in _offers(reply):
        is_whole = offer.text in WHOLE_WORDS or reply.outcome == "compare"
        numbered = phrases.NUMBERED.format(number=offer.text, label=offer.label)
        label = numbered if offer.text.isdecimal() else offer.label
        found.append((label, f"{WHOLE if is_whole else PICK}{offer.pair}" if offer.pair else SAY + offer.text))
    return found


def _wholes(reply: Reply) -> list[tuple[str, str]]:
    """A button for each shown quotation that is only part of an answer."""
    parts = _partial(reply)
    form = phrases.WHOLE if len(parts) == 1 and len(reply.answers) == 1 else phrases.WHOLE_OF
    return [(form.format(official=quote.official), WHOLE + quote.pair) for quote in parts]


def _partial(reply: Reply) -> list[Quote]:
    return [quote for quote in shown(reply) if quote.highlight != quote.answer] if reply.kind != "whole" else []


def _hidden(reply: Reply) -> list[tuple[str, str]]:
    """Further officials whom no offer leads to."""
    if reply.outcome == "choose" or reply.kind == "whole":
        return []
    further = reply.answers[len(shown(reply)) :][:OFFERS]
    return [(phrases.ALSO.format(official=quote.official), PICK + quote.pair) for quote in further]
