"""Rows of the tables <-> values of the model. Pure functions; reads and writes no database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from knowledge.joined import Joined
from knowledge.late import LatePassages, LatePieces
from knowledge.model import Article, Damage, District, Official, Pair, Piece, Span

Row = dict[str, Any]
Values = Sequence[Any]

PAIR_COLUMNS = (
    "pair.id, pair.article, pair.kind, pair.by_paper, pair.reporter, pair.question, pair.answer, "
    "official.id, official.name, official.office, official.district"
)
PIECE_COLUMNS = "piece.pair, piece.role, piece.printing, piece.start_at, piece.end_at, piece.joint"
DAMAGE_COLUMNS = "damage.pair, damage.kind, damage.start_at, damage.end_at, damage.left_out"


@dataclass(frozen=True, slots=True)
class PairRows:
    """The rows that some pairs are made of, each table ordered by its key and with its columns above.

    passages: joined for each pair, see LatePassages. Parts without their pair are passed over.
    """

    pairs: Sequence[Values]
    pieces: Sequence[Values]
    passages: Sequence[Joined]
    damage: Sequence[Values]


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
        "kind": "quotation" if pair.by_paper else pair.kind,
        "by_paper": int(pair.by_paper),
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
    pieces = {printing: tuple(some) for printing, some in groupby(rows.pieces, itemgetter(0, 1))}
    passages = {one.of: one for one in rows.passages}
    damage: defaultdict[str, list[Damage]] = defaultdict(list)
    for pair, kind, start, end, left_out in rows.damage:
        damage[pair].append(Damage(kind, Span(start, end), bool(left_out)))
    officials: dict[int, Official] = {}
    return tuple([_pair(row, officials, pieces, passages, damage) for row in rows.pairs])


def _pair(
    row: Values,
    officials: dict[int, Official],
    pieces: Mapping[tuple[str, str], Sequence[Values]],
    passages: Mapping[str, Joined],
    damage: Mapping[str, list[Damage]],
) -> Pair:
    name, article, kind, by_paper, reporter, question, answer, official_id, *of_official = row
    official = officials.get(official_id) or officials.setdefault(official_id, Official(*of_official))
    repeats = groupby(pieces.get((name, "repeat"), ()), itemgetter(2))
    return Pair(
        id=name,
        article_id=article,
        kind="lead" if by_paper else kind,
        official=official,
        reporter=reporter,
        question=question,
        question_pieces=LatePieces(pieces.get((name, "question"), ())),
        answer=answer,
        pieces=LatePieces(pieces.get((name, "answer"), ())),
        passages=LatePassages.of(passages[name]) if name in passages else (),
        damage=tuple(damage.get(name, ())),
        repeats=tuple([LatePieces(tuple(some)) for _, some in repeats]),
    )
