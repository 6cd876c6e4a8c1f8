"""Which district, office or official a question names, and what is left of the question without those names.

Pure: built from the collection's officials and the lexicon's districts. Ranks nothing, remembers no conversation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from knowledge.late import texts_of
from knowledge.late_pairs import heads_of
from knowledge.model import Collection, Official
from retrieval import lexicon, referring
from retrieval.naming import Kind, Mention, Name, meant
from retrieval.places import Names, district_in, root, unlisted
from retrieval.sounds import spelt, syllables
from retrieval.words import boundaries, fold, is_word

_TITLES = ("区长", "县长", "市长", "书记", "主任", "部长", "局长")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z]{4,}(?: [a-z]+)*")
_LEFT_OVER = re.compile(r"^[区县市的]+(?=\s|$)")


class Home(NamedTuple):
    """Where an asker lives: the officials of that district where it is covered, else the place."""

    officials: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


NOWHERE = Home()


class Scope(Struct, frozen=True):
    """Who is meant. districts: covered ones, as the collection names them; foreign: named, but not covered.

    officials: those who may answer under this scope, () where nobody in particular is named. rest: the folded question
    without the names. home: where the asker says to live; but: the officials who are excepted; is_of_others: whether it
    speaks of all but those of the turn before.
    """

    rest: str
    districts: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    home: Home = NOWHERE
    but: tuple[str, ...] = ()
    is_of_others: bool = False

    @property
    def is_open(self) -> bool:
        return not self.officials and not self.foreign


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
        said = (head for head in heads_of(collection.pairs, collection.quotations) if head.kind != "lead")
        officials = {head.official.name: head.official for head in said}
        self._collection = collection
        self._officials = tuple(replace(one, district=district_of(one)) for one in officials.values())
        self._officials_of: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for one in self._officials:
            self._officials_of[one.district] += (one.name,)
        self._elsewhere = frozenset(lexicon.elsewhere())
        self._names: dict[str, Name] = dict(self._place_names())
        self._names.update(self._official_names())
        self._found = Names(self._names)
        self._sounds, self._foreign_sounds = self._sound_table(), self._foreign_sound_table()
        self._spoken_of: dict[str, bool] = {}

    def _of_district(self, district: str) -> tuple[str, ...]:
        return self._officials_of.get(district, ())

    def _place_names(self) -> Iterator[tuple[str, Name]]:
        for place in lexicon.elsewhere():
            yield fold(place), Name(place, False, (), "elsewhere")
        covered = {one.district for one in self._officials if one.district}
        for district in covered:
            yield from self._covered_names(district)
        places = [(place.name, place.aliases) for place in lexicon.districts()]
        places += [(one.name, one.aliases) for article in self._collection.articles for one in article.districts]
        for official_name, aliases in places:
            name = next((word for word in (official_name, *aliases) if word in covered), official_name)
            for word in (official_name, *aliases):
                kind: Kind = "shared" if word in lexicon.shared_names() else "district"
                ours = Name(name, name in covered, self._of_district(name), kind)
                yield from ((fold(one), ours) for one in dict.fromkeys((word, _ended(word, name))))

    def _covered_names(self, district: str) -> Iterator[tuple[str, Name]]:
        """A covered district by its name, and by the place its name ends in: 衡阳市雁峰区 by 雁峰区 and 雁峰."""
        yield fold(district), Name(district, True, self._of_district(district))
        meant = Name(district, True, self._of_district(district), "elsewhere")
        for place in (district[start:] for start in range(len(district))):
            if place in self._elsewhere:
                yield from ((fold(word), meant) for word in (place, root(place)))

    def _official_names(self) -> Iterator[tuple[str, Name]]:
        for one in self._officials:
            yield fold(one.name), Name(one.district, True, (one.name,), "person")
            for title in _TITLES:
                if title in one.office:
                    yield fold(one.name[0] + title), Name(one.district, True, (one.name,), "surname")
        for title in ("区长", "县长", "市长"):
            holders = [one for one in self._officials if title in self._own_titles(one)]
            if len(holders) == 1:
                yield title, Name(holders[0].district, True, (holders[0].name,), "title")

    @staticmethod
    def _own_titles(official: Official) -> str:
        return official.office.replace("副区长", "").replace("副县长", "").replace("副市长", "")

    def _sound_table(self) -> dict[tuple[str, ...], Name]:
        """Names by sound, for typos: officials' names, and covered districts' names of two and three characters."""
        table = {}
        for word, name in self._names.items():
            of_two = len(word) == 2 and name.covered and name.kind not in {"shared", "title"} and word != "犀城"
            if _HAN.fullmatch(word) and (name.kind == "person" or of_two or (len(word) == 3 and name.covered)):
                table[blurred(word)] = name
        return table

    def _foreign_sound_table(self) -> dict[tuple[str, ...], Name]:
        """Uncovered districts of Zhuzhou by sound, for questions in pinyin: 攸县 is youxian."""
        ours = ((word, name) for word, name in self._names.items() if not name.covered and name.kind == "district")
        return {blurred(word): name for word, name in ours if len(word) in {2, 3} and _HAN.fullmatch(word)}

    def of_text(self, folded: str) -> Scope:
        """The scope of a folded text of ours: what only sounds like a name is none."""
        return self._scope(folded, self._mentions(folded))

    def rest_of(self, folded: str) -> str:
        """A folded text of ours without the names, for comparing; what only sounds like a name stays.

        Cheaper than `read`.
        """
        return _without(folded, self._mentions(folded))

    def read(self, question: str) -> Scope:
        """The scope of a question as typed."""
        text = fold(question)
        mentions = self._mentions(text)
        if not mentions:
            rest, heard = self._by_sound(text)
            if heard:
                return _scope_of(_without_ends(rest), heard)
        if not any(one.is_place or one.name.kind == "person" for one in mentions):
            mentions = sorted((*mentions, *self._unlisted(text)), key=lambda one: one.start)
        return self._scope(text, mentions) if mentions else Scope(_without_ends(text))

    def _mentions(self, text: str) -> list[Mention]:
        """The names that stand between words of a folded text, less places elsewhere that the interviews speak of."""
        found = []
        for start, end in self._found.of(text):
            name = self._names[text[start:end]]
            if name.covered or name.kind != "elsewhere" or not self._speaks_of(name.district):
                found.append(Mention(start, end, name, name.district if name.kind == "district" else text[start:end]))
        return found

    def _speaks_of(self, place: str) -> bool:
        """Whether a pair names a place: then it is a subject of the interviews."""
        word = root(place)
        if word not in self._spoken_of:
            self._spoken_of[word] = any(
                word in (pair.question or "") or any(word in text for text in texts_of(pair.passages))
                for pair in self._collection.pairs
            )
        return self._spoken_of[word]

    def _unlisted(self, text: str) -> Iterator[Mention]:
        span = unlisted(text)
        place = text[slice(*span)] if span else ""
        if span and not self._speaks_of(place):
            yield Mention(*span, Name(place, False, (), "elsewhere"), place)

    @staticmethod
    def _scope(text: str, mentions: Sequence[Mention]) -> Scope:
        homes, but = referring.homes(text, mentions), referring.left_out(text, mentions)
        asked = [one for one in mentions if one not in homes and one not in but]
        found = _scope_of(_without(text, mentions), meant(text, asked if _covers(asked) else mentions))
        home = Home(_officials_of(homes), () if _covers(homes) else tuple(one.text for one in homes))
        return replace(found, home=home, but=_officials_of(but))

    def _by_sound(self, text: str) -> tuple[str, list[Name]]:
        edges = boundaries(text)
        for length in (3, 2):
            for start in sorted(edges.intersection(edge - length for edge in edges)):
                window = text[start : start + length]
                if _HAN.fullmatch(window) and not (length == 2 and is_word(window)):
                    meant = self._sounds.get(blurred(window))
                    if meant:
                        return text.replace(window, " "), [meant]
        return self._by_pinyin(text)

    def _by_pinyin(self, text: str) -> tuple[str, list[Name]]:
        for run in _LATIN.finditer(text):
            spoken = tuple(one for letters in run.group().split() for one in (spelt(letters) or (letters,)))
            heard = blurred(" ".join(spoken))
            for length in (3, 2):
                for start in range(len(heard) - length + 1):
                    sounds = heard[start : start + length]
                    meant = self._sounds.get(sounds) or (None if start else self._foreign_sounds.get(sounds))
                    if meant:
                        left = (*spoken[:start], *spoken[start + length :])
                        return text.replace(run.group(), " ".join(left)), [meant]
        return text, []


def _covers(mentions: Iterable[Mention]) -> bool:
    return any(one.name.covered for one in mentions)


def _officials_of(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in mentions for name in one.name.officials))


def district_of(official: Official) -> str:
    """The district of an official, read from the office where the interview names none."""
    return official.district or district_in(official.office)


def _ended(word: str, district: str) -> str:
    """An everyday name as it is also said, with the end of the district's own: 河西区."""
    return word if word[-1] in lexicon.PLACE_ENDS else f"{word}{district[-1]}"


def _without(text: str, mentions: Sequence[Mention]) -> str:
    """A folded text less its names."""
    if not mentions:
        return text
    rest = text
    for one in reversed(mentions):
        rest = f"{rest[: one.start]} {rest[one.end :]}"
    return _without_ends(rest)


def _without_ends(rest: str) -> str:
    """A text less what is left of names at the beginning of its words: 区, 县, 市."""
    return " ".join(" ".join(_LEFT_OVER.sub("", part) for part in rest.split(" ")).split())


def _scope_of(rest: str, names: Iterable[Name]) -> Scope:
    found = tuple(names)
    covered = [name for name in found if name.covered]
    return Scope(
        rest=" ".join(rest.split()),
        districts=tuple(dict.fromkeys(name.district for name in covered if name.district)),
        foreign=tuple(dict.fromkeys(name.district for name in found if not name.covered)),
        officials=tuple(dict.fromkeys(one for name in covered for one in name.officials)),
    )
