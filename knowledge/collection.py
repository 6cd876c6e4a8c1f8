"""Reading the archive: the whole collection, one article, one pair, what changed. Writes nothing.

A few queries however many pairs there are. Withdrawn articles and retired pairs are never part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct

from knowledge.archive_rows import (
    ALIAS_COLUMNS,
    ARTICLE_COLUMNS,
    DISTRICT_COLUMNS,
    OFFICIAL_COLUMNS,
    articles_from,
)
from knowledge.collecting import no_collecting
from knowledge.joined import GROUP, RECORD, UNIT, Joined
from knowledge.late_pairs import Head, LatePairs, Places, heads_of
from knowledge.late_phrasings import LatePhrasings, LateTexts
from knowledge.model import BESIDE, Article, Collection, Damage, DeclinedTopic, Official, Pair, Phrasing, Span
from knowledge.store import Parameters, Store

LIVE_ARTICLE = "article.withdrawn_at IS NULL"
LIVE_PAIR = f"pair.retired_at IS NULL AND {LIVE_ARTICLE}"
HEAD_COLUMNS = (
    "pair.id, pair.article, CASE WHEN pair.by_paper THEN 'lead' ELSE pair.kind END, pair.reporter, pair.question, "
    "pair.answer, official.id, official.name, official.office, official.district"
)
DAMAGE_COLUMNS = "damage.pair, damage.kind, damage.start_at, damage.end_at, damage.left_out"
BETWEEN = f" || '{UNIT}' || "
PIECE_UNIT = BETWEEN.join(f"piece.{one}" for one in ("role", "printing", "number", "start_at", "end_at", "joint"))
PASSAGE_UNIT = BETWEEN.join(f"passage.{one}" for one in ("number", "places", "text"))
PAIR_PARTS = "JOIN pair ON pair.id = {0}.pair JOIN article ON article.id = pair.article"


class UnknownArticle(Exception):
    """No article of this id is stored."""


class Change(Struct, frozen=True):
    """One entry of the change log; see `curation` and `archive` for the words of `what`. at is UTC."""

    version: int
    what: str
    ref: str
    at: str


class ShelfEntry(Struct, frozen=True):
    """An article as a list shows it: counts of what it gives, where it came from, and whether it is withdrawn."""

    article: Article
    file: str
    imported_at: str
    withdrawn_at: str
    pairs: int
    statements: int
    quotations: int
    repairs: tuple[str, ...]
    doubts: tuple[str, ...]


def version(store: Store) -> int:
    """The number of the newest change, 0 for an empty archive."""
    return int(store.rows("SELECT coalesce(max(version), 0) AS version FROM change")[0]["version"])


def changes_since(store: Store, seen: int) -> tuple[Change, ...]:
    """The changes after version `seen`, oldest first."""
    rows = store.rows("SELECT version, what, ref, at FROM change WHERE version > ? ORDER BY version", [seen])
    return tuple(Change(**row) for row in rows)


def load_collection(store: Store) -> Collection:
    """Everything that answers are made of, as of one version: read again if another process wrote meanwhile."""
    while True:
        seen = version(store)
        with no_collecting():
            collection = _read_all(store, seen)
        if version(store) == seen:
            return collection


def _read_all(store: Store, seen: int) -> Collection:
    pairs = _pairs(store, LIVE_PAIR)
    return Collection(
        version=seen,
        articles=_articles(store, LIVE_ARTICLE),
        pairs=pairs.those(lambda head: head.kind not in BESIDE),
        quotations=pairs.those(lambda head: head.kind in BESIDE),
        phrasings=_phrasings(store, pairs),
        declined=_declined(store),
    )


def stored_pair(store: Store, pair_id: str) -> Pair | None:
    """One pair or quotation that may be shown, or None."""
    return next(iter(_pairs(store, f"{LIVE_PAIR} AND pair.id = ?", [pair_id])), None)


def stored_article(store: Store, article_id: str) -> Article | None:
    """One article, withdrawn or not, or None."""
    return next(iter(_articles(store, "article.id = ?", [article_id])), None)


def pairs_of(store: Store, article_id: str = "", *, withdrawn: bool = False) -> tuple[Pair, ...]:
    """Pairs and quotations of one article or of all, in print order; those of withdrawn articles only if asked for."""
    where = "pair.retired_at IS NULL" if withdrawn else LIVE_PAIR
    if article_id:
        return tuple(_pairs(store, f"{where} AND article.id = ?", [article_id]))
    return tuple(_pairs(store, where))


def pairs_ever(store: Store, article_id: str) -> tuple[Pair, ...]:
    """All pairs and quotations the article ever had. Retired ones have their words but no places."""
    return tuple(_pairs(store, "article.id = ?", [article_id]))


def phrasings_of(store: Store, pair_id: str) -> Sequence[Phrasing]:
    """The phrasings in use for one pair."""
    pair = stored_pair(store, pair_id)
    return _phrasings(store, [pair], "AND phrasing.pair = ?", [pair_id]) if pair else ()


def shelf(store: Store) -> tuple[ShelfEntry, ...]:
    """All articles, withdrawn ones too, by id."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in store.rows(
        "SELECT article, kind, count(*) AS number FROM pair WHERE retired_at IS NULL GROUP BY article, kind"
    ):
        counts[row["article"]][row["kind"]] = row["number"]
    rows = {row["id"]: row for row in store.rows("SELECT id, file, imported_at, withdrawn_at FROM article")}
    notes = defaultdict(list)
    for row in store.rows("SELECT article, kind, text FROM note ORDER BY position"):
        notes[row["article"], row["kind"]].append(row["text"])
    return tuple(
        ShelfEntry(
            article=article,
            file=rows[article.id]["file"],
            imported_at=rows[article.id]["imported_at"],
            withdrawn_at=rows[article.id]["withdrawn_at"] or "",
            pairs=counts[article.id].get("answer", 0),
            statements=counts[article.id].get("statement", 0),
            quotations=counts[article.id].get("quotation", 0),
            repairs=tuple(notes[article.id, "repair"]),
            doubts=tuple(notes[article.id, "doubt"]),
        )
        for article in _articles(store, "1")
    )


