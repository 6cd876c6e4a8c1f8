"""From a question to the candidates of a collection, with the evidence for and against each. Decides nothing.

Pairs that people have phrased in many ways stand beside pairs that have just come in. A new pair is heard among printed
words and declined topics only, as if nobody had phrased anything: thousands of phrasings of others would drown it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model import Collection
from retrieval.candidates import Asked, Candidate, Hearing
from retrieval.catalogue import Catalogue
from retrieval.documents import Document, Terms, terms
from retrieval.formula import Hit
from retrieval.questions import printed_numbers

NEIGHBOURS = 150
MORE_NEIGHBOURS = 400  # where phrased and new pairs stand side by side
CURATED = 15  # phrasings a passage, on average, from which a pair counts as phrased by people
EARLIER = 0.5  # what an earlier turn counts beside the turn that leans on it


@dataclass(frozen=True, slots=True)
class Findings:
    """What the index found for one question under one scope. candidates: best score first."""

    candidates: tuple[Candidate, ...] = ()
    declined: str = ""
    declined_score: float = 0.0


class Evidence:
    """Searches one collection. Thread-safe: nothing changes after it is built."""

    def __init__(self, collection: Collection, catalogue: Catalogue) -> None:
        self.catalogue, self.scopes = catalogue, catalogue.scopes
        self.pairs = {pair.id: pair for pair in (*collection.pairs, *collection.quotations)}
        self._times = frozenset(
            time for article in collection.articles for time in printed_numbers(f"{article.text} {article.said}")
        )
        phrased = Counter(one.pair_id for one in collection.phrasings)
        self.curated = frozenset(name for name, count in phrased.items() if count >= CURATED * self._passages(name))
        self._is_mixed = bool(self.curated) and len(self.curated) < len(self.pairs)

    def _passages(self, pair_id: str) -> int:
        pair = self.pairs.get(pair_id)
        return max(1, len(pair.passages)) if pair else 1

    def is_spoken_of(self, time: str) -> bool:
        """Whether an article names this year or number."""
        return time in self._times

    def find(
        self, question: str, officials: Sequence[str] = (), limit: int = 3, skip: str = "", before: str = ""
    ) -> Findings:
        """Candidates for a folded question without names, only those of `officials` if any are given.

        before: the question of an earlier turn that this one leans on; it counts half. skip leaves out documents whose
        text is exactly that (to measure a phrasing without itself). limit: of phrased pairs, and of new ones.
        """
        standing = self.catalogue.standing((terms(question), 1.0), (terms(before), EARLIER))
        asked = Asked(question, terms(f"{question} {before}" if before else question), officials, standing)
        hits = self._hits(question, before, asked.query)
        hits = [hit for hit in hits if self._is_heard(self.catalogue.document(hit), officials, skip)]
        hearing = Hearing(self, asked, hits[:NEIGHBOURS])
        if self._is_mixed:
            printed = Hearing(self, asked, [hit for hit in hits if not self._is_curated_phrasing(hit)][:NEIGHBOURS])
            names = [name for name in hearing.meant if name in self.curated][:limit]
            found = [hearing.candidate(name) for name in names]
            names = [name for name in printed.meant if name not in self.curated][:limit]
            found += [printed.candidate(name) for name in names]
            found.sort(key=lambda one: -one.features.score)
        else:
            found = [hearing.candidate(name) for name in hearing.meant[:limit]]
        return Findings(tuple(found), hearing.declined.removeprefix("declined:"), hearing.declined_score)

    def _is_curated_phrasing(self, hit: Hit) -> bool:
        document = self.catalogue.document(hit)
        return document.field == "phrasing" and document.pair_id in self.curated

    @staticmethod
    def _is_heard(document: Document, officials: Sequence[str], skip: str) -> bool:
        """Whether a document may speak: not the skipped text, nor a declined phrasing about somebody else."""
        about = document.officials
        return (not about or not set(about).isdisjoint(officials)) and (not skip or document.text != skip)

    def _hits(self, question: str, before: str, query: Terms) -> list[Hit]:
        limit = MORE_NEIGHBOURS if self._is_mixed else NEIGHBOURS
        if not before:
            return self.catalogue.search(query, limit)
        earlier = self.catalogue.search(terms(before), limit)
        return _blended(self.catalogue.search(terms(question), limit), earlier)[:limit]


def _blended(hits: Sequence[Hit], before: Sequence[Hit]) -> list[Hit]:
    """The hits of a turn and, counted half, those of the turn before; scores as if for one question."""
    merged = {hit.document: hit._replace(score=hit.score / (1 + EARLIER)) for hit in hits}
    for hit in before:
        share = hit.score * EARLIER / (1 + EARLIER)
        known = merged.get(hit.document)
        merged[hit.document] = known._replace(score=known.score + share) if known else hit._replace(score=share)
    return sorted(merged.values(), key=lambda hit: (-hit.score, hit.document))
