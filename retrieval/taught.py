"""What has been taught since an index was kept: the documents that came, and the numbers of those that went.

An index is kept as it was built. Only the pairs and declined topics whose phrasings are others now are looked at, and
of those what is there is compared with what would be built, so nothing depends on who changed them or how.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping

from msgspec import Struct
from msgspec.structs import replace

from knowledge.model import Collection
from retrieval.documents import TOPIC, Document, documents_of
from retrieval.scope import ScopeReader
from retrieval.snapshot import Built

AT_MOST = 200  # documents that are added and left out one by one; of more, an index is sooner built anew


class Taught(Struct, frozen=True):
    """added: documents that a kept index lacks; gone: the numbers of those that it has too much."""

    added: tuple[Document, ...] = ()
    gone: tuple[int, ...] = ()

    def __len__(self) -> int:
        return len(self.added) + len(self.gone)


def taught_since(built: Built, phrased: Mapping[str, str], collection: Collection, scopes: ScopeReader) -> Taught:
    """What makes a built index one of this collection, which has the same articles. phrased: see marks.Marks."""
    changed = {target for target, _ in built.phrased.items() ^ phrased.items()}
    if not changed:
        return Taught()
    left: defaultdict[Document, list[int]] = defaultdict(list)
    for number in built.documents.phrased_for(changed).tolist():
        left[built.documents[number]].append(number)
    added = [one for one in _phrased(collection, scopes, changed) if not _taken(left[one])]
    return Taught(tuple(added), tuple(sorted(number for numbers in left.values() for number in numbers)))


def _phrased(collection: Collection, scopes: ScopeReader, targets: Container[str]) -> tuple[Document, ...]:
    """The documents of the phrasings of some pairs and declined topics."""
    some = replace(
        collection,
        pairs=(),
        quotations=(),
        phrasings=tuple(one for one in collection.phrasings if one.pair_id in targets),
        declined=tuple(one for one in collection.declined if f"{TOPIC}{one.slug}" in targets),
    )
    return documents_of(some, scopes)


def _taken(numbers: list[int]) -> bool:
    """Whether one was left; it is left no more."""
    return bool(numbers) and numbers.pop(0) >= 0
