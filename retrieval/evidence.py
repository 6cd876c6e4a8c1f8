"""From a question to the candidates of a collection, with the evidence for and against each. Decides nothing.

Pairs that people have phrased in many ways stand beside pairs that have just come in. A new pair is heard among printed
words and declined topics only, as if nobody had phrased anything: thousands of phrasings of others would drown it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from knowledge.late_pairs import ById, heads_of
from knowledge.late_phrasings import counts_of
from knowledge.model import Article, Collection
from retrieval.candidates import Asked, Candidate, Hearing
from retrieval.catalogue import Catalogue
from retrieval.context import Link
from retrieval.documents import Terms, terms
from retrieval.formula import Hit, Mask
from retrieval.once import once
from retrieval.overlap import letters
from retrieval.questions import printed_numbers
from retrieval.words import fold

NEIGHBOURS = 150
LEAST_PRINTED = 60  # documents of new pairs that are looked at, however many declined phrasings are nearer
SEARCHES = 32  # whose hits are kept: a question is read in several ways and for several officials
CURATED = 15  # phrasings a passage, on average, from which a pair counts as phrased by people
EARLIER = 0.5  # what an earlier turn counts beside the turn that leans on it
Times = Callable[[], frozenset[str]]
Search = Callable[[Terms], Sequence[Hit]]


class Findings(Struct, frozen=True):
    """What the index found for one question under one scope. candidates: best score first."""

    candidates: tuple[Candidate, ...] = ()
    declined: str = ""
    declined_score: float = 0.0


class Evidence:
    """Searches one collection. Thread-safe: nothing that is asked for changes after it is built."""

    def __init__(self, collection: Collection, catalogue: Catalogue, times: Times | None = None) -> None:
        """times: those of an earlier evidence of the same articles; they are read when first asked for."""
        self.catalogue, self.scopes = catalogue, catalogue.scopes
        self.heads = heads_of(collection.pairs, collection.quotations)
        self.pairs = ById(collection.pairs, collection.quotations)
        self.about = _about(collection)
        self.times = times or once(lambda: _times(collection.articles))
        phrased = counts_of(collection.phrasings)
        self.curated = frozenset(name for name, count in phrased.items() if count >= CURATED * self._passages(name))
        has_new = len(self.curated) < len(self.pairs)
        self._is_mixed = bool(self.curated) and has_new
        self._is_crowded = has_new and not self._is_mixed and len(catalogue.of_topics) > NEIGHBOURS
        of_topics, ways = once(catalogue.are_of_topics), once(lambda: catalogue.phrasings_of(self.curated))
        self._searched, self._search_new = self._among(NEIGHBOURS, lambda: None), self._among(NEIGHBOURS, ways)
        self._search_pairs = self._among(LEAST_PRINTED, of_topics)
        self._search_new_pairs = self._among(LEAST_PRINTED, once(lambda: of_topics() | ways()))
        self._standing = lru_cache(SEARCHES)(catalogue.standing)
        self.said = lru_cache(SEARCHES)(self._said)

    def _passages(self, pair_id: str) -> int:
        pair = self.pairs.get(pair_id)
        return max(1, len(pair.passages)) if pair else 1

    def is_spoken_of(self, time: str) -> bool:
        """Whether an article names this year or number."""
        return time in self.times()

    def is_phrased(self, text: str) -> bool:
        """Whether somebody wrote down this very text, folded, as a way to ask (嗨)."""
        best = self.search(terms(text))[:1]
        return any(letters(self.catalogue.document(hit).text) == letters(text) for hit in best)

    def _said(self, officials: tuple[str, ...]) -> str:
        """The letters of all that these officials say, and of what the paper says of them."""
        said = (one.answer for one in self.heads if not set(self.about[one.id]).isdisjoint(officials))
        return " ".join(letters(fold(text)) for text in said)

    def find(
        self,
        question: str,
        officials: Sequence[str] = (),
        limit: int = 3,
        *,
        skip: str = "",
        before: str = "",
        link: Link | None = None,
    ) -> Findings:
        """Candidates for a folded question without names, only those of `officials` if any are given.

        before: the question of an earlier turn that this one leans on; it counts half. link: see Asked. skip leaves out
        documents whose text is exactly that (to measure a phrasing without itself). limit: of phrased pairs, and of new
        ones.
        """
        standing = self._standing((terms(question), 1.0), (terms(before), EARLIER))
        asked = Asked(question, terms(f"{question} {before}" if before else question), officials, standing, link)

        def hits(search: Search, most: int) -> list[Hit]:
            found = _hits(search, question, before, asked.query)[:most]
            return [hit for hit in found if self._may_speak(hit, officials, skip)]

        near = hits(self.search, NEIGHBOURS)
        if self._is_crowded:
            near = _with_more(near, hits(self._search_pairs, LEAST_PRINTED))
        hearing = Hearing(self, asked, near)
        if self._is_mixed:
            new = _with_more(hits(self._search_new, NEIGHBOURS), hits(self._search_new_pairs, LEAST_PRINTED))
            printed = Hearing(self, asked, new)
            names = [name for name in hearing.meant if name in self.curated][:limit]
            found = [hearing.candidate(name) for name in names]
            names = [name for name in printed.meant if name not in self.curated][:limit]
            found += [printed.candidate(name) for name in names]
            found.sort(key=lambda one: -one.features.score)
        else:
            found = [hearing.candidate(name) for name in hearing.meant[:limit]]
        return Findings(tuple(found), hearing.told.removeprefix("declined:"), hearing.declined_score)

    def _may_speak(self, hit: Hit, officials: Sequence[str], skip: str) -> bool:
        """Whether a hit's document is about all or about one of these officials, and is not the text to skip."""
        is_about = hit.document not in self.catalogue.narrow or self._is_about(hit, officials)
        return is_about and not (skip and self.catalogue.document(hit).text == skip)

    def _is_about(self, hit: Hit, officials: Sequence[str]) -> bool:
        return not set(self.catalogue.officials_of(hit)).isdisjoint(officials)

    def search(self, query: Terms) -> Sequence[Hit]:
        """The best hits of a query, as many as candidates are looked for among."""
        return self._searched(query)

    def _among(self, most: int, without: Callable[[], Mask | None]) -> Search:
        """Searches, some of which are kept, for the `most` best hits that are not passed over."""
        return lru_cache(SEARCHES)(lambda query: tuple(self.catalogue.search(query, most, without())))


