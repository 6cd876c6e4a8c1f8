"""Words typed as they sound, put right: 竟赛 for 竞赛, 奖厉 for 奖励. Offers another reading; decides nothing.

Only characters that the splitter leaves single, side by side, are looked at, so what is a word already stays as typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from retrieval.words import every_word, is_han, syllables

LONGEST, SHORTEST = 4, 2


class Speller:
    """Knows the words of a collection by their sound; of two that sound alike the more frequent one."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts = Counter(word for text in texts for word in every_word(text) if SHORTEST <= len(word) <= LONGEST)
        self._by_sound: dict[tuple[str, ...], str] = {}
        for word, _ in counts.most_common():
            if is_han(word):
                self._by_sound.setdefault(syllables(word), word)

    def corrected(self, text: str) -> str:
        """A folded text with runs of single characters replaced by the known words that sound the same."""
        found: list[str] = []
        run: list[str] = []
        for word in split(text):
            if len(word) == 1 and is_han(word):
                run.append(word)
            else:
                found += [*self._heard(run), word]
                run = []
        return "".join((*found, *self._heard(run)))

    def _heard(self, run: list[str]) -> list[str]:
        """The characters of a run, the longest known words first."""
        found: list[str] = []
        start = 0
        while start < len(run):
            sizes = range(min(LONGEST, len(run) - start), SHORTEST - 1, -1)
            known = (self._by_sound.get(syllables("".join(run[start : start + size]))) for size in sizes)
            word = next((one for one in known if one), run[start])
            found.append(word)
            start += len(word)
        return found


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
