"""kiosk-setup and kiosk-statistics, run as an operator runs them; the start script with a browser of our own."""

from __future__ import annotations

import argparse
import io
import os
import re
import shutil
import socket
import stat
import subprocess
import time
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TextIO

import pytest

from bot.channels.kiosk_settings import KioskSettings, PinGate
from bot.commands import kiosk
from bot.commands.kiosk_launch import NAMES, UnfitValue, filled, verified
from bot.settings import Settings
from bot.statistics import Statistics
from knowledge.store import Store

PIN = "314159"


@dataclass
class House:
    settings: Settings
    store: Store = field(default_factory=lambda: Store(":memory:"))
    typed: TextIO = field(default_factory=io.StringIO)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(Settings(database=tmp_path_factory.mktemp("data") / "bot.db"))


def run(house: House, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    kiosk.add(parser.add_subparsers(required=True))
    args = parser.parse_args(arguments)
    status: int = args.run(args, house)
    return status


def env_of(folder: Path) -> dict[str, str]:
    lines = (folder / "kiosk.env").read_text(encoding="utf-8").splitlines()
    return {key: value.strip('"') for key, _, value in (line.partition("=") for line in lines if "=" in line)}


def set_up(house: House, folder: Path, *more: str) -> int:
    return run(house, "kiosk-setup", str(folder), "--name", "大厅", "--event", "6·26", *more)


@pytest.fixture
def made(house: House, tmp_path: Path) -> Path:
    typing = replace(house, typed=io.StringIO(f"{PIN}\n"))
    assert set_up(typing, tmp_path / "kiosk", "--pin-stdin", "--public-url", "https://jindu.example/") == 0
    return tmp_path / "kiosk"


def test_everything_is_written_and_said_in_chinese(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up(house, tmp_path) == 0
    said = capsys.readouterr().out
    assert {path.name for path in tmp_path.iterdir()} == set(NAMES)
    for told in ("fonts-noto-cjk", "chromium", "systemctl enable", "拼音词表已就绪", "shell:startup"):
        assert told in said
    assert not any(re.search(r"@[A-Z_]+@", path.read_text(encoding="utf-8")) for path in tmp_path.iterdir())


def test_the_settings_are_those_the_server_reads(made: Path) -> None:
    settings = KioskSettings.from_env(env_of(made))
    assert (settings.kiosk, settings.event, settings.public_url) == ("大厅", "6·26", "https://jindu.example")
    assert PinGate(settings.pin_hash, time.monotonic).passes(PIN)
    assert PIN not in (made / "kiosk.env").read_text(encoding="utf-8")
    assert stat.S_IMODE((made / "kiosk.env").stat().st_mode) == 0o600


def test_a_pin_is_made_up_and_shown_once(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert set_up(house, tmp_path) == 0
    pin = next(line for line in capsys.readouterr().out.splitlines() if "工作人员密码：" in line)[7:13]
    assert PinGate(env_of(tmp_path)["BOT_KIOSK_PIN_HASH"], time.monotonic).passes(pin)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_no_fault_with_the_units(made: Path) -> None:
    assert verified(made) == ""


def test_the_units_restart_and_watch() -> None:
    values = dict.fromkeys(("USER", "ROOT", "PYTHON", "DATA", "FOLDER", "FLAG"), "/x")
    server, screen = filled("interview-bot.service", values), filled("interview-kiosk.service", values)
    for line in ("Type=notify", "Restart=always", "WatchdogSec=30", "StartLimitIntervalSec=0"):
        assert line in server.splitlines()
    for line in ("Restart=always", "RestartPreventExitStatus=90", "ConditionPathExists=!/x"):
        assert line in screen.splitlines()


@pytest.mark.parametrize("value", ['a"b', "a\nb", "$(reboot)", "a\\b", "100%", "`x`"])
def test_a_value_that_would_break_out_is_refused(house: House, tmp_path: Path, value: str) -> None:
    with pytest.raises(UnfitValue):
        filled("kiosk.env", {"EVENT": value})
    assert set_up(house, tmp_path / "kiosk", "--event", value) == 2
    assert not (tmp_path / "kiosk").exists()


def test_a_short_pin_is_refused(house: House, tmp_path: Path) -> None:
    typing = replace(house, typed=io.StringIO("1234\n"))
    assert set_up(typing, tmp_path / "kiosk", "--pin-stdin") == 2
    assert not (tmp_path / "kiosk").exists()


def test_a_folder_that_cannot_be_written_is_named(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert set_up(house, tmp_path / "file" / "kiosk") == 1
    assert str(tmp_path / "file") in capsys.readouterr().err


def test_the_start_script_opens_an_empty_profile_each_time_and_ends_on_the_flag(tmp_path: Path) -> None:
    tools, log, flag = tmp_path / "bin", tmp_path / "log", tmp_path / "exit"
    tools.mkdir()
    browser = tools / "chromium"
    browser.write_text(f'#!/bin/bash\necho "$@" >> {log}\nls -A "${{2#--user-data-dir=}}" >> {log}\nsleep 0.2\n')
    browser.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as server:
        script = tmp_path / "kiosk.sh"
        script.write_text(filled("kiosk.sh", {"PORT": str(server.getsockname()[1]), "FLAG": str(flag)}))
        env = {"PATH": f"{tools}:{os.environ['PATH']}", "TMPDIR": str(tmp_path)}
        with subprocess.Popen(["bash", str(script)], env=env) as running:
            deadline = time.monotonic() + 20
            while time.monotonic() < deadline and (not log.exists() or len(log.read_text().splitlines()) < 2):
                time.sleep(0.1)
            flag.touch()
            assert running.wait(15) == 90
    starts = log.read_text().splitlines()
    assert len(starts) >= 2
    assert all(line.startswith("--kiosk --user-data-dir=") for line in starts)  # and nothing stood in the profile
    assert len({line.split()[1] for line in starts}) == len(starts)
    assert not list(tmp_path.glob("tmp.*"))


def test_statistics_are_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house = House(Settings())
    counters = Statistics(house.store, "6·26", "大厅", lambda: date(2026, 6, 26))
    for _ in range(3):
        counters.add("visit")
    assert run(house, "kiosk-statistics") == 0
    assert capsys.readouterr().out.splitlines() == ["活动,日期,终端,项目,名称,次数", "6·26,2026-06-26,大厅,使用人次,,3"]
    assert run(house, "kiosk-statistics", "--event", "别的", "--out", str(tmp_path / "a.csv")) == 0
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert run(house, "kiosk-statistics", "--out", str(tmp_path / "no" / "a.csv")) == 1
