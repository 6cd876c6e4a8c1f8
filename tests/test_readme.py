"""Holds README, its Chinese twin, the staff guides and the changelog to the code. Installs nothing."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import __version__
from run_bot import parser
from tests.shipped import say

HOME = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
TWINS = (READMES, ("docs/staff.md", "docs/staff.zh-CN.md"))
PAGES = tuple(page for twins in TWINS for page in twins)
CODE = ("run_bot.py", "bot", "knowledge", "retrieval")
PYTHON = ".venv/bin/python"
SETTING = re.compile(r"BOT_[A-Z]+(?:_[A-Z]+)*")
SET_BEFORE = re.compile(r"[A-Z_]+=\S*")
LINK = re.compile(r'\]\((?!https?:|mailto:|#)([^)\s#]+)|src="(?!https?:)([^"]+)"')
PLACE = re.compile(r"`((?:bot|docs|knowledge|retrieval|tests|benchmarks)/[\w./-]+|requirements[\w-]*\.txt)`")


def text(page: str) -> str:
    return (HOME / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text(page), re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    return [line for block in blocks(page, "sh") for line in block.splitlines()]


def subcommands() -> dict[str, argparse.ArgumentParser]:
    found = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def calls(line: str) -> Iterator[list[str]]:
    """The arguments of each call of run_bot.py in a line of shell.

    >>> list(calls("echo x | .venv/bin/python run_bot.py ask --jsonl && .venv/bin/python run_bot.py"))
    [['ask', '--jsonl'], []]
    """
    words = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    words.whitespace_split = True
    call: list[str] | None = None
    for word in words:
        if word == "run_bot.py":
            call = []
        elif call is not None and set(word) <= set("|&;<>"):
            yield call
            call = None
        elif call is not None:
            call.append(word)
    if call is not None:
        yield call


def settings_in_code() -> set[str]:
    files = [file for room in CODE for file in ([HOME / room] if room.endswith(".py") else (HOME / room).rglob("*.py"))]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    texts = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {found for found in texts if SETTING.fullmatch(found)}


def settings_rows(page: str) -> list[tuple[str, ...]]:
    """The settings of each row of the settings table."""
    rows = (line.split("|")[1] for line in text(page).splitlines() if line.startswith("| `BOT_"))
    return [tuple(SETTING.findall(row)) for row in rows]


def test_calls_are_found_in_a_line_of_shell() -> None:
    line = f"echo x | {PYTHON} run_bot.py ask --jsonl && {PYTHON} run_bot.py"
    assert list(calls(line)) == [["ask", "--jsonl"], []]


@pytest.mark.parametrize("page", READMES)
def test_the_two_commands_come_first_and_are_the_ones_that_ci_runs(page: str) -> None:
    start, test = commands(page)[:2]
    assert test in text(".ci/run").splitlines()
    assert test.endswith(f"{PYTHON} -m pytest -q")
    assert start == test.replace("requirements-dev.txt", "requirements.txt").replace("-m pytest -q", "run_bot.py")


@pytest.mark.parametrize("page", READMES)
def test_the_windows_commands_are_the_same_two(page: str) -> None:
    windows = (
        "\n".join(blocks(page, "bat"))
        .replace("py -m venv", "python3 -m venv")
        .replace(".venv\\Scripts\\", ".venv/bin/")
    )
    assert windows.splitlines() == commands(page)[:2]


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_correct_shell(page: str) -> None:
    script = "\n".join(commands(page))
    done = subprocess.run(["sh", "-n"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one_that_the_bot_takes(page: str) -> None:
    found = [call for line in commands(page) for call in calls(line)]
    assert found
    for call in found:
        parser().parse_args(call)  # exits where a command or an option is unknown or a word is missing


@pytest.mark.parametrize(
    "page", [*PAGES, "CHANGELOG.md", *(f"docs/{file.name}" for file in (HOME / "docs").glob("*.md"))]
)
def test_every_command_mentioned_in_passing_is_real(page: str) -> None:
    known = subcommands()
    for mention in re.finditer(r"run_bot\.py (?! )([^`\n|&]+)", text(page)):
        name, *rest = mention[1].split()
        if not re.fullmatch(r"[a-z][a-z-]+", name):
            continue
        assert name in known, mention[0]
        options = {word for word in rest if re.fullmatch(r"--[a-z-]+", word)}
        assert options <= set(known[name]._option_string_actions), mention[0]


@pytest.mark.parametrize("page", READMES)
def test_every_subcommand_is_named(page: str) -> None:
    assert [name for name in subcommands() if name != "serve" and f"run_bot.py {name}" not in text(page)] == []


@pytest.mark.parametrize("page", READMES)
def test_the_table_of_settings_is_that_of_the_code(page: str) -> None:
    named = [name for row in settings_rows(page) for name in row]
    assert sorted(named) == sorted(settings_in_code())


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md"])
def test_every_setting_mentioned_exists(page: str) -> None:
    assert set(SETTING.findall(text(page))) <= settings_in_code()


@pytest.mark.parametrize(("english", "chinese"), TWINS)
def test_the_twins_say_the_same(english: str, chinese: str) -> None:
    for language in ("sh", "bat", "toml"):
        assert blocks(english, language) == blocks(chinese, language)
    shape = re.compile(r"^(#+) |^(\|)|^(- )|^(!\[|<img)", re.MULTILINE)
    assert shape.findall(text(english)) == shape.findall(text(chinese))
    assert settings_rows(english) == settings_rows(chinese)
    assert len(blocks(english, "text")) == len(blocks(chinese, "text"))


@pytest.mark.parametrize("page", [*PAGES, "CHANGELOG.md", "docs/kiosk.md", "docs/channels.md"])
def test_every_link_and_picture_is_there(page: str) -> None:
    targets = [link or picture for link, picture in LINK.findall(text(page))]
    assert [target for target in targets if not ((HOME / page).parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_place_named_is_there(page: str) -> None:
    assert [place for place in PLACE.findall(text(page)) if not (HOME / place).exists()] == []


@pytest.mark.parametrize("page", READMES)
def test_what_is_shown_of_a_question_is_what_is_said(page: str) -> None:
    shown = re.findall(r'run_bot\.py ask "([^"…]+)"\n```\n\n```text\n(.*?)\n```', text(page), re.DOTALL)
    assert len(shown) == 3
    for question, reply in shown:
        assert say(question).text.strip() == reply, f"show in {page} what is said now to {question}"


def test_the_newest_version_in_the_changelog_is_that_of_the_code() -> None:
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", text("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__