def _pairs(store: Store, where: str, parameters: Parameters = ()) -> LatePairs:
    def source(table: str) -> str:
        some = f"{PAIR_PARTS.format(table)} WHERE {where}" if parameters else ""  # of nearly all, it is sooner read all
        return f"FROM {table} {some}"

    def joined(table: str, unit: str) -> dict[str, Joined]:
        return {one.of: one for one in _joined(store, f"{table}.pair", unit, source(table), parameters)}

    rows = store.at_once(
        HEAD_COLUMNS,
        "FROM pair JOIN official ON official.id = pair.official JOIN article ON article.id = pair.article "
        f"WHERE {where} ORDER BY pair.article, pair.position, pair.id",
        parameters,
    )
    heads = _heads(rows)
    damage: defaultdict[str, list[Damage]] = defaultdict(list)
    damaged = f"{source('damage')} ORDER BY damage.pair, damage.number"
    for pair, kind, start, end, left_out in store.at_once(DAMAGE_COLUMNS, damaged, parameters):
        damage[pair].append(Damage(kind, Span(start, end), bool(left_out)))
    return LatePairs(heads, Places(joined("piece", PIECE_UNIT), joined("passage", PASSAGE_UNIT), damage))


def _heads(rows: Iterable[Sequence[Any]]) -> list[Head]:
    """Those of one official share one Official value. A row has HEAD_COLUMNS."""
    officials: dict[int, Official] = {}
    found = []
    for name, article, kind, reporter, question, answer, number, *official in rows:
        one = officials.get(number) or officials.setdefault(number, Official(*official))
        found.append(Head(name, article, kind, one, reporter, question, answer))
    return found


def _articles(store: Store, where: str, parameters: Parameters = ()) -> tuple[Article, ...]:
    def of_them(table: str, only: str = "") -> str:
        of_article = f"FROM {table} JOIN article ON article.id = {table}.article WHERE {only} {where}"
        return f"{of_article} ORDER BY {table}.article, {table}.position"

    return articles_from(
        store.at_once(ARTICLE_COLUMNS, f"FROM article WHERE {where} ORDER BY article.id", parameters),
        store.at_once(DISTRICT_COLUMNS, of_them("district"), parameters),
        store.at_once(ALIAS_COLUMNS, "FROM district_alias ORDER BY district, position"),
        store.at_once(OFFICIAL_COLUMNS, of_them("official", "official.position IS NOT NULL AND"), parameters),
    )


def _phrasings(store: Store, pairs: Sequence[Pair], where: str = "", parameters: Parameters = ()) -> Sequence[Phrasing]:
    """Those in use, pair by pair."""
    shown = {head.id for head in heads_of(pairs)}
    used = f"FROM phrasing WHERE removed_at IS NULL {where}"
    rows = _joined(store, "pair", f"ifnull(passage, ''){BETWEEN}text", used, parameters)
    return LatePhrasings([one for one in rows if one.of in shown])


def _declined(store: Store) -> tuple[DeclinedTopic, ...]:
    used = "FROM declined_phrasing WHERE removed_at IS NULL"
    asked = {one.of: LateTexts(one) for one in _joined(store, "topic", "text", used)}
    topics = store.rows("SELECT slug, title, reply FROM declined_topic WHERE removed_at IS NULL ORDER BY slug")
    return tuple(DeclinedTopic(**row, phrasings=asked.get(row["slug"], ())) for row in topics)


def _joined(store: Store, of: str, unit: str, where_from: str, parameters: Parameters = ()) -> list[Joined]:
    """The units of `SELECT unit where_from`, joined for each `of`, in its order. Units of one come in the order of an
    index or a key, which SQLite does not promise: where it matters they say their place.

    SQLite joins them into one BLOB, and other threads work on meanwhile, see Store.at_once.
    """
    joined = f"SELECT {of} AS of_it, count(*) AS number, group_concat({unit}, '{RECORD}') AS units {where_from}"
    group = BETWEEN.join(("number", "of_it", "units"))
    strange = " + ".join(f"instr(of_it, '{mark}')" for mark in (GROUP, UNIT))
    at_once = f"count(*), total({strange}), CAST(coalesce(group_concat({group}, '{GROUP}'), '') AS BLOB)"
    grouped = f"SELECT {at_once} FROM ({joined} GROUP BY {of} ORDER BY {of})"
    number, is_strange, text = store.values(grouped, parameters)[0]
    groups = text.split(GROUP.encode()) if text else []
    if len(groups) == number and not is_strange:
        rows = list(map(Joined.read, groups))
        if all(one.is_whole for one in rows):
            return rows
    listed = groupby(store.values(f"SELECT {of}, {unit} {where_from} ORDER BY {of}", parameters), itemgetter(0))
    return [Joined.made(name, [one for _, one in units]) for name, units in listed]
