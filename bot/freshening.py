"""Small changes of a collection applied to what is in memory: a phrasing taught or undone is live without a reload.

Anything larger (an article, a withdrawal) is left to a reload. Writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from knowledge.collection import Change
from knowledge.curation import kept_declined, kept_phrasing
from knowledge.late_phrasings import with_one
from knowledge.model import Collection, DeclinedTopic, Phrasing
from knowledge.store import Store
from retrieval.documents import Document, declined_documents, phrasing_document
from retrieval.judge import Judge
from retrieval.scope import ScopeReader

TAUGHT, UNTAUGHT = "phrasing", "phrasing removed"
DECLINED, UNDECLINED = "declined phrasing", "declined phrasing removed"
SMALL = frozenset({TAUGHT, UNTAUGHT, DECLINED, UNDECLINED})
T = TypeVar("T")
AT_MOST = 200  # changes that are applied one by one; more are a reload


def is_small(changes: Sequence[Change]) -> bool:
    """Whether these changes can be applied one by one."""
    return 0 < len(changes) <= AT_MOST and all(change.what in SMALL for change in changes)


def freshened(
    store: Store, collection: Collection, judge: Judge, changes: Sequence[Change]
) -> tuple[Collection, Judge]:
    """The collection and the judge after small changes, oldest first."""
    for change in changes:
        collection, added, removed = _applied(store, collection, judge, change)
        judge = judge.changed(collection, added, removed)
    return collection, judge


def _applied(
    store: Store, collection: Collection, judge: Judge, change: Change
) -> tuple[Collection, list[Document], list[Document]]:
    """The collection with one change, the documents that came and those that went."""
    scopes = judge.evidence.scopes
    collection = replace(collection, version=change.version)
    if change.what in {TAUGHT, UNTAUGHT}:
        row = kept_phrasing(store, int(change.ref))
        phrasing = Phrasing(row.text, row.pair_id, row.passage)
        document = phrasing_document(phrasing, scopes)
        if change.what == TAUGHT:
            return replace(collection, phrasings=with_one(collection.phrasings, phrasing)), [document], []
        kept = _without(collection.phrasings, phrasing)
        return replace(collection, phrasings=kept), [], [document]
    declined = kept_declined(store, int(change.ref))
    topic = next((one for one in collection.declined if one.slug == declined.topic), None)
    if topic is None:
        return collection, [], []
    return regrown(collection, topic, _regrown(topic, declined.text, is_new=change.what == DECLINED), scopes)


def _regrown(topic: DeclinedTopic, text: str, *, is_new: bool) -> DeclinedTopic:
    return replace(topic, phrasings=(*topic.phrasings, text) if is_new else _without(topic.phrasings, text))


def regrown(
    collection: Collection, before: DeclinedTopic, after: DeclinedTopic, scopes: ScopeReader
) -> tuple[Collection, list[Document], list[Document]]:
    """The collection with other phrasings of a topic, the documents that came and those that went.

    One phrasing can make all of them speak of some officials only, or of everybody.
    """
    had, has = (Counter(declined_documents(topic, scopes)) for topic in (before, after))
    topics = tuple(after if topic == before else topic for topic in collection.declined)
    return replace(collection, declined=topics), [*(has - had).elements()], [*(had - has).elements()]


def _without(rows: Sequence[T], row: T) -> tuple[T, ...]:
    place = next((number for number, one in enumerate(rows) if one == row), len(rows))
    return (*rows[:place], *rows[place + 1 :])
