"""A catalogue while the bot runs: what is undone is gone from everything that is asked of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from knowledge.model import Phrasing
from retrieval.catalogue import Catalogue
from retrieval.documents import Document, terms
from retrieval.index import SMALL
from tests import tiny

FEW = tiny.COLLECTION
MANY = replace(FEW, phrasings=tuple(Phrasing(f"第{n}种问法", tiny.WORK) for n in range(SMALL + 20)))
TAUGHT = Document("票子翻番没", "phrasing", tiny.MONEY, 0)
DECLINED = Document("拘役多久", "declined", topic="penalty")


@pytest.fixture(params=[FEW, MANY], ids=["few", "many"])
def catalogue(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.of(request.param)


def test_what_was_taught_and_undone_is_as_if_it_had_never_been(catalogue: Catalogue) -> None:
    taught = catalogue.changed([TAUGHT, DECLINED], [])
    assert TAUGHT in taught.documents_of(tiny.MONEY)
    assert taught.is_seen("票子")
    undone = taught.changed([], [TAUGHT, DECLINED])
    assert undone.documents_of(tiny.MONEY) == catalogue.documents_of(tiny.MONEY)
    assert undone.of_topics.tolist() == catalogue.of_topics.tolist()
    assert not undone.is_seen("票子")
    assert undone.is_seen("问法") == catalogue.is_seen("问法")


def test_of_two_equal_documents_each_is_taken_out_once(catalogue: Catalogue) -> None:
    twice = catalogue.changed([TAUGHT, TAUGHT], [])
    once = twice.changed([], [TAUGHT])
    assert len(once.search(terms(TAUGHT.text), 9)) == 1
    assert once.changed([], [TAUGHT]).search(terms(TAUGHT.text), 9) == []
    assert twice.changed([], [TAUGHT, TAUGHT]).search(terms(TAUGHT.text), 9) == []
    assert len(twice.changed([], [TAUGHT, DECLINED]).search(terms(TAUGHT.text), 9)) == 1
