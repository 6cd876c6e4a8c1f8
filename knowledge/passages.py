"""An answer's pieces -> passages: sentences, their parts, and clauses of long lists. A highlight is one passage.

Each passage is verbatim at its pieces and makes sense alone: 25 to 90 characters where the text allows it. It never
begins or ends inside quotation marks, brackets or a book title, and never holds or touches damage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.intervals import Intervals
from knowledge.lines import BLANK, CLOSERS
from knowledge.model import DAMAGE_MARK, PARAGRAPH, Damage, Passage, Piece, Span, render
from knowledge.newsroom import CONNECTIVES, LEANS_BACK, ORDINAL

LONGEST = 130
FULL = 90
SHORT = 25
HEADING = 18
SENSIBLE = 8  # characters, at least, of a clause that breaks off at damage and is kept: it says something by itself
_OPEN = "“「『（(《【〈"
_CLOSE = "”」』）)》】〉"
_MARKS = "。！？!?；;，,"
_FIGURE = re.compile(r"\d")
_WORD = re.compile(r"[\w]")


def cut(text: str, pieces: Sequence[Piece], damage: Sequence[Damage] = ()) -> tuple[Passage, ...]:
    """The passages of an answer, in order, not overlapping; clauses that hold damage are in none of them."""
    found: list[Passage] = []
    spoilt = Intervals(one.span for one in damage)
    for run in _runs(pieces):
        for group in _sound_clauses(text, run, spoilt):
            found.extend(_pack(text, group))
    return tuple(found)


class _Clause:
    """A run of characters up to a clause mark, as places in the article."""

    __slots__ = ("begins_item", "connects", "end_mark", "holds_figure", "leans_back", "length", "places", "words")

    def __init__(self, text: str, places: Sequence[int]) -> None:
        self.places = places
        self.words = "".join(text[place] for place in places)
        bare = self.words.rstrip(BLANK + CLOSERS)
        self.end_mark = bare[-1:] if bare[-1:] in _MARKS else ""
        self.length = len(self.words)
        self.begins_item = bool(ORDINAL.match(self.words))
        self.leans_back = bool(LEANS_BACK.match(self.words))
        self.connects = bool(CONNECTIVES.match(self.words))
        self.holds_figure = bool(_FIGURE.search(self.words))

    @property
    def ends_sentence(self) -> bool:
        return self.end_mark != "" and self.end_mark in "。！？!?"


class _Run:
    """Pieces that read on without a break, and whether damage cut off the words before or after."""

    def __init__(self, pieces: Sequence[Piece], *, cut_before: bool, cut_after: bool) -> None:
        self.places = [place for piece in pieces for place in range(piece.span.start, piece.span.end)]
        self.cut_before, self.cut_after = cut_before, cut_after


def _runs(pieces: Sequence[Piece]) -> Iterator[_Run]:
    groups: list[list[Piece]] = []
    for piece in pieces:
        if piece.joint in (PARAGRAPH, DAMAGE_MARK) or not groups:
            groups.append([])
        groups[-1].append(piece)
    for number, group in enumerate(groups):
        after = groups[number + 1][0].joint if number + 1 < len(groups) else ""
        yield _Run(group, cut_before=group[0].joint == DAMAGE_MARK, cut_after=after == DAMAGE_MARK)


def _sound_clauses(text: str, run: _Run, spoilt: Intervals) -> Iterator[list[_Clause]]:
    """Stretches of clauses without damage between them."""
    clauses = [_Clause(text, places) for places in _clauses(text, run.places)]
    group: list[_Clause] = []
    for number, clause in enumerate(clauses):
        first, last = number == 0 and run.cut_before, number == len(clauses) - 1 and run.cut_after
        whole = Span(clause.places[0], clause.places[-1] + 1)
        too_short = last and not clause.ends_sentence and len(clause.places) < SENSIBLE
        if first or too_short or spoilt.meets(whole):
            if group:
                yield group
            group = []
        else:
            group.append(clause)
    if group:
        yield group


def _clauses(text: str, places: Sequence[int]) -> Iterator[Sequence[int]]:
    """Cut behind every clause mark that stands outside quotation marks, brackets and book titles."""
    closing = _partners(text, places)
    start, depth_end = 0, -1
    for number, place in enumerate(places):
        letter = text[place]
        if letter in _OPEN and number > depth_end and number in closing:
            depth_end = closing[number]
        marks = letter in _MARKS or (letter == "：" and bool(ORDINAL.match(_ahead(text, places, number))))
        if number < start or not (marks or (number == depth_end and _closes_sentence(text, places, number))):
            continue
        if number >= depth_end:
            stop = number + 1
            while stop < len(places) and text[places[stop]] in CLOSERS + "。！？!?…" and stop not in closing:
                stop += 1
            yield places[start:stop]
            start = stop
    if start < len(places):
        yield places[start:]


def _ahead(text: str, places: Sequence[int], number: int) -> str:
    return "".join(text[place] for place in places[number + 1 : number + 6])


def _closes_sentence(text: str, places: Sequence[int], number: int) -> bool:
    """A quotation that ends like a sentence, with a new sentence behind it: `“…一道。”他说`."""
    inside = text[places[number - 1]] if number else ""
    after = text[places[number + 1]] if number + 1 < len(places) else ""
    return text[places[number]] in "”」』" and inside in "。！？!?" and after not in "，、；。的是这等和"


def _partners(text: str, places: Sequence[int]) -> dict[int, int]:
    """For each opening mark its closing mark, by number; marks without a partner are in neither role."""
    waiting: list[int] = []
    partners: dict[int, int] = {}
    for number, place in enumerate(places):
        letter = text[place]
        if letter in _OPEN:
            waiting.append(number)
        elif letter in _CLOSE:
            wanted = _OPEN[_CLOSE.index(letter)]
            match = next(
                (
                    k
                    for k in range(len(waiting) - 1, max(-1, len(waiting) - 5), -1)
                    if text[places[waiting[k]]] == wanted
                ),
                None,
            )
            if match is not None:
                partners[waiting[match]] = number
                del waiting[match:]
    return partners


def _pack(text: str, clauses: Sequence[_Clause]) -> Iterator[Passage]:
    """Clauses into passages at least cost: the best place to cut before clause n, for every n."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(clauses) + 1):
        choices: list[tuple[float, int]] = []
        length, penalty = 0, 0.0
        for start in range(end - 1, -1, -1):
            length += clauses[start].length
            if start < end - 1:
                if length > LONGEST:
                    break
                penalty += _joint_cost(clauses[start], clauses[start + 1])
            cost = best[start][0] + penalty + _size_cost(length) + _cut_cost(clauses, start)
            choices.append((cost, start))
        best.append(min(choices))
    cuts: list[tuple[int, int]] = []
    end = len(clauses)
    while end:
        start = best[end][1]
        cuts.append((start, end))
        end = start
    for start, end in reversed(cuts):
        yield from _passage(text, [place for clause in clauses[start:end] for place in clause.places])


