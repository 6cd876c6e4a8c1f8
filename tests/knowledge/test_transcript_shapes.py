"""Interviews in every shape that newspapers and sites print them in; one fixture a shape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.gold import FIXTURES, gold_of, outline, read

GOLDS = sorted(FIXTURES.glob("*.gold.json"))


def article_of(gold: Path) -> Path:
    stem = gold.name.removesuffix(".gold.json")
    return next(path for path in FIXTURES.iterdir() if path.stem == stem and not path.name.endswith(".gold.json"))


@pytest.mark.parametrize("gold", GOLDS, ids=[path.name.removesuffix(".gold.json") for path in GOLDS])
def test_every_pair_has_its_question_its_answer_and_its_official(gold: Path) -> None:
    pairs = read(article_of(gold)).pairs
    wanted = gold_of(gold)
    assert len(pairs) == len(wanted)
    assert [outline(pair, like) for pair, like in zip(pairs, wanted, strict=True)] == wanted


@pytest.mark.parametrize("name", ["neg_news.txt", "neg_minutes.txt", "neg_faq.txt", "neg_manual.txt", "neg_novel.txt"])
def test_a_text_that_is_no_interview_yields_no_pairs_and_says_so(name: str) -> None:
    interview = read(FIXTURES / name)
    assert interview.pairs == ()
    assert any("不是访谈" in doubt for doubt in interview.doubts)


def test_the_speaker_that_answers_a_labelled_question_below_a_heading_keeps_all_paragraphs() -> None:
    pairs = read(FIXTURES / "pipes.md").pairs
    assert (
        pairs[1].answer
        == "最怕电话打不通。电话不通，我就上门去找。\n陪他们走一段，比拉他们走一段难。可是走着走着，路就有了。"
    )


def test_greetings_and_goodbyes_belong_to_no_answer() -> None:
    answers = "".join(pair.answer for pair in read(FIXTURES / "online_talk.txt").pairs)
    assert "谢谢" not in answers
    assert "主持人好" not in answers


def test_what_an_announcer_says_between_the_turns_is_nobodys_answer() -> None:
    answers = "".join(pair.answer for pair in read(FIXTURES / "programme.txt").pairs)
    assert "蹲守" not in answers
    assert "缴获" not in answers
    assert "沉默片刻" not in answers


def test_an_opening_speech_is_told_but_no_answer() -> None:
    interview = read(FIXTURES / "press_conference.txt")
    assert not any("清源断流" in pair.answer for pair in interview.pairs)
    assert any("开场发言" in doubt for doubt in interview.doubts)


def test_menus_scripts_and_footers_of_a_page_are_not_read() -> None:
    text = read(FIXTURES / "bold_questions.html").article.text
    for words in ("不是正文", "要闻", "版权所有"):
        assert words not in text


def test_offices_come_from_titles_leads_guest_lines_and_labels() -> None:
    offices = {
        name: read(FIXTURES / name).article.officials[0].office
        for name in ("outlet_label.txt", "online_talk.txt", "host_in_brackets.txt", "unlabelled_plain.txt", "tabs.txt")
    }
    assert offices == {
        "outlet_label.txt": "海州市公安局禁毒支队支队长",
        "online_talk.txt": "滨江市禁毒办副主任",
        "host_in_brackets.txt": "港城市公安局党委委员、副局长",
        "unlabelled_plain.txt": "市大数据局局长",
        "tabs.txt": "市禁毒委常务副主任、市公安局局长",
    }
