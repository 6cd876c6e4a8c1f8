"""The marks of a collection: other ones as soon as anything else would be indexed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from knowledge.model import Article, Collection, DeclinedTopic, District, Official, Pair, Passage, Phrasing
from retrieval.marks import code_mark, marks_of

OFFICIAL = Official("曾毅鹏", "主任", "经开区")
PAIR = Pair("p1", "a", "answer", OFFICIAL, "记者", "问？", (), "答。", (), (Passage((), "答。"),))
COLLECTION = Collection(
    1,
    articles=(Article("a", "题", "文", districts=(District("经开区", ("开发区",)),)),),
    pairs=(PAIR,),
    quotations=(replace(PAIR, id="q1"),),
    phrasings=(Phrasing("怎么答", "p1", 0),),
    declined=(DeclinedTopic("penalties", "刑罚", "不答", ("判几年",)),),
)
MARKS = marks_of(COLLECTION)


@pytest.mark.parametrize(
    "changed",
    [
        replace(COLLECTION, pairs=(replace(PAIR, question=None),)),
        replace(COLLECTION, pairs=(replace(PAIR, passages=()),)),
        replace(COLLECTION, pairs=(replace(PAIR, official=replace(OFFICIAL, office="书记")),)),
        replace(COLLECTION, quotations=()),
        replace(COLLECTION, articles=()),
    ],
)
def test_the_mark_of_what_is_printed_changes_with_it(changed: Collection) -> None:
    assert marks_of(changed).printed != MARKS.printed
    assert marks_of(changed).phrased == MARKS.phrased


@pytest.mark.parametrize(
    ("changed", "targets"),
    [
        (replace(COLLECTION, phrasings=()), {"p1"}),
        (replace(COLLECTION, phrasings=(Phrasing("怎么答", "p1", None),)), {"p1"}),
        (replace(COLLECTION, phrasings=(*COLLECTION.phrasings, Phrasing("怎么答", "q1", 0))), {"q1"}),
        (
            replace(COLLECTION, declined=(DeclinedTopic("penalties", "刑罚", "不答", ("判多久",)),)),
            {"declined:penalties"},
        ),
        (replace(COLLECTION, declined=(DeclinedTopic("penalties", "刑罚", "不答"),)), {"declined:penalties"}),
        (replace(COLLECTION, declined=()), {"declined:penalties"}),
    ],
)
def test_the_mark_of_what_is_phrased_changes_where_it_does(changed: Collection, targets: set[str]) -> None:
    marks = marks_of(changed)
    assert marks.printed == MARKS.printed
    assert {target for target, _ in marks.phrased.items() ^ MARKS.phrased.items()} == targets


def test_the_marks_are_the_content_not_the_version() -> None:
    assert marks_of(replace(COLLECTION, version=9)) == MARKS


def test_what_a_topic_replies_is_not_indexed() -> None:
    assert marks_of(replace(COLLECTION, declined=(replace(COLLECTION.declined[0], reply="另答"),))) == MARKS


def test_equal_rows_have_one_mark_whatever_objects_they_share() -> None:
    office, asked = "".join(["主", "任"]), "".join(["怎么", "答"])
    other = replace(PAIR, official=Official("曾毅鹏", office, "经开区"), passages=(Passage((), "".join(["答", "。"])),))
    assert marks_of(replace(COLLECTION, pairs=(other,), phrasings=(Phrasing(asked, "p1", 0),))) == MARKS


def test_the_mark_holds_the_code() -> None:
    assert len(code_mark()) == 64
