"""What a visitor waits for, beside a bare page of the same framework in the same run.

    python -m benchmarks.web [--lighthouse]

Starts run_bot.py and a bare Starlette page, drives both in one browser by turns, and prints medians.
--lighthouse also runs `npx lighthouse@12.8.2` with the phone profile (CHROME_PATH names the browser).
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page

from benchmarks.running import chrome_path, chromium, free_port, process, real_app

TURNS = 40
REQUESTS = 300
QUESTIONS = ("禁毒经费涨了多少", "天元区抖音号叫什么", "戒毒的人找工作有人帮吗", "茶陵怎么保障经费")
PHONE = {"width": 360, "height": 740}
BARE = '''
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
PAGE = """<!doctype html><textarea id=content></textarea><ol id=messages></ol><script>
content.onkeydown = async (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const answer = await fetch("/ask", {method: "POST", body: new URLSearchParams({text: content.value})});
  const item = document.createElement("li");
  item.className = "message--bot";
  item.textContent = await answer.text();
  messages.append(item);
};
</script>"""
async def ask(request):
    return HTMLResponse((await request.form())["text"])
app = Starlette(routes=[Route("/", lambda _: HTMLResponse(PAGE)), Route("/ask", ask, methods=["POST"])])
uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
'''
# From the key to the frame after which the answer is painted, by the page's own clock.
MEASURE = """
() => {
  const field = document.getElementById("content");
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") window.began = performance.now(); }, true);
  new MutationObserver(() => {
    const last = document.querySelector("#messages > .message--bot:last-child");
    if (!last || last.querySelector(".typing") || !window.began) return;
    const began = window.began;
    window.began = 0;
    requestAnimationFrame(() => setTimeout(() => {
      document.documentElement.dataset.waited = performance.now() - began;
    }));
  }).observe(document.getElementById("messages"), {childList: true});
}
"""


SIZES = "performance.getEntries().filter((e) => e.decodedBodySize).map((e) => [e.decodedBodySize, e.encodedBodySize])"
LIGHTHOUSE = (
    "--quiet",
    "--output=json",
    "--only-categories=performance,accessibility,best-practices",
    "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
)


@contextmanager
def bare_page() -> Iterator[str]:
    port = free_port()
    with process([sys.executable, "-c", BARE, str(port)], {}, f"http://127.0.0.1:{port}") as base:
        yield base


def open_page(browser: Browser, base: str) -> Page:
    page = browser.new_context(viewport=PHONE, locale="zh-CN").new_page()  # type: ignore[arg-type]
    page.goto(base, wait_until="networkidle")
    page.evaluate(MEASURE)
    return page


def wait_ms(page: Page, text: str) -> float:
    """ms from Enter until the answer is on the screen."""
    page.evaluate("delete document.documentElement.dataset.waited")
    page.fill("#content", text)
    page.keyboard.press("Enter")
    return float(page.wait_for_selector("html[data-waited]").get_attribute("data-waited") or 0)  # type: ignore[union-attr]


def answer_on_screen(browser: Browser, ours: str, bare: str) -> None:
    pages = {"ours": open_page(browser, ours), "bare page": open_page(browser, bare)}
    waits: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(TURNS):
        for name, page in pages.items():
            waits[name].append(wait_ms(page, QUESTIONS[turn % len(QUESTIONS)]))
    for name, found in waits.items():
        print(f"answer on screen after Enter, {name}: median {statistics.median(found):.1f} ms, "
              f"p95 {sorted(found)[int(0.95 * len(found))]:.1f} ms, {len(found)} times")  # fmt: skip


def first_visit(browser: Browser, base: str, name: str) -> None:
    """Weight without and with compression, and ms until it can be typed into; five visits, each with an empty cache."""
    ready, weight, sent, files = [], 0, 0, 0
    for _ in range(5):
        context = browser.new_context(viewport=PHONE)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(base, wait_until="networkidle")
        entries = page.evaluate(SIZES)
        weight, sent, files = sum(entry[0] for entry in entries), sum(entry[1] for entry in entries), len(entries)
        ready.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
        context.close()
    print(f"first visit, {name}: {files} files, {weight / 1000:.1f} kB, sent as {sent / 1000:.1f} kB, "
          f"ready to type in {min(ready):.0f} ms (median {statistics.median(ready):.0f})")  # fmt: skip


def over_http(ours: str, bare: str) -> None:
    """One connection, one question after the other."""
    part = {"X-Part": "reply"}
    with httpx.Client() as client:

        def post(address: str, text: str, **options: object) -> httpx.Response:
            return client.post(address, **{"data": {"text": text}, **options})  # type: ignore[arg-type]

        calls: dict[str, Callable[[str], httpx.Response]] = {
            "POST /api/ask": lambda text: post(f"{ours}/api/ask", text, data=None, json={"text": text}),
            "POST /ask, drawn": lambda text: post(f"{ours}/ask", text, headers=part),
            "GET /api/suggest": lambda text: client.get(f"{ours}/api/suggest", params={"q": text[:3]}),
            "bare page's POST": lambda text: post(f"{bare}/ask", text),
        }
        for name, call in calls.items():
            times = sorted(timed_ms(call, QUESTIONS[number % len(QUESTIONS)]) for number in range(REQUESTS))
            p99 = times[int(0.99 * REQUESTS)]
            print(f"{name}: median {statistics.median(times):.1f} ms, p99 {p99:.1f} ms, {REQUESTS} times")


def timed_ms(call: Callable[[str], httpx.Response], text: str) -> float:
    began_s = time.perf_counter()
    call(text).raise_for_status()
    return 1000 * (time.perf_counter() - began_s)


def lighthouse(base: str, path: str) -> None:
    npx = shutil.which("npx")
    if not npx:
        print("lighthouse: no npx here, left out")
        return
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [npx, "--yes", "lighthouse@12.8.2", base + path, f"--output-path={report}", *LIGHTHOUSE]
        subprocess.run(command, check=True, timeout=300, env=os.environ | {"CHROME_PATH": chrome_path()})
        told = json.loads(report.read_text(encoding="utf-8"))
    scores = ", ".join(f"{name} {round(100 * one['score'])}" for name, one in told["categories"].items())
    print(f"lighthouse {path}: {scores}")
    missed = [
        one["title"] for one in told["audits"].values() if one.get("scoreDisplayMode") == "binary" and one["score"] == 0
    ]
    print(f"  not passed: {'; '.join(missed) or 'nothing'}")


def main() -> None:
    with real_app() as ours, bare_page() as bare:
        with chromium() as browser:
            answer_on_screen(browser, ours, bare)
            first_visit(browser, ours, "ours")
            first_visit(browser, bare, "bare page")
        over_http(ours, bare)
        if "--lighthouse" in sys.argv:
            for path in ("/", "/topics"):
                lighthouse(ours, path)


if __name__ == "__main__":
    main()
