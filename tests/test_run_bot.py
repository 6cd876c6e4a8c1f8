"""The wiring as a shell sees it: each thing that is wrong is one clear line and a status, never a traceback."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import run_bot
from bot.commands import MODULES, every_module
from bot.commands.serving import _listen
from bot.settings import SettingsError
from tests import tiny

HOME = Path(__file__).parents[1]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for key, value in tiny.furnish(tmp_path).items():
        monkeypatch.setenv(key, value)
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one line on standard error of a command that ended with status 1."""
    assert run_bot.main(words) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err
    return printed.err


@pytest.mark.parametrize(
    ("key", "value"), [("BOT_PORT", "99999"), ("BOT_KEEP_DAYS", "0"), ("BOT_PUBLIC_URL", "example.org")]
)
def test_a_bad_setting_is_named(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: str, value: str
) -> None:
    monkeypatch.setenv(key, value)
    assert f"{key} is {value!r}, expected" in refused(capsys, "ask", "经费")


@pytest.mark.parametrize(
    "command", [("ask", "经费"), ("articles",), ("pairs",), ("verify",), ("unanswered",), ("history",)]
)
def test_a_database_that_is_none_is_named(
    environment: Path, capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    (environment / "bot.db").write_bytes(b"this is no database at all, only text" * 40)
    assert "bot.db" in refused(capsys, *command)


def test_a_database_that_is_a_folder_is_named(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (environment / "bot.db").mkdir()
    assert "bot.db" in refused(capsys, "ask", "经费")


def test_a_database_below_a_file_is_named(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_DATABASE", str(environment / "confidence.json" / "bot.db"))
    assert "bot.db" in refused(capsys, "articles")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("confidence.json", "{}"),
        ("urgency.tsv", "nonsense"),
        ("interviews/declined.toml", "[[topic]]\n"),
        ("interviews/tianyuan.toml", "= nonsense"),
        ("interviews/tianyuan.phrasings.toml", "nonsense"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(
    environment: Path, capsys: pytest.CaptureFixture[str], name: str, content: str
) -> None:
    (environment / name).write_text(content, encoding="utf-8")
    assert Path(name).name in refused(capsys, "ask", "经费")


def test_a_help_file_that_cannot_be_used_is_named(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_HELP_FILE", str(environment / "gone.toml"))
    assert "gone.toml" in refused(capsys, "ask", "经费")


def test_a_port_that_is_taken_is_said_before_anything_else(
    environment: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("BOT_PORT", str(port))
        said = refused(capsys)
    assert f"127.0.0.1:{port} 已被占用" in said
    assert "BOT_PORT" in said


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "a" * 300])
def test_a_host_that_is_not_ours_is_named(host: str) -> None:
    with pytest.raises(SettingsError, match="BOT_HOST is"):
        _listen(host, 0)


def test_what_listens_sends_small_replies_at_once() -> None:
    """asyncio sets TCP_NODELAY only on a socket whose protocol says TCP."""
    with _listen("127.0.0.1", 0) as listening:
        assert listening.proto == socket.IPPROTO_TCP
        assert listening.getsockname()[1] > 0


def test_a_port_is_free_again_at_once() -> None:
    with _listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    _listen("127.0.0.1", port).close()


def test_unknown_words_end_with_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run_bot.main(["no-such-command"])
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_every_command_has_a_line_of_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run_bot.main(["--help"])
    assert left.value.code == 0
    listed = capsys.readouterr().out
    names = "serve ask chat import articles pairs show withdraw verify teach decline undo history unanswered counts"
    for name in (*names.split(), "evaluate", "tune", "suggestions"):
        assert f"    {name} " in listed, name


@pytest.mark.parametrize("module", every_module(), ids=lambda module: module.__name__)
def test_each_command_is_looked_for_in_the_module_that_has_it(module: ModuleType) -> None:
    commands = argparse.ArgumentParser().add_subparsers()
    module.add(commands)
    assert MODULES[module.__name__.removeprefix("bot.commands.")] == tuple(commands.choices)


def modules_after(code: str) -> set[str]:
    """The modules that a process of its own has read when it has run the code."""
    code = f"{code}; import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_a_call_reads_no_module_that_only_other_commands_need() -> None:
    read = modules_after("import run_bot; run_bot.parser(['ask', '经费'])")
    assert "bot.commands.asking" in read
    assert not read & {"bot.commands.serving", "bot.commands.learning", "retrieval.tuning", "httpx", "asyncio"}


def test_a_start_reads_neither_the_parser_of_interviews_nor_the_libraries_of_other_channels() -> None:
    read = modules_after("import run_bot, bot.joining; run_bot.parser(['serve'])")
    assert {"starlette", "bot.commands.serving"} <= read
    assert not read & {"knowledge.transcript", "knowledge.formats", "telegram", "cryptography", "httpx"}


def test_a_start_with_a_database_that_is_up_to_date_reads_nothing_that_changes_tables(tmp_path: Path) -> None:
    open_it = (
        "from pathlib import Path; from run_bot import House; from bot.settings import Settings; "
        f"house = House(Settings(database=Path({str(tmp_path / 'bot.db')!r})), {{}}); house.dialogue()"
    )
    assert "sqlite_utils" in modules_after(open_it)
    assert "sqlite_utils" not in modules_after(open_it)


def test_the_first_start_reads_only_the_formats_that_the_shipped_interviews_have() -> None:
    take_in = f"sync_shipped(store, Path({str(HOME / 'knowledge' / 'interviews')!r}))"
    code = (
        "from pathlib import Path; from knowledge.schema import prepare; from knowledge.shipped import sync_shipped; "
        f"from knowledge.store import Store; store = Store(':memory:'); prepare(store); {take_in}"
    )
    read = modules_after(code)
    assert "knowledge.transcript" in read
    assert not read & {"knowledge.formats_html", "knowledge.formats_markdown", "knowledge.formats_pdf", "docx"}


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run_bot.main(["--version"])
    assert capsys.readouterr().out.strip()[0].isdigit()


def test_a_real_process_says_one_line_on_a_terminal_that_knows_no_chinese(tmp_path: Path) -> None:
    environment = {**os.environ, **tiny.furnish(tmp_path), "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, HOME / "run_bot.py", "teach", "no-such", "x"],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert "没有编号为 no-such 的问答" in done.stderr.decode("utf-8")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path) -> None:
    environment = {**os.environ, **tiny.furnish(tmp_path)}
    lines = '{"id": "q", "text": "禁毒经费涨了多少"}\n' * 300
    asking = subprocess.Popen(
        [sys.executable, HOME / "run_bot.py", "ask", "--jsonl"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert asking.stdin
    assert asking.stdout
    assert asking.stderr
    asking.stdout.close()
    try:
        asking.stdin.write(lines.encode())
        asking.stdin.close()
    except BrokenPipeError:
        pass
    assert b"Traceback" not in asking.stderr.read()
    asking.stderr.close()
    assert asking.wait(60) in {0, 1}
