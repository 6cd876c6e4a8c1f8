"""The real application in a process of its own, with a database of its own, and a browser to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).resolve().parent.parent
START_S = 60
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def real_app(settings: dict[str, str] | None = None) -> Iterator[str]:
    """`run_bot.py` as the README starts it, on a free port; its address. settings: further environment variables."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = {"BOT_PORT": str(port), "BOT_DATABASE": f"{folder}/bot.db", "BOT_ASKS_PER_MINUTE": "0"} | (settings or {})
        with process([sys.executable, "run_bot.py"], env, f"http://127.0.0.1:{port}") as base:
            yield base


@contextmanager
def process(command: Sequence[str], env: dict[str, str], base: str) -> Iterator[str]:
    """A server, from when it answers until it has ended. Raises RuntimeError with what it wrote if it does not."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, cwd=HOME, env=os.environ | env, stdout=log, stderr=subprocess.STDOUT)
        try:
            if not answers(base, server):
                log.seek(0)
                raise RuntimeError(f"{command} did not answer at {base}: {log.read().decode(errors='replace')[-2000:]}")
            yield base
        finally:
            server.terminate()
            server.wait(20)


def answers(base: str, server: subprocess.Popen[bytes]) -> bool:
    end_s = time.monotonic() + START_S
    while time.monotonic() < end_s and server.poll() is None:
        try:
            if httpx.get(base, timeout=2).status_code < 500:
                return True
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def chrome_path() -> str:
    """Raises SystemExit with the command that installs a browser."""
    found = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise SystemExit("no browser here; install one with: apt-get install -y chromium fonts-noto-cjk")
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome_path(), args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()
