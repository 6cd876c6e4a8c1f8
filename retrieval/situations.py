"""The situation that a message tells of, as terms: who, what, when, what is asked, and which of these come together.

`@kin` says that a relative is spoken of, `@kin+use` that a relative and taking drugs are, `@kin+law+use` that the law
is asked about too. The parts stand in lexicon/situations.toml. Judges nothing: the urgency model learns the weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from retrieval import lexicon
from retrieval.sounds import is_pinyin, syllables
from retrieval.words import fold, is_word

FILE = "situations.toml"
MOST = 8  # parts of one message that are put together in threes: a long story holds them all
_ANCHOR = re.compile(r"(?<!\[)\^|\$")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
LONGEST, SHORTEST = 4, 2  # characters of a word that is heard by its sound


class Told(NamedTuple):
    """What a long message tells of: the parts found by their words, and those heard by their sound."""

    written: frozenset[str]
    heard: frozenset[str]


class Part(NamedTuple):
    """What tells of one part: any of some folded words, or a pattern. is_anchored: the pattern looks for the beginning
    or the end of the text.

    The words are no part of the pattern: to compile hundreds of them would take longer than to look for them.
    """

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None
    is_anchored: bool

    def is_in(self, folded: str) -> bool:
        return any(word in folded for word in self.words) or bool(self.pattern and self.pattern.search(folded))


def told(folded: str) -> Told:
    """The parts of the situation in a folded text."""
    return Told(_written(folded), frozenset(_heard(folded)))


def told_in_clause(folded: str, whole: Told) -> Told:
    """Those of one clause: only what the whole message holds is looked for in it.

    Where a clause begins or ends is told by the clause alone, so patterns for that are always tried.
    """
    heard = _heard(folded) if whole.heard or is_pinyin(folded) else ()
    return Told(_written(folded, whole.written), frozenset(heard))


def terms_of(found: Told) -> tuple[str, ...]:
    """The parts, and any two or three of them together, as terms; not where these only set the scene.

    A child and a mother at home are in every story: together they say no more than each alone.
    """
    names = sorted(found.written | found.heard)
    more = (2, 3) if len(names) <= MOST else (2,)
    together = (some for size in more for some in combinations(names, size) if not _flagged("scene").issuperset(some))
    return (*(f"@{name}" for name in names), *(f"@{'+'.join(some)}" for some in together))


def tells_of_danger(found: Told) -> bool:
    """Whether drugs, harm, a symptom or a call for help is among the parts."""
    return not _flagged("danger").isdisjoint(found.written | found.heard)


def tells_only_of_taking(found: Told) -> bool:
    """Whether taking drugs is all that is told: not who took them, nor what came of it."""
    parts = found.written | found.heard
    return bool(parts) and parts <= _flagged("taking")


def situation_terms(folded: str) -> tuple[str, ...]:
    """The terms of a folded text.

    >>> situation_terms("我老公吸毒")
    ('@kin', '@self', '@use', '@kin+use', '@self+use', '@kin+self+use')
    """
    return terms_of(told(folded))


def _written(folded: str, worth: frozenset[str] | None = None) -> frozenset[str]:
    """worth: the parts that are worth a search, None for all."""
    return frozenset(
        name
        for name, part in _parts().items()
        if (worth is None or part.is_anchored or name in worth) and part.is_in(folded)
    )


def _heard(folded: str) -> set[str]:
    """The parts told in homophones (吸读) or in plain pinyin. What is a word as typed (制度) is not listened to."""
    if is_pinyin(folded):
        words, spoken = _by_sound(plain=True), syllables(folded)
        return {words[spoken[one]] for one in _slices(len(spoken)) if spoken[one] in words}
    words = _by_sound(plain=False)
    found: set[str] = set()
    for run in _HAN_RUN.findall(folded):
        spoken = syllables(run)
        found.update(words[spoken[one]] for one in _slices(len(run)) if spoken[one] in words and not is_word(run[one]))
    return found


def _slices(length: int) -> Iterator[slice]:
    for size in range(SHORTEST, LONGEST + 1):
        for start in range(length - size + 1):
            yield slice(start, start + size)


@cache
def _parts() -> dict[str, Part]:
    return {
        name: Part(
            tuple(map(fold, row["words"])),
            re.compile("|".join(row["patterns"])) if row["patterns"] else None,
            bool(_ANCHOR.search("|".join(row["patterns"]))),
        )
        for name, row in lexicon.table(FILE).items()
    }


@cache
def _flagged(flag: str) -> frozenset[str]:
    """The parts with this flag in the file."""
    return frozenset(name for name, row in lexicon.table(FILE).items() if row.get(flag))


@cache
def _by_sound(*, plain: bool) -> dict[tuple[str, ...], str]:
    """The part that words of such a sound belong to: the first in the file. plain: as heard in plain pinyin."""
    table: dict[tuple[str, ...], str] = {}
    for name, row in lexicon.table(FILE).items():
        for word in row["words"] if plain or row.get("sounds") else ():
            if SHORTEST <= len(word) <= LONGEST:
                table.setdefault(syllables(fold(word)), name)
    return table
