"""What is typed as a pattern over readings: full syllables, initials, a syllable just begun, characters. Finds nothing.

A character is written as two: a code that stands for its readings, then the character itself. Codes lie in Unicode's
private area, so a code is never taken for a character, nor the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

FIRST_CODE, LAST_CODE = 0xE000, 0xF8FE
OTHER = chr(LAST_CODE + 1)  # a character without readings, or one reading too many
NO_HAN = "[\ue000-\uf8ff]"
READINGS_A_CHARACTER = 2  # rarer ones only find what nobody meant
LONGEST_SYLLABLE = 6
MOST_PARTS = 400  # of a pattern; letters that could be read in more ways than that are no pinyin
TWO_LETTER_INITIALS = frozenset({"zh", "ch", "sh"})
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[a-z]")


class Codes:
    """A code for each set of readings that the characters of some texts have."""

    def __init__(self, texts: Iterable[str], readings: Callable[[str], tuple[str, ...]]) -> None:
        characters = {character for text in texts for character in text}
        read = {one: tuple(readings(one)[:READINGS_A_CHARACTER]) for one in characters if _HAN.match(one)}
        known = sorted({found for found in read.values() if found})[: LAST_CODE - FIRST_CODE]
        self._codes = {found: chr(FIRST_CODE + number) for number, found in enumerate(known)}
        self._read = read
        self.syllables = frozenset(reading for found in known for reading in found)

    def written(self, character: str) -> str:
        """Two characters for one. A letter or a digit is its own code."""
        if character in self._read:
            return self._codes.get(self._read[character], OTHER) + character
        return character + OTHER

    @lru_cache(maxsize=1024)  # noqa: B019 - as long-lived as the suggester, and bounded
    def read_as(self, syllable: str) -> str:
        """A class of codes for everything that may be read so; "" for nothing."""
        return _one_of(code for found, code in self._codes.items() if syllable in found)

    @lru_cache(maxsize=64)  # noqa: B019
    def initial(self, letters: str) -> str:
        """Everything whose usual reading begins with this initial, or that is this very letter."""
        codes = [code for found, code in self._codes.items() if found[0].startswith(letters)]
        return _one_of([*codes, letters] if len(letters) == 1 else codes)

    @lru_cache(maxsize=1024)  # noqa: B019
    def begun(self, letters: str) -> str:
        """Everything with a reading that begins so."""
        codes = [code for found, code in self._codes.items() if any(one.startswith(letters) for one in found)]
        return _one_of([*codes, letters] if len(letters) == 1 else codes)


def _one_of(codes: Iterable[str]) -> str:
    found = "".join(map(re.escape, codes))
    return f"[{found}]." if found else ""


class Pattern:
    """What is typed, folded and without spaces, over the codes of one suggester."""

    def __init__(self, codes: Codes, wanted: str) -> None:
        self._codes, self._wanted, self._parts = codes, wanted, 0

    def strict(self) -> re.Pattern[str] | None:
        """Characters and full syllables; the last syllable may be just begun. None where the letters are no pinyin."""
        return self._compiled(initials=False)

    def loose(self) -> re.Pattern[str] | None:
        """As strict, and each letter may also be the initial of a character."""
        return self._compiled(initials=True)

    def _compiled(self, *, initials: bool) -> re.Pattern[str] | None:
        self._parts = 0
        written = self._from(0, initials)
        return re.compile(written) if written and self._parts <= MOST_PARTS else None

    def _from(self, at: int, initials: bool) -> str | None:
        """A pattern for the rest, None where there is none."""
        if at == len(self._wanted):
            return ""
        ways = []
        for unit, used in self._units(at, initials):
            self._parts += 1
            if self._parts > MOST_PARTS:
                return None
            rest = self._from(at + used, initials) if unit else None
            if rest is not None:
                ways.append(unit + rest)
        return (ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})") if ways else None

    def _units(self, at: int, initials: bool) -> list[tuple[str, int]]:
        head = self._wanted[at]
        if _HAN.match(head):
            return [(f"{NO_HAN}{head}", 1)]
        if not _LETTER.match(head):
            return [(f"{head}.", 1)]
        run = re.match(r"[a-z]+", self._wanted[at:])
        letters = run[0] if run else head
        units = [
            (self._codes.read_as(letters[:used]), used)
            for used in range(min(LONGEST_SYLLABLE, len(letters)), 0, -1)
            if letters[:used] in self._codes.syllables
        ]
        if len(letters) <= LONGEST_SYLLABLE and at + len(letters) == len(self._wanted):
            units.append((self._codes.begun(letters), len(letters)))
        if initials:
            heads = [letters[:1], *({letters[:2]} & TWO_LETTER_INITIALS)]
            units += [(self._codes.initial(head), len(head)) for head in heads]
        return units
