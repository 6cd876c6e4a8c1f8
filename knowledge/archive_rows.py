"""Rows of the tables <-> values of the model. Pure functions; reads and writes no database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.model import Article, Damage, District, Official, Pair, Passage, Piece, Span

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PairRows:
    """The rows that some pairs are made of, each table in its order; parts without their pair are passed over."""

    pairs: Sequence[Row]
    pieces: Sequence[Row]
    passages: Sequence[Row]
    damage: Sequence[Row]


def article_row(article: Article) -> Row:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "said": article.said,
        "said_inferred": int(article.said_inferred),
        "said_why": article.said_why,
        "sha256": article.sha256,
        "text": article.text,
    }


def pair_row(pair: Pair, position: int, official: int) -> Row:
    return {
        "id": pair.id,
        "article": pair.article_id,
        "position": position,
        "kind": pair.kind,
        "official": official,
        "reporter": pair.reporter,
        "question": pair.question,
        "answer": pair.answer,
    }


def piece_rows(pair: Pair) -> Iterator[Row]:
    """All places of a pair: its question, its answer, and where the answer is printed again."""
    printings = [("question", 0, pair.question_pieces), ("answer", 0, pair.pieces)]
    printings += [("repeat", number, pieces) for number, pieces in enumerate(pair.repeats)]
    for role, printing, pieces in printings:
        for number, piece in enumerate(pieces):
            yield {
                "pair": pair.id,
                "role": role,
                "printing": printing,
                "number": number,
                "start_at": piece.span.start,
                "end_at": piece.span.end,
                "joint": piece.joint,
            }


def passage_rows(pair: Pair) -> Iterator[Row]:
    for number, passage in enumerate(pair.passages):
        yield {"pair": pair.id, "number": number, "text": passage.text, "places": places_text(passage.pieces)}


def damage_rows(pair: Pair) -> Iterator[Row]:
    for number, damage in enumerate(pair.damage):
        yield {
            "pair": pair.id,
            "number": number,
            "kind": damage.kind,
            "start_at": damage.span.start,
            "end_at": damage.span.end,
            "left_out": int(damage.left_out),
        }


def places_text(pieces: Iterable[Piece]) -> str:
    """JSON of the pieces of a passage.

    >>> places_text([Piece(Span(3, 9)), Piece(Span(11, 12), "-")])
    '[[3, 9], [11, 12, "-"]]'
    """
    parts = [[p.span.start, p.span.end, p.joint] if p.joint else [p.span.start, p.span.end] for p in pieces]
    return json.dumps(parts, ensure_ascii=False)


def places_from(texts: Sequence[str]) -> list[tuple[Piece, ...]]:
    """The pieces that `places_text` wrote, for many passages at once (one parse is half the time of loading).

    Raises ValueError if a text is none of its kind.
    """
    try:
        return [
            tuple([Piece(Span(start, end), *joint) for start, end, *joint in places])
            for places in json.loads(f"[{','.join(texts)}]")
        ]
    except TypeError as error:
        raise ValueError("places of a passage, expected [[start, end], …]; `verify` names the passage") from error


def articles_from(
    articles: Iterable[Row], districts: Iterable[Row], aliases: Iterable[Row], officials: Iterable[Row]
) -> tuple[Article, ...]:
    """Articles with their districts and listed officials, in the order of the rows."""
    names = defaultdict(list)
    for alias in aliases:
        names[alias["district"]].append(alias["alias"])
    places = defaultdict(list)
    for row in districts:
        places[row["article"]].append(District(row["name"], tuple(names[row["id"]])))
    people = defaultdict(list)
    for row in officials:
        people[row["article"]].append(Official(row["name"], row["office"], row["district"]))
    return tuple(_article(row, tuple(places[row["id"]]), tuple(people[row["id"]])) for row in articles)


def _article(row: Row, districts: tuple[District, ...], officials: tuple[Official, ...]) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        outlet=row["outlet"],
        said=row["said"],
        said_inferred=bool(row["said_inferred"]),
        said_why=row["said_why"],
        districts=districts,
        officials=officials,
        sha256=row["sha256"],
    )


def pairs_from(rows: PairRows) -> tuple[Pair, ...]:
    """The pairs in the order of their rows; pairs of one official share one Official value."""
    pieces: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.pieces:
        pieces[row["pair"], row["role"]].append(row)
    passages = defaultdict(list)
    places = places_from([row["places"] for row in rows.passages])
    for row, runs in zip(rows.passages, places, strict=True):
        passages[row["pair"]].append(Passage(runs, row["text"]))
    damage = defaultdict(list)
    for row in rows.damage:
        spoilt = Damage(row["kind"], Span(row["start_at"], row["end_at"]), bool(row["left_out"]))
        damage[row["pair"]].append(spoilt)
    officials: dict[int, Official] = {}
    return tuple(
        _pair(row, officials, pieces, tuple(passages[row["id"]]), tuple(damage[row["id"]])) for row in rows.pairs
    )


def _pair(
    row: Row,
    officials: dict[int, Official],
    pieces: defaultdict[tuple[str, str], list[Row]],
    passages: tuple[Passage, ...],
    damage: tuple[Damage, ...],
) -> Pair:
    official = officials.get(row["official"])
    if official is None:
        official = officials[row["official"]] = Official(row["name"], row["office"], row["district"])
    repeats: dict[int, list[Piece]] = {}
    for part in pieces[row["id"], "repeat"]:
        repeats.setdefault(part["printing"], []).append(_piece(part))
    return Pair(
        id=row["id"],
        article_id=row["article"],
        kind=row["kind"],
        official=official,
        reporter=row["reporter"],
        question=row["question"],
        question_pieces=tuple(map(_piece, pieces[row["id"], "question"])),
        answer=row["answer"],
        pieces=tuple(map(_piece, pieces[row["id"], "answer"])),
        passages=passages,
        damage=damage,
        repeats=tuple(map(tuple, repeats.values())),
    )


def _piece(row: Row) -> Piece:
    return Piece(Span(row["start_at"], row["end_at"]), row["joint"])
