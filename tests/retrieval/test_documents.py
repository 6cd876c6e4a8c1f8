"""What is indexed of a collection, and what is counted of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model import Collection
from retrieval.documents import Document, documents_of, terms
from retrieval.scope import ScopeReader
from retrieval.words import fold
from tests import tiny

SCOPES = ScopeReader(tiny.COLLECTION)


def test_every_question_passage_phrasing_and_declined_wording_is_one_document() -> None:
    documents = documents_of(tiny.COLLECTION, SCOPES)
    passages = sum(len(pair.passages) for pair in tiny.COLLECTION.pairs)
    fields = [document.field for document in documents]
    assert (fields.count("question"), fields.count("passage")) == (3, passages)
    assert (fields.count("phrasing"), fields.count("declined")) == (2, 2)


def test_a_document_leads_to_its_pair_or_its_declined_topic() -> None:
    assert Document("钱多了几成", "phrasing", tiny.MONEY, 0).target == tiny.MONEY
    assert Document("拘留几天", "declined", topic="penalty").target == "declined:penalty"


def test_the_names_of_districts_and_officials_are_taken_out() -> None:
    texts = [document.text for document in documents_of(tiny.COLLECTION, SCOPES)]
    assert not [text for text in texts if "天元" in text or "张三丰" in text]


def test_documents_stand_in_a_fixed_order() -> None:
    documents = documents_of(tiny.COLLECTION, SCOPES)
    assert documents == documents_of(tiny.COLLECTION, ScopeReader(tiny.COLLECTION))
    assert [document.target for document in documents][-2:] == ["declined:penalty", "declined:penalty"]


def test_an_empty_collection_has_no_documents() -> None:
    assert documents_of(Collection(1), ScopeReader(Collection(1))) == ()


def test_a_text_counts_words_characters_with_pairs_and_pairs_of_syllables() -> None:
    found = terms("禁毒经费")
    assert {"禁毒", "经费"} <= set(found.words)
    assert found.characters == ("禁", "毒", "经", "费", "禁毒", "毒经", "经费")
    assert found.sounds == ("jin du", "du jing", "jing fei")


def test_a_text_in_pinyin_counts_by_its_sounds_alone() -> None:
    found = terms("jindu jingfei")
    assert (found.words, found.characters) == ((), ())
    assert found.sounds == terms("禁毒经费").sounds


@given(st.text(max_size=60))
def test_any_text_can_be_counted(text: str) -> None:
    assert all(term for kind in terms(fold(text)) for term in kind)
