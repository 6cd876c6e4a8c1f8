"""What print does to an answer, found by rule and told with its place."""

from __future__ import annotations

import pytest

from knowledge.model import DAMAGE_MARK, PARAGRAPH, Damage, Piece, Span, render
from knowledge.repair import join, leave_out, mend, question_tails
from knowledge.repeats import Said, list_without_first, printed_twice, shared_passages
from knowledge.turns import Part


def parts(text: str) -> list[Part]:
    found, place = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            found.append(Part(Span(place, place + len(line)), number, line))
        place += len(line) + 1
    return found


def mended(answer: str, *questions: str) -> tuple[str, tuple[Damage, ...]]:
    pieces, _ = join(answer, parts(answer))
    kept, damage = mend(answer, pieces, question_tails(questions))
    return render(answer, kept), damage


def kinds(damage: tuple[Damage, ...]) -> list[str]:
    return [one.kind for one in damage]


def test_a_sentence_broken_by_a_blank_line_is_joined() -> None:
    text = "帮助吸毒人员脱毒脱瘾，回归\n\n社会。这是一件大事。"
    pieces, joined = join(text, parts(text))
    assert render(text, pieces) == "帮助吸毒人员脱毒脱瘾，回归社会。这是一件大事。"
    assert joined == [(1, 3)]


def test_a_sentence_whose_first_half_is_short_is_joined_too() -> None:
    text = "二期将于年底\n\n开工，后年完工。"
    assert render(text, join(text, parts(text))[0]) == "二期将于年底开工，后年完工。"


@pytest.mark.parametrize("reply", ["对", "是的", "没有"])
def test_a_short_reply_without_a_full_stop_stays_a_paragraph(reply: str) -> None:
    text = f"{reply}\n二期将于年底开工。"
    assert render(text, join(text, parts(text))[0]) == text


def test_finished_sentences_stay_paragraphs() -> None:
    text = "这是第一段话。\n这是第二段话。"
    assert [piece.joint for piece in join(text, parts(text))[0]] == ["", PARAGRAPH]


def test_an_item_of_a_list_never_continues_the_line_before() -> None:
    text = "主要有以下几个方面的工作\n一是高度重视。"
    assert [piece.joint for piece in join(text, parts(text))[0]] == ["", PARAGRAPH]


def test_english_words_keep_the_space_between_two_lines() -> None:
    text = "We opened a new centre for the\nfamilies last year."
    assert render(text, join(text, parts(text))[0]) == text


def test_words_of_the_question_inside_the_answer_are_left_out() -> None:
    said, damage = mended(
        "一是隐患清理到位。二是打击毒品的主力军。执法战果究竟如何？\n\n实双向管控措施。三是宣传到位。",
        "政法机关是打击毒品的主力军。执法战果究竟如何？",
    )
    assert said == f"一是隐患清理到位。二是{DAMAGE_MARK}实双向管控措施。三是宣传到位。"
    assert kinds(damage) == ["stray question", "breaks off"]


def test_an_official_may_repeat_the_question_as_a_sentence() -> None:
    answer = "您问执法战果究竟如何？我想说，战果很好。"
    said, damage = mended("我来回答。" + "今年的执法战果究竟如何？我想说，战果很好。", "今年的执法战果究竟如何？")
    assert damage == ()
    assert said.endswith("战果很好。")
    assert mended(answer, "怎么样？")[1] == ()


@pytest.mark.parametrize("word", [" and ", " of the ", "with", " or"])
def test_a_stray_foreign_word_is_left_out(word: str) -> None:
    said, damage = mended(f"延伸至农村地区{word}城乡结合部，没有死角。")
    assert said == f"延伸至农村地区{DAMAGE_MARK}城乡结合部，没有死角。"
    assert kinds(damage) == ["foreign word"]


@pytest.mark.parametrize(
    "answer",
    [
        "在KTV多次宣讲。",
        "用 AI 技术管理。",
        "请看 Join.gov.tw 平台。",
        "叫做“Be Water and”模式。",
        "用 app 举报。",
        "我说 yes。",
    ],
)
def test_names_terms_and_quoted_words_are_no_damage(answer: str) -> None:
    assert mended(answer) == (answer, ())


def test_half_a_quotation_mark_bars_only_its_clause() -> None:
    answer = "请及时向公安机关报告，全民禁毒，人人参与”的禁毒防毒局面。期望大家努力。"
    said, damage = mended(answer)
    assert said == answer
    assert [one.span.of(answer) for one in damage] == ["全民禁毒，人人参与”的禁毒防毒局面。"]
    assert not damage[0].left_out


def test_a_quotation_over_several_paragraphs_is_balanced() -> None:
    assert mended("他当时说：“这是第一段。\n“这是第二段。\n这是第三段。”就这些。")[1] == ()
    assert mended("以上是：“开头。\n这是中间。\n这是结尾。”")[1] == ()


def test_two_marks_of_the_same_kind_around_a_word_are_a_slip_not_a_loss() -> None:
    assert mended("我们搞了“云龙净毒“行动。")[1] == ()


def test_left_out_words_at_the_edges_leave_a_mark_too() -> None:
    pieces = [Piece(Span(0, 5)), Piece(Span(6, 10), PARAGRAPH)]
    text = "abcde\nfghi"
    assert render(text, leave_out(pieces, [Span(0, 2)])) == f"{DAMAGE_MARK}cde\nfghi"
    assert render(text, leave_out(pieces, [Span(8, 10)])) == f"abcde\nfg{DAMAGE_MARK}"
    assert render(text, leave_out(pieces, [Span(3, 5)])) == f"abc{DAMAGE_MARK}fghi"


LONG = "我们禁毒工作取得的成效，离不开全市人民和各行各业工作者的支持，在此表示衷心的感谢，期望大家继续支持。"


def test_an_answer_printed_twice_is_found_though_the_question_grew() -> None:
    said = [Said("张三", "您有什么对居民说的？", LONG), Said("张三", "张区长，您有什么对居民说的？", LONG)]
    assert printed_twice(said) == ({1: 0}, [])


def test_the_same_answer_to_another_question_is_a_doubt() -> None:
    said = [Said("张三", "经费有多少呢？", LONG), Said("张三", "学校做了哪些事情？", LONG)]
    assert printed_twice(said) == ({}, [(0, 1)])


def test_short_answers_and_other_officials_are_no_repeats() -> None:
    assert printed_twice([Said("张三", "好吗？", "是的。"), Said("张三", "好吗？", "是的。")]) == ({}, [])
    assert printed_twice([Said("张三", "好吗？", LONG), Said("李四", "好吗？", LONG)]) == ({}, [])


def test_a_short_answer_printed_twice_with_its_question_is_found() -> None:
    twice = [Said("张三", "大坝何时完工？", "明年六月完工。"), Said("张三", "大坝何时完工", "明年六月完工。")]
    assert printed_twice(twice) == ({1: 0}, [])
    assert printed_twice([twice[0], Said("张三", "公路何时完工？", "明年六月完工。")]) == ({}, [])


def test_two_answers_that_share_a_long_tail_are_told() -> None:
    said = [Said("张三", None, "开头不同。" + LONG * 2), Said("张三", None, "另一个开头。" + LONG * 2)]
    assert [(number, other) for number, other, _ in shared_passages(said)] == [(1, 0)]


def test_a_list_that_begins_with_its_second_item_is_told() -> None:
    assert list_without_first("研究部署工作。二是综合治理。三是强化保障。") == ("二是", "一是")
    assert list_without_first("一是高度重视。二是综合治理。") is None
