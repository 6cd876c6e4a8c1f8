"""Article text -> interview: who asks, who answers, pair by pair, each answer verbatim at its spans. Pure functions.

Puts the parts together: lines, voices, turns, exchanges, people, then drafts (repair, passages) and what is told to a
person. Reads no file, stores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from msgspec.structs import replace

from knowledge import remarks
from knowledge.drafts import Draft, drafts_of
from knowledge.exchange import pair_up
from knowledge.headed import is_manual, question_lines
from knowledge.keep_ids import keep_ids, pair_id
from knowledge.labels import find, stated
from knowledge.leads import leads
from knowledge.lines import Mark, Paragraph, paragraphs, split_at
from knowledge.masthead import masthead
from knowledge.model import Article, District, Interview, Official, Pair, Piece, render
from knowledge.passages import cut
from knowledge.people import People, named_in
from knowledge.quotations import quoted
from knowledge.repeats import printed_twice
from knowledge.review import review, without_source
from knowledge.sidecar import Sidecar
from knowledge.turns import Script, read
from knowledge.voices import cast, labelled_within

__all__ = ["keep_ids", "read_interview"]

UNNAMED = "报道"  # a paper whose name the page does not tell


def read_interview(
    article_id: str, title: str, text: str, sidecar: Sidecar | None = None, marks: Iterable[Mark] = ()
) -> Interview:
    """The interview in a text; no pairs and a doubt that says so where nobody is asked. Raises on no text.

    marks: what `formats.Document.marks` knows of headings and bold lines; without them the text alone decides.
    """
    notes = sidecar or Sidecar()
    lines = paragraphs(text, marks)
    headline = title or (lines[0].text if lines else "")
    script = _script(text, lines, headline, notes)
    people = People(headline, script, notes)
    exchanges, doubts = pair_up(script.turns, people.guests)
    drafts = drafts_of(text, exchanges, people)
    if is_manual(headline) and not any(draft.official.name for draft in drafts):
        drafts = []
    repeats, doubtful = printed_twice([draft.said for draft in drafts])
    pairs = _pairs(article_id, text, drafts, repeats)
    quotations = _quotations(article_id, text, script, [pair.official for pair in pairs])
    printed = _with_masthead(notes, script)
    article = _article(article_id, notes.title or headline, text, printed, (*pairs, *quotations))
    paper = printed.outlet or UNNAMED
    beside = (*quotations, *_leads(article_id, text, script, paper, quotations)) if pairs else ()
    repairs, more = review(text, drafts, repeats, doubtful, script)
    found = [*without_source(article), *doubts, *more] if pairs else [remarks.NOT_INTERVIEW, *doubts]
    return Interview(article, pairs, beside, tuple(repairs), tuple(dict.fromkeys(found)))


def _script(text: str, whole: Sequence[Paragraph], headline: str, notes: Sidecar) -> Script:
    known = named_in(headline, whole, notes)
    opening = find(headline)
    headline = "" if opening and stated(opening) == "asks" else headline  # no title: the interview begins at once
    within = labelled_within(whole)
    voices = cast(split_at(text, whole, within, headline), known)
    lines = split_at(text, whole, within | {voice.label.name for voice in voices.values()}, headline)
    if len(lines) > len(whole):
        voices = cast(lines, known)
    questions = question_lines(lines, voices, headline, called_interview=bool(notes.officials))
    return read(lines, voices, questions)


def _with_masthead(notes: Sidecar, script: Script) -> Sidecar:
    """What the sidecar says, and the page where the sidecar is silent."""
    page = masthead(script)
    inferred = notes.said_inferred and bool(notes.said)
    return replace(notes, outlet=notes.outlet or page.outlet, said=notes.said or page.said, said_inferred=inferred)


def _pairs(article_id: str, text: str, drafts: Sequence[Draft], repeats: dict[int, int]) -> tuple[Pair, ...]:
    again: dict[int, list[tuple[Piece, ...]]] = {}
    for number, first in repeats.items():
        again.setdefault(first, []).append(drafts[number].pieces)
    kept = [number for number in range(len(drafts)) if number not in repeats]
    return tuple(
        drafts[number].pair(article_id, pair_id(article_id, order), text, tuple(again.get(number, ())))
        for order, number in enumerate(kept, start=1)
    )


def _quotations(article_id: str, text: str, script: Script, officials: Sequence[Official]) -> tuple[Pair, ...]:
    """What leads quote of officials who also answer."""
    known = {official.name: official for official in officials if official.name}
    found = [one for aside in script.asides for one in quoted(aside.paragraph, tuple(known))] if known else []
    return tuple(
        _beside(pair_id(article_id, order, "quotation"), article_id, known[name], text, (Piece(span),))
        for order, (name, span) in enumerate(found, start=1)
    )


def _leads(article_id: str, text: str, script: Script, paper: str, quotations: Sequence[Pair]) -> Iterator[Pair]:
    """What the paper itself says above the interviews, under its name."""
    for order, (kind, pieces) in enumerate(leads(script, [span for one in quotations for span in one.spans]), start=1):
        named = pair_id(article_id, order, "lead")
        yield replace(_beside(named, article_id, Official(paper, kind), text, pieces), kind="lead")


def _beside(name: str, article_id: str, official: Official, text: str, pieces: tuple[Piece, ...]) -> Pair:
    """Words that stand beside the pairs: nobody asks for them."""
    return Pair(
        id=name,
        article_id=article_id,
        kind="quotation",
        official=official,
        reporter="",
        question=None,
        question_pieces=(),
        answer=render(text, pieces),
        pieces=pieces,
        passages=cut(text, pieces),
    )


def _districts(notes: Sidecar, officials: Iterable[Official]) -> tuple[District, ...]:
    """Those of the sidecar, and those that offices name besides."""
    known = {one.name for one in notes.districts} | {""}
    read = dict.fromkeys(one.district for one in officials if one.district not in known)
    return (*notes.districts, *(District(name) for name in read))


def _article(article_id: str, title: str, text: str, notes: Sidecar, pairs: Sequence[Pair]) -> Article:
    officials = tuple(dict.fromkeys(pair.official for pair in pairs if pair.official.name))
    return Article(
        id=article_id,
        title=title,
        text=text,
        outlet=notes.outlet,
        said=notes.said,
        said_inferred=notes.said_inferred,
        said_why=notes.said_why,
        districts=_districts(notes, officials),
        officials=officials,
        sha256=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
