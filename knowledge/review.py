"""What was repaired and what is doubtful in a reading, one Chinese line each with the place. Changes nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from knowledge import remarks
from knowledge.drafts import Draft
from knowledge.labels import find
from knowledge.model import Article, Damage, Official
from knowledge.newsroom import is_person
from knowledge.offices import is_bare
from knowledge.repeats import list_without_first, shared_passages
from knowledge.turns import Script

LONGEST_WORDS = 40
_DAMAGE = {
    "stray question": remarks.STRAY_QUESTION,
    "foreign word": remarks.FOREIGN_WORD,
    "breaks off": remarks.BREAKS_OFF,
    "unbalanced quotation": remarks.UNBALANCED,
}


def review(
    text: str,
    drafts: Sequence[Draft],
    repeats: Mapping[int, int],
    doubtful: Iterable[tuple[int, int]],
    script: Script,
) -> tuple[list[str], list[str]]:
    """(repairs, doubts)."""
    kept = {number: draft for number, draft in enumerate(drafts) if number not in repeats}
    line_of = _Lines(text)
    repairs = [line for draft in kept.values() for line in _repairs(text, draft, line_of)]
    repairs += [
        remarks.REPEATED.format(line=_start(drafts[number]), first=_start(drafts[first]))
        for number, first in repeats.items()
    ]
    doubts = [line for draft in kept.values() for line in _doubts(draft)]
    doubts += _across(drafts, kept, doubtful)
    doubts += [
        remarks.NARRATION.format(line=line, official=_speaker_before(drafts, line)) for line in script.narrations
    ]
    officials = dict.fromkeys(draft.official for draft in kept.values() if draft.official.name)
    doubts += [*_on_offices(officials), *_on_districts(officials)]
    return repairs, doubts


def without_source(article: Article) -> list[str]:
    """The doubt that every reply would lack the outlet or the date; none if both are there."""
    missing = [
        words
        for value, words in (
            (article.outlet, (remarks.OUTLET, remarks.OUTLET_LINE)),
            (article.said, (remarks.SAID, remarks.SAID_LINE)),
        )
        if not value
    ]
    if not missing:
        return []
    names, lines = zip(*missing, strict=True)
    return [remarks.NO_SOURCE.format(missing=remarks.AND.join(names), lines=remarks.AND_LINE.join(lines))]


class _Lines:
    """Places of a text as line numbers, from 1."""

    def __init__(self, text: str) -> None:
        self._ends = [place for place, letter in enumerate(text) if letter == "\n"]

    def at(self, place: int) -> int:
        return bisect_right(self._ends, place - 1) + 1


def _start(draft: Draft) -> int:
    return draft.exchange.question.line if draft.exchange.question else draft.line


def _repairs(text: str, draft: Draft, line_of: _Lines) -> Iterator[str]:
    for first, second in draft.joined:
        yield remarks.JOINED.format(first=first, second=second)
    if draft.exchange.kind == "statement":
        yield remarks.NO_QUESTION.format(line=draft.line, official=draft.official.name)
    for one in draft.damage:
        yield _DAMAGE[one.kind].format(line=line_of.at(one.span.start), words=_words(text, one))


def _words(text: str, damage: Damage) -> str:
    words = damage.span.of(text).strip()
    return words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS] + "……"


def _doubts(draft: Draft) -> Iterator[str]:
    if not draft.official.name:
        label = draft.exchange.answer.label
        if len(draft.candidates) > 1:
            names = "、".join(draft.candidates)
            yield remarks.SEVERAL_OFFICIALS.format(line=draft.line, label=label.name if label else "", names=names)
        else:
            yield remarks.UNKNOWN_OFFICIAL.format(line=draft.line)
    for part in draft.exchange.answer.parts:
        label = find(part.text)
        if label and is_person(label.name) and label.start < len(part.text):
            yield remarks.OTHER_SPEAKER.format(line=part.line, official=draft.official.name, label=label.name)
    if draft.unfinished:
        yield remarks.UNFINISHED.format(line=draft.line, official=draft.official.name)
    missing = list_without_first(draft.answer)
    if missing:
        yield remarks.LIST_WITHOUT_FIRST.format(
            line=draft.line, official=draft.official.name, marker=missing[0], missing=missing[1]
        )


def _on_offices(officials: Iterable[Official]) -> Iterator[str]:
    for one in officials:
        if not one.office:
            yield remarks.NO_OFFICE.format(official=one.name)
        elif is_bare(one.office):
            yield remarks.BARE_OFFICE.format(official=one.name, office=one.office)


def _on_districts(officials: Iterable[Official]) -> Iterator[str]:
    missing = "、".join(dict.fromkeys(one.name for one in officials if not one.district))
    if missing:
        yield remarks.NO_DISTRICT.format(officials=missing)


def _across(drafts: Sequence[Draft], kept: Mapping[int, Draft], doubtful: Iterable[tuple[int, int]]) -> Iterator[str]:
    told = set()
    for first, number in doubtful:
        told.add((first, number))
        yield remarks.SAME_ANSWER.format(
            line=drafts[number].line, other=drafts[first].line, official=drafts[number].official.name
        )
    order = list(kept)
    for number, other, count in shared_passages([draft.said for draft in kept.values()]):
        if (order[other], order[number]) not in told:
            one, before = kept[order[number]], kept[order[other]]
            yield remarks.SHARED_TAIL.format(line=one.line, other=before.line, official=one.official.name, count=count)


def _speaker_before(drafts: Sequence[Draft], line: int) -> str:
    before = [draft for draft in drafts if draft.line <= line]
    return (before[-1].official.name or before[-1].exchange.answer.key) if before else ""
