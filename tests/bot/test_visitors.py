"""Who asked cannot be found out, and what would tell is covered."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.visitors import MASK, Visitors, masked, without_names
from knowledge.store import Store

OFFICIALS = frozenset({"张三丰", "曾毅鹏"})


def test_a_visitor_has_the_same_alias_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    first = Visitors(Store(path)).alias("web:a")
    assert Visitors(Store(path)).alias("web:a") == first


def test_two_visitors_have_two_aliases() -> None:
    visitors = Visitors(Store(":memory:"))
    assert visitors.alias("web:a") != visitors.alias("web:b")


def test_another_database_gives_another_alias() -> None:
    assert Visitors(Store(":memory:")).alias("web:a") != Visitors(Store(":memory:")).alias("web:a")


@given(st.text(max_size=40))
def test_an_alias_holds_nothing_of_its_visitor(visitor: str) -> None:
    alias = Visitors(Store(":memory:")).alias(visitor)
    assert len(alias) == 32
    assert set(alias) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("我电话13800138000请回电", "我电话［号码］请回电"),
        ("138 0013 8000", "［号码］"),
        ("+86 138-0013-8000", "［号码］"),
        ("138\u200b0013\u200b8000", "［号码］"),
        ("1 3 8 0 0 1 3 8 0 0 0", "［号码］"),
        ("１３８００１３８０００", "［号码］"),
        ("一三八零零一三八零零零", "［号码］"),
        ("0731-2345678", "［号码］"),
        ("430202199001011234", "［证件或卡号］"),
        ("43020219900101123X", "［证件或卡号］"),
        ("写信到a.b@example.com", "写信到［邮箱］"),
        ("加微信abc_12345", "加微信［账号］"),
        ("车牌湘B12345", "车牌［车牌］"),
        ("车牌湘b12345", "车牌［车牌］"),
        ("住3栋2单元501室", "住［门牌］"),
        ("我叫李小红", f"我叫{MASK * 2}"),
        ("我是王建国，想问经费", f"我是{MASK * 2}，想问经费"),
        ("我老公叫刘大伟", f"我老公叫{MASK * 2}"),
    ],
)
def test_what_leads_to_a_person_is_covered(typed: str, kept: str) -> None:
    assert masked(typed) == kept


@pytest.mark.parametrize(
    "question",
    [
        "天元区抖音号叫什么名字",
        "三年刑拘了76人是真的吗",
        "6.26那天有什么活动",
        "2021年花了100000元",
        "我是高中生",
        "我老公天天骂我",
        "蓝结家园是搞什么的",
        "幼儿园有没有讲座",
        "孩子他不听话怎么办",
    ],
)
def test_a_plain_question_stays_readable(question: str) -> None:
    assert masked(question).replace("［号码］", "100000") == question


def test_the_officials_keep_their_names() -> None:
    assert masked("张三丰说了什么", OFFICIALS) == "张三丰说了什么"
    assert masked("我叫张三丰", OFFICIALS) == "我叫张三丰"


def test_half_a_surrogate_pair_is_dropped_since_no_database_takes_it() -> None:
    assert masked("经费\ud83d多少") == "经费多少"


def test_a_conversation_remembers_the_question_without_the_covers() -> None:
    assert without_names("我叫李小红,电话13800138000 经费多少") == "我叫 ,电话 经费多少"


@given(st.text(max_size=80))
def test_any_text_can_be_masked_and_stored(text: str) -> None:
    masked(text).encode("utf-8")
    assert MASK not in without_names(text)


@given(
    st.text("禁毒经费呢 ,。", max_size=20),
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.text("的吗啊 ,。", max_size=20),
)
def test_no_mobile_number_survives(before: str, number: str, after: str) -> None:
    assert number not in masked(before + number + after)


@given(st.from_regex(r"[1-9][0-9]{5}19[0-9]{2}[0-9]{7}[0-9X]", fullmatch=True), st.text("的吗啊 ,。", max_size=9))
def test_no_identity_number_survives(number: str, around: str) -> None:
    left = masked(around + number + around)
    assert number not in left
    assert number[:6] not in left
