"""Which district, office or official a question names, and what is left of the question without those names.

Pure: built from the collection's officials and the lexicon's districts. Ranks nothing, remembers no conversation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.model import Collection, Official
from retrieval import lexicon
from retrieval.words import boundaries, fold, is_word, spelt, syllables

_TITLES = ("区长", "县长", "市长", "书记", "主任", "部长", "局长")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]{4,}(?: [a-z]+)*")
_LEFT_OVER = re.compile(r"^[区县市的]+(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Scope:
    """Who is meant. districts: covered ones, as the collection names them; foreign: named, but not covered.

    officials: those who may answer under this scope, () where nobody in particular is named. rest: the folded question
    without the names.
    """

    rest: str
    districts: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.officials and not self.foreign


@dataclass(frozen=True, slots=True)
class _Name:
    """A name people use and what it stands for."""

    district: str
    covered: bool
    officials: tuple[str, ...]


@lru_cache(maxsize=4096)
def blurred(text: str) -> tuple[str, ...]:
    """Syllables with the sounds that Hunan speakers and hasty typists swap made equal (n/l, zh/z, ng/n ...)."""
    swaps = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))
    found = []
    for one in syllables(text):
        reading = one
        for ours, theirs in swaps:
            reading = reading.replace(ours, theirs)
        found.append("l" + reading[1:] if reading.startswith("n") else reading)
    return tuple(found)


class ScopeReader:
    """Reads scopes against one collection: its officials, their districts and everyday names."""

    def __init__(self, collection: Collection) -> None:
        officials = {pair.official.name: pair.official for pair in (*collection.pairs, *collection.quotations)}
        self._officials = tuple(officials.values())
        self._names: dict[str, _Name] = dict(self._district_names(collection))
        self._names.update(self._official_names())
        by_length = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, by_length)) or r"(?!)")
        self._sounds = self._sound_table()

    def _of_district(self, district: str) -> tuple[str, ...]:
        return tuple(one.name for one in self._officials if one.district == district)

    def _district_names(self, collection: Collection) -> Iterator[tuple[str, _Name]]:
        said = " ".join(f"{pair.question or ''} {pair.answer}" for pair in collection.pairs)
        for place in lexicon.elsewhere():
            if place not in said:  # else it is a subject of the interviews
                yield fold(place), _Name(place, False, ())
        covered = {one.district for one in self._officials if one.district}
        places = [(place.name, place.aliases) for place in lexicon.districts()]
        places += [(place.name, place.aliases) for article in collection.articles for place in article.districts]
        for official_name, aliases in places:
            name = self._covered_name(official_name, aliases, covered)
            for word in (official_name, *aliases):
                yield fold(word), _Name(name, name in covered, self._of_district(name))

    @staticmethod
    def _covered_name(name: str, aliases: Iterable[str], covered: set[str]) -> str:
        return next((word for word in (name, *aliases) if word in covered), name)

    def _official_names(self) -> Iterator[tuple[str, _Name]]:
        for one in self._officials:
            meant = _Name(one.district, True, (one.name,))
            yield fold(one.name), meant
            for title in _TITLES:
                if title in one.office:
                    yield fold(one.name[0] + title), meant
        for title in ("区长", "县长", "市长"):
            holders = [one for one in self._officials if title in self._own_titles(one)]
            if len(holders) == 1:
                yield title, _Name(holders[0].district, True, (holders[0].name,))

    @staticmethod
    def _own_titles(official: Official) -> str:
        return official.office.replace("副区长", "").replace("副县长", "").replace("副市长", "")

    def _sound_table(self) -> dict[tuple[str, ...], _Name]:
        """Names by sound, for typos: officials' names, and covered districts' names of two and three characters."""
        table = {}
        for word, meant in self._names.items():
            is_person = any(fold(name) == word for name in meant.officials)
            of_two = len(word) == 2 and meant.covered and word not in {"河西", "高新", "犀城", "区长", "县长"}
            if _HAN.fullmatch(word) and (is_person or of_two or (len(word) == 3 and meant.covered)):
                table[blurred(word)] = meant
        return table

    def of_text(self, folded: str) -> Scope:
        """The scope of a folded text of ours: what only sounds like a name is none."""
        rest, found = self._by_name(folded)
        return self._scope(" ".join(rest.split()), found)

    def rest_of(self, folded: str) -> str:
        """A folded text of ours without the names, for comparing; what only sounds like a name stays.

        Cheaper than `read`.
        """
        rest, _ = self._by_name(folded)
        return " ".join(rest.split())

    def read(self, question: str) -> Scope:
        """The scope of a question as typed."""
        rest, found = self._by_name(fold(question))
        if not found:
            rest, found = self._by_sound(rest)
            rest = " ".join(_LEFT_OVER.sub("", part) for part in rest.split(" "))
        return self._scope(" ".join(rest.split()), found)

    def _by_name(self, text: str) -> tuple[str, list[_Name]]:
        """The text with the names taken out that stand between words, and what they stand for."""
        if not self._pattern.search(text):
            return text, []
        edges = boundaries(text)
        hits = [hit for hit in self._pattern.finditer(text) if hit.start() in edges and hit.end() in edges]
        found = [self._names[hit.group()] for hit in hits]
        rest = text
        for hit in reversed(hits):
            rest = f"{rest[: hit.start()]} {rest[hit.end() :]}"
        return " ".join(_LEFT_OVER.sub("", part) for part in rest.split(" ")), found

    def _by_sound(self, text: str) -> tuple[str, list[_Name]]:
        edges = boundaries(text)
        for length in (3, 2):
            for start in sorted(edges.intersection(edge - length for edge in edges)):
                window = text[start : start + length]
                if _HAN.fullmatch(window) and not (length == 2 and is_word(window)):
                    meant = self._sounds.get(blurred(window))
                    if meant:
                        return text.replace(window, " "), [meant]
        return self._by_pinyin(text)

    def _by_pinyin(self, text: str) -> tuple[str, list[_Name]]:
        for run in _LATIN.finditer(text):
            spoken = tuple(one for letters in run.group().split() for one in (spelt(letters) or (letters,)))
            heard = blurred(" ".join(spoken))
            for length in (3, 2):
                for start in range(len(heard) - length + 1):
                    meant = self._sounds.get(heard[start : start + length])
                    if meant:
                        left = (*spoken[:start], *spoken[start + length :])
                        return text.replace(run.group(), " ".join(left)), [meant]
        return text, []

    @staticmethod
    def _scope(rest: str, found: list[_Name]) -> Scope:
        covered = [name for name in found if name.covered]
        persons = [name for name in covered if len(name.officials) == 1]
        return Scope(
            rest=rest,
            districts=tuple(dict.fromkeys(name.district for name in covered if name.district)),
            foreign=tuple(dict.fromkeys(name.district for name in found if not name.covered)),
            officials=tuple(dict.fromkeys(one for name in (covered or persons) for one in name.officials)),
        )
