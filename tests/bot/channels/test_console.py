"""The terminal: one question, a conversation, a stream of JSON lines."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import phrases
from bot import phrases_console as say
from bot.channels import console
from bot.dialogue import Dialogue
from tests import tiny

PROMISED = {"outcome", "confidence", "answers", "related", "reply", "ms"}


@pytest.fixture(scope="module")
def dialogue(tmp_path_factory: pytest.TempPathFactory) -> Dialogue:
    return tiny.house(tmp_path_factory.mktemp("house")).dialogue(remembered=False)


def streamed(dialogue: Dialogue, *lines: str) -> list[dict[str, Any]]:
    out, complaints = StringIO(), StringIO()
    assert console.stream(dialogue, lines, out, complaints) == complaints.getvalue().count("\n")
    return [json.loads(line) for line in out.getvalue().split("\n") if line]


def test_a_question_prints_the_reply_as_a_citizen_sees_it(
    dialogue: Dialogue, capsys: pytest.CaptureFixture[str]
) -> None:
    console.ask(dialogue, "钱多了几成")
    assert capsys.readouterr().out.startswith("“近三年禁毒经费")


def test_json_prints_the_object_of_the_contract(dialogue: Dialogue, capsys: pytest.CaptureFixture[str]) -> None:
    console.ask(dialogue, "钱多了几成", as_json=True)
    printed = capsys.readouterr().out
    found = json.loads(printed)
    assert set(found) == PROMISED
    assert printed.count("\n") == 1
    assert "\\u" not in printed
    assert found["answers"][0]["source"]["article"] == "tianyuan"


def test_explain_adds_why(dialogue: Dialogue, capsys: pytest.CaptureFixture[str]) -> None:
    console.ask(dialogue, "钱多了几成", explain=True)
    assert "结果 answer" in capsys.readouterr().out


def test_a_stream_answers_one_a_line_in_order(dialogue: Dialogue) -> None:
    rows = [{"id": "q1", "text": "钱多了几成"}, {"id": "q2", "text": "拘留几天"}, {"id": "q3", "text": "救命啊"}]
    found = streamed(dialogue, *(json.dumps(row, ensure_ascii=False) for row in rows))
    assert [(one["id"], one["outcome"]) for one in found] == [("q1", "answer"), ("q2", "none"), ("q3", "urgent")]
    assert all(set(one) == {"id", *PROMISED} for one in found)


def test_of_a_conversation_the_last_turn_is_answered(dialogue: Dialogue) -> None:
    line = json.dumps({"id": "c", "turns": ["天元区钱多了几成", "那茶陵呢"]})
    found = streamed(dialogue, line)[0]
    assert (found["outcome"], found["answers"]) == ("none", [])
    assert "李四光" in found["reply"]


def test_conversations_do_not_hear_each_other(dialogue: Dialogue) -> None:
    found = streamed(dialogue, '{"id": "a", "turns": ["钱多了几成", "好"]}', '{"id": "b", "text": "全文"}')
    assert found[1]["reply"] == phrases.NO_WHOLE


def test_empty_lines_are_passed_over_and_a_missing_id_is_the_lines_number(dialogue: Dialogue) -> None:
    found = streamed(dialogue, "\n", '{"text": "经费"}\n', "  ", '{"id": 7, "text": ""}')
    assert [one["id"] for one in found] == ["2", "7"]


@pytest.mark.parametrize(
    "line",
    [
        *("{", "[]", "5", "null", '"turns"', '"text"', "{}", '{"text": 5}', '{"text": null}', '{"turns": []}'),
        *('{"turns": "ab"}', '{"turns": {"a": 1}}', '{"turns": ["a", 1]}', '{"turns": null}'),
        *('{"id": "\\ud800", "text": "a"}', "[" * 5000),
    ],
)
def test_a_line_that_is_no_question_is_named_and_keeps_no_other_from_its_answer(dialogue: Dialogue, line: str) -> None:
    out, complaints = StringIO(), StringIO()
    rows = ['{"id": "a", "text": "经费"}', line, '{"id": "b", "text": "经费"}', line]
    assert console.stream(dialogue, rows, out, complaints) == 2
    assert [json.loads(one)["id"] for one in out.getvalue().splitlines()] == ["a", "b"]
    assert complaints.getvalue().splitlines() == [say.BAD_LINE.format(number=number) for number in (2, 4)]


ODD = st.text(max_size=9) | st.lists(st.text(max_size=9), max_size=3)
LINES = st.text(max_size=40) | st.dictionaries(st.sampled_from(["id", "text", "turns"]), ODD).map(json.dumps)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES)
def test_any_line_is_answered_or_named(dialogue: Dialogue, line: str) -> None:
    out, complaints = StringIO(), StringIO()
    bad = console.stream(dialogue, [line], out, complaints)
    assert out.getvalue().count("\n") + bad == (1 if line.strip() else 0)
    assert complaints.getvalue().count("\n") == bad


def test_a_conversation_greets_remembers_and_says_goodbye(
    dialogue: Dialogue, capsys: pytest.CaptureFixture[str]
) -> None:
    console.chat(dialogue, StringIO("钱多了几成\n\n全文\n再见\nnever said\n"))
    said = capsys.readouterr().out
    assert said.startswith("您好，我是禁毒访谈问答")
    assert "张三丰的完整回答：" in said
    assert said.count(say.PROMPT) == 4
    assert said.endswith(f"{say.GOODBYE}\n")
    assert "never" not in said


def test_a_conversation_ends_with_its_input(dialogue: Dialogue, capsys: pytest.CaptureFixture[str]) -> None:
    console.chat(dialogue, StringIO(""))
    assert capsys.readouterr().out.endswith(f"{say.PROMPT}\n{say.GOODBYE}\n")


def test_the_conversation_is_forgotten_afterwards(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = tiny.house(tmp_path)
    console.chat(house.dialogue(), StringIO("钱多了几成\n"))
    assert house.store.rows("SELECT * FROM session") == []
