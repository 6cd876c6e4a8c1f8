"""Pair ids stay with their answers when an article is read again, corrected, shortened or extended."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from knowledge.model import Official, Pair, PairKind, Piece, Span
from knowledge.transcript import keep_ids
from tests.knowledge.gold import SHIPPED, read


def pair(
    answer: str, *, name: str = "张三", question: str | None = "问？", kind: PairKind = "answer", id: str = ""
) -> Pair:
    piece = Piece(Span(0, len(answer)))
    return Pair(id, "a", kind, Official(name), "记者", question, (), answer, (piece,), ())


def ids(pairs: tuple[Pair, ...]) -> list[str]:
    return [one.id for one in pairs]


def test_a_first_reading_is_numbered_in_order() -> None:
    found = keep_ids((), (pair("甲"), pair("乙"), pair("丙", kind="quotation", question=None)))
    assert ids(found) == ["a-01", "a-02", "a-q1"]


def test_reading_the_same_article_again_changes_nothing() -> None:
    pairs = read(SHIPPED).pairs
    assert keep_ids(pairs, pairs) == pairs


def test_a_corrected_answer_keeps_its_id() -> None:
    old = keep_ids((), (pair("今年我们查处了三十人，缴获一千克。"), pair("学校每学期安排两节禁毒课。")))
    new = (pair("今年，我们查处了31人，缴获一千克。"), pair("学校每学期安排三节禁毒课。"))
    assert ids(keep_ids(old, new)) == ["a-01", "a-02"]


def test_an_inserted_pair_gets_a_new_number_and_moves_no_other() -> None:
    old = keep_ids((), (pair("第一件事已经办好了。"), pair("最后一件事还没有办好。")))
    new = (old[0], pair("新问到的是另外一个完全不同的话题"), old[1])
    assert ids(keep_ids(old, new)) == ["a-01", "a-03", "a-02"]


def test_the_number_of_a_removed_pair_is_never_given_again() -> None:
    old = keep_ids((), (pair("第一件事已经办好了。"), pair("最后说说天气怎么样吧")))
    assert ids(keep_ids(old, (old[0], pair("谈谈经费与人员的安排")))) == ["a-01", "a-03"]


def test_the_same_words_of_another_official_are_another_pair() -> None:
    old = keep_ids((), (pair("禁毒一刻不止，人人有责。"),))
    assert ids(keep_ids(old, (pair("禁毒一刻不止，人人有责。", name="李四"),))) == ["a-02"]


def test_equal_short_answers_keep_their_order() -> None:
    old = keep_ids((), (pair("是的。", question="甲吗？"), pair("是的。", question="乙吗？")))
    assert ids(keep_ids(old, (pair("是的。", question="乙吗？"), pair("是的。", question="丙吗？")))) == [
        "a-02",
        "a-01",
    ]


def test_answers_that_differ_only_in_a_mark_keep_their_own_ids() -> None:
    old = keep_ids((), (pair("了", question=None), pair("。了", question=None)))
    assert ids(keep_ids(old, (old[1],))) == ["a-02"]


def test_a_quotation_never_takes_the_id_of_a_pair() -> None:
    old = keep_ids((), (pair("禁毒一刻不止，人人有责。"),))
    new = (pair("禁毒一刻不止，人人有责。", kind="quotation", question=None),)
    assert ids(keep_ids(old, new)) == ["a-q1"]


PAIRS = st.lists(
    st.builds(
        pair,
        st.text("禁毒工作年全区我们办好了，。", min_size=1, max_size=20),
        name=st.sampled_from(["张三", "李四"]),
        question=st.none() | st.text("问怎么样？", min_size=1, max_size=5),
        kind=st.sampled_from(["answer", "statement", "quotation"]),
    ),
    max_size=8,
).map(tuple)


@settings(max_examples=150, deadline=None)
@given(PAIRS, PAIRS)
def test_ids_are_unique_and_belong_to_the_same_official(first: tuple[Pair, ...], second: tuple[Pair, ...]) -> None:
    old = keep_ids((), first)
    new = keep_ids(old, second)
    assert len(set(ids(new))) == len(new)
    owners = {one.id: (one.official, one.kind == "quotation") for one in old}
    assert all(
        owners.get(one.id, (one.official, one.kind == "quotation")) == (one.official, one.kind == "quotation")
        for one in new
    )
    assert [replace(one, id="") for one in new] == [replace(one, id="") for one in second]


@settings(max_examples=100, deadline=None)
@given(PAIRS, st.lists(st.booleans(), min_size=8))
def test_pairs_that_are_left_keep_their_ids_whatever_goes(first: tuple[Pair, ...], keep: list[bool]) -> None:
    old = keep_ids((), tuple({(one.answer, one.official.name): one for one in first}.values()))
    left = tuple(one for one, stays in zip(old, keep, strict=False) if stays)
    assert ids(keep_ids(old, left)) == ids(left)
