"""Checks every stored word against its article: spans, answers, passages, hashes, seals, and the database file itself.

Reads plain rows, not the model's values, so that a row somebody altered by hand is reported, not stumbled over.
Changes nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Literal

from msgspec import Struct

from knowledge.archive import text_hash
from knowledge.archive_rows import Row
from knowledge.seals import ARTICLE_PARTS, PAIR_PARTS, seals_of
from knowledge.store import Store

FaultKind = Literal[
    "file damaged",
    "reference broken",
    "article altered",
    "place outside article",
    "question differs",
    "answer differs",
    "answer without place",
    "passage differs",
    "passage outside answer",
    "passage on damage",
    "phrasing without passage",
    "source altered",
    "places altered",
    "withdrawal altered",
    "attribution altered",
    "question altered",
    "answer altered",
    "damage altered",
    "row without seal",
    "row missing",
]
Place = tuple[int, int, str]  # start, end, joint
ALTERED: dict[str, FaultKind] = {
    "source": "source altered",
    "places": "places altered",
    "withdrawal": "withdrawal altered",
    "attribution": "attribution altered",
    "question": "question altered",
    "answer": "answer altered",
    "damage": "damage altered",
}
TELLS_MORE: dict[FaultKind, tuple[FaultKind, ...]] = {
    "source altered": ("article altered",),
    "question altered": ("question differs", "place outside article"),
    "answer altered": (
        *("answer differs", "answer without place", "place outside article"),
        *("passage differs", "passage outside answer", "phrasing without passage"),
    ),
}


class Fault(Struct, frozen=True):
    """What differs and where: article or pair id (or table), and a detail such as a passage's number or the place."""

    kind: FaultKind
    where: str
    detail: str = ""


class Verdict(Struct, frozen=True):
    """faults is empty where everything is as it was printed; the counts say how much was compared."""

    faults: tuple[Fault, ...]
    articles: int = 0
    pairs: int = 0
    passages: int = 0


def verify(store: Store) -> Verdict:
    """Compares everything, withdrawn articles too. A file that SQLite itself cannot read is a fault, not an error."""
    try:
        articles = store.rows("SELECT id, text, sha256 FROM article ORDER BY id")
        faults = [*_file_faults(store), *_article_faults(articles)]
        printed = {row["id"]: str(row["text"]) for row in articles}
        pairs = store.rows("SELECT * FROM pair WHERE retired_at IS NULL ORDER BY article, position")
        pieces = _grouped(store.rows("SELECT * FROM piece ORDER BY pair, role, printing, number"))
        passages = _grouped(store.rows("SELECT * FROM passage ORDER BY pair, number"))
        damage = _grouped(store.rows("SELECT * FROM damage ORDER BY pair, number"))
        for pair in pairs:
            parts = (pieces[pair["id"]], passages[pair["id"]], damage[pair["id"]])
            faults += _pair_faults(pair, printed.get(pair["article"], ""), *parts)
        faults += _phrasing_faults(store)
        told = {(fault.kind, fault.where) for fault in faults}
        faults += (one for one in _seal_faults(store) if told.isdisjoint((kind, one.where) for kind in _by(one.kind)))
    except sqlite3.DatabaseError as error:
        return Verdict((Fault("file damaged", store.path, str(error)),))
    counted = sum(len(passages[pair["id"]]) for pair in pairs)
    return Verdict(tuple(faults), len(articles), len(pairs), counted)


