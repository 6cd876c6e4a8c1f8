"""The collection as it is now, with its judge: read again when the store's version changes. One for all channels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import RLock

from bot.conversation import Quote
from bot.freshening import freshened, is_small
from bot.quotes import quote_of
from knowledge.beside import Beside
from knowledge.collecting import no_collecting
from knowledge.collection import changes_since, load_collection, version
from knowledge.late_pairs import ById, heads_of
from knowledge.model import Article, Collection, DeclinedTopic, Pair
from knowledge.store import Store
from retrieval.judge import Judge


@dataclass(frozen=True, slots=True)
class Shelf:
    """One state of the collection: what it holds and who judges questions against it.

    names: the officials and the places that it knows, which stay readable in what is kept of questions.
    """

    collection: Collection
    judge: Judge
    articles: dict[str, Article] = field(repr=False)
    pairs: Mapping[str, Pair] = field(repr=False)
    topics: dict[str, DeclinedTopic] = field(repr=False)
    names: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, collection: Collection, judge: Judge) -> Shelf:
        return cls(
            collection,
            judge,
            {article.id: article for article in collection.articles},
            ById(collection.pairs, collection.quotations),
            {topic.slug: topic for topic in collection.declined},
            frozenset(_names(collection)),
        )

    def quote(self, pair_id: str, passage: int | None = None) -> Quote | None:
        pair = self.pairs.get(pair_id)
        article = self.articles.get(pair.article_id) if pair else None
        return quote_of(pair, article, passage) if pair and article else None


def _names(collection: Collection) -> Iterator[str]:
    yield from (head.official.name for head in heads_of(collection.pairs, collection.quotations))
    for article in collection.articles:
        for district in article.districts:
            yield from (district.name, *district.aliases)


class Library:
    """Hands out the newest shelf: a taught phrasing is live with the next question."""

    def __init__(
        self, store: Store, judge_of: Callable[[Collection], Judge], loading: Beside[Collection] | None = None
    ) -> None:
        """judge_of: a collection's judge; loading: what has begun to load the collection for the first shelf."""
        self._store, self._judge_of, self._loading, self._lock = store, judge_of, loading, RLock()
        self._shelf: Shelf | None = None

    def shelf(self) -> Shelf:
        now = version(self._store)
        shelf = self._shelf
        if shelf is None or shelf.collection.version != now:
            with self._lock:
                if self._shelf is None or self._shelf.collection.version != now:
                    self._shelf = self._newer(self._shelf)
                shelf = self._shelf
        return shelf

    def _newer(self, shelf: Shelf | None) -> Shelf:
        changes = changes_since(self._store, shelf.collection.version) if shelf else ()
        if shelf and is_small(changes):
            return Shelf.of(*freshened(self._store, shelf.collection, shelf.judge, changes))
        with no_collecting():
            collection = self._loaded()
            return Shelf.of(collection, self._judge_of(collection))

    def _loaded(self) -> Collection:
        loading, self._loading = self._loading, None
        if loading and (collection := loading.get()).version == version(self._store):
            return collection
        return load_collection(self._store)

    def article(self, article_id: str) -> Article | None:
        return self.shelf().articles.get(article_id)
