"""What belongs to the page and what to the article."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.formats import read_file
from knowledge.formats_pdf_pages import without_page_marks

TALK = [
    ["记者：今年有哪些做法？", "林晓东：我们走进了学校和"],
    ["社区，受到了大家的欢迎。", "记者：明年呢？"],
    ["林晓东：接着做下去，把每一个", "社区都建成无毒社区。"],
]
ADDRESS = "https://qs.example/p2.html"


def left(pages: list[list[str]]) -> list[list[str]]:
    return list(without_page_marks(pages))


@pytest.mark.parametrize("pages", [2, 3])
@pytest.mark.parametrize(
    ("tops", "feet"),
    [
        ([], ["11/23/26, 10:38 PM 专访林晓东_青石新闻网", ADDRESS + " {page}/{pages}"]),  # Chromium
        (["11/23/26, 10:38 PM 专访林晓东_青石新闻网"], ["file:///tmp/p.html {page}/{pages}"]),
        ([], ["2026/11/23 22:38 专访林晓东_青石新闻网", ADDRESS + " {page}/{pages}"]),
        (["专访林晓东_青石新闻网 " + ADDRESS], ["{page} of {pages} 11/23/26, 22:38"]),  # Firefox
        ([], ["青石日报 电子版 2023年9月8日", "责任编辑：李雷 版权所有 青石日报社", "{page}"]),
        (["青石年鉴 · 访谈", "— {page} —"], []),
        ([], ["第 {page} 页 共 {pages} 页"]),
        (["内部资料 注意保存"], ["- {page} -", "青石区禁毒委员会办公室编"]),
    ],
)
def test_what_a_printer_puts_on_each_page_goes(tops: list[str], feet: list[str], pages: int) -> None:
    def marks(lines: list[str], page: int) -> list[str]:
        return [line.format(page=page, pages=pages) for line in lines]

    printed = [[*marks(tops, n), *page, *marks(feet, n)] for n, page in enumerate(TALK[:pages], 1)]
    assert left(printed) == TALK[:pages]


def test_a_browsers_marks_go_from_a_single_page_too() -> None:
    marks = ["11/23/26, 10:38 PM 专访林晓东_青石新闻网", ADDRESS + " 1/1"]
    assert left([[*TALK[0], *marks]]) == [TALK[0]]


def test_left_and_right_pages_have_running_heads_of_their_own() -> None:
    heads = ["{page} 青石年鉴", "访谈录 {page}"]
    printed = [
        [heads[n % 2].format(page=n + 12), f"{word}话说到一半就", f"{word}完了。"]
        for n, word in enumerate("甲乙丙丁戊己")
    ]
    assert left(printed) == [page[1:] for page in printed]


def test_the_first_page_may_have_no_running_head() -> None:
    printed = [TALK[0], ["青石日报 访谈", *TALK[1]], ["青石日报 访谈", *TALK[2]]]
    assert left(printed) == TALK


def test_a_running_head_that_names_paper_and_date_stays_once_at_the_top() -> None:
    head = "《青石日报》 2023年9月8日 第{page}版"
    printed = [[head.format(page=n + 3), *page] for n, page in enumerate(TALK)]
    assert left(printed) == [[head.format(page=3), *TALK[0]], *TALK[1:]]


@pytest.mark.parametrize(
    "edges",
    [
        (["2023-09-08 10:38 来源：青石发布"], ["别的话"]),  # stands on one page
        (["林晓东："], ["林晓东："]),  # a label
        (["谢谢您！"], ["谢谢您！"]),
        (["2021年 35人"], ["2022年 41人"]),  # a table
        (["一是宣传，"], ["一是宣传，"]),
        (["———"], ["9" * 9999]),
        (["原文 https://qs.example/a.html"], ["好"]),
    ],
)
def test_a_line_of_the_article_stays(edges: tuple[list[str], list[str]]) -> None:
    printed = [[*edges[0], *TALK[0], "甲说到"], [*edges[1], *TALK[1], "乙说到"]]
    assert left(printed) == printed


def test_words_that_are_printed_twice_are_no_running_head() -> None:
    printed = [["甲乙丙", "丁戊己说到这里就"], ["丁戊己说到这里就", "完了。"]]
    assert left(printed) == printed


BODY = st.text("甲乙丙丁戊己庚辛，", min_size=2, max_size=8).map(lambda words: words + "。")


@given(st.lists(st.lists(BODY, min_size=1, max_size=9), min_size=2, max_size=6))
def test_sentences_are_never_lost_and_marks_never_kept(pages: list[list[str]]) -> None:
    printed = [
        ["青石区访谈", *page, "11/23/26, 10:38 PM 访谈", f"{ADDRESS} {n}/{len(pages)}"]
        for n, page in enumerate(pages, 1)
    ]
    assert left(printed) == pages


@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=6))
def test_what_is_left_are_lines_of_the_page_in_their_order(pages: list[list[str]]) -> None:
    for kept, page in zip(left(pages)[1:], pages[1:], strict=True):
        assert "\n".join(kept) in "\n".join(page)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
ANSWER = "我们把禁毒宣传送进了全区的学校和社区，让居民看得见、听得懂、记得住，效果比过去发传单要好得多"


@pytest.mark.skipif(not CHROMIUM, reason="no Chromium to print with")
@pytest.mark.parametrize("size", ["A4", "letter"])
def test_a_page_that_a_browser_printed_holds_the_official_s_words_only(tmp_path: Path, size: str) -> None:
    answers = ["".join(f"{ANSWER}，这是第{n}年第{m}次；" for m in range(12))[:-1] + "。" for n in "一二三四五六七"]
    talk = "".join(f"<p>记者：第{n}个问题是什么？</p><p>林晓东：{answer}</p>" for n, answer in enumerate(answers))
    page = tmp_path / "p.html"
    page.write_text(
        f"<meta charset=utf-8><title>专访林晓东_青石新闻网</title><style>@page{{size:{size}}}</style>"
        f"<h1>专访青石区副区长林晓东</h1>{talk}",
        encoding="utf-8",
    )
    printed = tmp_path / "p.pdf"
    subprocess.run(
        [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         f"--print-to-pdf={printed}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    document = read_file(printed)
    lines = document.text.split("\n")
    assert lines[0] == "专访青石区副区长林晓东"
    assert [line.removeprefix("林晓东：") for line in lines if line.startswith("林晓东：")] == answers
    assert len(lines) == 1 + 2 * len(answers)
