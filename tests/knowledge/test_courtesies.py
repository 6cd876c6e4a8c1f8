"""Greetings, thanks and goodbyes are no answers, whoever says them and whatever was asked before."""

from __future__ import annotations

import pytest

from knowledge.transcript import read_interview

OPENING = "主持人：听众朋友晚上好，欢迎收听《河边夜话》。今天请来了两位嘉宾，孙局长好，梁站长好！"
GUESTS = "嘉宾：海棠县水利局局长 孙文静　海棠县水文站站长 梁守成"
TALK = "主持人：水清了吗？\n孙文静：清了。\n主持人：鱼呢？\n梁守成：多了。"
HEARD = [("水清了吗？", "孙文静", "清了。"), ("鱼呢？", "梁守成", "多了。")]


def pairs(text: str) -> list[tuple[str | None, str, str]]:
    found = read_interview("a", "河边夜话", f"河边夜话\n{GUESTS}\n{text}").pairs
    return [(pair.question, pair.official.name, pair.answer) for pair in found]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("主持人好，听众朋友好！", "大家好！"),
        ("主持人晚上好，各位听众晚上好。", "听众朋友们，晚上好！"),
        ("谢谢主持人，大家好。", "主持人好，很高兴来到直播间。"),
        ("你好。", "您好，各位好。"),
    ],
)
def test_two_guests_who_greet_answer_nothing(first: str, second: str) -> None:
    assert pairs(f"{OPENING}\n孙文静：{first}\n梁守成：{second}\n{TALK}") == HEARD


@pytest.mark.parametrize(
    ("first", "second"), [("谢谢主持人，听众朋友再见！", "再见！"), ("不客气。", "谢谢大家，大家再见。")]
)
def test_two_guests_who_take_their_leave_answer_nothing(first: str, second: str) -> None:
    end = f"主持人：谢谢两位嘉宾，我们下期再见。\n孙文静：{first}\n梁守成：{second}"
    assert pairs(f"{TALK}\n{end}") == HEARD


def test_a_greeting_that_was_asked_for_is_no_answer_either() -> None:
    opening = "主持人：孙局长，先跟听众朋友打个招呼，好吗？\n孙文静：听众朋友们，大家好！"
    assert pairs(f"{opening}\n{TALK}") == HEARD


def test_a_goodbye_in_the_last_line_is_not_put_to_the_last_question() -> None:
    assert pairs(f"{TALK}\n孙文静：谢谢大家，再见！") == HEARD


@pytest.mark.parametrize(
    "words", ["很好。", "比去年好。", "大家都说好。", "好。", "谢谢关心，清了。", "你好好看看，清了。"]
)
def test_short_answers_that_say_something_stay(words: str) -> None:
    assert pairs(f"主持人：水怎么样？\n孙文静：{words}\n{TALK}") == [("水怎么样？", "孙文静", words), *HEARD]


def test_a_greeting_before_the_words_stays_with_them() -> None:
    words = "主持人好，听众朋友好！先说水质，全年都在三类以上，夏天还要好些，冬天略差。"
    assert pairs(f"主持人：水怎么样？\n孙文静：{words}\n{TALK}")[0] == ("水怎么样？", "孙文静", words)


def test_a_host_who_is_greeted_by_name_is_not_answered() -> None:
    assert pairs(f"{OPENING}\n孙文静：小满好，听众朋友们好。\n{TALK}") == HEARD


def test_what_the_host_asks_a_caller_is_not_put_to_the_guest() -> None:
    call = "听众王先生：我家门口的水呢？\n孙文静：也清了。\n主持人：王先生，您满意吗？\n听众王先生：满意，谢谢。"
    assert pairs(f"{call}\n{TALK}") == [("我家门口的水呢？", "孙文静", "也清了。"), *HEARD]
