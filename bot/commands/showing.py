"""One pair laid out for the terminal: who said it, where it stands in the article, damage, passages and phrasings."""

from __future__ import annotations

from collections.abc import Iterator

from bot import phrases_commands as words
from bot.table import clip
from knowledge.collection import stored_article
from knowledge.curation import KeptPhrasing, phrasing_history
from knowledge.model import Article, Pair, Span
from knowledge.store import Store

CONTEXT_LINES = 2
CONTEXT_COLUMNS = 76
EXAMPLES = 3
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def show_pair(store: Store, pair: Pair, *, bold: bool, every_phrasing: bool = False) -> Iterator[str]:
    """The lines to print. Raises ValueError if the article is not stored, which foreign keys forbid."""
    article = stored_article(store, pair.article_id)
    if article is None:
        raise ValueError(f"article {pair.article_id!r} of pair {pair.id!r}, expected it in the store")
    yield from _heading(pair, article)
    yield ""
    yield words.SHOW_PLACE
    yield from place_in_article(article.text, pair.spans, bold=bold)
    yield ""
    for pieces in pair.repeats:
        lines = sorted({_line_of(article.text, piece.span.start) for piece in pieces})
        yield words.SHOW_REPEATS.format(lines="、".join(map(str, lines)))
    for damage in pair.damage:
        yield words.SHOW_DAMAGE.format(
            line=_line_of(article.text, damage.span.start),
            kind=words.DAMAGE_KINDS.get(damage.kind, damage.kind),
            treatment=words.LEFT_OUT if damage.left_out else words.KEPT,
            words=damage.span.of(article.text),
        )
    yield from _passages(pair, phrasing_history(store, pair.id), every_phrasing=every_phrasing)


def place_in_article(text: str, spans: tuple[Span, ...], *, bold: bool) -> Iterator[str]:
    """The lines of the answer, marked ">" and numbered from 1, with two printed lines before and after for context."""
    lines = _numbered(text)
    own = [n for n, (_, span) in enumerate(lines) if any(span.overlaps(part) for part in spans)]
    if not own:
        return
    context = {*range(own[0] - CONTEXT_LINES, own[-1] + CONTEXT_LINES + 1)}
    before = 0
    for n, (number, span) in enumerate(lines):
        if n not in context:
            continue
        if before and n != before + 1:
            yield "     …"
        before = n
        if n in own:
            yield f"> {number:>4} {_marked(text, span, spans) if bold else span.of(text)}"
        else:
            yield f"  {number:>4} {clip(span.of(text), CONTEXT_COLUMNS)}"


def _heading(pair: Pair, article: Article) -> Iterator[str]:
    said = words.SAID_INFERRED.format(said=article.said) if article.said_inferred else article.said
    yield words.SHOW_OFFICIAL.format(pair=pair.id, official=pair.official.name, office=pair.official.office)
    yield words.SHOW_SOURCE.format(outlet=article.outlet, said=said, title=article.title, article=article.id)
    if article.said_why:
        yield words.SHOW_WHY_SAID.format(why=article.said_why)
    if pair.question is None:
        yield words.NO_QUESTION[pair.kind]
    else:
        yield words.SHOW_QUESTION.format(reporter=pair.reporter, question=pair.question)


def _passages(pair: Pair, history: tuple[KeptPhrasing, ...], *, every_phrasing: bool) -> Iterator[str]:
    live = [kept for kept in history if not kept.removed_at]
    yield words.SHOW_PASSAGES
    places = [*((n, passage.text) for n, passage in enumerate(pair.passages)), (None, words.SHOW_WHOLE)]
    for number, text in places:
        asked = [kept for kept in live if kept.passage == number]
        if number is not None or asked:
            label = "*" if number is None else number + 1
            yield words.SHOW_PASSAGE.format(number=label, text=text, phrasings=len(asked))
        for kept in asked if every_phrasing else asked[:EXAMPLES]:
            yield _phrasing_line(kept) if every_phrasing else words.SHOW_PHRASING.format(text=kept.text)


def _phrasing_line(kept: KeptPhrasing) -> str:
    origin = words.ORIGINS[kept.origin]
    return words.SHOW_KEPT_PHRASING.format(
        id=kept.id, text=kept.text, origin=origin, who=kept.added_by, at=kept.added_at[:10]
    )


def _numbered(text: str) -> list[tuple[int, Span]]:
    """The lines that hold words, with their number in the file (first line = 1) and their place."""
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append((number, Span(start, start + len(line))))
        start += len(line) + 1
    return lines


def _marked(text: str, line: Span, spans: tuple[Span, ...]) -> str:
    """The line with the parts that belong to the answer in bold."""
    marked, at = "", line.start
    for part in sorted(span for span in spans if span.overlaps(line)):
        start, end = max(part.start, line.start), min(part.end, line.end)
        marked += f"{text[at:start]}{BOLD}{text[start:end]}{PLAIN}"
        at = end
    return marked + text[at : line.end]


def _line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1
