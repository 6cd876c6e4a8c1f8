"""The object of design.md, field by field."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import to_builtins
from msgspec.json import decode, encode

from bot.contract import Answered
from bot.conversation import Message, Offer, Reply
from bot.quotes import quote_of
from tests import tiny
from tests.bot.tiny_talk import talk

ANSWER = {
    "pair", "official", "office", "district", "outlet", "said", "question", "answer", "highlight", "source", "damage",
    "said_inferred", "highlight_spans",
}  # fmt: skip


def test_an_answer_has_the_promised_fields(tmp_path: Path) -> None:
    found = json.loads(encode(Answered.of(talk(tmp_path).say("钱多了几成"))))
    assert set(found) == {"outcome", "confidence", "answers", "related", "reply", "ms"}
    answer = found["answers"][0]
    assert set(answer) == ANSWER
    assert (answer["pair"], answer["official"], answer["district"]) == ("tianyuan-01", "张三丰", "天元区")
    assert (answer["outlet"], answer["said"], answer["said_inferred"]) == ("株洲日报", "2021-06", True)
    assert answer["source"]["article"] == "tianyuan"
    assert answer["answer"] == "".join(tiny.TIANYUAN[start:end] for start, end in answer["source"]["spans"])


def test_every_outcome_is_the_same_object_and_json(tmp_path: Path) -> None:
    visitor = talk(tmp_path)
    for question in ("钱多了几成", "救命啊", "拘留几天", "醴陵怎么做", "天元和茶陵的禁毒经费", "帮助", "全文", ""):
        answered = Answered.of(visitor.say(question))
        found = json.loads(encode(answered))
        assert decode(encode(answered), type=Answered) == answered
        assert found["outcome"] in {"answer", "compare", "choose", "urgent", "none"}
        assert found["reply"]
        assert not found["answers"] or found["outcome"] != "none"


def test_a_statement_has_no_question_and_damage_has_its_place() -> None:
    pair = tiny.COLLECTION.pairs[0]
    quote = quote_of(pair, tiny.COLLECTION.articles[0], 0)
    reply = Reply("none", "x", answers=(quote,), related=(Offer("标签", "1", pair.id),), confidence=0.123456789, ms=1.5)
    found = Answered.of(reply)
    assert found.confidence == 0.1235
    assert to_builtins(found.related[0]) == {"label": "标签", "text": "1", "pair": pair.id}


def test_the_visitor_is_no_part_of_it(tmp_path: Path) -> None:
    dialogue = talk(tmp_path).dialogue
    told = encode(Answered.of(dialogue.answer(Message("我叫李小红 钱多了几成", "web:secret")))).decode()
    assert "secret" not in told
