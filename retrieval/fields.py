"""Where a candidate's score comes from, for who asks why: each field by words, characters and sounds; what is covered.

Searches again, so it is for staff and for one question; the ranking itself is `candidates`. Decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from typing import get_args

from msgspec import Struct

from retrieval.candidates import Candidate
from retrieval.documents import Document, Field, terms
from retrieval.evidence import Evidence
from retrieval.formula import Hit
from retrieval.groups import grouped
from retrieval.words import concepts, tokenise

FIELDS: tuple[Field, ...] = get_args(Field)
PARTS = (2 / 3, 1 / 6, 1 / 6)  # of a score: half its best document and half the mean of its three best
LOOKED_AT = 2000


class FieldShare(Struct, frozen=True):
    """The best document of one field, its coverage by kind of term and its score; share: the field's part of the
    candidate's score, 0 to 1, None for declined topics, which are a rival."""

    field: Field
    words: float
    characters: float
    sounds: float
    score: float
    share: float | None
    text: str


class Covered(Struct, frozen=True):
    """A question's words: those that the passage and its phrasings hold, those that only the rest of the pair holds,
    and those that neither holds."""

    near: tuple[str, ...]
    far: tuple[str, ...]
    missing: tuple[str, ...]


def field_shares(evidence: Evidence, question: str, candidate: Candidate) -> tuple[FieldShare, ...]:
    """One a field that holds anything like the folded question, the fields in a fixed order."""
    catalogue, pair = evidence.catalogue, candidate.pair
    hits = catalogue.search(terms(question), LOOKED_AT)
    own = [hit for hit in hits if catalogue.document(hit).pair_id == pair.id]
    rivals = [hit for hit in hits if _is_rival(catalogue.document(hit), pair.official.name)]
    parts: defaultdict[str, float] = defaultdict(float)
    score = grouped(own, catalogue)[pair.id].score if own else 1.0
    for part, hit in zip(PARTS, own, strict=False):
        parts[catalogue.document(hit).field] += part * hit.score / score
    best: dict[Field, Hit] = {}
    for hit in (*own, *rivals):
        best.setdefault(catalogue.document(hit).field, hit)
    return tuple(
        _share(field, best[field], catalogue.document(best[field]), None if field == "declined" else parts[field])
        for field in FIELDS
        if field in best
    )


def covered(evidence: Evidence, question: str, candidate: Candidate) -> Covered:
    """Where the words of a folded question, or others of their meaning, stand."""
    words = tuple(dict.fromkeys(tokenise(question)))
    near = _held(evidence, words, candidate.pair.id, candidate.passage)
    whole = _held(evidence, words, candidate.pair.id, None)
    far = tuple(word for word in whole if word not in near)
    return Covered(near, far, tuple(word for word in words if word not in (*near, *far)))


def _held(evidence: Evidence, words: Sequence[str], pair_id: str, passage: int | None) -> tuple[str, ...]:
    catalogue = evidence.catalogue
    meant = {word: (word, *concepts(word)) for word in words}
    held = catalogue.holders(chain.from_iterable(meant.values())).among(catalogue.of_passage(pair_id, passage))
    return tuple(word for word in words if not held.isdisjoint(meant[word]))


def _is_rival(document: Document, official: str) -> bool:
    return document.field == "declined" and (not document.officials or official in document.officials)


def _share(field: Field, hit: Hit, document: Document, share: float | None) -> FieldShare:
    return FieldShare(field, hit.words, hit.characters, hit.sounds, hit.score, share, document.text)
