"""Which district, office or official a question names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.scope import ScopeReader
from tests import shipped


def scopes() -> ScopeReader:
    return shipped.judge().evidence.scopes


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("天元区抖音号叫什么", "姚永告"),
        ("河西那边呢", "姚永告"),
        ("云龙示范区有公园吗", "曾毅鹏"),
        ("經開區的經費", "曾毅鹏"),
        ("犀城在搞什么行动", "邓元连"),
        ("天元区区长说了啥", "姚永告"),
        ("曾主任上任以后", "曾毅鹏"),
        ("县长怎么讲", "邓元连"),
        ("ｃｈａｌｉｎｇ 有什么活动", "邓元连"),
    ],
)
def test_everyday_names_lead_to_the_official(question: str, official: str) -> None:
    assert scopes().read(question).officials == (official,)


@pytest.mark.parametrize(
    ("question", "official"),
    [("姚永高说的细则", "姚永告"), ("曾一鹏怎么讲", "曾毅鹏"), ("茶岭的经费", "邓元连"), ("查陵快递查不查", "邓元连")],
)
def test_names_typed_as_they_sound_are_understood(question: str, official: str) -> None:
    assert scopes().read(question).officials == (official,)


@pytest.mark.parametrize("question", ["醴陵市怎么做的", "炎陵縣的經費", "芦淞区禁毒委主任是谁", "长沙有禁毒公园吗"])
def test_a_district_outside_the_collection_is_named_as_such(question: str) -> None:
    scope = scopes().read(question)
    assert scope.foreign
    assert not scope.officials


@pytest.mark.parametrize("question", ["今天元旦放假吗", "禁毒委主任是谁", "小区里有人吸毒", "高新技术企业"])
def test_a_name_inside_another_word_is_no_name(question: str) -> None:
    assert scopes().read(question).is_open


def test_two_districts_are_both_kept() -> None:
    assert scopes().read("云龙和天元哪个花钱多").districts == ("株洲经开区", "天元区")


def test_the_rest_holds_the_question_without_the_names() -> None:
    assert scopes().read("茶陵的快递查不查").rest == "的快递查不查"


@given(st.text(max_size=60))
def test_any_text_has_a_scope(text: str) -> None:
    scope = scopes().read(text)
    assert set(scope.officials) <= {"曾毅鹏", "姚永告", "邓元连"}
