"""What kind of turn a question is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import cues


@pytest.mark.parametrize(
    ("cue", "yes", "no"),
    [
        (cues.asks_to_compare, "三个区分别怎么做", "经费涨了多少"),
        (cues.asks_to_compare, "两地有什么不同", "两次检查是什么时候"),
        (cues.asks_to_compare, "几个区县的领导班子各是多久研究一次", "哪几个区县的领导各讲了一次"),
        (cues.asks_for_more, "他还说了什么", "他说经费涨了多少"),
        (cues.leans_back, "那呢", "经费涨了多少"),
        (cues.leans_back, "具体多少", "多少钱"),
        (cues.has_pronoun, "他怎么说", "怎么说"),
        (cues.points_back, "刚才那个", "经费"),
        (cues.points_to_first, "最开始那个", "刚才那个"),
        (cues.asks_which, "哪个区做的", "区里做的"),
        (cues.asks_to_compare, "三个地方教细伢子各有各的么子招", "茶陵各个村都查吗"),
        (cues.asks_to_compare, "三位主任谈到经费保障,各讲了什么", "讲的三大警务分别是哪三个"),
        (cues.asks_to_compare, "几个区在学校里都做了什么", "几个人一组,各写哪段"),
        (cues.asks_to_compare, "请专业机构的和培养讲师的分别是哪个区", "会议的主持与汇报分别是谁"),
        (cues.closes, "好的 谢谢", "好的 经费呢"),
        (cues.asks_to_buy_or_make, "哪里能买到冰毒", "哪里能买到冰箱"),
        (cues.asks_to_buy_or_make, "怎么制冰毒", "怎么防止有人制冰毒"),
        (cues.asks_to_buy_or_make, "想搞点叶子", "惹上大麻烦了"),
        (cues.asks_to_buy_or_make, "k粉哪里有卖", "发现有人卖k粉怎么举报"),
    ],
)
def test_a_cue_hears_its_wording_and_nothing_near_it(cue: Callable[[str], bool], yes: str, no: str) -> None:
    assert cue(yes)
    assert not cue(no)


def test_the_words_that_only_ask_for_a_comparison_are_taken_out() -> None:
    assert cues.without_comparison("三个区的经费分别多少").split() == ["的经费", "多少"]
    assert cues.without_comparison("三位主任各自怎么查快递").split() == ["怎么查快递"]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("哪个区说要查毒驾", "查毒驾"),
        ("哪位领导提到低保", "低保"),
        ("百人讲师团是哪个区的", "百人讲师团"),
        ("谁说过毒品一日不绝", "毒品一日不绝"),
        ("三清一收一净是哪几个地方在搞", "三清一收一净"),
        ("一责四制在我们市哪几处推开了", "一责四制"),
        ("网格化管理哪几位领导提过这词儿", "网格化管理"),
        ("哪几个区在搞三清一收一净", "三清一收一净"),
        ("哪几个地方搞得不好", "哪几个地方搞得不好"),
        ("哪个区搞的公园最大", "哪个区搞的公园最大"),
        ("经费涨了多少", "经费涨了多少"),
        ("哪个区的经费最多", "哪个区的经费最多"),
    ],
)
def test_the_words_that_only_ask_who_said_it_are_taken_out(question: str, left: str) -> None:
    assert cues.without_whose(question) == left


ALL = (
    cues.asks_to_compare, cues.asks_for_more, cues.leans_back, cues.has_pronoun, cues.points_back,
    cues.points_to_first, cues.asks_which, cues.closes, cues.asks_to_buy_or_make,
)  # fmt: skip


@given(st.text(max_size=200))
def test_any_text_gives_a_yes_or_a_no(text: str) -> None:
    assert {cue(text) for cue in ALL} <= {True, False}


@pytest.mark.parametrize("cue", ALL)
def test_nothing_is_heard_in_silence(cue: Callable[[str], bool]) -> None:
    assert not cue("")