def _file_faults(store: Store) -> Iterator[Fault]:
    for row in store.rows("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield Fault("file damaged", store.path, str(row["integrity_check"]))
    for row in store.rows("PRAGMA foreign_key_check"):
        yield Fault("reference broken", str(row["table"]), f"row {row['rowid']} -> {row['parent']}")


def _article_faults(articles: Iterable[Row]) -> Iterator[Fault]:
    for row in articles:
        found = text_hash(str(row["text"]))
        if found != row["sha256"]:
            yield Fault("article altered", row["id"], f"sha256 {found[:12]}…, expected {row['sha256'][:12]}…")


def _pair_faults(pair: Row, printed: str, pieces: list[Row], passages: list[Row], damage: list[Row]) -> Iterator[Fault]:
    name = pair["id"]
    by_role: defaultdict[str, list[Place]] = defaultdict(list)
    for row in pieces:
        place = _place(row, row["joint"])
        by_role[row["role"]].append(place)
        yield from _outside(name, row["role"], [place], printed)
    for row in damage:
        yield from _outside(name, f"damage {row['number']}", [_place(row)], printed)
    if not by_role["answer"]:
        yield Fault("answer without place", name)
    elif _words(printed, by_role["answer"]) != pair["answer"]:
        yield Fault("answer differs", name, _first_place(by_role["answer"]))
    if _words(printed, by_role["question"]) != (pair["question"] or ""):
        yield Fault("question differs", name, _first_place(by_role["question"]))
    for row in passages:
        yield from _passage_faults({**pair, "printed": printed}, row, by_role["answer"], damage)


def _passage_faults(pair: Row, row: Row, answer: list[Place], damage: list[Row]) -> Iterator[Fault]:
    name, number = pair["id"], f"passage {row['number']}"
    places = _places(row["places"])
    if not places:
        yield Fault("passage differs", name, f"{number}: places {row['places']!r}")
        return
    yield from _outside(name, number, places, pair["printed"])
    detail = f"{number} {_first_place(places)}"
    if _words(pair["printed"], places) != row["text"]:
        yield Fault("passage differs", name, detail)
    if row["text"] not in pair["answer"] or not all(_lies_in(place, answer) for place in places):
        yield Fault("passage outside answer", name, detail)
    spoilt = [_place(row) for row in damage]
    if any(start < stop and begin < end for start, end, _ in places for begin, stop, _ in spoilt):
        yield Fault("passage on damage", name, detail)


def _phrasing_faults(store: Store) -> Iterator[Fault]:
    rows = store.rows(
        "SELECT phrasing.id, phrasing.pair, phrasing.passage FROM phrasing JOIN pair ON pair.id = phrasing.pair "
        "LEFT JOIN passage ON passage.pair = phrasing.pair AND passage.number = phrasing.passage "
        "WHERE phrasing.passage IS NOT NULL AND phrasing.removed_at IS NULL AND pair.retired_at IS NULL "
        "AND passage.pair IS NULL ORDER BY phrasing.id"
    )
    for row in rows:
        yield Fault("phrasing without passage", row["pair"], f"phrasing {row['id']}: passage {row['passage']}")


def _by(kind: FaultKind) -> Collection[FaultKind]:
    """The faults that tell more of the same alteration."""
    return TELLS_MORE.get(kind, ())


def _seal_faults(store: Store) -> Iterator[Fault]:
    """What the text cannot prove: who said it, where it was printed and when, which places are spoilt."""
    now = seals_of(store.rows)
    for table, key, parts, rows in (
        ("article_seal", "article", ARTICLE_PARTS, now.articles),
        ("pair_seal", "pair", PAIR_PARTS, now.pairs),
    ):
        kept = {row[key]: row for row in store.rows(f"SELECT * FROM {table} ORDER BY {key}")}
        for row in rows:
            seal = kept.pop(row[key], None)
            if seal is None:
                yield Fault("row without seal", row[key])
            else:
                yield from (Fault(ALTERED[part], row[key]) for part in parts if row[part] != seal[part])
        yield from (Fault("row missing", name) for name in kept)


def _grouped(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["pair"]].append(row)
    return groups


def _place(row: Row, joint: str = "") -> Place:
    """SQLite keeps any value in any column: what is no number becomes a place outside of every article."""
    start, end = (row[name] if isinstance(row[name], int) else -1 for name in ("start_at", "end_at"))
    return start, end, joint


def _outside(name: str, role: str, places: Iterable[Place], printed: str) -> Iterator[Fault]:
    for start, end, _ in places:
        if not 0 <= start <= end <= len(printed):
            yield Fault("place outside article", name, f"{role} ({start}, {end}) of {len(printed)}")


def _words(printed: str, places: Iterable[Place]) -> str:
    return "".join(chain.from_iterable((joint, printed[max(start, 0) : max(end, 0)]) for start, end, joint in places))


def _lies_in(place: Place, answer: Iterable[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end, _ in answer)


def _first_place(places: list[Place]) -> str:
    return f"({places[0][0]}, {places[0][1]})" if places else "()"


def _places(text: str) -> list[Place]:
    """The places of a passage, [] where the column holds something else."""
    try:
        places = [(start, end, *joint, "")[:3] for start, end, *joint in json.loads(text)]
    except (TypeError, ValueError):
        return []
    sound = all(isinstance(place[0], int) and isinstance(place[1], int) for place in places)
    return [(start, end, str(joint)) for start, end, joint in places] if sound else []
