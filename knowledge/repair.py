"""Parts of a turn -> pieces, and what the print spoilt: broken lines, stray questions, foreign words, lone marks.

Everything is found by rule and told as Damage with its place; no character of the text is ever changed or added.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from knowledge.intervals import Intervals
from knowledge.lines import BLANK, CLOSERS, is_finished, starts_item
from knowledge.model import DAMAGE_MARK, PARAGRAPH, Damage, Piece, Span
from knowledge.newsroom import ORDINAL, STRAY_WORDS
from knowledge.turns import Part

CLAUSE_MARKS = "，,；;。！？!?：:\n"
SENTENCE_MARKS = "。！？!?"
TAIL = 8  # characters by which a stray question is recognised
SHORTEST_STRAY = 10
LONGEST_CLAUSE = 300
SHORTEST_BROKEN = 5
OPEN_TO_CLOSE = {"“": "”", "「": "」", "『": "』"}
_CLOSES = {closing: opening for opening, closing in OPEN_TO_CLOSE.items()}
_SENTENCE_END = re.compile(rf"[{SENTENCE_MARKS}]+[{re.escape(CLOSERS)}]*")
_FOREIGN = re.compile(
    r"(?<=[一-鿿，、；：。”）》])[ \u3000]{0,4}([a-z]{2,12}(?: [a-z]{1,12}){0,3})[ \u3000]{0,4}(?=[一-鿿“（《])"
)


def join(text: str, parts: Sequence[Part]) -> tuple[tuple[Piece, ...], list[tuple[int, int]]]:
    """The parts as pieces; a sentence broken over two lines is joined. Also the pairs of lines that were joined."""
    pieces: list[Piece] = []
    joined: list[tuple[int, int]] = []
    before: Part | None = None
    loose = False  # in a list whose items have no full stop
    for part in parts:
        loose = before is not None and is_item(before) and (loose or (is_item(part) and not is_finished(before.text)))
        if before is None:
            pieces.append(Piece(part.span))
        elif loose or not _is_broken(before, part):
            pieces.append(Piece(part.span, PARAGRAPH))
        else:
            joined.append((before.line, part.line))
            gap = text[before.span.end : part.span.start]
            if _needs_space(text, before.span.end, part.span.start) and not gap.strip(BLANK + "\n"):
                pieces[-1] = Piece(Span(pieces[-1].span.start, part.span.end), pieces[-1].joint)
            else:
                pieces.append(Piece(part.span))
        before = part
    return tuple(pieces), joined


def _is_broken(before: Part, after: Part) -> bool:
    if is_finished(before.text) or before.item or is_item(after):
        return False
    in_number = before.text[-1:].isdigit() and after.text[:1].isdigit()
    return len(before.text) >= SHORTEST_BROKEN or before.text.endswith(("，", "、")) or in_number


def is_item(part: Part) -> bool:
    return part.item or starts_item(part.text)


def _needs_space(text: str, end: int, start: int) -> bool:
    return bool(re.match(r"[A-Za-z0-9,;]\Z", text[end - 1 : end]) and re.match(r"[A-Za-z]", text[start : start + 1]))


def question_tails(questions: Iterable[str]) -> dict[str, str]:
    """The questions by the last words before each of their question marks: what `mend` looks strays up in."""
    tails: dict[str, str] = {}
    for question in questions:
        for mark in re.finditer(r"[？?]", question):
            if mark.end() >= TAIL:
                tails.setdefault(question[mark.end() - TAIL : mark.end()], question[: mark.end()])
    return tails


def mend(text: str, pieces: tuple[Piece, ...], tails: dict[str, str]) -> tuple[tuple[Piece, ...], tuple[Damage, ...]]:
    """The pieces without what is left out, and all damage in order of place."""
    strays = [stray for piece in pieces for stray in _stray_questions(text, piece.span, tails)]
    taken = Intervals(strays)
    words = [word for piece in pieces for word in _foreign_words(text, piece.span) if not taken.meets(word)]
    kept = leave_out(pieces, sorted(strays + words))
    damage = [Damage("stray question", stray, left_out=True) for stray in strays]
    damage += [Damage("foreign word", word, left_out=True) for word in words]
    damage += [Damage("breaks off", rest, left_out=False) for rest in _rests_after(text, kept, strays)]
    told = Intervals(one.span for one in damage)
    damage += [
        Damage("unbalanced quotation", clause, left_out=False)
        for clause in dict.fromkeys(_lone_quotation_marks(text, kept))
        if not told.meets(clause)
    ]
    return kept, tuple(sorted(damage, key=lambda one: one.span))


def leave_out(pieces: Sequence[Piece], holes: Sequence[Span]) -> tuple[Piece, ...]:
    """The pieces without the holes, DAMAGE_MARK where words were. holes in order, each inside one piece.

    >>> leave_out([Piece(Span(0, 9))], [Span(3, 6)])
    (Piece(span=Span(start=0, end=3), joint=''), Piece(span=Span(start=6, end=9), joint='〔原文此处缺损〕'))
    """
    if not holes:
        return tuple(pieces)
    kept: list[Piece] = []
    waiting = list(reversed(holes))
    pending = False
    for piece in pieces:
        start, joint = piece.span.start, piece.joint
        while waiting and waiting[-1].start < piece.span.end:
            hole = waiting.pop()
            if hole.start > start or not kept:
                kept.append(Piece(Span(start, hole.start), DAMAGE_MARK if pending else joint))
            start, pending = hole.end, True
        if start < piece.span.end:
            kept.append(Piece(Span(start, piece.span.end), DAMAGE_MARK if pending else joint))
            pending = False
    if pending:
        kept.append(Piece(Span(pieces[-1].span.end, pieces[-1].span.end), DAMAGE_MARK))
    return tuple(kept)


def _stray_questions(text: str, span: Span, tails: dict[str, str]) -> Iterator[Span]:
    """Words of a question inside an answer: they end like the question and start in mid-sentence."""
    floor = span.start
    for mark in re.finditer(r"[？?]", span.of(text)):
        end = span.start + mark.end()
        question = tails.get(text[max(floor, end - TAIL) : end])
        if question is None:
            continue
        start = _start_of_common(text, floor, end, question)
        in_sentence = start > floor and text[start - 1] not in CLAUSE_MARKS + "“「『"
        cut_off = end == span.end and bool(re.search(r"[。！]", text[start : end - 1]))
        if end - start >= SHORTEST_STRAY and start > span.start and (in_sentence or cut_off):
            yield Span(start, end)
            floor = end


def _start_of_common(text: str, floor: int, end: int, question: str) -> int:
    """Where the words that end at `end` and are the question's last words begin; a list marker is not one of them."""
    start, place = end, len(question)
    while start > floor and place > 0 and text[start - 1] == question[place - 1]:
        start, place = start - 1, place - 1
    for back in range(1, 4):
        marker = ORDINAL.match(text, max(floor, start - back))
        if marker and marker.start() < start < marker.end():
            return marker.end()
    return start


