"""Where each term of one kind stands and what it adds there: flat arrays, no Python object a term or a posting.

A term is known by 64 bits of its BLAKE2b hash; building looks for two terms with the same bits and takes another salt.
A posting is a document number (4 bytes) and a code (2 bytes, 4 where there are very many) into a table of the few
hundred different values that the formula's fraction takes. So the numbers are exact and small at once. Ranks nothing.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import count

import numpy as np
from msgspec import Struct

from retrieval.documents import KINDS, Terms
from retrieval.formula import Floats, Ints, Numbers, impact, unseen

BITS = 64
_BLOCK = 4_000_000  # tokens counted at a time: bounds what building needs beside its result


@lru_cache(maxsize=16384)
def term_key(term: str, salt: int = 0, bits: int = BITS) -> int:
    """The number that stands for a term: the same in every process."""
    digest = blake2b(term.encode("utf-8", "surrogatepass"), digest_size=8, salt=salt.to_bytes(8, "little")).digest()
    return int.from_bytes(digest, "little") >> (BITS - bits)


class Postings(Struct, frozen=True, eq=False):
    """The postings of one kind.

    keys: of the terms, ascending. Term t has postings starts[t] to starts[t + 1]; documents ascend within them.
    impacts: the fraction's different values, ascending; codes point into it, tops is the greatest code of each term.
    widths: how many different terms each document holds.
    """

    size: int
    mean_length: float
    salt: int
    bits: int
    keys: Ints
    starts: Ints
    documents: Ints
    codes: Ints
    impacts: Floats
    tops: Ints
    widths: Ints

    def numbers(self, terms: Sequence[str]) -> Numbers:
        """The number of each term, -1 for one never seen."""
        if not len(self.keys) or not terms:
            return np.full(len(terms), -1)
        wanted = np.array([term_key(term, self.salt, self.bits) for term in terms], dtype=np.uint64)
        found = self.keys.searchsorted(wanted)
        return np.where(self.keys.take(found, mode="clip") == wanted, found, -1)

    def number(self, term: str) -> int:
        """The number of one term, -1 for one never seen: in a fifth of the time that `numbers` takes for one."""
        wanted = np.uint64(term_key(term, self.salt, self.bits))
        place = int(self.keys.searchsorted(wanted))
        return place if place < len(self.keys) and self.keys[place] == wanted else -1

    def idf_of(self, number: int) -> float:
        """The weight of the term with this number: exactly what `idf` gives."""
        holders = int(self.starts[number + 1] - self.starts[number]) if number >= 0 else 1
        return unseen(self.size) if holders == 1 else float(np.log((self.size + 1) / holders))

    def idf(self, numbers: Numbers) -> Floats:
        """The weight of the terms with these numbers; of one never seen, exactly that of one seen once."""
        highest = unseen(self.size)
        if not len(self.keys):
            return np.full(len(numbers), highest)
        holders = self.starts[numbers + 1] - self.starts[numbers]
        return np.where((numbers < 0) | (holders == 1), highest, np.log((self.size + 1) / np.maximum(holders, 1)))


class Collector:
    """Collects the documents of one kind, then makes their postings."""

    def __init__(self, bits: int = BITS) -> None:
        self._bits = bits
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)
        self._tokens, self._lengths = array("i"), array("i")

    def add(self, terms: Sequence[str]) -> None:
        self._tokens.extend(map(self._numbers.__getitem__, terms))
        self._lengths.append(len(terms))

    def add_all(self, terms: Sequence[str], numbers: Ints, lengths: Ints) -> None:
        """Adds documents one after the other, as many as lengths; numbers point into terms, all of which occur."""
        own = np.fromiter(map(self._numbers.__getitem__, terms), dtype=np.intc, count=len(terms))
        self._tokens.frombytes(own[numbers].tobytes())
        self._lengths.frombytes(lengths.astype(np.intc).tobytes())

    def postings(self) -> Postings:
        salt, keys = _keys(tuple(self._numbers), self._bits)
        order = np.argsort(keys)
        place = np.empty(len(keys), dtype=np.int64)
        place[order] = np.arange(len(keys))
        lengths = np.frombuffer(self._lengths, dtype=np.intc)
        seen = (
            place[np.frombuffer(self._tokens, dtype=np.intc)] << 32
        )  # a number a token: its term's place, its document
        seen |= np.repeat(np.arange(len(lengths)), lengths)
        seen.sort()
        starts, documents, codes, impacts, tops = _counted(seen, len(keys), lengths)
        widths = np.bincount(documents, minlength=len(lengths)).astype(np.int32)
        mean, keys = _mean(lengths), keys[order]
        return Postings(len(lengths), mean, salt, self._bits, keys, starts, documents, codes, impacts, tops, widths)


def build(documents: Iterable[Terms]) -> tuple[Postings, ...]:
    """The postings of each kind; reads the documents once."""
    collectors = tuple(Collector() for _ in KINDS)
    for document in documents:
        for collector, terms in zip(collectors, document, strict=True):
            collector.add(terms)
    return tuple(one.postings() for one in collectors)


def _mean(lengths: Ints) -> float:
    return float(lengths.mean()) if len(lengths) else 0.0


def _keys(terms: Sequence[str], bits: int) -> tuple[int, Ints]:
    """A salt under which all terms have different keys, and the keys."""
    for salt in count():
        keys = np.frombuffer(b"".join(_digests(terms, salt)), dtype="<u8") >> np.uint64(BITS - bits)
        if len(np.unique(keys)) == len(keys):
            break
    return salt, keys


def _digests(terms: Sequence[str], salt: int) -> Iterator[bytes]:
    """What term_key reads, of many terms: a copy of a salted hash takes half the time of a new one."""
    salted = blake2b(digest_size=8, salt=salt.to_bytes(8, "little"))
    for term in terms:
        one = salted.copy()
        one.update(term.encode("utf-8", "surrogatepass"))
        yield one.digest()


def _counted(seen: Ints, terms: int, lengths: Ints) -> tuple[Ints, Ints, Ints, Floats, Ints]:
    """From sorted tokens to Postings' starts, documents, codes, impacts and tops."""
    frequency = np.zeros(terms, dtype=np.int64)
    documents, counts = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
    for block in _blocks(seen):
        first = np.flatnonzero(np.concatenate(([True], block[1:] != block[:-1])))
        documents.append((block[first] & 0xFFFFFFFF).astype(np.int32))
        counts.append(np.diff(first, append=len(block)).astype(np.int32))
        frequency += np.bincount(block[first] >> 32, minlength=terms)
    held = np.concatenate(documents)
    codes, impacts = _coded(held, np.concatenate(counts), lengths)
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(frequency)))
    return starts, held, codes, impacts, np.maximum.reduceat(codes, starts[:-1]) if terms else codes


