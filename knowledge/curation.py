"""What people teach the bot: phrasings of answers, and topics that the interviews decline. Kept with who and when.

Nothing is deleted: what is removed stays as history. Changes go to the change log, in the same transaction:
`phrasing`, `phrasing removed`, `declined phrasing`, `declined phrasing removed` (ref: its number),
`declined topic`, `declined topic removed` (ref: its slug).
Decides nothing about answers; the labelled questions are checked by who calls this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal
from unicodedata import normalize

from msgspec import Struct

from knowledge.archive import log
from knowledge.collection import stored_pair
from knowledge.schema import NOW
from knowledge.store import Store

Origin = Literal["shipped", "taught", "suggested"]
LIVE_TOPIC = "AND topic IN (SELECT slug FROM declined_topic WHERE removed_at IS NULL)"


class UnknownPair(Exception):
    """No pair of this id can be shown (or it has no such passage)."""


class UnknownTopic(Exception):
    """No declined topic of this slug is in use."""


class UnknownPhrasing(Exception):
    """No phrasing of this number is in use."""


class EmptyPhrasing(Exception):
    """A phrasing must hold words."""


class DuplicatePhrasing(Exception):
    """The same words are in use already, at this pair or at a declined topic: (text, where, its number)."""

    def __init__(self, text: str, where: str, number: int) -> None:
        super().__init__(f"{text!r} is in use at {where} as number {number}, expected new words")
        self.text, self.where, self.number = text, where, number


class KeptPhrasing(Struct, frozen=True):
    """A phrasing with its history. Times are UTC, "" where it has not been removed."""

    id: int
    pair_id: str
    passage: int | None
    passage_text: str
    text: str
    origin: Origin
    added_by: str
    added_at: str
    removed_by: str
    removed_at: str


class KeptDeclined(Struct, frozen=True):
    """A phrasing of a declined topic with its history."""

    id: int
    topic: str
    text: str
    origin: Origin
    added_by: str
    added_at: str
    removed_by: str
    removed_at: str


class KeptTopic(Struct, frozen=True):
    """A declined topic as staff see it. near: close to the interviews. phrasings: how many are in use."""

    slug: str
    title: str
    reply: str
    near: bool
    origin: Origin
    added_by: str
    added_at: str
    phrasings: int


def fold_words(text: str) -> str:
    """What makes two phrasings the same: letters and digits, full width or half, upper or lower.

    >>> fold_words(" Ａbc，1？")
    'abc1'
    """
    folded = normalize("NFKC", text).casefold()
    if folded.isalnum():  # most phrasings are words only
        return folded
    return "".join(filter(str.isalnum, folded)) or folded.strip()


def refuse_phrasing(store: Store, pair_id: str, text: str) -> None:
    """Raises EmptyPhrasing or DuplicatePhrasing where add_phrasing would."""
    _folded(text)
    _refuse_used(store, text, "phrasing", "AND pair = ?", [pair_id])
    _refuse_used(store, text, "declined_phrasing", LIVE_TOPIC)


def refuse_declined_phrasing(store: Store, text: str) -> None:
    """Raises EmptyPhrasing or DuplicatePhrasing where add_declined_phrasing would."""
    _folded(text)
    _refuse_used(store, text, "declined_phrasing", LIVE_TOPIC)
    _refuse_used(store, text, "phrasing", "AND pair IN (SELECT id FROM answers)")


def add_phrasing(
    store: Store, pair_id: str, text: str, *, who: str, passage: int | None = None, origin: Origin = "taught"
) -> int:
    """The number of the new phrasing. Raises EmptyPhrasing, UnknownPair or DuplicatePhrasing."""
    folded = _folded(text)
    with store.writing():
        pair = stored_pair(store, pair_id)
        if pair is None or (passage is not None and not 0 <= passage < len(pair.passages)):
            raise UnknownPair(pair_id if passage is None else f"{pair_id} passage {passage}")
        refuse_phrasing(store, pair_id, text)
        row = {"pair": pair_id, "passage": passage, "text": text.strip(), "folded": folded, "origin": origin}
        meant = "" if passage is None else pair.passages[passage].text
        return _add(store, "phrasing", {**row, "passage_text": meant, "added_by": who})


def remove_phrasing(store: Store, number: int, who: str) -> KeptPhrasing:
    """Takes a phrasing out of use; as it was. Raises UnknownPhrasing if it is not in use."""
    with store.writing():
        kept = kept_phrasing(store, number)
        _remove(store, "phrasing", number, who)
    return kept


def kept_phrasing(store: Store, number: int) -> KeptPhrasing:
    """One phrasing, in use or not. Raises UnknownPhrasing."""
    for kept in _phrasings(store, "id = ?", [number]):
        return kept
    raise UnknownPhrasing(str(number))


def phrasing_history(store: Store, pair_id: str = "") -> tuple[KeptPhrasing, ...]:
    """Every phrasing ever kept, oldest first, of one pair or of all."""
    return _phrasings(store, "pair = ?", [pair_id]) if pair_id else _phrasings(store, "1", [])


def add_declined_topic(store: Store, slug: str, title: str, reply: str, *, who: str, near: bool = True) -> None:
    """A new topic, or one that was removed, back with these words. Raises DuplicatePhrasing if the slug is in use."""
    if not (slug.strip() and title.strip() and reply.strip()):
        raise EmptyPhrasing(slug)
    with store.writing():
        if store.rows("SELECT slug FROM declined_topic WHERE slug = ? AND removed_at IS NULL", [slug]):
            raise DuplicatePhrasing(title, slug, 0)
        store.execute(
            "INSERT INTO declined_topic (slug, title, near, reply, origin, added_by) VALUES (?, ?, ?, ?, 'taught', ?) "
            "ON CONFLICT (slug) DO UPDATE SET title = excluded.title, near = excluded.near, reply = excluded.reply, "
            f"added_by = excluded.added_by, added_at = {NOW}, removed_by = NULL, removed_at = NULL",
            [slug, title.strip(), int(near), reply.strip(), who],
        )
        log(store, "declined topic", slug)


def remove_declined_topic(store: Store, slug: str, who: str) -> None:
    """Takes a topic with all its phrasings out of use. Raises UnknownTopic if it is not in use."""
    with store.writing():
        done = store.execute(
            f"UPDATE declined_topic SET removed_by = ?, removed_at = {NOW} WHERE slug = ? AND removed_at IS NULL",
            [who, slug],
        )
        if not done:
            raise UnknownTopic(slug)
        log(store, "declined topic removed", slug)


def add_declined_phrasing(store: Store, slug: str, text: str, *, who: str, origin: Origin = "taught") -> int:
    """The number of the new phrasing. Raises EmptyPhrasing, UnknownTopic or DuplicatePhrasing."""
    folded = _folded(text)
    with store.writing():
        if not store.rows("SELECT slug FROM declined_topic WHERE slug = ? AND removed_at IS NULL", [slug]):
            raise UnknownTopic(slug)
        refuse_declined_phrasing(store, text)
        row = {"topic": slug, "text": text.strip(), "folded": folded, "origin": origin, "added_by": who}
        return _add(store, "declined_phrasing", row)


def remove_declined_phrasing(store: Store, number: int, who: str) -> KeptDeclined:
    """Takes it out of use; as it was. Raises UnknownPhrasing if it is not in use."""
    with store.writing():
        kept = kept_declined(store, number)
        _remove(store, "declined_phrasing", number, who)
    return kept


def kept_declined(store: Store, number: int) -> KeptDeclined:
    """One phrasing of a declined topic, in use or not. Raises UnknownPhrasing."""
    for kept in _declined(store, "id = ?", [number]):
        return kept
    raise UnknownPhrasing(str(number))


def declined_history(store: Store, slug: str = "") -> tuple[KeptDeclined, ...]:
    """Every phrasing of declined topics ever kept, oldest first, of one topic or of all."""
    return _declined(store, "topic = ?", [slug]) if slug else _declined(store, "1", [])


def declined_topics(store: Store) -> tuple[KeptTopic, ...]:
    """The topics in use, by slug."""
    rows = store.rows(
        "SELECT slug, title, reply, near, declined_topic.origin, declined_topic.added_by, declined_topic.added_at, "
        "count(declined_phrasing.id) AS phrasings FROM declined_topic LEFT JOIN declined_phrasing "
        "ON declined_phrasing.topic = slug AND declined_phrasing.removed_at IS NULL "
        "WHERE declined_topic.removed_at IS NULL GROUP BY slug ORDER BY slug"
    )
    return tuple(KeptTopic(**{**row, "near": bool(row["near"])}) for row in rows)


def _folded(text: str) -> str:
    folded = fold_words(text)
    if not folded:
        raise EmptyPhrasing(text)
    return folded


def _refuse_used(store: Store, text: str, table: str, where: str = "", parameters: Sequence[str] = ()) -> None:
    folded = fold_words(text)
    column = "pair" if table == "phrasing" else "topic"
    rows = store.rows(
        f"SELECT id, {column} AS place FROM {table} WHERE folded = ? AND removed_at IS NULL {where} ORDER BY id",
        [folded, *parameters],
    )
    if rows:
        raise DuplicatePhrasing(text, rows[0]["place"], rows[0]["id"])


def _add(store: Store, table: str, row: dict[str, Any]) -> int:
    store.insert(table, [row])
    number = int(store.rows("SELECT last_insert_rowid() AS id")[0]["id"])
    log(store, table.replace("_", " "), str(number))
    return number


def _remove(store: Store, table: str, number: int, who: str) -> None:
    done = store.execute(
        f"UPDATE {table} SET removed_by = ?, removed_at = {NOW} WHERE id = ? AND removed_at IS NULL", [who, number]
    )
    if not done:
        raise UnknownPhrasing(str(number))
    log(store, f"{table.replace('_', ' ')} removed", str(number))


def _phrasings(store: Store, where: str, parameters: list[Any]) -> tuple[KeptPhrasing, ...]:
    rows = store.rows(
        "SELECT id, pair AS pair_id, passage, passage_text, text, origin, added_by, added_at, "
        "coalesce(removed_by, '') AS removed_by, coalesce(removed_at, '') AS removed_at "
        f"FROM phrasing WHERE {where} ORDER BY id",
        parameters,
    )
    return tuple(KeptPhrasing(**row) for row in rows)


def _declined(store: Store, where: str, parameters: list[Any]) -> tuple[KeptDeclined, ...]:
    rows = store.rows(
        "SELECT id, topic, text, origin, added_by, added_at, coalesce(removed_by, '') AS removed_by, "
        f"coalesce(removed_at, '') AS removed_at FROM declined_phrasing WHERE {where} ORDER BY id",
        parameters,
    )
    return tuple(KeptDeclined(**row) for row in rows)
