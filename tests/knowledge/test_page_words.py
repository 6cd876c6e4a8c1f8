"""Words of the page and of the reporter never stand under an official's name."""

from __future__ import annotations

import pytest

from knowledge.formats import read_bytes
from knowledge.pageline import is_page_line
from knowledge.transcript import read_interview

TITLE = "专访海棠县县长孙文静"


def answers(text: str) -> list[str]:
    return [pair.answer for pair in read_interview("a", TITLE, f"{TITLE}\n\n{text}").pairs]


@pytest.mark.parametrize(
    "heading",
    [
        "■记者手记",
        "◆ 采访札记",
        "采访札记",
        "【记者手记】",
        "〔编后〕",
        "编后语",
        "采访后记：",
        "● 名词解释",
        "记者感言",
    ],
)
def test_a_note_of_the_reporter_below_the_last_answer_is_nobodys_answer(heading: str) -> None:
    text = f"记者：水清了吗？\n孙文静：清了，比去年清得多。\n{heading}\n走的时候天黑了，孙文静还在河边。\n河里有鱼。"
    assert answers(text) == ["清了，比去年清得多。"]


@pytest.mark.parametrize(
    "line",
    [
        "海棠日报 2023年3月12日 A04版",
        "第3版 | 2022年4月6日 星期三 责编：周明",
        "责编：周明　2022年4月6日　第3版",
        "《海棠周报》　A3",
        "（下转第3版）",
        "（上接第1版）",
    ],
)
def test_a_line_of_the_page_is_stepped_over_also_inside_a_sentence(line: str) -> None:
    text = f"记者：补多少？\n孙文静：每亩48\n{line}\n00元，分两次发。\n{line}\n记者：还有吗？\n孙文静：没有。\n{line}"
    assert answers(text) == ["每亩4800元，分两次发。", "没有。"]


def test_jumps_to_another_page_are_cut_off_the_paragraph_they_stand_in() -> None:
    text = "记者：补多少？\n孙文静：每亩补贴48（下转第3版）\n（上接第1版）00元，分两次发。"
    assert answers(text) == ["每亩补贴4800元，分两次发。"]


@pytest.mark.parametrize("line", ["——据孙文静3月访谈整理", "—— 摘自《海棠周报》", "——根据录音整理"])
def test_where_the_words_are_from_ends_the_answer(line: str) -> None:
    assert answers(f"记者：还有吗？\n孙文静：没有了，欢迎监督。\n{line}") == ["没有了，欢迎监督。"]


@pytest.mark.parametrize("line", ["2022年4月6日 通车", "第3版 说明", "海棠日报", "A3 是新的路线", "4月6日", ""])
def test_a_line_that_says_something_else_is_no_line_of_the_page(line: str) -> None:
    assert not is_page_line(line)


@pytest.mark.parametrize("asks", ["记者", "记者：", "问"])
def test_a_name_set_off_by_a_gap_is_a_label(asks: str) -> None:
    text = (
        f"{asks} 补多少？\n孙文静 三年新增四十万元，四月底前发完。\n{asks} 还有吗？\n孙文静　没有了。\n谢谢大家的关心。"
    )
    assert answers(text) == ["三年新增四十万元，四月底前发完。", "没有了。\n谢谢大家的关心。"]


def test_a_name_set_off_by_a_gap_needs_a_question_before_it() -> None:
    text = "记者：补多少？\n孙文静：每亩四十元，四月底前发完。\n梁守成 曾任海棠县水利局局长，去年退休。"
    assert answers(text) == ["每亩四十元，四月底前发完。\n梁守成 曾任海棠县水利局局长，去年退休。"]


@pytest.mark.parametrize(
    "caption",
    [
        "河边的水闸旁，工人在检修水泵。高远/摄",
        "河边的水闸旁，工人在检修水泵。（高远／摄）",
        "河边的水闸旁，工人在检修水泵。高远摄",
        "工人在检修水泵（高远 邹敏/摄）",
        "河边的水闸旁，工人在检修水泵。记者 高远 摄影",
        "摄影／高远",
    ],
)
def test_a_caption_with_its_photographer_stands_in_nobodys_turn(caption: str) -> None:
    text = f"记者：水清了吗？\n\n{caption}\n\n孙文静：清了，比去年清。\n{caption}\n记者：鱼呢？\n孙文静：多了。"
    pairs = read_interview("a", TITLE, f"{TITLE}\n\n{text}").pairs
    assert [(pair.question, pair.answer) for pair in pairs] == [
        ("水清了吗？", "清了，比去年清。"),
        ("鱼呢？", "多了。"),
    ]


@pytest.mark.parametrize(
    "words", ["那张照片是他拍摄的。他爱拍/摄。", "这部片子，我请他来摄。", "片子在河边，一个月拍摄。"]
)
def test_an_answer_about_taking_pictures_is_no_caption(words: str) -> None:
    assert answers(f"记者：片子谁拍的？\n孙文静：一位老乡。\n{words}\n记者：鱼呢？\n孙文静：多了。")[0].endswith(words)


