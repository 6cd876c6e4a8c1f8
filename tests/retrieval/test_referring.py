"""Districts that a turn means without naming them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import referring
from retrieval.context import Turn, referred
from retrieval.scope import NOWHERE, Home, Scope
from tests.retrieval.test_scope import scopes

ALL = ("曾毅鹏", "姚永告", "邓元连")
OF_TIANYUAN = Turn("有抖音号吗", ("姚永告",), ("姚永告",), ("yyg-4",))


@pytest.mark.parametrize(
    "text",
    [
        "我是茶陵人",
        "我茶陵的",
        "我在茶陵开店",
        "我屋里在茶陵",
        "我家那个在茶陵",
        "我们住茶陵县",
        "家在茶陵的",
        "我是茶陵的",
    ],
)
def test_where_the_asker_lives_is_heard(text: str) -> None:
    assert scopes().read(text).home == Home(("邓元连",))


@pytest.mark.parametrize("text", ["茶陵怎么搞", "我听说茶陵搞得好", "我是问茶陵", "说的是茶陵", "不是茶陵的"])
def test_a_district_that_is_only_spoken_of_is_no_home(text: str) -> None:
    assert scopes().read(text).home == NOWHERE


@pytest.mark.parametrize("text", ["攸县过来的", "我醴陵的", "我是攸县人", "我屋里在攸县"])
def test_who_lives_elsewhere_asks_of_there_with_ours(text: str) -> None:
    home = scopes().read(text).home
    assert (home.officials, len(home.foreign)) == ((), 1)
    found = referred(scopes().read("我们这边有禁毒公园没"), (Turn("", home=home),), ALL)
    assert (found.officials, found.foreign) == ((), home.foreign)


def test_who_lives_somewhere_and_asks_of_another_district_means_the_other() -> None:
    assert scopes().read("我是茶陵人 天元有没有禁毒公园").officials == ("姚永告",)
    assert scopes().read("我是茶陵人 有没有禁毒公园").officials == ("邓元连",)


def test_our_district_is_the_one_where_the_asker_lives_whatever_else_is_named() -> None:
    here = scopes().read("我在茶陵，听说天元有禁毒公园，我们这边有没有")
    assert referred(here, (), ALL).officials == ("邓元连",)
    later = referred(scopes().read("我们县有没有类似的"), (Turn("戒了", home=Home(("邓元连",))),), ALL)
    assert (later.officials, later.rest) == (("邓元连",), "有没有类似的")


def test_our_district_means_nobody_in_particular_where_it_is_not_known() -> None:
    assert referred(scopes().read("我们区查不查"), (OF_TIANYUAN,), ALL) == scopes().read("我们区查不查")


@pytest.mark.parametrize(
    "text",
    [
        "其他区呢",
        "别的区呢",
        "别的区县呢",
        "别处呢",
        "别的两家呢",
        "另外两个区呢",
        "其它县呢",
        "其他地方呢",
        "还有哪个区呢",
    ],
)
def test_the_others_are_all_but_who_was_meant_before(text: str) -> None:
    found = referred(Scope(text), (OF_TIANYUAN,), ALL)
    assert (found.officials, found.rest) == (("曾毅鹏", "邓元连"), "呢")
    open_turn = Turn("有抖音号吗", (), ("姚永告",))
    assert referred(Scope(text), (open_turn,), ALL).officials == ("曾毅鹏", "邓元连")


@pytest.mark.parametrize("text", ["还有别的平台没", "另外两次在哪", "其他领导职务", "别的区域查不查", "其他"])
def test_other_things_are_no_other_districts(text: str) -> None:
    scope = Scope(text)
    assert referring.says_others(text) is (text == "其他领导职务")
    assert referred(scope, (), ALL) == scope  # and in a first turn there is nobody else


def test_all_but_one_leaves_that_one_out() -> None:
    found = referred(scopes().read("除了茶陵呢"), (OF_TIANYUAN,), ALL)
    assert (found.officials, found.rest) == (("曾毅鹏", "姚永告"), "呢")
    assert referred(scopes().read("除了天元哪里还有禁毒公园"), (), ALL).officials == ("曾毅鹏", "邓元连")
    assert referred(scopes().read("天元区除了抖音还有什么"), (), ALL).officials == ("姚永告",)


def test_a_turn_is_read_without_what_only_takes_back_the_one_before() -> None:
    assert referring.without_correction("说错了 不是茶陵 是天元") == "不是茶陵 是天元"
    assert referring.without_correction("我讲错了 我是想问茶陵的指标") == "茶陵的指标"
    assert referring.without_correction("哦我记反了，学林呢") == "学林呢"
    assert referring.without_correction("我想问经费") == "我想问经费"
    assert referring.without_correction("sorry说错 天元") == "天元"
    assert referring.without_correction("我是说毒驾 语音听错了") == "毒驾"
    assert referring.without_correction("问错人怎么办") == "问错人怎么办"


@given(st.text(st.sampled_from("哦不对错我是想问说别的区其他除了茶陵人在家们县， "), max_size=40))
def test_any_turn_has_a_scope_and_never_loses_all_it_says(text: str) -> None:
    assert referring.without_correction(text) or not text
    found = referred(scopes().read(text), (OF_TIANYUAN,), ALL)
    assert set(found.officials) <= set(ALL)


def test_a_long_row_of_sighs_is_read_to_its_end() -> None:
    sighs = "哦不对我想问的是" * 20_000
    assert referring.without_correction(sighs) == sighs
    assert not referring.says_others("别的" * 20_000)
    assert not referring.says_ours("我们" * 20_000)
