from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.phrasings import AskedPassage, BadPhrasings, attach, passage_of, read_declined, read_phrasings
from tests.knowledge.builders import Said, build

ANSWER = Said("经费？", "近三年禁毒经费每年增长百分之六十。|兑现举报奖励三万余元。|宣传资料发了十万份。")
INTERVIEW = build("a", ANSWER, Said("帮扶？", "我们帮助戒毒人员找工作。"), Said("再问？", "我们帮助戒毒人员学技术。"))
PAIR = INTERVIEW.pairs[0]

PHRASINGS = """
[[passage]]
answer = "近三年禁毒经费"
text = "兑现举报奖励三万余元"
ask = ["举报有奖吗", "检举给钱不"]

[[passage]]
answer = "近三年禁毒经费"
text = ""
ask = ["钱怎么花的"]
"""
TOPIC = """
[[topic]]
slug = "penalty"
title = "吸毒怎么罚"
near = true
reply = "访谈没有讲，可查《禁毒法》。"
ask = ["吸毒拘留几天"]
"""


def test_phrasings_go_to_the_passage_that_holds_their_text_and_to_the_whole_answer_without_one(tmp_path: Path) -> None:
    entries = read_phrasings(_file(tmp_path, PHRASINGS))
    phrasings, doubts = attach(entries, INTERVIEW.pairs, INTERVIEW.article.text, "x.toml")
    assert [(asked.text, asked.pair_id, asked.passage) for asked in phrasings] == [
        ("举报有奖吗", "a-1", 1),
        ("检举给钱不", "a-1", 1),
        ("钱怎么花的", "a-1", None),
    ]
    assert doubts == ()


def test_a_text_over_two_passages_goes_to_the_one_that_holds_more_of_it() -> None:
    assert passage_of("十。兑现举报奖励三万余元。宣传", PAIR) == 1


def test_a_text_beside_a_damaged_place_is_no_doubt_and_goes_to_the_sound_passage() -> None:
    interview = build("a", Said("问？", "延伸至农村地区#and#城乡结合部等部位，消除宣传死角。"))
    entry = AskedPassage("延伸至农村", "农村地区and城乡结合部等部位", ("哪些地方",))
    phrasings, doubts = attach([entry], interview.pairs, interview.article.text, "x.toml")
    assert (phrasings[0].passage, doubts) == (1, ())


def test_a_text_that_is_not_in_the_article_is_a_doubt_naming_it_and_goes_to_a_similar_passage() -> None:
    entries = [
        AskedPassage("近三年", "宣传资料发了十多万份", ("发了多少",)),
        AskedPassage("近三年", "无中生有", ("啥",)),
    ]
    phrasings, doubts = attach(entries, INTERVIEW.pairs, INTERVIEW.article.text, "x.toml")
    assert [asked.passage for asked in phrasings] == [2, None]
    assert "x.toml" in doubts[0]
    assert "1" in doubts[0]
    assert "宣传资料发了十多万份" in doubts[0]
    assert "无中生有" in doubts[1]


@pytest.mark.parametrize(("answer", "expected"), [("谁也没说过", "谁也没说过"), ("我们帮助戒毒", "a-2、a-3")])
def test_an_answer_that_is_missing_or_not_unique_is_a_doubt_and_its_phrasings_are_left_out(
    answer: str, expected: str
) -> None:
    phrasings, doubts = attach([AskedPassage(answer, "", ("问",))], INTERVIEW.pairs, INTERVIEW.article.text, "x.toml")
    assert phrasings == ()
    assert expected in doubts[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[passage]\n", "x.toml"),
        ("[[passage]]\nanswer = 3\ntext = ''\nask = ['x']", r"x\.toml \[\[passage\]\] 1: answer is 3"),
        ("[[passage]]\nanswer = 'x'\ntext = ''\nask = []", r"ask is \[\]"),
        ("[[passage]]\nanswer = 'x'\ntext = ''\nask = ['']", "ask holds ''"),
        ("[[passage]]\nanswer = 'x'\nask = ['y']", "text is None"),
        ("[[passages]]\nanswer = 'x'", "holds 'passages'"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(BadPhrasings, match=message):
        read_phrasings(_file(tmp_path, content))


def test_declined_topics_are_read_with_their_reply(tmp_path: Path) -> None:
    topic = read_declined(_file(tmp_path, TOPIC))[0]
    assert (topic.slug, topic.near, topic.ask) == ("penalty", True, ("吸毒拘留几天",))
    assert topic.reply.startswith("访谈没有讲")


def test_a_slug_that_is_used_twice_or_a_topic_without_near_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPhrasings, match="penalty"):
        read_declined(_file(tmp_path, TOPIC + TOPIC))
    with pytest.raises(BadPhrasings, match="near is None"):
        read_declined(_file(tmp_path, TOPIC.replace("near = true", "")))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(PHRASINGS.encode("gb18030"))
    with pytest.raises(BadPhrasings, match="UTF-8"):
        read_phrasings(path)


def _file(folder: Path, content: str) -> Path:
    path = folder / "x.toml"
    path.write_text(content, encoding="utf-8")
    return path