def _size_cost(length: int) -> float:
    if length < SHORT:
        return (SHORT - length) * 0.25
    return max(0, length - 80) * 0.05 + max(0, length - FULL) * 0.4


def _cut_cost(clauses: Sequence[_Clause], start: int) -> float:
    """What it costs to begin a passage here: nothing at a sentence, something in mid-sentence."""
    if start == 0 or clauses[start - 1].ends_sentence:
        return 0.0
    before, after = clauses[start - 1], clauses[start]
    if before.end_mark in "；;" or after.begins_item:
        return 0.5
    if after.leans_back or (before.holds_figure and after.holds_figure):
        return 5.0  # the second half of one statement, or the next figure of a list
    return 1.5 if after.connects else 3.0


def _joint_cost(before: _Clause, after: _Clause) -> float:
    """What it costs to keep two neighbouring clauses in one passage."""
    if after.begins_item:
        return 8.0
    if not before.ends_sentence:
        return 0.3 if before.end_mark in "；;" else 0.0
    return 0.2 if before.begins_item and before.length <= HEADING else 2.5


def _passage(text: str, places: Sequence[int]) -> Iterator[Passage]:
    start, stop = 0, len(places)
    while start < stop and text[places[start]] in BLANK + "\n，,；;、":
        start += 1
    while stop > start and text[places[stop - 1]] in BLANK + "\n，,；;、：:":
        stop -= 1
    pieces = tuple(Piece(span) for span in _spans(places[start:stop]))
    words = render(text, pieces)
    if _WORD.search(words):
        yield Passage(pieces, words)


def _spans(places: Sequence[int]) -> Iterator[Span]:
    begin = 0
    for number in range(1, len(places) + 1):
        if number == len(places) or places[number] != places[number - 1] + 1:
            yield Span(places[begin], places[number - 1] + 1)
            begin = number
