"""Many visits at one kiosk: python -m benchmarks.kiosk_soak [--visits 500] [--browser 60] [--out FILE]

Starts run_bot.py with a database of its own, drives visits over HTTP and then in Chromium, from attract to wipe, and
prints memory and open files of the server, and heap and nodes of the page, as they go. 1 if they grow.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Page

from benchmarks.running import HOME, answers, chromium, free_port

QUESTIONS = (
    "经开区禁毒经费涨了多少",
    "茶陵有举报奖励吗",
    "三个区分别怎么教育青少年防毒",
    "株洲明天下雨吗",
    "天元区抖音号叫什么",
)
SETTLED = 0.2  # of the visits: until then caches fill
GROWTH_MB, GROWTH_FILES = 16.0, 8


@dataclass(frozen=True, slots=True)
class Figures:
    """After so many visits: of the server, and of the page where there is one."""

    visits: int
    server_mb: float
    files: int
    page_heap_mb: float = 0.0
    page_nodes: int = 0


@contextmanager
def kiosk() -> Iterator[tuple[str, int]]:
    """The address and the process of a server."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"BOT_PORT": str(port), "BOT_DATABASE": f"{folder}/bot.db", "BOT_ASKS_PER_MINUTE": "0"}
        command = [sys.executable, "run_bot.py"]
        with subprocess.Popen(
            command, cwd=HOME, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                if not answers(f"http://127.0.0.1:{port}", server):
                    raise RuntimeError("the server did not answer")
                yield f"http://127.0.0.1:{port}", server.pid
            finally:
                server.terminate()


def of_server(pid: int, visits: int) -> Figures:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return Figures(visits, int(found[1]) / 1024 if found else 0.0, len(os.listdir(f"/proc/{pid}/fd")))


def over_http(base: str, pid: int, visits: int) -> Iterator[Figures]:
    """Visits as a browser without scripts makes them."""
    with httpx.Client(base_url=base, follow_redirects=True, timeout=30) as client:
        for number in range(1, visits + 1):
            client.get("/kiosk").raise_for_status()
            client.post("/kiosk/begin").raise_for_status()
            for letters in ("j", "ju", "jubao"):
                client.get("/kiosk/keyboard", params={"letters": letters}).raise_for_status()
            client.get("/api/suggest", params={"q": "jdjf"}).raise_for_status()
            client.post("/kiosk/ask", data={"text": QUESTIONS[number % len(QUESTIONS)]}).raise_for_status()
            client.get("/kiosk/quiz").raise_for_status()
            client.post("/kiosk/wipe").raise_for_status()
            if number % max(1, visits // 10) == 0:
                yield of_server(pid, number)


def in_browser(base: str, pid: int, visits: int) -> Iterator[Figures]:
    """Visits as people make them: touched, typed on the screen, wiped."""
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1080, "height": 1920})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(f"{base}/kiosk")
        for number in range(1, visits + 1):
            visit(page, QUESTIONS[number % len(QUESTIONS)])
            if number % max(1, visits // 10) == 0:
                session.send("HeapProfiler.collectGarbage")
                now = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
                server = of_server(pid, number)
                yield Figures(number, server.server_mb, server.files, now["JSHeapUsedSize"] / 1e6, int(now["Nodes"]))


def visit(page: Page, question: str) -> None:
    page.locator(".attract__touch").click()
    page.locator(".door--ask").click()
    for letter in "jubao":
        page.locator(f"[data-key='{letter}']").click()
    page.locator(".candidate").first.click()
    page.locator("#text").fill(question)
    page.locator(".sheet__ask").click()
    page.locator("[data-name=answer]").wait_for()
    page.locator("[data-wipe] button").first.click()
    page.locator("[data-name=attract]").wait_for()


def grows(rows: list[Figures]) -> bool:
    """Whether the end is more than a little above the place where the caches were full."""
    settled, end = rows[int(len(rows) * SETTLED)], rows[-1]
    return end.server_mb > settled.server_mb + GROWTH_MB or end.files > settled.files + GROWTH_FILES


def soak(name: str, rows: Iterator[Figures]) -> list[Figures]:
    print(f"{name}\n  visits  server MB  files  page heap MB  page nodes")
    found = []
    for row in rows:
        found.append(row)
        print(
            f"  {row.visits:6}  {row.server_mb:9.1f}  {row.files:5}  {row.page_heap_mb:12.1f}  {row.page_nodes:10}",
            flush=True,
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=500, help="over HTTP")
    parser.add_argument("--browser", type=int, default=60, help="in Chromium; 0 for none")
    parser.add_argument("--out", type=Path, help="write the figures as JSON")
    args = parser.parse_args()
    began = time.monotonic()
    with kiosk() as (base, pid):
        runs = {"http": soak("over HTTP", over_http(base, pid, args.visits))}
        if args.browser:
            runs["browser"] = soak("in Chromium", in_browser(base, pid, args.browser))
    print(f"{time.monotonic() - began:.0f} s")
    if args.out:
        figures = {name: [asdict(row) for row in rows] for name, rows in runs.items()}
        args.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return int(any(grows(rows) for rows in runs.values()))


if __name__ == "__main__":
    sys.exit(main())
