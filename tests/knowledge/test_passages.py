"""Passages: verbatim, readable alone, free of damage."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import DAMAGE_MARK, PARAGRAPH, Damage, Piece, Span, render
from knowledge.passages import FULL, LONGEST, cut
from tests.knowledge.gold import SHIPPED, read

FACTS = Path(__file__).parents[3] / "shared" / "data" / "phrasings.jsonl"


def texts(answer: str) -> list[str]:
    return [passage.text for passage in cut(answer, [Piece(Span(0, len(answer)))])]


def test_each_sentence_is_a_passage() -> None:
    first, second = (
        "检察机关和法院坚持关口前移，对毒品案件快捕快诉快判。",
        "我们在酒吧和歌厅多次进行禁毒宣讲，发放资料十万余份。",
    )
    assert texts(first + second) == [first, second]


def test_the_items_of_a_list_are_passages_with_their_headings() -> None:
    found = texts("做法有三条：一是高度重视。党工委每年研究两次以上。二是综合治理。坚决落实责任制度和各项措施。")
    assert found == [
        "做法有三条",
        "一是高度重视。党工委每年研究两次以上。",
        "二是综合治理。坚决落实责任制度和各项措施。",
    ]


def test_a_long_sentence_is_cut_at_commas_into_readable_parts() -> None:
    sentence = "，".join(f"我们在第{n}个街道组织开展了禁毒宣传教育活动" for n in "一二三四五六七八") + "。"
    found = texts(sentence)
    assert len(found) > 1
    assert all(20 <= len(passage) <= FULL for passage in found)


def test_figures_of_one_list_stay_together() -> None:
    found = texts(
        "全力推动专项行动深入开展，三年来共行政处罚237人，强制隔离戒毒81人，刑事拘留76人，收缴毒品2千余克，破获了一批社会影响力较大的案件，保持了对涉毒犯罪的严打高压态势。"
    )
    assert any("237人，强制隔离戒毒81人，刑事拘留76人，收缴毒品2千余克" in passage for passage in found)


def test_no_passage_begins_or_ends_inside_quotation_marks_or_brackets() -> None:
    sentence = (
        "开展了“"
        + "，".join(["禁毒宣传进校园进社区"] * 6)
        + "”活动和（"
        + "，".join(["家庭学校社会"] * 5)
        + "）行动，很有成效。"
    )
    for passage in texts(sentence):
        assert passage.count("“") == passage.count("”")
        assert passage.count("（") == passage.count("）")


def test_a_sentence_that_was_joined_over_a_page_is_one_passage_of_two_pieces() -> None:
    text = "努力帮助吸毒人员脱毒脱瘾，回归\n\n社会并且找到工作。"
    at = text.index("\n")
    found = cut(text, [Piece(Span(0, at)), Piece(Span(at + 2, len(text)))])
    assert [passage.text for passage in found] == ["努力帮助吸毒人员脱毒脱瘾，回归社会并且找到工作。"]
    assert len(found[0].pieces) == 2


def test_clauses_that_touch_left_out_words_are_in_no_passage() -> None:
    text = "抓好重点时段，延伸至农村地区 and 城乡结合部等重点部位，消除宣传死角。"
    at = text.index(" and ")
    pieces = [Piece(Span(0, at)), Piece(Span(at + 5, len(text)), DAMAGE_MARK)]
    found = cut(text, pieces, [Damage("foreign word", Span(at, at + 5), left_out=True)])
    assert [passage.text for passage in found] == ["抓好重点时段", "消除宣传死角。"]


@pytest.mark.skipif(not FACTS.exists(), reason="the facts are kept beside the project")
def test_nearly_every_known_fact_lies_inside_one_passage() -> None:
    ids = [f"{who}-{n}" for who, count in (("zyp", 5), ("yyg", 4), ("dyl", 5)) for n in range(1, count + 1)]
    by_id = dict(zip(ids, read(SHIPPED).pairs, strict=True))
    facts = [json.loads(line) for line in FACTS.read_text(encoding="utf-8").splitlines()]
    facts = [fact for fact in facts if fact["pair"] in by_id]
    inside = sum(any(fact["passage"] in one.text for one in by_id[fact["pair"]].passages) for fact in facts)
    assert inside >= len(facts) * 0.95


LETTERS = st.text("禁毒工作一二是首先，。；：？“”（）《》「」3 ab\n、", max_size=200)


@settings(max_examples=300, deadline=None)
@given(
    LETTERS,
    st.lists(st.integers(0, 200), max_size=6),
    st.lists(st.sampled_from(["", PARAGRAPH, DAMAGE_MARK]), min_size=7),
)
def test_passages_are_verbatim_in_order_and_free_of_damage(text: str, cuts: list[int], joints: list[str]) -> None:
    places = sorted({0, len(text), *(place for place in cuts if place < len(text))})
    spans = [Span(a, b) for a, b in pairwise(places)]
    pieces = [Piece(span, joints[n] if n else "") for n, span in enumerate(spans)]
    damage = [Damage("breaks off", spans[-1], left_out=False)] if len(spans) > 2 else []
    found = cut(text, pieces, damage)
    used = [span for passage in found for span in passage.spans]
    assert all(a.end <= b.start for a, b in pairwise(used))
    for passage in found:
        assert passage.text == render(text, passage.pieces)
        assert passage.text.strip()
        assert not any(one.span.overlaps(span) for one in damage for span in passage.spans)


def test_no_passage_is_longer_than_a_page_of_large_type_unless_a_quotation_is() -> None:
    assert max(len(passage.text) for pair in read(SHIPPED).pairs for passage in pair.passages) <= LONGEST
