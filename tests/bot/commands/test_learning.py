"""Staff teach, decline, undo: at once, recorded, one clear line where it cannot be done."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

import pytest

from bot import phrases_console as say
from bot.conversation import Message
from bot.settings import Settings
from run_bot import House
from tests.bot.commands.running import Shell

MONEY = "tianyuan-01"


def house() -> House:
    """Another process over the same database, as a running bot is."""
    environment = dict(os.environ)
    return House(Settings.from_env(environment), environment)


def ask(running: House, text: str) -> str:
    return running.dialogue().answer(Message(text, channel="web")).outcome


def number_in(out: str) -> str:
    found = re.search(r"[pd]\d+", out)
    assert found, out
    return found[0]


def test_teaching_takes_effect_in_a_running_bot_is_recorded_and_can_be_undone(shell: Shell) -> None:
    running = house()
    assert ask(running, "票子翻番没") == "none"
    status, out, err = shell.run("teach", MONEY, "票子翻番没", "--who", "王编辑", "--yes")
    assert (status, err) == (0, "")
    assert "张三丰" in out
    number = number_in(out)
    assert ask(running, "票子翻番没") == "answer"

    status, out, _ = shell.run("history")
    line = next(line for line in out.splitlines() if number in line)
    assert "票子翻番没" in line
    assert "王编辑" in line
    assert f"{datetime.now(UTC):%Y-%m}" in line

    status, out, err = shell.run("undo", number, "--who", "李编辑")
    assert (status, err) == (0, "")
    assert "票子翻番没" in out
    assert ask(running, "票子翻番没") == "none"
    line = next(line for line in shell.run("history")[1].splitlines() if number in line)
    assert "李编辑" in line


def test_what_was_not_answered_is_taught_and_declined_by_its_number(shell: Shell) -> None:
    running = house()
    for text in ("票子翻番没", "票子翻番没", "月球上有水吗", "火星上有水吗"):
        assert ask(running, text) == "none"
    status, out, _ = shell.run("unanswered")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()[2:]] == ["#1", "#2", "#3"]
    assert "票子翻番没" in out.splitlines()[2]

    taught = number_in(shell.run("teach", MONEY, "#1", "--yes")[1])
    assert ask(running, "票子翻番没") == "answer"
    left = shell.run("unanswered")[1]
    assert "票子翻番没" not in left
    status, out, _ = shell.run("decline", "weather", "#1", "--yes")
    assert status == 0
    assert "天气" in out
    assert len(shell.run("unanswered")[1].splitlines()) == 3

    shell.run("undo", taught)
    assert "票子翻番没" in shell.run("unanswered")[1]


def test_a_declined_wording_gets_the_topics_reply_and_can_be_undone(shell: Shell) -> None:
    running = house()
    number = number_in(shell.run("decline", "penalty", "蹲几年班房", "--yes")[1])
    assert number.startswith("d")
    assert running.dialogue().answer(Message("蹲几年班房")).text == "访谈没有讲处罚，请看《禁毒法》。"
    assert shell.run("undo", number)[0] == 0
    assert running.dialogue().answer(Message("蹲几年班房")).text != "访谈没有讲处罚，请看《禁毒法》。"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("teach", MONEY, "钱多了几成"), "已在 tianyuan-01 使用"),
        (("teach", MONEY, "拘留几天？"), "已在 penalty 使用"),
        (("decline", "weather", "拘留几天"), "已在 penalty 使用"),
        (("decline", "penalty", "钱多了几成"), "已在 tianyuan-01 使用"),
        (("teach", MONEY, " "), say.EMPTY_PHRASING),
        (("decline", "weather", ""), say.EMPTY_PHRASING),
        (("teach", "no-such", "x"), "没有编号为 no-such 的问答"),
        (("decline", "no-such", "x"), "没有代号为 no-such 的不答之题"),
        (("teach", MONEY, "#1"), "没有第 1 条"),
        (("teach", MONEY, "#x"), "没有第 x 条"),
        (("teach", MONEY, "新问法", "--passage", "9"), "没有第 9 个句段"),
        (("teach", MONEY, "新问法", "--passage", "0"), "没有第 0 个句段"),
        (("undo", "p99999"), "没有编号 p99999 可撤销"),
        (("undo", "d99999"), "没有编号 d99999 可撤销"),
        (("undo", "x1"), "没有编号 x1 可撤销"),
        (("undo", "p"), "没有编号 p 可撤销"),
        (("undo", "p" + "9" * 30), "可撤销"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(shell: Shell, words: tuple[str, ...], said: str) -> None:
    status, out, err = shell.run(*words)
    assert (status, out) == (1, "")
    assert said in err
    assert err.count("\n") == 1


def test_undoing_twice_is_refused(shell: Shell) -> None:
    running = house()
    number = number_in(shell.run("teach", MONEY, "票子翻番没", "--yes")[1])
    assert shell.run("undo", number)[0] == 0
    assert shell.run("undo", number)[0] == 1
    assert ask(running, "票子翻番没") == "none"


def test_lists_of_nothing_say_so(shell: Shell) -> None:
    assert shell.run("unanswered")[:2] == (0, say.UNANSWERED_NONE + "\n")
    assert shell.run("history")[:2] == (0, say.HISTORY_NONE + "\n")


def test_declined_topics_are_listed_with_their_wordings(shell: Shell) -> None:
    status, out, _ = shell.run("topics-declined")
    assert status == 0
    assert ["penalty", "怎么罚", "2"] in [line.split() for line in out.splitlines()]


def test_counts_are_by_day_channel_and_outcome(shell: Shell) -> None:
    ask(house(), "钱多了几成")
    status, out, _ = shell.run("counts")
    assert status == 0
    assert out.splitlines()[2].split()[1:4] == ["web", "answer", "1"]


@pytest.mark.parametrize("limit", ["-1", "x", "9" * 30])
def test_a_limit_that_is_none_is_refused_by_the_parser(shell: Shell, limit: str) -> None:
    status, _, err = shell.run("unanswered", "--limit", limit)
    assert status == 2
    assert "--limit" in err
