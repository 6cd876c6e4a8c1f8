"""Interviews and pairs as the objects that `import --json` and `pairs --json` print. The wire names live here only."""

from __future__ import annotations

from typing import Any

from knowledge.model import Article, Interview, Pair, Span

Wire = dict[str, Any]


def interview_object(interview: Interview) -> Wire:
    """What an import stores, or would store: one object a file (design.md)."""
    text = interview.article.text
    return {
        "article": _article_object(interview.article),
        "pairs": [pair_object(pair, text) for pair in interview.pairs],
        "quotations": [pair_object(pair, text) for pair in interview.quotations if not pair.by_paper],
        "leads": [pair_object(pair, text) for pair in interview.quotations if pair.by_paper],
        "repairs": list(interview.repairs),
        "doubts": list(interview.doubts),
    }


def pair_object(pair: Pair, text: str) -> Wire:
    """A pair with all its places in the article's text, which must be at hand for the damaged words."""
    return {
        "id": pair.id,
        "kind": pair.kind,
        "question": pair.question,
        "reporter": pair.reporter,
        "official": pair.official.name,
        "office": pair.official.office,
        "district": pair.official.district,
        "answer": pair.answer,
        "spans": [_span(span) for span in pair.spans],
        "question_spans": [_span(piece.span) for piece in pair.question_pieces],
        "repeats": [[_span(piece.span) for piece in pieces] for pieces in pair.repeats],
        "damage": [
            {"kind": damage.kind, "span": _span(damage.span), "left_out": damage.left_out, "text": damage.span.of(text)}
            for damage in pair.damage
        ],
        "passages": [
            {"text": passage.text, "spans": [_span(span) for span in passage.spans]} for passage in pair.passages
        ],
    }


def _article_object(article: Article) -> Wire:
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "said": article.said,
        "said_inferred": article.said_inferred,
        "said_why": article.said_why,
        "districts": [{"name": place.name, "aliases": list(place.aliases)} for place in article.districts],
        "officials": [
            {"name": official.name, "office": official.office, "district": official.district}
            for official in article.officials
        ],
        "sha256": article.sha256,
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
