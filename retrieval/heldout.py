"""Phrasings that a collection is asked without: how it takes wordings that it has not seen. Fits and judges nothing.

Every phrasing is a labelled question already: of a pair, or of nothing that was said. Asked of the collection that
holds it, it would only find itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from knowledge.late import texts_of
from knowledge.model import Collection

PARTS = 4
ONE_OF = 16  # phrasings, of which one is left out of a part


class HeldOut(Struct, frozen=True):
    """A wording and the pairs that are right for it, () where nothing that was said is.

    official: whose pairs are known to be right or wrong; of others' nobody said. "" where all are known.
    """

    question: str
    pairs: frozenset[str] = frozenset()
    official: str = ""


class Part(Struct, frozen=True):
    """A collection that lacks some phrasings, and those."""

    collection: Collection
    asked: tuple[HeldOut, ...]


def parts(collection: Collection, count: int = PARTS, one_of: int = ONE_OF) -> Iterator[Part]:
    """Parts that lack different phrasings, the same ones each time. None where nothing is phrased.

    A phrasing is right for every pair with the passage that it leads to: answers are printed twice here and there.
    """
    if not collection.phrasings:
        return
    holders = _holders(collection)
    pairs = {pair.id: pair for pair in (*collection.pairs, *collection.quotations)}
    for number in range(count):
        kept = replace(
            collection,
            version=-1,
            phrasings=tuple(one for one in collection.phrasings if _share(one.text, one_of) != number),
            declined=tuple(
                replace(topic, phrasings=tuple(one for one in topic.phrasings if _share(one, one_of) != number))
                for topic in collection.declined
            ),
        )
        said = (
            HeldOut(one.text, holders[one.pair_id, one.passage], pairs[one.pair_id].official.name)
            for one in collection.phrasings
            if _share(one.text, one_of) == number
        )
        silent = (
            HeldOut(one) for topic in collection.declined for one in topic.phrasings if _share(one, one_of) == number
        )
        yield Part(kept, (*said, *silent))


def _share(text: str, one_of: int) -> int:
    return crc32(text.encode("utf-8", "surrogatepass")) % one_of


def _holders(collection: Collection) -> dict[tuple[str, int | None], frozenset[str]]:
    """The pairs that hold each passage, in the same words."""
    by_text: defaultdict[str, set[str]] = defaultdict(set)
    everything = (*collection.pairs, *collection.quotations)
    for pair in everything:
        for text in texts_of(pair.passages):
            by_text[text].add(pair.id)
    found: dict[tuple[str, int | None], frozenset[str]] = {(pair.id, None): frozenset({pair.id}) for pair in everything}
    for pair in everything:
        found |= {(pair.id, number): frozenset(by_text[text]) for number, text in enumerate(texts_of(pair.passages))}
    return found
