"""Exchanges -> drafts: each answer as pieces, mended, with its official and what was found in it. Numbers nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from knowledge.exchange import Exchange
from knowledge.lines import BLANK, is_finished
from knowledge.model import Damage, Official, Pair, Piece, Span, render
from knowledge.newsroom import plain
from knowledge.passages import cut
from knowledge.people import People
from knowledge.repair import clause_around, is_item, join, mend, question_tails
from knowledge.repeats import Said
from knowledge.turns import Turn

LONG_ENOUGH_TO_BREAK_OFF = 40
_NOBODY = frozenset(
    ["问", "Q", "Ｑ", "追问", "提问", "记", "有记者", "有人", "发问", "采访者", "访谈者", "访问者", "提问者"]
)


class Draft(Struct, frozen=True):
    """A pair before it has a number."""

    exchange: Exchange
    official: Official
    question: str | None
    question_pieces: tuple[Piece, ...]
    pieces: tuple[Piece, ...]
    answer: str
    damage: tuple[Damage, ...]
    joined: tuple[tuple[int, int], ...]
    unfinished: bool
    candidates: tuple[str, ...]

    @property
    def line(self) -> int:
        return self.exchange.answer.line

    @property
    def said(self) -> Said:
        return Said(self.official.name, self.question, self.answer)

    def pair(self, article_id: str, pair_id: str, text: str, repeats: tuple[tuple[Piece, ...], ...]) -> Pair:
        return Pair(
            id=pair_id,
            article_id=article_id,
            kind=self.exchange.kind,
            official=self.official,
            reporter=reporter_of(self.exchange.question),
            question=self.question,
            question_pieces=self.question_pieces,
            answer=self.answer,
            pieces=self.pieces,
            passages=cut(text, self.pieces, self.damage),
            damage=self.damage,
            repeats=repeats,
        )


def reporter_of(question: Turn | None) -> str:
    """Who asks, as printed: an outlet or a role; 记者 for a bare 问; "" where the question has no label."""
    if question is None or question.label is None:
        return ""
    return "记者" if plain(question.key) in _NOBODY or not re.search(r"\w", question.key) else question.key


def drafts_of(text: str, exchanges: Sequence[Exchange], people: People) -> list[Draft]:
    """The drafts in order of the article."""
    questions = [join(text, one.question.parts) if one.question else ((), []) for one in exchanges]
    printed = [render(text, pieces) for pieces, _ in questions]
    tails = question_tails(printed)
    answers = [join(text, one.answer.parts) for one in exchanges]
    usually_finished = _usually_finished(exchanges)
    drafts = []
    for exchange, (asked, asked_joins), words, (pieces, joins) in zip(
        exchanges, questions, printed, answers, strict=True
    ):
        kept, damage = mend(text, pieces, tails)
        unfinished = usually_finished and _breaks_off(exchange.answer)
        if unfinished:
            damage = _with_open_end(text, kept, damage)
        official = people.official(exchange.answer)
        drafts.append(
            Draft(
                exchange,
                official,
                words or None,
                asked,
                kept,
                render(text, kept),
                damage,
                tuple(asked_joins + joins),
                unfinished,
                people.candidates(exchange.answer) if not official.name else (),
            )
        )
    return drafts


def _usually_finished(exchanges: Sequence[Exchange]) -> bool:
    finished = sum(is_finished(one.answer.parts[-1].text) for one in exchanges)
    return finished * 5 >= len(exchanges) * 4


def _breaks_off(turn: Turn) -> bool:
    last = turn.parts[-1].text
    if turn.parts[-1].item or (len(turn.parts) > 1 and all(is_item(part) for part in turn.parts[-2:])):
        return False  # items of a list have no full stop
    return (
        not is_finished(last) and len(turn.text) >= LONG_ENOUGH_TO_BREAK_OFF and bool(re.search("[。！？]", turn.text))
    )


def _with_open_end(text: str, pieces: Sequence[Piece], damage: tuple[Damage, ...]) -> tuple[Damage, ...]:
    last = pieces[-1].span
    if last.start == last.end:
        return damage
    clause = clause_around(text, last.end - 1, last)
    start = clause.start + len(clause.of(text)) - len(clause.of(text).lstrip(BLANK))
    span = Span(start, clause.end)
    if start >= clause.end or any(one.span.overlaps(span) for one in damage):
        return damage
    return tuple(sorted((*damage, Damage("breaks off", span, left_out=False)), key=lambda one: one.span))
