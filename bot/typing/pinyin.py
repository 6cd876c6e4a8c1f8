"""The pinyin keyboard: letters in, words to choose from out, whole words first. Keeps nothing of what is typed.

`own` are the collection's words: they come before the dictionary's common words for the same letters.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct

from bot.typing.table import Found, Table

LONGEST_INPUT = 40
LONGEST_KEY = 24
LONGEST_INITIALS = 4
CANDIDATES_AT_MOST = 64
COMPLETIONS = 8
READINGS_A_WORD = 8
OWN_WEIGHT = 4_000  # an own word counts as a fairly common one when words are joined to a sentence
ALL_WEIGHT = 60_000_000  # the counts of jieba's dictionary, added up
COST_A_WORD = 1.0  # fewer, longer words are likelier than many short ones
_NO_LETTER = re.compile(r"[^a-z']")
_JV = re.compile(r"(?<=[jqxy])v")
_NUE = re.compile(r"(?<=[nl])ue")


class Candidate(Struct, frozen=True):
    """Words to put in for the first `used` letters of what was typed; apostrophes count as letters."""

    text: str
    used: int


class _Typed(Struct, frozen=True):
    """Letters without apostrophes; breaks are the places where one stood: no syllable runs across."""

    letters: str
    breaks: frozenset[int]

    def used(self, letters: int) -> int:
        """How much of what was typed the first `letters` letters are, apostrophes included."""
        return letters + sum(1 for place in self.breaks if place <= letters)

    def allows(self, text: str, start: int, stop: int) -> bool:
        """Whether a word for these letters has enough characters for the syllables that were marked off."""
        return len(text) > sum(1 for place in self.breaks if start < place < stop)


class PinyinKeyboard:
    """Looks up what letters may mean. Thread-safe where its table is."""

    def __init__(self, table: Table, own: Mapping[str, int]) -> None:
        self._table = table
        self._own: dict[str, list[Found]] = {}
        self._own_initials: dict[str, list[Found]] = {}
        for text, weight in sorted(own.items(), key=lambda item: (-item[1], item[0])):
            found, ways = Found(text, weight), self._readings_of(text)
            for key, _ in ways:
                self._own.setdefault(key, []).append(found)
            for initials in dict.fromkeys(initials for _, initials in ways if len(text) > 1):
                self._own_initials.setdefault(initials, []).append(found)

    def candidates(self, letters: str) -> list[Candidate]:
        """Best first, no text twice, at most 64: the whole input as words, how it may go on, its beginning.

        "jubao" gives 举报 first. A screen shows as many as fit and turns the page itself.
        """
        typed = _typed(letters)
        if not typed.letters:
            return []
        found: dict[str, Candidate] = {}
        for text, used in self._in_order(typed):
            found.setdefault(text, Candidate(text, typed.used(used)))
            if len(found) == CANDIDATES_AT_MOST:
                break
        return list(found.values())

    def _in_order(self, typed: _Typed) -> Iterator[tuple[str, int]]:
        letters, end = typed.letters, len(typed.letters)
        borders = self._borders(typed)
        keys = [letters[start:stop] for start in borders for stop in borders if 0 < stop - start <= LONGEST_KEY]
        known = self._known(list(dict.fromkeys([*keys, letters])))
        whole = [word for word in known.get(letters, []) if typed.allows(word.text, 0, end)]
        going_on = [] if typed.breaks else [*self._completions(letters), *self._abbreviated(letters)]
        joined = self._joined(typed, borders, known)
        if borders[-1] == end:
            yield from ((word.text, end) for word in whole[:1])
            yield from joined
            yield from ((word.text, end) for word in [*whole[1:], *going_on])
        else:
            yield from ((word.text, end) for word in going_on)
            yield from self._joined_initials(letters)
            yield from self._begun(letters, borders[-1])
            yield from joined
        for stop in reversed(borders[1:]):
            words = known.get(letters[:stop], [])
            yield from ((word.text, stop) for word in words if typed.allows(word.text, 0, stop))
        yield from ((word.text, 1) for word in self._completions(letters[:1]))

    def _borders(self, typed: _Typed) -> list[int]:
        """Where a syllable may end, 0 included, as far as whole syllables reach."""
        reached = {0}
        for start in range(len(typed.letters)):
            if start in reached:
                for stop in range(start + 1, min(start + 6, len(typed.letters)) + 1):
                    crosses = any(start < place < stop for place in typed.breaks)
                    if typed.letters[start:stop] in self._table.syllables and not crosses:
                        reached.add(stop)
        return sorted(reached)

    def _known(self, keys: list[str]) -> dict[str, list[Found]]:
        """The words of each key, own words first."""
        found = self._table.words(keys)
        for key in keys:
            if own := self._own.get(key):
                names = {word.text for word in own}
                weighed = [Found(word.text, max(OWN_WEIGHT, word.weight)) for word in own]
                found[key] = [*weighed, *(word for word in found.get(key, []) if word.text not in names)]
        return found

    def _joined(self, typed: _Typed, borders: list[int], known: Mapping[str, list[Found]]) -> Iterator[tuple[str, int]]:
        """The likeliest words for all letters up to the last whole syllable, and how many letters those are."""
        best: dict[int, tuple[float, str]] = {0: (0.0, "")}
        for stop in borders[1:]:
            ways: list[tuple[float, str]] = []
            for start in (border for border in borders if border < stop and border in best):
                words = known.get(typed.letters[start:stop], ())
                fitting = next((word for word in words if typed.allows(word.text, start, stop)), None)
                if fitting:
                    ways.append((best[start][0] + _cost(fitting), best[start][1] + fitting.text))
            if ways:
                best[stop] = min(ways)
        reached = max(best)
        if reached:
            yield best[reached][1], reached

    def _joined_initials(self, letters: str) -> Iterator[tuple[str, int]]:
        """Words for runs of initials: "jdjf" gives 禁毒经费; then what the first of them may mean alone."""
        found = {
            (start, stop): words[0]
            for start in range(len(letters))
            for stop in range(start + 2, min(start + LONGEST_INITIALS, len(letters)) + 1)
            if (words := self._abbreviated(letters[start:stop]))
        }
        best: dict[int, tuple[float, str]] = {0: (0.0, "")}
        for stop in range(1, len(letters) + 1):
            starts = [start for start in best if (start, stop) in found]
            if starts:
                best[stop] = min(
                    (best[at][0] + _cost(found[at, stop]), best[at][1] + found[at, stop].text) for at in starts
                )
        for stop in sorted(best, reverse=True)[:-1]:
            yield best[stop][1], stop

    def _completions(self, letters: str) -> list[Found]:
        """Words that begin with these letters and go on; own ones first."""
        own = [word for key, words in self._own.items() if key.startswith(letters) and key != letters for word in words]
        own.sort(key=lambda word: (-word.weight, word.text))
        return [*own[: COMPLETIONS // 2], *self._table.beginning(letters, COMPLETIONS)]

    def _begun(self, letters: str, whole: int) -> Iterator[tuple[str, int]]:
        """Where the last syllable is not whole: "zenmb" gives 怎么 for "zenm"."""
        for stop in range(len(letters) - 1, whole, -1):
            if words := self._completions(letters[:stop]):
                yield from ((word.text, stop) for word in words)
                return

    def _abbreviated(self, letters: str) -> list[Found]:
        own = [Found(word.text, max(OWN_WEIGHT, word.weight)) for word in self._own_initials.get(letters, ())]
        return [*own, *self._table.abbreviated(letters)]

    def _readings_of(self, text: str) -> list[tuple[str, str]]:
        """(key, initials) of an own word. Where the table knows the word, only under the readings it knows."""
        choices = [self._table.readings(character) or _plain(character) for character in text]
        ways = [("".join(way), "".join(part[:1] for part in way)) for way in _first_ways(choices)]
        listed = self._table.words([key for key, _ in ways])
        sure = [way for way in ways if any(word.text == text for word in listed.get(way[0], ()))]
        return sure if sure and len(text) > 1 else ways[:1] if len(text) == 1 else sure or ways


def _first_ways(choices: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    ways = product(*(choice[:2] for choice in choices))
    return [way for way, _ in zip(ways, range(READINGS_A_WORD), strict=False)] if all(choices) else []


def _plain(character: str) -> tuple[str, ...]:
    return (character.lower(),) if character.isascii() and character.isalpha() else ()


def _typed(letters: str) -> _Typed:
    text = _NO_LETTER.sub("", letters.lower().replace("ü", "v").replace("’", "'"))[:LONGEST_INPUT]
    text = _NUE.sub("ve", _JV.sub("u", text))
    breaks: set[int] = set()
    plain = ""
    for letter in text:
        if letter == "'":
            breaks.add(len(plain))
        else:
            plain += letter
    return _Typed(plain, frozenset(breaks))


def _cost(word: Found) -> float:
    return COST_A_WORD - math.log(max(1, word.weight) / ALL_WEIGHT)
