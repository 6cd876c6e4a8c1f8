"""Conversations as (said, answered), on a real database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import phrases
from bot.conversation import Message
from bot.dialogue import LONGEST
from knowledge.archive import withdraw
from tests.bot.tiny_talk import Talk, talk

MONEY, PARCELS = "tianyuan-01", "chaling-01"


@pytest.fixture
def visitor(tmp_path: Path) -> Talk:
    return talk(tmp_path)


def test_a_question_then_its_whole_answer(visitor: Talk) -> None:
    assert visitor.say("钱多了几成").answers[0].pair == MONEY
    whole = visitor.say("全文")
    assert (whole.kind, whole.answers[0].pair) == ("whole", MONEY)


def test_a_follow_up_is_understood_from_the_turn_before(visitor: Talk) -> None:
    reply = visitor.say("天元区钱多了几成", "那茶陵呢")
    assert (reply.outcome, reply.silent) == ("none", ("茶陵县李四光",))


def test_a_name_alone_is_told_whose_interview_it_is_and_picks_a_topic(visitor: Talk) -> None:
    reply = visitor.say("天元区")
    assert (reply.outcome, reply.answers) == ("none", ())
    assert "张三丰（天元区区长）" in reply.text
    assert visitor.say("天元区", reply.related[0].text).answers[0].pair == reply.related[0].pair


def test_a_nearby_topic_is_picked_by_its_number(visitor: Talk) -> None:
    reply = visitor.say("茶陵钱多了几成", "1")
    assert (reply.outcome, reply.answers[0].pair) == ("answer", MONEY)
    assert visitor.say("全文").answers[0].pair == MONEY


def test_a_number_that_is_not_on_offer_is_named(visitor: Talk) -> None:
    assert visitor.say("茶陵钱多了几成", "7").text == phrases.NO_CHOICE.format(number=7)


def test_a_number_without_an_offer_is_a_question(visitor: Talk) -> None:
    assert visitor.say("1").outcome == "none"


def test_every_topic_that_is_listed_can_be_picked(visitor: Talk) -> None:
    listed = visitor.say("话题")
    for number, offer in enumerate(listed.offers, 1):
        assert visitor.say("话题", str(number)).answers[0].pair == offer.pair


def test_an_example_can_be_picked(visitor: Talk) -> None:
    assert visitor.say("开始", "1").kind == "question"


def test_a_district_is_chosen_by_number_by_name_and_by_saying_so(visitor: Talk) -> None:
    for said in (("选择县市区", "1"), ("选择县市区", "茶陵县"), ("选择县市区", "茶陵"), ("只看茶陵",), ("只看茶陵县",)):
        assert visitor.say(*said).text == phrases.DISTRICT_SET.format(district="茶陵县")
        assert visitor.say("禁毒经费有保障吗").answers[0].official == "李四光"
        visitor.say("不限县市区")


def test_a_district_is_free_again_by_saying_all(visitor: Talk) -> None:
    assert visitor.say("钱多了几成", "选择县市区", "全部").text == phrases.DISTRICT_FREE
    assert visitor.say("钱多了几成", "全部").kind == "whole"


@pytest.mark.parametrize("said", ["只看到他躺着救命啊", "只看哪个好", "只看新闻"])
def test_only_a_covered_district_can_be_chosen(visitor: Talk, said: str) -> None:
    assert visitor.say(said).kind == "question"


def test_an_emergency_that_begins_like_a_district_gets_help(visitor: Talk) -> None:
    assert visitor.say("只看到他躺着救命啊").outcome == "urgent"


def test_a_district_named_in_the_question_outweighs_the_chosen_one(visitor: Talk) -> None:
    assert visitor.say("只看茶陵", "天元区钱多了几成").answers[0].official == "张三丰"


def test_a_message_that_is_too_long_is_asked_for_again(visitor: Talk) -> None:
    assert visitor.say("字" * (LONGEST + 1)).text == phrases.TOO_LONG.format(limit=LONGEST)
    assert visitor.say("字" * LONGEST).kind == "question"


@pytest.mark.parametrize("message", ["救命啊" + "字" * 600, "字" * 600 + "救命啊"])
def test_an_emergency_in_a_long_message_gets_help_first(visitor: Talk, message: str) -> None:
    reply = visitor.say(message)
    assert reply.outcome == "urgent"
    assert reply.help


def test_more_messages_than_allowed_are_slowed_down(tmp_path: Path) -> None:
    visitor = talk(tmp_path, BOT_ASKS_PER_MINUTE="2")
    texts = [visitor.say("帮助").text for _ in range(3)]
    assert texts == [phrases.HELP, phrases.HELP, phrases.TOO_FAST]


def test_thanks_and_blame_are_kept_with_the_last_question(visitor: Talk) -> None:
    assert visitor.say("钱多了几成", "有用").text == phrases.THANKS_GOOD
    assert visitor.rows("asked_question")[0]["feedback"] == "good"
    assert visitor.say("没用").text == phrases.THANKS_BAD
    assert len(visitor.rows("asked_question")) == 1


def test_forgetting_ends_the_conversation(visitor: Talk) -> None:
    assert visitor.say("钱多了几成", "忘记我").text == phrases.FORGOTTEN
    assert visitor.rows("session") == []
    assert visitor.say("全文").text == phrases.NO_WHOLE


def test_two_visitors_do_not_hear_each_other(visitor: Talk) -> None:
    visitor.say("钱多了几成")
    assert visitor.dialogue.answer(Message("全文", "test:another")).text == phrases.NO_WHOLE


def test_a_restart_carries_the_conversation_on(tmp_path: Path) -> None:
    talk(tmp_path).say("钱多了几成")
    assert talk(tmp_path).say("全文").kind == "whole"


def test_an_emergency_leaves_no_words_in_the_conversation(visitor: Talk) -> None:
    visitor.say("钱多了几成", "我家楼下有人躺着救命啊")
    assert "楼下" not in visitor.stored()
    assert [row["outcome"] for row in visitor.rows("asked_question")].count("urgent") == 1


def test_a_withdrawn_answer_cannot_be_picked_any_more(visitor: Talk) -> None:
    visitor.say("茶陵钱多了几成")
    withdraw(visitor.house.store, "tianyuan")
    assert visitor.say("1").answers == ()
    assert visitor.dialogue.whole(MONEY) is None
    assert visitor.dialogue.quote(MONEY) is None


def test_a_stored_answer_that_was_altered_is_not_quoted(visitor: Talk) -> None:
    with visitor.house.store.writing() as store:
        store.execute("UPDATE pair SET answer = replace(answer, '百分之六十', '百分之九十')")
    reply = visitor.say("钱多了几成")
    assert reply.text == phrases.TROUBLE
    assert not reply.answers


def test_feedback_on_no_question_is_refused(visitor: Talk) -> None:
    assert not visitor.dialogue.feedback(5, True)
    assert not visitor.dialogue.feedback(2**80, True)


def test_a_reason_is_kept_masked(visitor: Talk) -> None:
    record = visitor.say("钱多了几成").record
    assert record
    assert visitor.dialogue.feedback(record, False, "我叫李小红 打13800138000\ud83d")
    assert visitor.rows("asked_question")[0]["reason"] == "我叫＊＊ 打［号码］"


def test_half_a_surrogate_pair_stops_nothing(visitor: Talk) -> None:
    assert visitor.say("钱多了几成\ud83d").outcome == "answer"


def test_notices_are_the_bots_own_words(visitor: Talk) -> None:
    for name in (
        "welcome",
        "help",
        "topics",
        "officials",
        "privacy",
        "district",
        "forget",
        "too_fast",
        "not_text",
        "trouble",
    ):
        notice = visitor.dialogue.notice(name)
        assert (notice.kind, notice.outcome, notice.answers) == ("notice", "none", ())
        assert notice.text


def test_the_officials_notice_names_each_with_office_and_count(visitor: Talk) -> None:
    assert visitor.say("受访官员").text.splitlines()[1:] == [
        "· 李四光：茶陵县县长（2 段回答）",
        "· 张三丰：天元区区长（2 段回答）",
    ]


def test_privacy_names_the_days_and_minutes_that_are_set(tmp_path: Path) -> None:
    told = talk(tmp_path, BOT_SESSION_MINUTES="7", BOT_KEEP_DAYS="9").say("隐私").text
    assert "7 分钟" in told
    assert "9 天" in told


def test_the_time_that_a_reply_took_is_told(visitor: Talk) -> None:
    assert visitor.say("钱多了几成").ms > 0


def test_threads_share_one_dialogue(visitor: Talk) -> None:
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda n: visitor.dialogue.answer(Message("钱多了几成", f"test:{n}")), range(40)))
    assert {reply.text for reply in replies} == {replies[0].text}
    assert len(visitor.rows("asked_question")) == 40


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from(["1", "全文", "话题", "选择县市区", "全部", "钱多了几成", "救命啊"]),
        max_size=6,
    )
)
def test_any_conversation_gets_replies(visitor: Talk, texts: list[str]) -> None:
    visitor.dialogue.forget(visitor.visitor)
    for text in texts:
        assert visitor.say(text).text
