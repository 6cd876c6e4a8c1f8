"""The shipped article, exactly; and what holds for any text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import DAMAGE_MARK, PARAGRAPH, Interview, Span, render
from knowledge.sidecar import OfficialNote, Sidecar
from knowledge.transcript import read_interview
from tests.knowledge.gold import SHIPPED, read

# id: (lines of the answer, first line of the question or None), from the shipped article, first line = 1
ANSWERS = {
    "01": ((31,), 29),
    "02": ((35,), 33),
    "03": ((41,), 37),
    "04": ((45,), 43),
    "05": ((47,), None),
    "06": ((63,), 61),
    "07": ((67,), 65),
    "08": ((69, 71), None),
    "09": ((75,), 73),
    "10": ((89,), 87),
    "11": ((93,), 91),
    "12": ((97, 99, 101), 95),
    "13": ((105,), 103),
    "14": ((109,), 107),
}


@pytest.fixture(scope="module")
def shipped() -> Interview:
    return read(SHIPPED)


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


def test_the_shipped_article_gives_its_fourteen_answers_from_their_lines(shipped: Interview) -> None:
    text = shipped.article.text
    found = {}
    for pair in shipped.pairs:
        lines = tuple(dict.fromkeys(line_of(text, span.start) for span in pair.spans))
        asked = line_of(text, pair.question_pieces[0].span.start) if pair.question_pieces else None
        found[pair.id.rpartition("-")[2]] = (lines, asked)
    assert found == ANSWERS


def test_an_answer_of_one_line_is_that_line_without_its_label(shipped: Interview) -> None:
    lines = shipped.article.text.split("\n")
    for pair in shipped.pairs:
        places = ANSWERS[pair.id.rpartition("-")[2]][0]
        if len(places) == 1:
            assert f"{pair.official.name}：{pair.answer}" == lines[places[0] - 1]


def test_three_officials_answer_in_their_printed_offices(shipped: Interview) -> None:
    assert [(one.name, one.office, one.district) for one in shipped.article.officials] == [
        ("曾毅鹏", "株洲经开区党工委副书记、管委会主任、区禁毒委主任", "株洲经开区"),
        (
            "姚永告",
            "株洲高新区党工委委员、管委会副主任，天元区委副书记、区人民政府区长、区禁毒委第一副主任",
            "天元区",
        ),
        ("邓元连", "茶陵县委副书记、县人民政府县长、县禁毒委主任", "茶陵县"),
    ]
    names = [pair.official.name for pair in shipped.pairs]
    assert names == ["曾毅鹏"] * 5 + ["姚永告"] * 4 + ["邓元连"] * 5


def test_a_sentence_broken_over_a_page_is_one_sentence(shipped: Interview) -> None:
    answer, question = shipped.pairs[7], shipped.pairs[2]
    assert "帮助吸毒人员脱毒脱瘾，回归社会。" in answer.answer
    assert [piece.joint for piece in answer.pieces] == ["", ""]
    assert question.question is not None
    assert question.question.endswith("株洲经开区今年的禁毒工作将采取哪些行之有效的措施和行动？")


def test_an_answer_without_a_question_is_a_statement(shipped: Interview) -> None:
    statements = [pair for pair in shipped.pairs if pair.kind == "statement"]
    assert [pair.answer[:8] for pair in statements] == ["毒品一日不绝，禁", "首先全面加强了对"]
    assert all(pair.question is None and pair.reporter == "" for pair in statements)


def test_what_is_printed_twice_is_one_pair_that_knows_both_places(shipped: Interview) -> None:
    pair = shipped.pairs[6]
    text = shipped.article.text
    assert [line_of(text, again[0].span.start) for again in pair.repeats] == [79]
    assert render(text, pair.repeats[0]) == pair.answer
    assert pair.question is not None
    assert pair.question.startswith("前面通过您的介绍")


def test_words_of_a_question_inside_an_answer_are_left_out_and_shown_as_damage(shipped: Interview) -> None:
    pair = shipped.pairs[11]
    text = shipped.article.text
    assert [(one.kind, one.span.of(text), one.left_out) for one in pair.damage] == [
        ("stray question", "打击毒品违法犯罪的主力军。茶陵政法机关禁毒执法战果如何？", True),
        ("breaks off", "实双向管控措施。", False),
        ("foreign word", " and ", True),
    ]
    assert f"二是{DAMAGE_MARK}实双向管控措施。二是宣传覆盖到位" in pair.answer
    assert f"农村地区{DAMAGE_MARK}城乡结合部" in pair.answer
    assert [piece.joint for piece in pair.pieces] == ["", PARAGRAPH, DAMAGE_MARK, DAMAGE_MARK]


def test_a_clause_with_half_a_quotation_mark_is_kept_but_in_no_passage(shipped: Interview) -> None:
    pair = shipped.pairs[6]
    assert [one.kind for one in pair.damage] == ["unbalanced quotation"]
    assert "人人参与”的禁毒防毒局面" in pair.answer
    assert not any("人人参与" in passage.text for passage in pair.passages)
    assert any("请及时向公安机关报告" in passage.text for passage in pair.passages)


def test_boilerplate_headings_and_leads_belong_to_nobody(shipped: Interview) -> None:
    said = "".join(pair.answer + (pair.question or "") for pair in shipped.pairs)
    for words in ("扫码可看", "政法新闻部制作", "铁腕禁毒除隐患", "专访", "编者按"):
        assert words not in said


def test_the_words_of_officials_in_leads_are_quotations_beside_the_pairs(shipped: Interview) -> None:
    quotations = [one for one in shipped.quotations if not one.by_paper]
    assert [(one.id, one.official.name, one.answer[:6]) for one in quotations] == [
        ("zhuzhou-2021-q1", "姚永告", "禁毒为人民，"),
        ("zhuzhou-2021-q2", "邓元连", "茶陵县将会铁"),
    ]


def test_every_repair_and_doubt_is_told_with_its_line(shipped: Interview) -> None:
    repairs, doubts = "\n".join(shipped.repairs), "\n".join(shipped.doubts)
    for line in ("第37行与第39行", "第69行与第71行", "第77行", "第99行", "第101行", "第67行", "第47行"):
        assert line in repairs
    assert "第89行（邓元连）：列举从“二是”开始" in doubts
    assert "第93行与第89行" in doubts


def test_the_sidecar_says_when_it_was_said_and_that_this_is_inferred(shipped: Interview) -> None:
    assert (shipped.article.outlet, shipped.article.said, shipped.article.said_inferred) == (
        "株洲日报",
        "2021-06",
        True,
    )


def test_a_sidecar_overrules_the_office_and_names_who_is_meant_by_a_label() -> None:
    notes = Sidecar(officials=(OfficialNote("张三", "市禁毒办主任", "甲区", ("答",)),))
    interview = read_interview("a", "答问", "问：好吗？\n答：好的，一切都好。", notes)
    official = interview.pairs[0].official
    assert (official.name, official.office, official.district) == ("张三", "市禁毒办主任", "甲区")


def test_a_label_that_several_officials_may_carry_names_nobody_and_is_a_doubt() -> None:
    text = "嘉宾：市禁毒办主任张三、市教育局局长李四\n\n问：好吗？\n答：我们都很好，谢谢关心。"
    interview = read_interview("a", "访谈", text)
    assert interview.pairs[0].official.name == ""
    assert any("张三" in doubt and "李四" in doubt for doubt in interview.doubts)


def test_a_guest_line_with_offices_in_brackets_is_nobodys_turn() -> None:
    guests = "本期嘉宾：孙文静（海棠县水利局局长）、梁守成（县水文监测中心主任）"
    interview = read_interview("a", "治水访谈", f"治水访谈\n\n{guests}\n\n记者：好吗？\n\n孙文静：水比去年清了。")
    assert [pair.answer for pair in interview.pairs] == ["水比去年清了。"]
    assert not any("插话" in doubt or "开场" in doubt for doubt in interview.doubts)


def test_a_colon_in_running_text_is_no_speaker() -> None:
    text = (
        "记者：有哪些做法？\n张三：他说：“办法总比困难多。”\n时间：每天早上8:30。\n地点：村部。\n"
        "网址：http://example.cn/a:b\n比例是3:1。\n记者：还有吗？\n张三：没有了，就这些。"
    )
    pairs = read_interview("a", "专访张三", text).pairs
    assert [pair.official.name for pair in pairs] == ["张三", "张三"]
    assert pairs[0].answer.count("\n") == 4


def test_a_narrator_who_speaks_of_the_official_ends_the_answer() -> None:
    text = "记者：有哪些做法？\n张三：做法很多。\n采访结束时，张三表示：“还要努力。”他走进了雨里。\n"
    interview = read_interview("a", "专访张三", text)
    assert interview.pairs[0].answer == "做法很多。"
    assert any("记者的叙述" in doubt for doubt in interview.doubts)


def test_a_bystander_who_cuts_in_gets_no_pair() -> None:
    text = "记者：第几次来？\n张三：第三次。\n李四：他问的不是这个。\n记者：住哪里？\n张三：住在老城区的招待所。\n"
    interview = read_interview("a", "专访张三", text)
    assert {pair.official.name for pair in interview.pairs} == {"张三"}


def test_speakers_in_mid_line_are_told_apart() -> None:
    text = "王志：查得到吗？\n杨威：查得到。 王志：有证据吗？ 杨威：有，都在这里。\n王志：多少？\n杨威：三大本。"
    pairs = read_interview("a", "杨威专访", text).pairs
    assert [pair.answer for pair in pairs] == ["查得到。", "有，都在这里。", "三大本。"]


LABELS = [
    "记者：",
    "张三：",
    "李四：",
    "问：",
    "答：",
    "Q：",
    "A：",
    "**张三：**",
    "[主持人] ",
    "市禁毒办主任王五：",
    "王：",
    "#",
]
WORDS = [
    "请问有哪些做法？",
    "一是高度重视。二是 and 宣传到位。",
    "近三年办了30场",
    "全民禁毒，人人参与”的局面。",
    "“禁毒为人民",
    "——专访市长 张三",
    "张三表示：“还要努力。”",
    "扫码可看视频",
    "（大家笑）",
    "小标题",
    "……",
    "来源：某报",
    "———",
]
LINES = st.builds("".join, st.lists(st.sampled_from(LABELS + WORDS) | st.text(max_size=12), max_size=5))
TEXTS = st.builds("\n".join, st.lists(LINES, max_size=30)) | st.text(max_size=400)


def check_promises(interview: Interview) -> None:
    text = interview.article.text
    owners: list[tuple[Span, str]] = []
    for pair in (*interview.pairs, *interview.quotations):
        assert pair.answer == render(text, pair.pieces)
        assert pair.question == (render(text, pair.question_pieces) or None)
        spans = pair.spans
        assert spans
        assert spans[-1].end <= len(text)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert pair.pieces[0].joint == ""
        owners += [(span, pair.official.name) for span in spans if span.start < span.end]
        for passage in pair.passages:
            assert passage.text == render(text, passage.pieces)
            assert re.search(r"\w", passage.text)
            assert passage.text in pair.answer
            assert not any(one.span.overlaps(span) for one in pair.damage for span in passage.spans)
        places = [span for passage in pair.passages for span in passage.spans]
        assert all(a.end <= b.start for a, b in pairwise(places))
    asked = [piece.span for pair in interview.pairs for piece in pair.question_pieces]
    assert not any(span.overlaps(question) for span, _ in owners for question in asked)
    assert not any(a.overlaps(b) for i, (a, _) in enumerate(owners) for b, _ in owners[i + 1 :])


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["", "专访张三", "市禁毒办主任张三答记者问"]))
def test_any_text_keeps_the_promises(text: str, title: str) -> None:
    check_promises(read_interview("a", title, text))


def test_the_shipped_article_keeps_the_promises(shipped: Interview) -> None:
    check_promises(shipped)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_any_part_of_the_shipped_article_keeps_the_promises(start: int, length: int) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    check_promises(read_interview("a", "", text[start : start + length]))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8000), st.sampled_from(["\n\n", "？", "“", "：", " and ", ""])), max_size=12))
def test_a_damaged_copy_of_the_shipped_article_keeps_the_promises(cuts: list[tuple[int, str]]) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    for place, words in cuts:
        text = text[:place] + words + text[place + len(words) :]
    check_promises(read_interview("a", "", text))
