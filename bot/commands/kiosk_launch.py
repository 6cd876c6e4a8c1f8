"""The files that start a kiosk: units, scripts, settings, filled in from `kiosk_files/`. Enables and starts nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

FLAG = "/run/interview-kiosk/exit"
NAMES = (
    "interview-bot.service",
    "interview-kiosk.service",
    "kiosk.sh",
    "kiosk.env",
    "kiosk.cmd",
    "kiosk.ps1",
)
MODES = {"kiosk.sh": 0o755, "kiosk.env": 0o600}
_HOLE = re.compile(r"@([A-Z_]+)@")
_UNFIT = re.compile(r"[\"'`$\\%\x00-\x1f]")


class UnfitValue(ValueError):
    """A value that would end its line or its quotes in one of the files; args: its name, the value."""


def filled(name: str, values: Mapping[str, str]) -> str:
    """The file with its holes filled. Raises UnfitValue for quotes, line breaks, $, % and backslashes."""
    for key, value in values.items():
        if _UNFIT.search(value):
            raise UnfitValue(key, value)
    text = files("bot.commands").joinpath("kiosk_files", name).read_text(encoding="utf-8")
    return _HOLE.sub(lambda hole: values[hole[1]], text)


def write_files(folder: Path, values: Mapping[str, str]) -> list[Path]:
    """Writes all files, or none where a value does not fit. Raises UnfitValue and OSError."""
    texts = {name: filled(name, values) for name in NAMES}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts.items():
        path = folder / name
        windows = name.endswith((".cmd", ".ps1"))
        path.touch(mode=MODES.get(name, 0o644))
        path.chmod(MODES.get(name, 0o644))
        path.write_text(
            text, encoding="utf-8-sig" if name.endswith(".ps1") else "utf-8", newline="\r\n" if windows else "\n"
        )
        written.append(path)
    return written


def verified(folder: Path) -> str | None:
    """What systemd-analyze finds fault with in the units, "" for nothing; None where it is not installed."""
    command = shutil.which("systemd-analyze")
    if command is None:
        return None
    units = [str(folder / name) for name in NAMES if name.endswith(".service")]
    done = subprocess.run(  # noqa: S603
        [command, "verify", "--man=no", *units], capture_output=True, text=True, timeout=60, check=False
    )
    ours = [line for line in done.stderr.splitlines() if "interview-" in line]
    return "\n".join(ours) if ours or not done.returncode else done.stderr.strip()
