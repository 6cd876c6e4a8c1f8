"""From a pair to a Quote: an official's words with their source, checked against the article first. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot import phrases
from bot.conversation import Quote
from knowledge.model import Article, Pair, Piece, render


class NotVerbatim(Exception):
    """A stored answer differs from its article: it must not be quoted."""


def quote_of(pair: Pair, article: Article, passage: int | None) -> Quote:
    """The pair with its highlight: the passage of that number, for None the first one. Raises NotVerbatim."""
    if render(article.text, pair.pieces) != pair.answer:
        raise NotVerbatim(f"pair {pair.id}: the stored answer differs from article {article.id} at its spans")
    pieces = _highlight_pieces(pair, passage)
    highlight = render(article.text, pieces)
    start = _place(pair, pieces)
    if not highlight or pair.answer[start : start + len(highlight)] != highlight:
        raise NotVerbatim(f"pair {pair.id}: its passage {passage} is not part of the answer")
    return Quote(
        pair=pair.id,
        official=pair.official.name,
        office=pair.official.office,
        district=pair.official.district,
        outlet=article.outlet,
        said=article.said,
        said_inferred=article.said_inferred,
        said_text=said_text(article),
        article=article.id,
        article_title=article.title,
        question=pair.question,
        reporter=pair.reporter,
        answer=pair.answer,
        highlight=highlight,
        highlight_at=(start, start + len(highlight)),
        spans=tuple((span.start, span.end) for span in pair.spans),
        highlight_spans=tuple((piece.span.start, piece.span.end) for piece in pieces),
        damage=tuple((one.kind, one.span.start, one.span.end) for one in pair.damage),
        by_paper=pair.by_paper,
    )


def _place(pair: Pair, pieces: Sequence[Piece]) -> int:
    """Where in the answer the pieces begin; its end where they are no part of it. Words may be printed twice in it."""
    passed = 0
    for piece in pair.pieces:
        passed += len(piece.joint)
        if pieces and piece.span.covers(pieces[0].span):
            return passed + pieces[0].span.start - piece.span.start
        passed += piece.span.end - piece.span.start
    return passed


def _highlight_pieces(pair: Pair, passage: int | None) -> Sequence[Piece]:
    if not pair.passages:
        return pair.pieces
    return pair.passages[passage if passage is not None and passage < len(pair.passages) else 0].pieces


def said_text(article: Article) -> str:
    """The date as a visitor reads it: "2021-06" as 2021年6月, with a word where it was inferred."""
    parts = article.said.split("-") if article.said else []
    if not parts:
        return phrases.SAID_UNKNOWN
    units = (phrases.YEAR, phrases.MONTH, phrases.DAY)
    numbers = [part.lstrip("0") if place else part for place, part in enumerate(parts)]
    written = "".join(number + unit for number, unit in zip(numbers, units, strict=False))
    return written + (phrases.SAID_INFERRED if article.said_inferred else "")
