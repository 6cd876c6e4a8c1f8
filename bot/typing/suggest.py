"""Suggestions while typing: texts that hold what is typed so far, as characters, pinyin, initials or a mixture.

`jdjf`, `jindujf`, `禁毒jf` and `禁毒经费` all find 禁毒经费. All texts stand in one long line, each character as a code
for its readings and the character itself; what is typed becomes one pattern over that line. Ranks by where and how a
text matches and by its weight; knows no meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from bot.typing.patterns import NO_HAN, Codes, Pattern
from retrieval.words import fold, tokenise

LONGEST_TYPED = 40
TEXTS_A_PAIR = 2
MOST_FOUND = 300  # texts that one pattern may find, heaviest first; keeps the usual case under some ms
MOST_ALIGNED = 60  # of them the best are looked at for whether whole words match
GAP = 6  # characters that may stand between two typed ones, when nothing holds them side by side
INITIALS, MID_WORD, NOT_AT_START, SCATTERED = 4, 2, 1, 8  # what a match costs; the cheapest stand first
_KEPT = re.compile(r"[0-9a-z\u3400-\u9fff]")
_LETTER = re.compile(r"[a-z]")


class Suggestion(Struct, frozen=True):
    """A text that may be meant, and the pair it leads to."""

    text: str
    pair_id: str


class _Entry(Struct, frozen=True):
    text: str
    pair_id: str
    weight: float
    characters: str


class _Match(Struct, frozen=True):
    """An entry by its number, where it matched, what that costs."""

    number: int
    start: int
    end: int
    cost: int


class Suggester:
    """Built once from (text, pair id, weight).

    Heavier texts come first. `readings` gives a character's syllables, likeliest first.
    """

    def __init__(self, entries: Sequence[tuple[str, str, float]], readings: Callable[[str], tuple[str, ...]]) -> None:
        kept: dict[str, _Entry] = {}
        for text, pair_id, weight in sorted(entries, key=lambda entry: (-entry[2], len(entry[0]), entry[0])):
            characters = "".join(_KEPT.findall(fold(text)))
            if characters:
                kept.setdefault(characters, _Entry(text, pair_id, weight, characters))
        self._entries = tuple(kept.values())
        self._codes = Codes((entry.characters for entry in self._entries), readings)
        lines = ["".join(map(self._codes.written, entry.characters)) for entry in self._entries]
        self._line, self._starts = "\n".join(lines), list(_starts_of(lines))

    def suggest(self, typed: str, limit: int = 6) -> tuple[Suggestion, ...]:
        """Best first: what begins with it, then what holds it; at most two texts that lead to the same pair."""
        wanted = "".join(_KEPT.findall(fold(typed).replace("'", "")))[:LONGEST_TYPED]
        if not wanted or limit < 1:
            return ()
        found: dict[int, _Match] = {}
        for match in self._matches(wanted, limit):
            if match.number not in found or match.cost < found[match.number].cost:
                found[match.number] = match
        return tuple(self._few_a_pair(self._in_order(found.values()), limit))

    def _matches(self, wanted: str, limit: int) -> Iterator[_Match]:
        """Whole syllables and characters; then initials; then, for characters only, with gaps or by their words."""
        seen: set[int] = set()
        for pattern, cost in self._patterns(wanted):
            if pattern is None or (cost >= SCATTERED and len(seen) >= limit):
                continue
            for match in self._find(pattern, cost):
                seen.add(match.number)
                yield match
        if len(seen) < limit and not _LETTER.search(wanted):
            yield from self._by_words(wanted)

    def _patterns(self, wanted: str) -> Iterator[tuple[re.Pattern[str] | None, int]]:
        yield Pattern(self._codes, wanted).strict(), 0
        if _LETTER.search(wanted):
            yield Pattern(self._codes, wanted).loose(), INITIALS
        elif len(wanted) > 2:
            yield re.compile(f"(?:{NO_HAN}.){{0,{GAP}}}?".join(NO_HAN + re.escape(one) for one in wanted)), SCATTERED

    def _find(self, pattern: re.Pattern[str], cost: int) -> Iterator[_Match]:
        """The first place in each text."""
        place, found = 0, 0
        while found < MOST_FOUND and (match := pattern.search(self._line, place)):
            number = bisect_right(self._starts, match.start()) - 1
            start, end = ((at - self._starts[number]) // 2 for at in match.span())
            yield _Match(number, start, end, cost + (NOT_AT_START if start else 0))
            found += 1
            if number + 1 == len(self._starts):
                return
            place = self._starts[number + 1]

    def _by_words(self, wanted: str) -> Iterator[_Match]:
        words = tokenise(wanted)
        for number, entry in enumerate(self._entries):
            if words and all(word in entry.characters for word in words):
                yield _Match(number, 0, 0, 2 * SCATTERED)

    def _in_order(self, found: Iterable[_Match]) -> Iterator[_Entry]:
        def rank(match: _Match) -> tuple[int, float, int]:
            return match.cost, -self._entries[match.number].weight, match.number

        best = sorted(found, key=rank)
        aligned = [(match, self._costs_more(match)) for match in best[:MOST_ALIGNED]]
        aligned.sort(key=lambda pair: (pair[0].cost + pair[1], rank(pair[0])))
        for match in [*(match for match, _ in aligned), *best[MOST_ALIGNED:]]:
            yield self._entries[match.number]

    def _costs_more(self, match: _Match) -> int:
        """MID_WORD where the match begins or ends within a word of its text."""
        characters = self._entries[match.number].characters
        at = 0
        for word in tokenise(characters):
            start = characters.index(word, at)
            at = start + len(word)
            if start < match.start < at or start < match.end < at:
                return MID_WORD
        return 0

    def _few_a_pair(self, order: Iterable[_Entry], limit: int) -> Iterator[Suggestion]:
        seen: dict[str, int] = {}
        for entry in order:
            seen[entry.pair_id] = seen.get(entry.pair_id, 0) + 1
            if seen[entry.pair_id] <= TEXTS_A_PAIR:
                yield Suggestion(entry.text, entry.pair_id)
                limit -= 1
                if not limit:
                    return


def _starts_of(lines: Iterable[str]) -> Iterator[int]:
    at = 0
    for line in lines:
        yield at
        at += len(line) + 1
