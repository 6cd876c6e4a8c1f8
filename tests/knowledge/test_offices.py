"""Several officials in one sentence: each has the office printed for him or her, or none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.mentions import in_line
from knowledge.offices import office_before
from knowledge.transcript import read_interview

ANSWERS = """
记者：经费够吗？

孙文静：够的，今年一共有三百多万元，都用在了学校和社区。

记者：人手够吗？

梁守成：够的，一共有五十七名社工，每个乡镇都有。
"""
HEAD, DEPUTY = "海棠县水利局局长", "县水文监测中心主任"


def offices_in(opening: str) -> dict[str, str]:
    interview = read_interview("a", "一河清水", f"一河清水\n\n{opening}\n{ANSWERS}")
    assert [pair.official.name for pair in interview.pairs] == ["孙文静", "梁守成"], interview.doubts
    return {pair.official.name: pair.official.office for pair in interview.pairs}


@pytest.mark.parametrize(
    "opening",
    [
        f"日前，{HEAD}孙文静、{DEPUTY}梁守成接受本报记者专访。",
        f"下面有请{HEAD}孙文静，接下来有请{DEPUTY}梁守成。",
        f"日前，{HEAD}孙文静，{DEPUTY}梁守成走进演播室。",
        f"日前，{HEAD}孙文静与{DEPUTY}梁守成接受本报记者专访。",
        f"日前，本报记者采访了{HEAD}孙文静以及{DEPUTY}梁守成。",
        f"日前，本报记者采访了{HEAD}孙文静，以及{DEPUTY}梁守成。",
        f"日前，本报记者采访了{HEAD}孙文静女士、{DEPUTY}梁守成先生。",
        f"日前，记者分别采访了{HEAD}孙文静（左图）、{DEPUTY}梁守成（右图）。",
        f"日前，记者分别采访了{HEAD}孙文静（左图）和{DEPUTY}梁守成（右图）。",
        f"日前，孙文静（{HEAD}）、梁守成（{DEPUTY}）接受本报记者专访。",
        f"——访{HEAD}孙文静、{DEPUTY}梁守成",
        f"——专访{HEAD} 孙文静 {DEPUTY} 梁守成",
        f"——{HEAD}孙文静、{DEPUTY}梁守成谈治水",
        f"本期嘉宾：孙文静（{HEAD}）、梁守成（{DEPUTY}）",
        f"本期嘉宾：{HEAD}孙文静和{DEPUTY}梁守成",
        f"嘉宾：{HEAD} 孙文静　{DEPUTY} 梁守成",
        f"嘉宾：孙文静 {HEAD}　梁守成 {DEPUTY}",
        f"日前，孙文静 {HEAD} 梁守成 {DEPUTY}做客演播室。",
        f"今天请来的是孙文静 {HEAD}　梁守成 {DEPUTY}，欢迎他们。",
        f"孙文静 {HEAD}\n梁守成 {DEPUTY}",
        f"嘉宾：孙文静，{HEAD}；梁守成，{DEPUTY}",
        f"【本报讯】{HEAD}孙文静、{DEPUTY}梁守成答记者问。",
    ],
)
def test_two_officials_of_one_sentence_have_each_their_own_office(opening: str) -> None:
    assert offices_in(opening) == {"孙文静": HEAD, "梁守成": DEPUTY}


@pytest.mark.parametrize(
    ("opening", "office"),
    [
        (f"日前，{HEAD}孙文静携手{DEPUTY}梁守成接受采访。", ""),
        (f"日前，记者采访了{HEAD}缐恩铭、{DEPUTY}梁守成。", ""),
        (f"日前，记者采访了{HEAD}和{DEPUTY}梁守成。", ""),
        ("日前，县委常委（挂职）、副县长梁守成接受采访。", ""),
        ("日前，海棠县（城关镇）镇长梁守成接受采访。", ""),
        ("日前，海棠县“净水”办公室主任梁守成接受采访。", ""),
        (f"日前，学校、医院、{DEPUTY}梁守成接受采访。", ""),
        (f"日前，孙文静、{DEPUTY}梁守成接受采访。", DEPUTY),
        (f"日前，孙文静局长、{DEPUTY}梁守成接受采访。", DEPUTY),
        (f"日前，孙局长、{DEPUTY}梁守成接受采访。", DEPUTY),
        (f"日前，{HEAD}缐恩铭，{DEPUTY}梁守成接受采访。", DEPUTY),
        (f"右图：{DEPUTY}梁守成接受采访。", DEPUTY),
        (f"今天我们请来了{DEPUTY}梁守成。", DEPUTY),
        (f"今天的嘉宾是{DEPUTY}梁守成。", DEPUTY),
        (f"访谈｜{DEPUTY}梁守成谈治水", DEPUTY),
        (f"梁守成（左图，{DEPUTY}）接受采访。", DEPUTY),
        ("日前，县水利局党组成员、副局长梁守成接受采访。", "县水利局党组成员、副局长"),
        ("日前，县水利局党组书记、局长梁守成接受采访。", "县水利局党组书记、局长"),
        ("日前，县委书记、县长兼县管委会主任梁守成接受采访。", "县委书记、县长兼县管委会主任"),
        ("日前，县人力资源和社会保障局局长梁守成接受采访。", "县人力资源和社会保障局局长"),
        ("日前，县卫生和计划生育局局长梁守成接受采访。", "县卫生和计划生育局局长"),
        ("日前，《海棠周报》总编辑梁守成接受采访。", "《海棠周报》总编辑"),
    ],
)
def test_in_doubt_there_is_no_office_rather_than_a_wrong_one(opening: str, office: str) -> None:
    found = {one.name: one.office for one in in_line(opening, 0) if one.office}
    assert found.get("梁守成", "") == office


def test_an_office_that_holds_another_speakers_name_is_dropped_and_told() -> None:
    answers = ANSWERS.replace("孙文静", "缐恩铭") + "\n记者：还有吗？\n\n缐恩铭：还有一件事，就是把河长制落到村里。\n"
    text = f"一河清水\n\n日前，缐恩铭和{DEPUTY}梁守成接受采访。\n{answers}"
    interview = read_interview("a", "一河清水", text)
    assert {pair.official.office for pair in interview.pairs} == {""}
    assert "没有找到梁守成的职务" in "\n".join(interview.doubts)


def test_a_rank_printed_without_its_body_is_told() -> None:
    opening = f"日前，{HEAD}孙文静、副局长梁守成接受本报记者专访。"
    assert offices_in(opening) == {"孙文静": HEAD, "梁守成": "副局长"}
    interview = read_interview("a", "一河清水", f"一河清水\n\n{opening}\n{ANSWERS}")
    assert [doubt for doubt in interview.doubts if "副局长" in doubt and "梁守成" in doubt and ".toml" in doubt]


def test_a_guest_line_of_three_is_no_turn_and_names_nobody_for_a_bare_answer() -> None:
    guests = f"本期嘉宾：孙文静（{HEAD}）、梁守成（{DEPUTY}）、易小川（海棠县河长制工作办公室副主任）"
    interview = read_interview("a", "治水访谈", f"治水访谈\n\n{guests}\n\n问：好吗？\n答：我们都很好，谢谢关心。")
    assert [pair.official.name for pair in interview.pairs] == [""]
    assert all(name in "\n".join(interview.doubts) for name in ("孙文静", "梁守成", "易小川"))


NAMES = st.lists(
    st.sampled_from(["孙文静", "梁守成", "易小川", "欧阳明月", "王芳", "高和", "和平安", "买买提·艾力", "向以宁"]),
    min_size=1,
    max_size=5,
    unique=True,
)
BODIES = [
    "海棠县水利局",
    "县人力资源和社会保障局",
    "县文化广电和旅游体育局",
    "城关镇人民政府",
    "县委宣传部",
    "区委",
    "第一人民医院",
    "县管委会",
    "县信访局",
]
RANKS = ["局长", "副主任", "党组书记", "党组书记、局长", "党组成员、副局长", "书记兼主任", "院长，党委委员"]
JOINTS = [
    "、",
    "，",
    "；",
    "和",
    "与",
    "及",
    "以及",
    "，以及",
    "、以及",
    " ",
    "　",
    "/",
    "（左）、",
    "（右图）和",
    "先生、",
]
LEADS = ["", "日前，", "近日，记者采访了", "——访", "本期嘉宾：", "今天我们请来了", "【访谈】", "图为", "9月8日，"]
ENDS = ["", "。", "接受本报记者专访。", "（右）。", "走进演播室。", "谈治水"]


@settings(max_examples=600, deadline=None)
@given(
    NAMES,
    st.lists(st.tuples(st.sampled_from(BODIES), st.sampled_from(RANKS)), min_size=5, max_size=5),
    st.lists(st.sampled_from(JOINTS), min_size=5, max_size=5),
    st.tuples(
        st.sampled_from(LEADS),
        st.sampled_from(["{office}{name}", "{office} {name}", "{name}（{office}）", "{name} {office}"]),
        st.sampled_from(ENDS),
    ),
)
def test_each_of_several_officials_has_exactly_their_own_office_or_none(
    names: list[str], posts: list[tuple[str, str]], joints: list[str], printed: tuple[str, str, str]
) -> None:
    lead, shape, end = printed
    own = {name: body + rank for name, (body, rank) in zip(names, posts, strict=False)}
    told = [shape.format(office=office, name=name) for name, office in own.items()]
    line = lead + told[0] + "".join(joint + one for joint, one in zip(joints, told[1:], strict=False)) + end
    for one in in_line(line, 0):
        assert one.office in ("", own.get(one.name, "")), (line, one)


@settings(max_examples=300, deadline=None)
@given(st.text("县局长主任、，和与（）()“”：；。 　段慧兰图左请了的是｜", max_size=40))
def test_an_office_holds_no_brackets_and_no_joint_at_its_ends(text: str) -> None:
    for end in range(len(text) + 1):
        office = office_before(text, end)
        assert not set(office) & set("（）()“”：；。｜")
        assert office == office.strip("、，和与 　")
        assert office in text
