"""Questions without a label: bold lines, headings or numbered lines that ask, with the answer below them.

Only looks where labels leave a gap: no labels at all, or answers labelled but questions not. A text that nothing
calls an interview has no such questions, however many of its headings ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from knowledge.lines import Paragraph, ends_asking, is_finished
from knowledge.newsroom import INTERVIEW_WORDS, QUESTION_WORDS, plain
from knowledge.voices import Voice, sounds_asking

LONGEST = 260
_BEGS = re.compile(r"请(?:您|你|问|.{0,4}(?:介绍|谈谈|说说|讲讲))")
_TOLD = re.compile(r"[：:，,]\s?[“「].*[”」]$")  # 她问：“…？” in a story
_MANUAL = re.compile(
    r"常见问[题答]|\bFAQ\b|百问|知识问答|知识手册|(?:使用|操作|办事|办理|服务)(?:说明|指南|手册)|帮助中心",
    re.IGNORECASE,
)
NUMBERED = re.compile(
    r"\s*(?:(?:问题?|第)?\s*(\d{1,3})\s*[.．、:：)）]|(0\d)(?=\s)|[（(](\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|问?题?第?([一二三四五六七八九十]{1,3})[、：:.．]|"
    r"[\[【](?:问题)?(\d{1,3})[\]】]|(?:问题|第)([一二三四五六七八九十]{1,3}|\d{1,3})问?[：:、]?)\s*"
)


def question_lines(
    paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice], title: str, *, called_interview: bool
) -> frozenset[int]:
    """The places of paragraphs that ask without a label."""
    if voices and any(not voice.asks for voice in voices.values()):
        strict = any(voice.asks for voice in voices.values())
        return frozenset(_before_answers(paragraphs, voices, strict=strict))
    if voices or not (called_interview or is_called_interview(title, paragraphs)):
        return frozenset()
    open_lines = [place for place, line in enumerate(paragraphs) if place and line.text.strip() != title.strip()]
    for family in (_marked, _numbered, _plain):
        lines = family(paragraphs, open_lines)
        if lines:
            return frozenset(lines)
    return frozenset()


def is_called_interview(title: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether the title or the first lines say that somebody is asked and answers."""
    opening = plain(" ".join([title, *(line.text[:400] for line in paragraphs[:6])]))
    return bool(INTERVIEW_WORDS.search(opening))


def is_manual(title: str) -> bool:
    """Whether the title is that of a page of instructions: questions that nobody asked anybody."""
    return bool(_MANUAL.search(title))


def _before_answers(paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice], *, strict: bool) -> Iterable[int]:
    """The unlabelled line right before a labelled answer, if it asks; strict where other questions are labelled."""
    for place, voice in voices.items():
        before = place - 1
        if voice.asks or before < 0 or before in voices or len(paragraphs[before].text) > LONGEST:
            continue
        line = paragraphs[before]
        shaped = bool(NUMBERED.match(line.text)) or bool(line.marks & {"heading", "bold"})
        if (ends_asking(line.text) and (shaped or not strict)) or (shaped and not strict and sounds_asking(line.text)):
            yield before


def _asks_here(line: Paragraph) -> bool:
    return len(line.text) <= LONGEST and ends_asking(line.text) and not _TOLD.search(line.text)


def _marked(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> list[int]:
    for kind in ("bold", "heading"):
        marked = [place for place in places if kind in paragraphs[place].marks]
        asking = [place for place in marked if _asks_here(paragraphs[place])]
        if asking and len(asking) * 2 >= len(marked):
            return [place for place in marked if place in set(asking) or sounds_asking(paragraphs[place].text)]
        if len(asking) >= 2:
            return asking
    return []


def _numbered(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> list[int]:
    numbered = [place for place in places if NUMBERED.match(paragraphs[place].text)]
    numbered = [place for place in numbered if len(paragraphs[place].text) <= LONGEST]
    asking = [place for place in numbered if ends_asking(paragraphs[place].text)]
    if len(asking) < 2:
        return []
    if len(asking) * 2 < len(numbered):
        return asking
    wanted = set(asking)
    return [place for place in numbered if place in wanted or QUESTION_WORDS.search(plain(paragraphs[place].text))]


def _plain(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> list[int]:
    asking = [place for place in places if _asks_here(paragraphs[place]) and len(paragraphs[place].text) <= 120]
    answered = [place for place in asking if place + 1 < len(paragraphs) and is_finished(paragraphs[place + 1].text)]
    if len(answered) < 2:
        return []
    begged = [place for place in places if len(paragraphs[place].text) <= 60 and _BEGS.search(paragraphs[place].text)]
    return sorted({*answered, *begged})
