"""The words around the quotations: each outcome reads as a person would say it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from bot import phrases
from bot.conversation import HelpCard, HelpLine
from bot.library import Shelf
from bot.wording import LABEL_LENGTH, Wording, label_of, topic_of, who
from knowledge.model import Collection, Official
from retrieval.candidates import Candidate
from retrieval.documents import Document
from retrieval.features import Features
from retrieval.judgement import Judgement
from retrieval.reading import Judged
from tests import tiny
from tests.bot.tiny_talk import talk
from tests.knowledge.builders import Said, build

CARD = HelpCard("先救人", ("打电话",), (HelpLine("医疗急救", "120"), HelpLine("社区民警", "社区民警", "想戒毒")))
PAPER = Official("株洲日报", "导语")
SHELF = Shelf.of(tiny.COLLECTION, tiny.judge())


def worded(question: str, card: HelpCard = CARD) -> str:
    return Wording(SHELF, lambda kind: card).reply(SHELF.judge.judge(question)).text


def test_an_answer_is_the_passage_then_who_then_the_question_then_how_to_see_all() -> None:
    assert worded("钱多了几成").splitlines() == [
        "“近三年禁毒经费每年增长百分之六十。”",
        "——张三丰（天元区区长），《株洲日报》2021年6月（日期据文中内容推定）",
        "记者问：禁毒经费涨了多少？",
        phrases.SEE_WHOLE,
    ]


def test_help_begins_with_whom_to_call() -> None:
    lines = worded("救命啊").splitlines()
    assert lines == ["请马上拨打：120（医疗急救）", "先救人", "· 打电话", "· 社区民警：想戒毒"]


def test_a_card_without_a_telephone_still_begins_with_whom_to_call() -> None:
    card = HelpCard("先救人", (), (HelpLine("社区民警", "社区民警", "想戒毒"),))
    assert worded("救命啊", card).startswith("请马上拨打：社区民警")


def test_a_comparison_quotes_each_and_names_who_said_nothing() -> None:
    text = worded("三个区的快递怎么查")
    assert text.startswith(phrases.COMPARE_ONE)
    assert "天元区张三丰在访谈里没有谈到这一点。" in text


def test_a_named_official_who_said_nothing_is_named_and_others_are_only_offered() -> None:
    text = worded("茶陵钱多了几成")
    assert text.startswith("茶陵县李四光在访谈里没有谈到这一点。")
    assert "“" not in text
    assert "1. 张三丰（天元区）：" in text


def test_a_foreign_district_is_named_with_what_is_covered() -> None:
    text = worded("醴陵市怎么做的")
    assert text.startswith("醴陵市不在这组访谈里")
    assert "本次收录的是天元区、茶陵县。" in text


def test_what_is_covered_is_read_from_the_office_where_no_district_is_given() -> None:
    pairs = [
        replace(pair, official=replace(pair.official, district="", office="炎陵县县长"))
        if pair.official.name == "李四光"
        else pair
        for pair in tiny.COLLECTION.pairs
    ]
    collection = replace(tiny.COLLECTION, pairs=tuple(pairs))
    shelf = Shelf.of(collection, tiny.judge(collection))
    text = Wording(shelf, lambda kind: CARD).reply(shelf.judge.judge("醴陵市怎么做的")).text
    assert "本次收录的是天元区、炎陵县。" in text


def test_an_empty_collection_says_that_it_does_not_say() -> None:
    empty = type(tiny.COLLECTION)(1)
    shelf = Shelf.of(empty, tiny.judge(empty))
    wording = Wording(shelf, lambda kind: CARD)
    assert wording.reply(shelf.judge.judge("醴陵市怎么做的")).text == phrases.NONE
    assert wording.reply(shelf.judge.judge("经费")).text.startswith(phrases.NONE)


@pytest.mark.parametrize(
    ("question", "text"),
    [("", phrases.EMPTY), ("怎么买冰毒", phrases.REFUSED), ("拘留几天", "访谈没有讲处罚。")],
)
def test_a_refusal_is_its_own_sentence_alone(question: str, text: str) -> None:
    assert worded(question) == text


def test_choices_are_numbered_and_each_can_be_tapped() -> None:
    judge = SHELF.judge
    found = judge.judge("钱多了几成").answers + judge.judge("多久查一回包裹").answers
    reply = Wording(SHELF, lambda kind: CARD).reply(Judgement("choose", 0.5, answers=found))
    assert reply.text.splitlines()[0] == phrases.CHOOSE
    assert [line[:3] for line in reply.text.splitlines()[1:3]] == ["1. ", "2. "]
    assert [(offer.text, offer.pair) for offer in reply.offers] == [("1", tiny.MONEY), ("2", tiny.PARCELS)]


def test_further_officials_are_numbered_below_the_answer() -> None:
    judge = SHELF.judge
    found = judge.judge("钱多了几成").answers + judge.judge("多久查一回包裹").answers
    reply = Wording(SHELF, lambda kind: CARD).reply(Judgement("answer", 0.9, answers=found))
    assert "1. 李四光（茶陵县）：“每季度检查一次。”" in reply.text
    assert [(offer.text, offer.pair) for offer in reply.offers] == [("全文", tiny.MONEY), ("1", tiny.PARCELS)]


def test_a_whole_answer_says_what_the_print_spoilt() -> None:
    quote = SHELF.quote(tiny.MONEY)
    assert quote
    text = Wording(SHELF, lambda kind: CARD).whole(quote, repeats=1).text
    assert text.startswith("张三丰的完整回答：\n近三年禁毒经费")
    assert text.endswith(phrases.PRINTED_TWICE)


def test_an_official_without_a_district_is_named_alone() -> None:
    assert (who("张三丰", "天元区"), who("张三丰", "")) == ("张三丰（天元区）", "张三丰")


def test_a_label_is_the_heart_of_the_question_in_one_line() -> None:
    for pair in tiny.COLLECTION.pairs:
        assert 0 < len(label_of(pair)) <= LABEL_LENGTH
        assert "\n" not in label_of(pair)


def test_no_reply_has_an_open_placeholder_or_a_double_space(tmp_path: Path) -> None:
    visitor = talk(tmp_path)
    notices = ("开始", "帮助", "话题", "受访官员", "隐私", "选择县市区", "1", "不限县市区", "忘记我", "9", "字" * 501)
    asked = (
        "钱多了几成",
        "全文",
        "有用",
        "救命啊",
        "天元和茶陵的禁毒经费",
        "茶陵钱多了几成",
        "醴陵怎么做",
        "怎么买冰毒",
        "",
    )
    for text in (*notices, *asked):
        reply = visitor.say(text).text
        assert reply == reply.strip()
        assert not {"{", "}"} & set(reply), reply
        assert "  " not in reply, reply
        assert "None" not in reply


@pytest.mark.parametrize("start", ["三是", "三是，", "首先，", "同时，"])
def test_a_topic_begins_with_its_first_word_not_with_its_place_in_a_list(start: str) -> None:
    [pair] = build("list", Said("怎么做？", f"{start}公职人员以身作则。", tiny.LI)).pairs
    judged = Judged(Candidate(pair, 0, Document("", "passage"), Features()), 0.5, tiny.lines().bare.lines)
    assert topic_of(judged) == "公职人员以身作则"


def test_words_of_the_paper_are_told_as_the_paper_s() -> None:
    interview = build(
        "lead", Said("路修好了吗？", "修好了。", tiny.LI), Said(None, "路修到了山里。|李四光接受采访。", PAPER)
    )
    asked, lead = interview.pairs
    lead = replace(lead, kind="lead")
    collection = Collection(1, (interview.article,), (asked,), (lead,))
    shelf = Shelf.of(collection, tiny.judge(collection))
    wording = Wording(shelf, lambda kind: CARD)
    reply = wording.reply(Judgement("answer", 1.0, answers=(shelf.judge.of_pair("路修到哪里", lead.id),)))
    assert reply.text.splitlines() == [
        "“路修到了山里。”",
        "——《株洲日报》导语，2021年6月（日期据文中内容推定）",
        "（这是报纸导语里的话，不是哪位官员说的）",
        phrases.SEE_WHOLE,
    ]
    assert wording.whole(reply.answers[0], 0).text.startswith("报纸的导语全文：\n路修到了山里。")
