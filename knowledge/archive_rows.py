"""Rows of the tables <-> values of the model. Pure functions; reads and writes no database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from knowledge.model import Article, District, Official, Pair, Piece

Row = dict[str, Any]
Values = Sequence[Any]

ARTICLE_COLUMNS = (
    "article.id, article.title, article.text, article.outlet, article.said, article.said_inferred, article.said_why, "
    "article.sha256"
)
DISTRICT_COLUMNS = "district.id, district.article, district.name"
ALIAS_COLUMNS = "district, alias"
OFFICIAL_COLUMNS = "official.article, official.name, official.office, official.district"


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
    articles: Iterable[Values], districts: Iterable[Values], aliases: Iterable[Values], officials: Iterable[Values]
) -> tuple[Article, ...]:
    """Articles with their districts and listed officials, in the order of the rows, which have the columns above."""
    names = defaultdict(list)
    for district, alias in aliases:
        names[district].append(alias)
    places = defaultdict(list)
    for number, article, name in districts:
        places[article].append(District(name, tuple(names[number])))
    people = defaultdict(list)
    for article, *official in officials:
        people[article].append(Official(*official))
    return tuple(
        Article(
            id=name,
            title=title,
            text=text,
            outlet=outlet,
            said=said,
            said_inferred=bool(said_inferred),
            said_why=said_why,
            districts=tuple(places[name]),
            officials=tuple(people[name]),
            sha256=sha256,
        )
        for name, title, text, outlet, said, said_inferred, said_why, sha256 in articles
    )
