"""Interviews built by hand, with true places: what the tests of the store need instead of a reader."""

from __future__ import annotations

import re

from msgspec import Struct

from knowledge.model import (
    DAMAGE_MARK,
    Article,
    Damage,
    District,
    Interview,
    Official,
    Pair,
    Passage,
    Piece,
    Span,
    render,
)
from knowledge.schema import prepare
from knowledge.store import Store

OFFICIAL = Official("张三", "天元区区长", "天元区")
DISTRICTS = (District("天元区", ("天元", "河西")), District("茶陵县"))


class Said(Struct, frozen=True):
    """A question and its answer; a "|" in the answer ends a passage, "#and#" is a foreign word that is left out."""

    question: str | None
    answer: str
    official: Official = OFFICIAL
    quotation: bool = False


def fresh_store(path: str = ":memory:") -> Store:
    store = Store(path)
    prepare(store)
    return store


def build(
    article_id: str, *told: Said, title: str = "访谈", said: str = "2021-06", doubts: tuple[str, ...] = ()
) -> Interview:
    """Pairs are numbered from 1 in the order given."""
    text, pairs = f"{title}\n\n", []
    for number, one in enumerate(told, 1):
        pair, text = _pair(f"{article_id}-{number}", article_id, one, text)
        pairs.append(pair)
    officials = tuple(dict.fromkeys(one.official for one in told))
    article = Article(article_id, title, text, "株洲日报", said, True, "推定", DISTRICTS, officials)
    return Interview(
        article,
        tuple(pair for pair in pairs if pair.kind != "quotation"),
        tuple(pair for pair in pairs if pair.kind == "quotation"),
        ("接上了断句",),
        doubts,
    )


def _pair(name: str, article_id: str, one: Said, text: str) -> tuple[Pair, str]:
    asked: tuple[Piece, ...] = ()
    if one.question is not None:
        text += "记者："
        asked = (Piece(Span(len(text), len(text) + len(one.question))),)
        text += one.question + "\n"
    text += f"{one.official.name}："
    pieces: list[Piece] = []
    passages: list[Passage] = []
    damage: list[Damage] = []
    for part in re.split(r"(#.*?#|\|)", one.answer):
        span = Span(len(text), len(text) + len(part.strip("#|")))
        text += part.strip("#|")
        if part.startswith("#"):
            damage.append(Damage("foreign word", span, left_out=True))
        elif part.strip("|"):
            pieces.append(Piece(span, DAMAGE_MARK if len(damage) > sum(p.joint == DAMAGE_MARK for p in pieces) else ""))
            passages.append(Passage((Piece(span),), span.of(text)))
    text += "\n\n"
    pair = Pair(
        id=name,
        article_id=article_id,
        kind="quotation" if one.quotation else "answer" if one.question is not None else "statement",
        official=one.official,
        reporter="记者" if one.question is not None else "",
        question=one.question,
        question_pieces=asked,
        answer=render(text, pieces),
        pieces=tuple(pieces),
        passages=tuple(passages),
        damage=tuple(damage),
        repeats=(asked,) if asked else (),
    )
    return pair, text