def _blocks(seen: Ints) -> Iterable[Ints]:
    """Runs of a sorted array that part no equal neighbours."""
    start = 0
    while start < len(seen):
        end = min(start + _BLOCK, len(seen))
        end = int(np.searchsorted(seen, seen[end - 1], side="right"))
        yield seen[start:end]
        start = end


def _coded(documents: Ints, counts: Ints, lengths: Ints) -> tuple[Ints, Floats]:
    """The codes of the postings and the table of impacts: one for each count and length that occur together."""
    if not len(documents):
        return np.zeros(0, dtype=np.uint16), np.zeros(0)
    different_lengths, length_class = np.unique(lengths, return_inverse=True)
    different_counts = np.unique(counts)
    count_class = np.zeros(int(different_counts[-1]) + 1, dtype=np.int32)
    count_class[different_counts] = np.arange(len(different_counts))
    both = length_class[documents]
    both *= len(different_counts)
    both += count_class[counts]
    occurs = np.zeros(len(different_lengths) * len(different_counts), dtype=bool)
    occurs[both] = True
    rows, columns = np.divmod(np.flatnonzero(occurs), len(different_counts))
    values = impact(different_counts[columns], different_lengths[rows], _mean(lengths))
    order = np.argsort(values, kind="stable")
    code = np.zeros(len(occurs), dtype=np.uint16 if len(order) <= 1 << 16 else np.int32)
    code[np.flatnonzero(occurs)[order]] = np.arange(len(order))
    return code[both], values[order]