def _about(collection: Collection) -> Mapping[str, tuple[str, ...]]:
    """Of each pair the officials whom a question for it may name: who says it; of a lead, whom it names."""
    names = defaultdict(set)
    for head in heads_of(collection.pairs):
        names[head.article_id].add(head.official.name)
    return {
        head.id: tuple(name for name in sorted(names[head.article_id]) if name in head.answer)
        if head.kind == "lead"
        else (head.official.name,)
        for head in heads_of(collection.pairs, collection.quotations)
    }


def _times(articles: Sequence[Article]) -> frozenset[str]:
    """The years and numbers that articles name; of a thousand articles it takes half a second."""
    return frozenset(time for article in articles for time in printed_numbers(f"{article.text} {article.said}"))


def _hits(search: Search, question: str, before: str, query: Terms) -> Sequence[Hit]:
    return _blended(search(terms(question)), search(terms(before))) if before else search(query)


def _with_more(hits: list[Hit], of_pairs: Sequence[Hit]) -> list[Hit]:
    """The nearest hits and the nearest documents of pairs: they may lie beyond those."""
    known = {hit.document for hit in hits}
    return hits + [hit for hit in of_pairs if hit.document not in known]


def _blended(hits: Sequence[Hit], before: Sequence[Hit]) -> list[Hit]:
    """The hits of a turn and, counted half, those of the turn before; scores as if for one question."""
    merged = {hit.document: hit._replace(score=hit.score / (1 + EARLIER)) for hit in hits}
    for hit in before:
        share = hit.score * EARLIER / (1 + EARLIER)
        known = merged.get(hit.document)
        merged[hit.document] = known._replace(score=known.score + share) if known else hit._replace(score=share)
    return sorted(merged.values(), key=lambda hit: (-hit.score, hit.document))
