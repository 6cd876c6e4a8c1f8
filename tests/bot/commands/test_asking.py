"""`ask` and `chat` as typed."""

from __future__ import annotations

import json
import sqlite3

import pytest

from bot import phrases_console as say
from tests.bot.commands.running import Shell


def test_a_question_is_answered_in_the_officials_words(shell: Shell) -> None:
    status, out, err = shell.run("ask", "钱多了几成")
    assert (status, err) == (0, "")
    assert out.startswith("“近三年禁毒经费")


def test_json_and_explain_can_be_asked_for(shell: Shell) -> None:
    status, out, _ = shell.run("ask", "--json", "--explain", "钱多了几成")
    assert status == 0
    assert json.loads(out.splitlines()[0])["outcome"] == "answer"
    assert "结果 answer" in out


def test_a_stream_is_read_from_standard_input(shell: Shell) -> None:
    status, out, err = shell.run(
        "ask", "--jsonl", typed='{"id": "q1", "text": "钱多了几成"}\n{"id": "q2", "text": "天气"}\n'
    )
    assert (status, err) == (0, "")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["q1", "q2"]


def test_bad_lines_are_named_and_the_others_answered(shell: Shell) -> None:
    typed = '{"id": "q1", "text": "经费"}\nnonsense\n{"id": "q2", "text": "天气"}\n'
    status, out, err = shell.run("ask", "--jsonl", typed=typed)
    assert status == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["q1", "q2"]
    assert err == say.BAD_LINE.format(number=2) + "\n"


@pytest.mark.parametrize("typed", [b"\xff\xfe{\n", b'{"id": "\xff"}\n', b"\x00\n"])
def test_bytes_that_are_no_text_are_one_clear_line(shell: Shell, typed: bytes) -> None:
    status, _, err = shell.run("ask", "--jsonl", typed=typed)
    assert (status, err) == (1, say.BAD_LINE.format(number=1) + "\n")


def test_a_question_with_a_broken_byte_is_still_answered(shell: Shell) -> None:
    typed = '{"id": "q", "text": "钱多了几成'.encode() + b'\xff"}\n'
    status, out, _ = shell.run("ask", "--jsonl", typed=typed)
    assert status == 0
    assert json.loads(out)["id"] == "q"


def test_nothing_to_ask_is_said(shell: Shell) -> None:
    assert shell.run("ask") == (2, "", say.ASK_NOTHING + "\n")


def test_an_empty_question_gets_an_answer_of_its_own(shell: Shell) -> None:
    status, out, _ = shell.run("ask", "")
    assert status == 0
    assert "没看懂" in out


def test_a_conversation_remembers(shell: Shell) -> None:
    status, out, _ = shell.run("chat", typed="钱多了几成\n全文\n")
    assert status == 0
    assert "张三丰的完整回答" in out


def recorded(shell: Shell) -> list[str]:
    tables = sqlite3.connect(shell.folder / "bot.db")
    names = {name for (name,) in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = (
        [text for (text,) in tables.execute("SELECT question FROM asked_question")] if "asked_question" in names else []
    )
    tables.close()
    return asked


def test_what_is_asked_in_the_terminal_is_recorded_like_anywhere_else(shell: Shell) -> None:
    shell.run("ask", "今天食堂吃什么")
    shell.run("chat", typed="明天食堂吃什么\n")
    assert set(recorded(shell)) == {"今天食堂吃什么", "明天食堂吃什么"}  # in no order: that would tell when
    assert "今天食堂吃什么" in shell.run("unanswered")[1]


def test_what_is_measured_or_explained_is_not_recorded(shell: Shell) -> None:
    shell.run("ask", "--explain", "今天食堂吃什么")
    shell.run("ask", "--jsonl", typed='{"text": "今天食堂吃什么"}\n')
    assert recorded(shell) == []
