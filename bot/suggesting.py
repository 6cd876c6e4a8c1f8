"""Suggestions while typing over the newest collection: the reporter's questions first, then curated phrasings."""

from __future__ import annotations

from threading import Lock

from bot.conversation import Offer
from bot.typing.suggest import Suggester
from bot.wording import label_of
from knowledge.model import Collection
from retrieval.sounds import reading_choices
from retrieval.words import every_word, fold

QUESTION_WEIGHT, PHRASING_WEIGHT = 2.0, 1.0
LONGEST_SHOWN = 24


def is_well_spelt(text: str) -> bool:
    """Whether most of a text is words the splitter knows whole: phrasings with typos are for finding, not for showing.

    >>> is_well_spelt("禁毒经费"), is_well_spelt("举抱奖厉")
    (True, False)
    """
    words = every_word(fold(text))
    return 5 * sum(len(word) for word in words if len(word) > 1) >= 3 * sum(map(len, words))


class Suggesting:
    """Builds the suggester again when the collection's version changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._version = -1
        self._suggester: Suggester | None = None

    def suggest(self, collection: Collection, typed: str, limit: int) -> tuple[Offer, ...]:
        found = self._of(collection).suggest(typed, limit)
        return tuple(Offer(one.text, one.text, one.pair_id) for one in found)

    def _of(self, collection: Collection) -> Suggester:
        with self._lock:
            if self._suggester is None or self._version != collection.version:
                entries = [(label_of(pair), pair.id, QUESTION_WEIGHT) for pair in collection.pairs if pair.question]
                entries += [
                    (one.text, one.pair_id, PHRASING_WEIGHT)
                    for one in collection.phrasings
                    if len(one.text) <= LONGEST_SHOWN and is_well_spelt(one.text)
                ]
                self._suggester, self._version = Suggester(entries, reading_choices), collection.version
            return self._suggester
