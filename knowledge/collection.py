"""Reading the archive: the whole collection, one article, one pair, what changed. Writes nothing.

A few queries however many pairs there are. Withdrawn articles and retired pairs are never part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from knowledge.archive_rows import (
    DAMAGE_COLUMNS,
    PAIR_COLUMNS,
    PIECE_COLUMNS,
    PairRows,
    articles_from,
    pairs_from,
)
from knowledge.collecting import no_collecting
from knowledge.joined import RECORD, UNIT, Joined
from knowledge.late_phrasings import LatePhrasings, LateTexts
from knowledge.model import Article, Collection, DeclinedTopic, Pair, Phrasing
from knowledge.store import Parameters, Store

LIVE_ARTICLE = "article.withdrawn_at IS NULL"
LIVE_PAIR = f"pair.retired_at IS NULL AND {LIVE_ARTICLE}"
PAIR_PARTS = "JOIN pair ON pair.id = {0}.pair JOIN article ON article.id = pair.article"


class UnknownArticle(Exception):
    """No article of this id is stored."""


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change log; see `curation` and `archive` for the words of `what`. at is UTC."""

    version: int
    what: str
    ref: str
    at: str


@dataclass(frozen=True, slots=True)
class ShelfEntry:
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
        pairs=tuple(pair for pair in pairs if not pair.is_beside),
        quotations=tuple(pair for pair in pairs if pair.is_beside),
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
        return _pairs(store, f"{where} AND article.id = ?", [article_id])
    return _pairs(store, where)


def pairs_ever(store: Store, article_id: str) -> tuple[Pair, ...]:
    """All pairs and quotations the article ever had. Retired ones have their words but no places."""
    return _pairs(store, "article.id = ?", [article_id])


def phrasings_of(store: Store, pair_id: str) -> Sequence[Phrasing]:
    """The phrasings in use for one pair."""
    pair = stored_pair(store, pair_id)
    return _phrasings(store, (pair,), "AND phrasing.pair = ?", [pair_id]) if pair else ()


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


def _pairs(store: Store, where: str, parameters: Parameters = ()) -> tuple[Pair, ...]:
    def source(table: str, order: str) -> str:
        some = f"{PAIR_PARTS.format(table)} WHERE {where}" if parameters else ""  # of nearly all, it is sooner read all
        return f"FROM {table} {some} ORDER BY {table}.pair, {order}"

    unit = f"passage.places || '{UNIT}' || passage.text"
    passages = _joined(store, "passage.pair", unit, source("passage", "passage.number"), parameters)
    order = "piece.role, piece.printing, piece.number"
    return pairs_from(
        PairRows(
            store.at_once(
                PAIR_COLUMNS,
                "FROM pair "
                "JOIN official ON official.id = pair.official JOIN article ON article.id = pair.article "
                f"WHERE {where} ORDER BY pair.article, pair.position, pair.id",
                parameters,
            ),
            store.at_once(PIECE_COLUMNS, source("piece", order), parameters),
            passages,
            store.at_once(DAMAGE_COLUMNS, source("damage", "damage.number"), parameters),
        )
    )


def _articles(store: Store, where: str, parameters: Parameters = ()) -> tuple[Article, ...]:
    joined = f"JOIN article ON article.id = {{0}}.article WHERE {where} ORDER BY {{0}}.article, {{0}}.position"
    return articles_from(
        store.rows(f"SELECT article.* FROM article WHERE {where} ORDER BY article.id", parameters),
        store.rows("SELECT district.* FROM district " + joined.format("district"), parameters),
        store.rows("SELECT * FROM district_alias ORDER BY district, position"),
        store.rows(
            "SELECT official.* FROM official "
            + joined.format("official").replace("WHERE", "WHERE official.position IS NOT NULL AND"),
            parameters,
        ),
    )


def _phrasings(
    store: Store, pairs: tuple[Pair, ...], where: str = "", parameters: Parameters = ()
) -> Sequence[Phrasing]:
    """Those in use, pair by pair."""
    shown = {pair.id for pair in pairs}
    used = f"FROM phrasing WHERE removed_at IS NULL {where}"
    rows = _joined(store, "pair", f"ifnull(passage, '') || '{UNIT}' || text", f"{used} ORDER BY pair, id", parameters)
    return LatePhrasings([one for one in rows if one.of in shown])


def _declined(store: Store) -> tuple[DeclinedTopic, ...]:
    used = "FROM declined_phrasing WHERE removed_at IS NULL ORDER BY topic, id"
    asked = {one.of: LateTexts(one) for one in _joined(store, "topic", "text", used)}
    topics = store.rows("SELECT slug, title, reply FROM declined_topic WHERE removed_at IS NULL ORDER BY slug")
    return tuple(DeclinedTopic(**row, phrasings=asked.get(row["slug"], ())) for row in topics)


def _joined(store: Store, of: str, unit: str, where_from: str, parameters: Parameters = ()) -> list[Joined]:
    """The units of `SELECT of, unit where_from`, which is in the order of `of`, joined for each `of`.

    SQLite joins them, and other threads work on meanwhile, see Store.at_once.
    """
    some = f"SELECT {of} AS of_it, {unit} AS unit {where_from}"
    joined = f"SELECT of_it, count(*), group_concat(unit, '{RECORD}') FROM ({some}) GROUP BY of_it"
    rows = [Joined(*row) for row in store.values(joined, parameters)]
    if all(one.is_whole for one in rows):
        return rows
    listed = {
        name: tuple(one for _, one in units) for name, units in groupby(store.values(some, parameters), itemgetter(0))
    }
    return [one._replace(listed=listed[one.of]) for one in rows]
