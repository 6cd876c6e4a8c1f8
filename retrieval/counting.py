"""The postings of many texts, counted together: what postings.build makes of documents.terms, in half the time.

The texts stand one a line in one long text, which is cut into words by one call and read as an array of characters;
what can be done once for each different word or character is not done for each that stands there. Ranks nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np

from retrieval.formula import Ints, Numbers
from retrieval.postings import Collector, Postings
from retrieval.sounds import is_pinyin, syllables
from retrieval.words import character_pairs, characters, concepts, content, cut_lines

LINES = 1 << 12  # texts counted at a time: bounds what is needed beside the result


class Counted(NamedTuple):
    """The terms of one kind in some texts: the different ones, and for each that stands there its number and its text.

    Texts ascend.
    """

    terms: Sequence[str]
    numbers: Ints
    texts: Ints


def postings_of(texts: Sequence[str]) -> tuple[Postings, ...]:
    """The postings of each kind of folded texts without scope names. Raises ValueError for a text of several lines."""
    if any("\n" in text for text in texts):
        raise ValueError("a text of several lines, expected folded ones")
    written = ["" if is_pinyin(text) else text for text in texts]  # of one spelt in pinyin only the sounds count
    return _postings(_words, written), _postings(_characters, written), _postings(_sounds, texts)


def _postings(counted: Callable[[Sequence[str]], Counted], texts: Sequence[str]) -> Postings:
    """Those of one kind; its terms are gone before the next kind is counted."""
    collector = Collector()
    for start in range(0, len(texts), LINES):
        block = texts[start : start + LINES]
        found = counted(block)
        collector.add_all(found.terms, found.numbers, np.bincount(found.texts, minlength=len(block)))
    return collector.postings()


def _words(texts: Sequence[str]) -> Counted:
    """The words that carry the subject, each with its concepts."""
    pieces = cut_lines(texts)
    places: defaultdict[str, int] = defaultdict(count().__next__)
    line_break = places["\n"]
    held = np.fromiter(map(places.__getitem__, pieces), dtype=np.int32, count=len(pieces))
    kept = set(content(places))
    meant = [(word, *concepts(word)) if word in kept else () for word in places]
    number_of = {term: number for number, term in enumerate(dict.fromkeys(chain.from_iterable(meant)))}
    flat = np.array([number_of[term] for terms in meant for term in terms], dtype=np.int32)
    sizes = np.array([len(terms) for terms in meant])
    each = sizes[held]
    firsts = (np.cumsum(sizes) - sizes)[held] - (np.cumsum(each) - each)
    numbers = flat[np.repeat(firsts, each) + np.arange(int(each.sum()))]
    return Counted(tuple(number_of), numbers, np.repeat(np.cumsum(held == line_break), each))


def _characters(texts: Sequence[str]) -> Counted:
    """The characters that are counted, and the neighbours within their runs."""
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    different, held = np.unique(codes, return_inverse=True)
    known = [chr(code) for code in different.tolist()]
    lines = np.cumsum(codes == ord("\n"))
    is_counted = np.array([bool(characters(one)) for one in known], dtype=np.bool_)
    single = np.flatnonzero(is_counted[held])
    in_run = np.array([bool(character_pairs(one + one)) for one in known], dtype=np.bool_)[held]
    first = np.flatnonzero(in_run[:-1] & in_run[1:])
    pairs, pair_numbers = _coupled(known, held[first], held[first + 1], "")
    terms = [one for one, counts in zip(known, is_counted.tolist(), strict=True) if counts]
    numbers = np.concatenate(((np.cumsum(is_counted) - 1)[held[single]], len(terms) + pair_numbers))
    stand = np.concatenate((lines[single], lines[first]))
    order = np.argsort(stand, kind="stable")
    return Counted((*terms, *pairs), numbers[order], stand[order])


def _sounds(texts: Sequence[str]) -> Counted:
    """The neighbouring syllables."""
    heard = [syllables(text) for text in texts]
    places: defaultdict[str, int] = defaultdict(count().__next__)
    held = np.fromiter(map(places.__getitem__, chain.from_iterable(heard)), dtype=np.int64)
    lines = np.repeat(np.arange(len(heard)), [len(one) for one in heard])
    first = np.flatnonzero(lines[:-1] == lines[1:])
    pairs, numbers = _coupled(list(places), held[first], held[first + 1], " ")
    return Counted(pairs, numbers, lines[first])


def _coupled(names: Sequence[str], ones: Numbers, others: Numbers, between: str) -> tuple[list[str], Numbers]:
    """The different pairs of names, and the number of each pair that stands there."""
    codes, numbers = np.unique(ones * len(names) + others, return_inverse=True)
    rows = zip(*(part.tolist() for part in np.divmod(codes, len(names) or 1)), strict=True)
    return [f"{names[one]}{between}{names[other]}" for one, other in rows], numbers
