"""Runs a command as the shell would, with a folder of its own for database and interviews."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

import run_bot
from tests import tiny


@dataclass
class Shell:
    """run("ask", "…") gives the exit status, what was printed, and what was said on standard error."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __post_init__(self) -> None:
        for key, value in tiny.furnish(self.folder).items():
            self.monkeypatch.setenv(key, value)

    def setenv(self, key: str, value: str) -> None:
        self.monkeypatch.setenv(key, value)

    def run(self, *words: str, typed: str | bytes = "") -> tuple[int, str, str]:
        content = typed.encode("utf-8") if isinstance(typed, str) else typed
        self.capsys.readouterr()
        try:
            status = run_bot.main(words, TextIOWrapper(BytesIO(content), encoding="utf-8"))
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        printed = self.capsys.readouterr()
        return status, printed.out, printed.err