def _foreign_words(text: str, span: Span) -> Iterator[Span]:
    words = span.of(text)
    for found in _FOREIGN.finditer(words):
        before = words[max(0, found.start() - 200) : found.start()]
        quoted = any(before.count(a) > before.count(b) for a, b in (*OPEN_TO_CLOSE.items(), ("《", "》")))
        if not quoted and all(word in STRAY_WORDS for word in found[1].split()):
            yield Span(span.start + found.start(), span.start + found.end())


def _rests_after(text: str, pieces: Sequence[Piece], holes: Sequence[Span]) -> Iterator[Span]:
    """The broken remainders of sentences right after words that were left out."""
    starts = [piece.span.start for piece in pieces]
    for hole in holes:
        place = bisect_left(starts, hole.end)
        if place < len(pieces) and pieces[place].span.start < pieces[place].span.end:
            after = pieces[place].span
            yield Span(after.start, sentence_end(text, after.start, after.end))


def sentence_end(text: str, start: int, stop: int) -> int:
    """The place behind the first sentence at or after `start`, closing marks included; `stop` if none ends."""
    found = _SENTENCE_END.search(text, start, stop)
    return found.end() if found else stop


def clause_around(text: str, place: int, span: Span) -> Span:
    """The clause of `span` that holds the character at `place`, its closing mark included; 300 characters a side."""
    span = Span(max(span.start, place - LONGEST_CLAUSE), min(span.end, place + LONGEST_CLAUSE))
    start = place
    while start > span.start and text[start - 1] not in CLAUSE_MARKS:
        start -= 1
    end = place
    while end < span.end and text[end] not in CLAUSE_MARKS:
        end += 1
    return Span(start, min(end + 1, span.end))


def _lone_quotation_marks(text: str, pieces: Sequence[Piece]) -> list[Span]:
    """The clauses around quotation marks that have no partner in the answer."""
    waiting: list[tuple[int, Span]] = []
    lone: list[tuple[int, Span]] = []
    for piece in pieces:
        for place in range(piece.span.start, piece.span.end):
            letter = text[place]
            if letter in OPEN_TO_CLOSE:
                if not (waiting and place == piece.span.start):  # a quotation that goes on opens each paragraph again
                    waiting.append((place, piece.span))
            elif letter in _CLOSES:
                if waiting and text[waiting[-1][0]] == _CLOSES[letter]:
                    waiting.pop()
                else:
                    lone.append((place, piece.span))
    lone = _without_twins(text, sorted(lone + waiting))
    clauses: list[Span] = []
    for place, span in lone:
        if not clauses or place >= clauses[-1].end:
            clauses.append(_lone_clause(text, place, span))
    return clauses


def _without_twins(text: str, lone: list[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """`“某某“` is a slip of the typesetter, not lost words: two alike in one sentence are a couple."""
    kept: list[tuple[int, Span]] = []
    for place, span in lone:
        if kept and text[kept[-1][0]] == text[place] and not re.search("[。！？\n]", text[kept[-1][0] : place]):
            kept.pop()
        else:
            kept.append((place, span))
    return kept


def _lone_clause(text: str, place: int, span: Span) -> Span:
    """The clause, and before a closing mark also the clauses of the same short make: `全民禁毒，人人参与”的局面`."""
    clause = clause_around(text, place, span)
    words = place - clause.start
    while (
        text[place] in _CLOSES
        and clause.start > max(span.start, place - LONGEST_CLAUSE)
        and text[clause.start - 1] in "，,"
    ):
        before = clause_around(text, clause.start - 2, Span(span.start, clause.start))
        if before.end - before.start - 1 > words:
            break
        clause = Span(before.start, clause.end)
    return clause
