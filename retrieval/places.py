"""Places that a question names: those of the lexicon, and what only reads like one. Knows no official, ranks nothing.

Longer names win over shorter ones, and a name counts only where it begins and ends between words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from retrieval import lexicon
from retrieval.words import boundaries, fold, is_han, is_word

_ENDS = lexicon.PLACE_ENDS
_BEHIND = "里内上级域间块别划民"  # 县里, 区级: the administration spoken of, not a name
_MOVES = "进驻到给归入离往"  # before an end they lead to it: 列进县财政
_BEGINS = re.compile(r"(?:^|[,，。!！?？;；:：\s])(?:请问|那么|那|在|我在|我是|你们|我们)?")
_STRANGE = re.compile(rf"([\u4e00-\u9fff]{{1,2}}(?![{_MOVES}])[\u4e00-\u9fff])[{_ENDS}](?![{_BEHIND}])")
_END = re.compile(rf"[{_ENDS}](?![{_BEHIND}])")
_OFFICE_END = re.compile(r"[、，,；;\s]")
LONGEST = 8  # characters of a place's name


class Names:
    """Finds names in texts: `of(text)` gives (start, end) of each that stands between words, the longest at a place."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) > 1)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._names:
            lengths[name[:2]].add(len(name))
        self._lengths = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}

    def of(self, text: str) -> tuple[tuple[int, int], ...]:
        """In order, without overlaps. The text is folded."""
        heads = self._lengths
        starts = [at for at in range(len(text) - 1) if text[at : at + 2] in heads]
        return tuple(self._taken(text, starts)) if starts else ()

    def _taken(self, text: str, starts: Iterable[int]) -> Iterator[tuple[int, int]]:
        edges, free = boundaries(text), 0
        for start in starts:
            if start < free or start not in edges:
                continue
            ends = (start + length for length in self._lengths[text[start : start + 2]])
            free = next((end for end in ends if end in edges and text[start:end] in self._names), free)
            if free > start:
                yield start, free


def root(name: str) -> str:
    """A name without its 市, 县, 区 ... where it is known without, else the name itself."""
    return name[:-1] if name[-1] in _ENDS and name[:-1] in _elsewhere() else name


@lru_cache(maxsize=1)
def _elsewhere() -> frozenset[str]:
    return frozenset(lexicon.elsewhere())


def unlisted(text: str) -> tuple[int, int] | None:
    """Where a folded text names a place that no list of ours holds: 盱眙县, a word of the splitter's own, or, at the
    beginning of a clause, two or three characters that are no words before 市, 县, 区, 州 or 省.

    >>> unlisted("盱眙县怎么宣传"), unlisted("小区里有人吸毒"), unlisted("工业区怎么查")
    ((0, 3), None, None)
    """
    ends = [hit.end() for hit in _END.finditer(text)]
    if not ends:
        return None
    edges = boundaries(text)
    for end in edges.intersection(ends):
        for start in sorted(edges.intersection(range(end - LONGEST, end - 2))):
            if is_han(text[start:end]) and _is_place(text[start:end]):
                return start, end
    return _strange(text, edges)


def _is_place(word: str) -> bool:
    """Whether the splitter knows a word as one, perhaps with another end: 溧水区 was 溧水县."""
    if word in lexicon.no_places():
        return False
    known = (word[:-1] + end for end in _ENDS)
    return any(len(one) > 2 and one not in lexicon.no_places() and is_word(one) for one in known)


def _strange(text: str, edges: frozenset[int]) -> tuple[int, int] | None:
    for begin in _BEGINS.finditer(text):
        for start in {begin.end(), begin.start()}:
            hit = _STRANGE.match(text, start)
            if hit and hit.end() in edges and _is_no_words(hit.group(1), edges, start):
                return start, hit.end()
    return None


def _is_no_words(name: str, edges: frozenset[int], start: int) -> bool:
    """Whether the splitter knows nothing of a name: each character stands alone, and none carries grammar."""
    alone = all(start + place in edges for place in range(len(name) + 1))
    return alone and not set(name) & lexicon.function_words()


def district_in(office: str) -> str:
    """The district whose office it is, the narrowest that its first words name (渌口区禁毒办主任); "" for none."""
    head = _OFFICE_END.split(fold(office), maxsplit=1)[0]
    known = _by_every_name()
    found = [head[start:end] for start, end in _all_names().of(head)]
    named = [known[name] for name in found if name not in lexicon.shared_names()]
    if named:
        return named[-1]
    span = unlisted(head)
    return head[slice(*span)] if span else ""


@lru_cache(maxsize=1)
def _by_every_name() -> dict[str, str]:
    """Every name of a place with the whole name it stands for."""
    ours = {fold(word): place.name for place in lexicon.districts() for word in (place.name, *place.aliases)}
    return {fold(name): name for name in lexicon.elsewhere()} | ours


@lru_cache(maxsize=1)
def _all_names() -> Names:
    return Names(_by_every_name())