def test_running_heads_and_page_numbers_are_stepped_over_also_inside_a_sentence() -> None:
    text = (
        "记者：补多少？\n孙文静：每亩补贴四百八十\n"
        "— 12 —\n2022年第5期 总第318期\n元，分两次\n人物 · 专访\n— 13 —\n发。\n"
        "记者：什么时候开始\n2022年第5期 总第318期\n— 14 —\n发？\n人物 · 专访\n— 15 —\n孙文静：四月。"
    )
    pairs = read_interview("a", TITLE, f"{TITLE}\n\n{text}").pairs
    assert [(pair.question, pair.answer) for pair in pairs] == [
        ("补多少？", "每亩补贴四百八十元，分两次发。"),
        ("什么时候开始发？", "四月。"),
    ]


def test_a_line_that_stands_three_times_is_a_running_head() -> None:
    head = "海棠融媒　要闻"
    text = f"记者：补多少？\n孙文静：每亩四百八十\n{head}\n元。\n{head}\n记者：还有吗？\n孙文静：没有。\n{head}"
    assert answers(text) == ["每亩四百八十元。", "没有。"]


def test_what_an_answer_lists_twice_is_no_running_head() -> None:
    listed = "分两档：\n山地\n每亩补贴四百元\n平地\n每亩补贴四百元"
    assert answers(f"记者：补多少？\n孙文静：{listed}\n记者：还有吗？\n孙文静：没有。") == [listed, "没有。"]


@pytest.mark.parametrize("words", ["没有", "没有这样的事情"])
def test_what_is_answered_three_times_is_no_running_head(words: str) -> None:
    text = "".join(f"记者\n{asked}\n孙文静\n{words}\n" for asked in ("水浑吗？", "鱼少吗？", "虾少吗？"))
    assert answers(text) == [words] * 3


def test_numbered_subheads_before_the_questions_stand_in_no_answer() -> None:
    text = (
        "一、吃饭\n记者：怎么收费？\n孙文静：三块钱。\n二、看病\n记者：医生上门吗？\n孙文静：上门，电话0000-123456\n"
        "三、走路\n记者：没有电梯呢？\n孙文静：有爬楼机。"
    )
    assert answers(text) == ["三块钱。", "上门，电话0000-123456", "有爬楼机。"]


def test_numbered_items_that_end_an_answer_stay_in_it() -> None:
    listed = "管三件事。\n一、吃饭\n二、看病\n三、走路"
    assert answers(
        f"记者：管什么？\n孙文静：{listed}\n记者：还有吗？\n孙文静：{listed}\n记者：没了？\n孙文静：没了。"
    ) == [
        listed,
        listed,
        "没了。",
    ]


def test_a_caption_below_its_picture_is_no_answer_but_a_list_with_the_same_sign_is() -> None:
    listed = "管两件事。\n▲ 看住水塘\n▲ 教会游泳"
    text = f"记者：管什么？\n孙文静：{listed}\n记者：谁看？\n孙文静：网格员。\n▲ 网格员在大塘口巡查\n"
    text += "记者：还有吗？\n孙文静：没有。"
    assert answers(text) == [listed, "网格员。", "没有。"]


@pytest.mark.parametrize("line", ["主办：海棠县人民政府办公室 网站标识码：0000000000", "浙ICP备00000000号"])
def test_the_foot_of_a_site_ends_the_answer(line: str) -> None:
    assert answers(f"记者：还有吗？\n孙文静：没有了，欢迎监督。\n{line}") == ["没有了，欢迎监督。"]


@pytest.mark.parametrize("line", ["🍁 小贴士：雨靴由社区统一发放。", "【小贴士】", "小知识：什么是三类水"])
def test_a_box_of_advice_ends_the_answer(line: str) -> None:
    assert answers(
        f"记者：水清了吗？\n孙文静：清了，比去年清。\n{line}\n雨靴可以带回家。\n记者：鱼呢？\n孙文静：多了。"
    ) == [
        "清了，比去年清。",
        "多了。",
    ]


def test_a_bold_line_without_an_end_is_no_answer_where_the_questions_are_bold() -> None:
    page = (
        f"# {TITLE}\n\n**水清了吗？**\n\n清了，比去年**清**。\n\n**水清了，舍不得走**\n\n**鱼呢？**\n\n多了。\n\n"
        "**青鱼最多，一共三千尾。**\n"
    )
    document = read_bytes("a.md", page.encode())
    found = read_interview("a", document.title, document.text, marks=document.marks).pairs
    assert [pair.answer for pair in found] == ["清了，比去年清。", "多了。\n青鱼最多，一共三千尾。"]
