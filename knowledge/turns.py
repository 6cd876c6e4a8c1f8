"""Paragraphs and voices -> turns: who says which paragraphs, and which paragraphs nobody says.

Subheads, captions, pull quotes, bylines and credits are said by nobody; a credit line, a rule or a new `——专访` line
ends the turn. Pairs no turns and repairs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from msgspec import Struct, field

from knowledge.furniture import is_caption, numbered_subheads, running_heads
from knowledge.headed import NUMBERED
from knowledge.items import list_items
from knowledge.labels import Label
from knowledge.lines import Paragraph, ends_asking, is_finished, is_headline, starts_item
from knowledge.model import Span
from knowledge.newsroom import (
    ASIDE,
    BESIDE_TEXT,
    BETWEEN,
    CREDIT,
    JUMP,
    NARRATES,
    SECTION,
    TAIL,
    THANKS,
    is_person,
    plain,
)
from knowledge.pageline import is_page_line
from knowledge.voices import Voice

LONGEST_ASIDE = 90
STAGE = re.compile(r"[（(][^（）()]{1,300}(?:[（(][^（）()]{0,300}[）)][^（）()]{0,300}){0,3}[）)]")  # （大家笑）
NEIGHBOURS = 6
LONGEST_BOLD = 32


class Part(Struct, frozen=True):
    """A paragraph of a turn, without its label. item: it is one of a list, whole without a full stop."""

    span: Span
    line: int
    text: str
    item: bool = False


class Turn(Struct):
    """What one speaker says. label None: the turn is unlabelled. again: the same speaker was labelled a second time."""

    key: str
    asks: bool
    section: int
    label: Label | None = None
    parts: list[Part] = field(default_factory=list)
    again: bool = False
    line: int = 0

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)


class Aside(Struct, frozen=True):
    """A paragraph that nobody says: title, lead, caption, credit."""

    paragraph: Paragraph
    section: int


class Script(Struct):
    """An article read as turns, in order, and the paragraphs around them."""

    turns: list[Turn] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    narrations: list[int] = field(default_factory=list)


def read(paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice], questions: AbstractSet[int]) -> Script:
    """The script of an article. questions: places of unlabelled paragraphs that ask."""
    reader = _Reader(paragraphs, voices, questions)
    for place in range(len(paragraphs)):
        reader.take(place)
    script = reader.script
    script.turns = [turn for turn in script.turns if turn.parts]
    return script


class _Reader:
    """Walks the paragraphs once; `current` is the turn that an unlabelled paragraph would continue."""

    def __init__(
        self, paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice], questions: AbstractSet[int]
    ) -> None:
        self.paragraphs, self.voices, self.questions = paragraphs, voices, questions
        self.script = Script()
        self.current: Turn | None = None
        self.section = 0
        self.open_quotes = 0
        self.bare_answers = bool(voices or questions) and all(voice.asks for voice in voices.values())
        self.wrapped = _is_wrapped(paragraphs)
        self.relabels = _relabels(paragraphs, voices)
        self.items = frozenset() if self.wrapped else list_items(paragraphs)
        self.bold_questions = any("bold" in paragraphs[place].marks for place in questions)
        begun = {place + 1 for place, voice in voices.items() if voice.label.start >= len(paragraphs[place].text)}
        self.heads = running_heads(paragraphs, {*voices, *questions, *begun})  # below a name alone somebody speaks
        asked = {place for place, voice in voices.items() if voice.asks} | questions
        self.subheads = numbered_subheads(paragraphs, asked, voices)

    def take(self, place: int) -> None:
        paragraph = self.paragraphs[place]
        if place in self.voices:
            self._speak(paragraph, self.voices[place])
        elif place in self.questions:
            self._ask(paragraph)
        elif SECTION.match(plain(paragraph.text)) and len(paragraph.text) <= 120:
            self._begin_section(paragraph)
        else:
            self._go_on(place, paragraph)

    def _speak(self, paragraph: Paragraph, voice: Voice) -> None:
        last = self.current
        same = last is not None and last.label is not None and last.key == voice.key
        if not same or not self.relabels:
            again = same and not voice.asks
            self._open(Turn(voice.key, voice.asks, self.section, voice.label, again=again, line=paragraph.line))
        self._add(paragraph, voice.label.start)

    def _ask(self, paragraph: Paragraph) -> None:
        last = self.current
        if last is None or not last.asks or last.label is not None:
            self._open(Turn("", True, self.section, line=paragraph.line))
        number = NUMBERED.match(paragraph.text)
        self._add(paragraph, number.end() if number else 0)

    def _open(self, turn: Turn) -> None:
        self.script.turns.append(turn)
        self.current = turn
        self.open_quotes = 0

    def _add(self, paragraph: Paragraph, start: int) -> None:
        text = plain(paragraph.text)
        jump = JUMP.match(text, start)
        start = jump.end() if jump else start
        tail = TAIL.search(text, start)
        span = paragraph.part(start, tail.start() if tail else None)
        if self.current is not None and span.start < span.end:
            offset = span.start - paragraph.span.start
            text = paragraph.text[offset : offset + span.end - span.start]
            self.current.parts.append(Part(span, paragraph.line, text, paragraph.span.start in self.items))
            self.open_quotes += text.count("“") - text.count("”")

    def _begin_section(self, paragraph: Paragraph) -> None:
        """A `——专访` line: the headings right above it belong to the new section, not to the last answer."""
        if self.current is not None:
            while len(self.current.parts) > 1 and len(self.current.parts[-1].text) <= 40:
                self.current.parts.pop()
        self.current = None
        self.section += 1
        self._leave(paragraph)

    def _leave(self, paragraph: Paragraph) -> None:
        self.script.asides.append(Aside(paragraph, self.section))

    def _go_on(self, place: int, paragraph: Paragraph) -> None:
        turn = self.current
        if turn is None or (place not in self.heads and self._ends_turn(paragraph, turn)):
            self.current = None
            self._leave(paragraph)
        elif self._stands_aside(place, paragraph, turn):
            self._leave(paragraph)
        elif self.bare_answers and turn.asks and self._question_is_over(turn, paragraph):
            self._open(Turn("", False, self.section, line=paragraph.line))
            self._add(paragraph, 0)
        else:
            self._add(paragraph, 0)

    def _question_is_over(self, turn: Turn, paragraph: Paragraph) -> bool:
        asked = any(ends_asking(part.text) for part in turn.parts)
        return bool(turn.parts) and (asked or not (ends_asking(paragraph.text) and len(paragraph.text) <= 120))

    def _ends_turn(self, paragraph: Paragraph, turn: Turn) -> bool:
        text = plain(paragraph.text)
        if is_page_line(text):
            return False
        if (
            paragraph.is_rule
            or BETWEEN.match(text)
            or (CREDIT.search(text) and len(text) <= 160 and not is_long_prose(text))
        ):
            return True
        if not turn.asks and narrates(paragraph.text, turn.key) and self.open_quotes <= 0:  # not a quoted text
            self.script.narrations.append(paragraph.line)
            return True
        return False

    def _stands_aside(self, place: int, paragraph: Paragraph, turn: Turn) -> bool:
        text = plain(paragraph.text)
        if place in self.heads or place in self.subheads or is_caption(self.paragraphs, place):
            return True
        if "heading" in paragraph.marks or STAGE.fullmatch(text) or BESIDE_TEXT.fullmatch(text) or is_page_line(text):
            return True
        if len(text) <= LONGEST_ASIDE and ASIDE.search(text):
            return True
        if not turn.parts:
            return False
        return self._is_subhead(place, paragraph, turn) or self._is_pull_quote(place, paragraph)

    def _is_subhead(self, place: int, paragraph: Paragraph, turn: Turn) -> bool:
        if (
            self.wrapped
            or paragraph.span.start in self.items
            or not (is_headline(paragraph.text) or self._is_bold_line(paragraph))
            or THANKS.match(plain(paragraph.text))
        ):
            return False
        after = place + 1
        ends_here = after >= len(self.paragraphs) or after in self.voices or after in self.questions
        return is_finished(turn.parts[-1].text) or ends_here

    def _is_bold_line(self, paragraph: Paragraph) -> bool:
        """A short bold line without an end where the questions are bold too: a subhead or a pull quote."""
        text = paragraph.text
        open_end = not is_finished(text) and not starts_item(text)
        return self.bold_questions and "bold" in paragraph.marks and len(text) <= LONGEST_BOLD and open_end

    def _is_pull_quote(self, place: int, paragraph: Paragraph) -> bool:
        """A short line that also stands inside a paragraph near by."""
        text = paragraph.text.strip(' “”"「」')
        if not 10 <= len(text) <= 90:
            return False
        near = range(max(0, place - NEIGHBOURS), min(len(self.paragraphs), place + NEIGHBOURS))
        return any(text in self.paragraphs[other].text for other in near if other != place)


def _is_wrapped(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether lines were cut at a fixed width, so that a short unfinished line is no subhead."""
    long = [paragraph for paragraph in paragraphs if len(paragraph.text) >= 15]
    return len(long) >= 6 and sum(not is_finished(line.text) for line in long) * 5 >= len(long) * 2


def is_long_prose(text: str) -> bool:
    return text.count("。") >= 2


def narrates(text: str, key: str) -> bool:
    """Whether a paragraph speaks about the speaker in the third person: `曾毅鹏接受记者专访`, `张三表示：“…”`."""
    if not is_person(key):
        return False
    at = text.find(key)
    while at >= 0:
        if NARRATES.match(plain(text[at + len(key) : at + len(key) + 60])):
            return True
        at = text.find(key, at + len(key))
    return False


def _relabels(paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice]) -> bool:
    """Whether the document labels every paragraph of a speaker, not just the first."""
    places = sorted(voices)
    answers = [(a, b) for a, b in pairwise(places) if not voices[a].asks]
    repeats = sum(voices[a].key == voices[b].key for a, b in answers)
    alone = sum(voices[a].label.start >= len(paragraphs[a].text) for a in places)
    if alone * 2 > len(places):
        return True
    goes_on = sum(b - a > 1 and not is_headline(paragraphs[a + 1].text) for a, b in answers)
    return goes_on == 0 and repeats * 3 >= max(1, len(answers))
