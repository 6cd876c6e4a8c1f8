"""Words typed as they sound, put right: 竟赛 for 竞赛, 吸du for 吸毒. Offers another reading; decides nothing.

Only characters that the splitter leaves single, and syllables in Latin letters, side by side, are looked at, so what is
a word already stays as typed, and so does what only asks whether (堵不堵).
The words stand in plain arrays, by 64 bits of a hash of their sounds, so that they can be kept with the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

import numpy as np
from msgspec import Struct

from retrieval.formula import Ints
from retrieval.postings import term_key
from retrieval.sounds import spelt, syllables
from retrieval.words import cut_lines, every_word, is_han

LONGEST, SHORTEST = 4, 2
_WHETHER = re.compile(r"([\u3400-\u9fff])[不没冇]\1")


class Speller(Struct, frozen=True, eq=False):
    """Knows the words of a collection by their sound; of two that sound alike the more frequent one.

    keys: of the sounds, ascending; the word of number n is words[starts[n] : starts[n + 1]].
    """

    keys: Ints
    starts: Ints
    words: str

    @classmethod
    def of(cls, texts: Iterable[str]) -> Speller:
        by_key: dict[int, str] = {}
        for word, _ in Counter(cut_lines(texts)).most_common():
            if SHORTEST <= len(word) <= LONGEST and is_han(word):
                by_key.setdefault(_key(syllables(word)), word)
        rows = sorted(by_key.items())
        keys = np.array([key for key, _ in rows], dtype=np.uint64)
        return cls.over(keys, np.array([len(word) for _, word in rows], np.uint8), "".join(word for _, word in rows))

    @classmethod
    def over(cls, keys: Ints, lengths: Ints, words: str) -> Speller:
        """From the columns that are kept: the words run together, and how long each is."""
        return cls(keys, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))), words)

    @property
    def lengths(self) -> Ints:
        """Characters of each word."""
        return np.diff(self.starts).astype(np.uint8)

    def word(self, sounds: tuple[str, ...]) -> str:
        """The known word that sounds so, "" for none."""
        wanted = np.uint64(_key(sounds))
        place = int(self.keys.searchsorted(wanted))
        if place == len(self.keys) or self.keys[place] != wanted:
            return ""
        return self.words[self.starts[place] : self.starts[place + 1]]

    def corrected(self, text: str) -> str:
        """A folded text, runs of single characters and syllables replaced by known words that sound the same."""
        found: list[str] = []
        run: list[str] = []
        meant = {place for hit in _WHETHER.finditer(text) for place in range(*hit.span())}
        words = split(text)
        for word, place in zip(words, accumulate(map(len, words), initial=0), strict=False):
            if len(word) == 1 and is_han(word) and place not in meant:
                run.append(word)
            elif word.isascii() and (spoken := spelt(word)):
                run += spoken
            elif not (word.isspace() and run and run[-1].isascii()):  # between syllables a space says nothing
                found += [*self._heard(run), word]
                run = []
        return "".join((*found, *self._heard(run)))

    def _heard(self, run: list[str]) -> list[str]:
        """The characters and syllables of a run, the longest known words first."""
        sounds = [sound for one in run for sound in syllables(one)]
        found: list[str] = []
        start = 0
        while start < len(run):
            ends = range(min(start + LONGEST, len(run)), start + SHORTEST - 1, -1)
            known = ((self.word(tuple(sounds[start:end])), end) for end in ends)
            word, end = next((one for one in known if one[0]), (run[start], start + 1))
            found.append(word)
            start = end
        return found


def _key(sounds: tuple[str, ...]) -> int:
    return term_key(" ".join(sounds))


def split(text: str) -> list[str]:
    """All tokens of a folded text in order, punctuation too: joined they are the text."""
    found, place = [], 0
    for word in every_word(text):
        at = text.index(word, place)
        if at > place:
            found.append(text[place:at])
        found.append(word)
        place = at + len(word)
    return [*found, text[place:]] if place < len(text) else found
