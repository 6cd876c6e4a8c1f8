"""How probable what people phrased makes a question."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.documents import Document, terms
from retrieval.index import Index
from retrieval.likelihood import ALPHA, LEAST, MANY, MASS, NOBODY, TEMPER, Likelihood, Standing
from retrieval.postings import build
from retrieval.ranking import PostingsEngine

MONEY = [Document(text, "phrasing", "money", 0) for text in ("经费涨了多少", "经费增加几成", "经费多了没有")]
PARCELS = [Document(text, "phrasing", "parcels", 1) for text in ("快递怎么查", "包裹谁来查")]
PENALTY = [Document(text, "declined", topic="penalty") for text in ("吸毒拘留几天", "贩毒判几年")]
PRINTED = [Document("禁毒经费逐年增加", "passage", "money", 0)]
ALL = [*PRINTED, *MONEY, *PARCELS, *PENALTY]


def index_of(documents: Sequence[Document]) -> Index:
    return Index(terms(one.text) for one in documents)


def large(documents: Sequence[Document]) -> Index:
    """The same over postings, as for a large collection."""
    return Index.over(PostingsEngine(build(terms(one.text) for one in documents)))


def over(documents: Sequence[Document]) -> Likelihood:
    return Likelihood.over(documents, index_of(documents))


def standing_of(models: Likelihood, question: str) -> Standing:
    return models.of((terms(question), 1.0))


def asked(models: Likelihood, question: str) -> dict[str, float]:
    """The log-probabilities of the pairs, and of the declined topics where one has any."""
    standing = standing_of(models, question)
    return dict(standing.pairs) if standing.declined <= LEAST else {**standing.pairs, "declined": standing.declined}


@pytest.mark.parametrize(
    ("question", "target"),
    [
        ("经费这块涨没涨", "money"),
        ("包裹查不查", "parcels"),
        ("判几年", "declined"),
        ("拘几天", "declined"),
    ],
)
def test_what_the_phrasings_of_a_passage_have_in_common_makes_it_probable(question: str, target: str) -> None:
    standing = asked(over(ALL), question)
    assert max(standing, key=lambda one: standing[one]) == target


def test_a_word_that_most_phrasings_hold_says_more_than_one_that_one_holds() -> None:
    standing = asked(over(MONEY), "经费")
    assert standing == {"money": pytest.approx(0.0)}
    both = asked(over([*MONEY, Document("经费谁来查", "phrasing", "parcels", 1), *PARCELS]), "经费")
    assert both["money"] > both["parcels"]


def test_a_share_is_counted_as_the_formula_says() -> None:
    documents = [Document("甲", "phrasing", "one", 0), Document("乙", "phrasing", "two", 0)]
    standing = asked(over(documents), "甲")
    held, other = math.log((1 + ALPHA) / (1 + MASS)), math.log(ALPHA / (1 + MASS))
    ratio = TEMPER * (held - other)
    assert standing["one"] - standing["two"] == pytest.approx(ratio)
    assert math.exp(standing["one"]) + math.exp(standing["two"]) == pytest.approx(1)


def test_printed_words_have_no_model() -> None:
    assert standing_of(over(PRINTED), "经费") == NOBODY


def test_a_question_that_shares_nothing_says_nothing() -> None:
    assert standing_of(over(ALL), "xyz") == NOBODY
    assert standing_of(over(ALL), "") == NOBODY


def test_a_long_story_is_no_surer_than_a_long_question() -> None:
    models = over(ALL)
    question, story = "经费涨了多少", "经费涨了多少" + "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MANY)))
    assert asked(models, question)["parcels"] < asked(models, story)["parcels"] < 0


def test_pinyin_is_heard_by_its_sounds() -> None:
    standing = asked(over(ALL), "jing fei zhang le duo shao")
    assert max(standing, key=lambda one: standing[one]) == "money"


def test_an_earlier_question_counts_what_it_is_given() -> None:
    models = over(ALL)
    alone = models.of((terms("几年"), 1.0)).pairs
    leaning = models.of((terms("几年"), 1.0), (terms("经费涨了多少"), 0.5)).pairs
    silent = models.of((terms("几年"), 1.0), (terms(""), 0.5)).pairs
    assert leaning["money"] > alone["money"]
    assert silent == pytest.approx(alone)


def test_what_is_taught_counts_at_once_and_what_is_taken_back_no_longer() -> None:
    before = over(ALL)
    added = Document("票子够不够", "phrasing", "money", 0)
    index = index_of(ALL).with_added([terms(added.text)])
    taught = before.changed([added], index)
    assert asked(taught, "票子")["money"] > asked(taught, "票子")["parcels"]
    forgotten = taught.changed([], index.without([len(ALL)]))
    assert asked(forgotten, "包裹谁来查") == pytest.approx(asked(before, "包裹谁来查"))
    assert asked(forgotten, "票子") == {}


TEXTS = st.lists(st.text("经费钱包裹查人几年", min_size=1, max_size=6), min_size=1, max_size=12)
QUESTIONS = st.text("经费钱包裹查人几年新", max_size=8)


def documents(texts: Sequence[str]) -> list[Document]:
    return [Document(text, "phrasing", f"pair-{number % 3}", number % 2) for number, text in enumerate(texts)]


@settings(deadline=None)
@given(TEXTS, QUESTIONS)
def test_every_engine_counts_the_same(texts: list[str], question: str) -> None:
    these = documents(texts)
    small, big = Likelihood.over(these, index_of(these)), Likelihood.over(these, large(these))
    assert asked(small, question) == pytest.approx(asked(big, question))


@settings(deadline=None)
@given(TEXTS, TEXTS, QUESTIONS)
def test_what_comes_later_counts_as_what_was_there(old: list[str], new: list[str], question: str) -> None:
    both = documents([*old, *new])
    grown = large(both[: len(old)]).with_added([terms(one.text) for one in both[len(old) :]])
    later = Likelihood.over(both[: len(old)], large(both[: len(old)])).changed(both[len(old) :], grown)
    assert asked(later, question) == pytest.approx(asked(Likelihood.over(both, large(both)), question))


@settings(deadline=None)
@given(TEXTS, QUESTIONS)
def test_no_probability_is_above_one_or_below_the_least(texts: list[str], question: str) -> None:
    these = documents(texts)
    standing = asked(Likelihood.over(these, index_of(these)), question)
    assert all(LEAST <= one <= 1e-9 for one in standing.values())
    assert not any(np.isnan(one) for one in standing.values())


def test_the_likeliest_declined_topic_is_named() -> None:
    weather = [Document(text, "declined", topic="weather") for text in ("明天下雨吗", "今天热不热")]
    models = over([*ALL, *weather])
    assert standing_of(models, "会判几年").topic == "declined:penalty"
    assert standing_of(models, "会下雨吗").topic == "declined:weather"
    assert standing_of(over([*PRINTED, *MONEY]), "经费多了几成").topic == ""
