"""The boxes beside an article are nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.formats import read_bytes
from knowledge.transcript import read_interview

LIST = "<ul><li>记者：如何办理？</li><li>王五：不知道，请您到窗口去问。</li></ul>"
ASKED = "<p>记者：今年有哪些做法？</p>"
SAID = "<p>张三：我们走进了学校和社区，受到了大家的欢迎。</p>"
MORE = "<p>记者：明年呢？</p><p>张三：继续做下去。</p>"
WIDE = "我们的工作有了很大的进步，" * 20
PAGES = {
    "beside the text": "<div class='content'><h1>专访张三</h1>{talk}</div>{box}",
    "before the text": "{box}<div class='content'><h1>专访张三</h1>{talk}</div>",
    "inside the text": "<div class='article-content'><h1>专访张三</h1>{talk}{box}</div>",
    "inside, the title outside": "<h1>专访张三</h1><div id='js_content'>{talk}{box}</div>",
    "without a heading": "<div class='content'><p>专访张三</p>{talk}</div>{box}",
    "in mid-text": "<article><h1>专访张三</h1>" + ASKED + SAID + "{box}" + MORE + "<p>（完）</p></article>",
    "in one column": "<body class='single has-sidebar'><div class='with-sidebar'><h1>专访张三</h1>{talk}{box}</div>",
}
BOXES = {
    "related": f"<div class='related'>{LIST}</div>",
    "relatedNews": f"<div id='relatedNews'><h3>更多</h3>{LIST}</div>",
    "recommend": f"<section class='article_recommend-list'>{LIST}</section>",
    "sidebar": f"<div class='sidebar right'>{LIST}</div>",
    "aside": f"<aside>{LIST}</aside>",
    "role": f"<div role='complementary'>{LIST}</div>",
    "comments": f"<div id='comments'><article class='comment-body'>{LIST}</article></div>",
    "pinyin": f"<div class='xgyd'>{LIST}</div>",
    "a line above": f"<div><h3>相关阅读</h3>{LIST}</div>",
    "a line above, alone": f"<h3>相关阅读：</h3>{LIST}",
    "a bold line above": f"<p><strong>【延伸阅读】</strong></p>\n{LIST}",
    "above links": "<p>推荐阅读</p><p><a href='/a'>记者：如何办理？</a></p><p><a href='/b'>王五：不知道</a></p>",
    "a list with its head": LIST.replace("<ul>", "<ul><li>猜你喜欢</li>"),
}


def pairs_of(page: str) -> list[tuple[str, str | None]]:
    document = read_bytes("a.html", f"<html><head><title>专访张三</title></head>{page}</html>".encode())
    found = read_interview("a", document.title, document.text, marks=document.marks).pairs
    return [(pair.official.name, pair.question) for pair in found]


@pytest.mark.parametrize("size", ["short", "long"])
@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_box_gives_no_pair_and_takes_none(page: str, box: str, size: str) -> None:
    talk = ASKED + SAID + MORE + "<p>（完）</p>"
    printed = page.format(talk=talk, box=box)
    if size == "long":
        printed = printed.replace("受到了", WIDE + "受到了")
    assert pairs_of(printed) == [("张三", "今年有哪些做法？"), ("张三", "明年呢？")]


def test_comments_may_be_longer_than_the_article() -> None:
    comments = f"<div class='comment-list'>{LIST * 60}</div>"
    assert pairs_of(PAGES["beside the text"].format(talk=ASKED + SAID, box=comments)) == [("张三", "今年有哪些做法？")]


@pytest.mark.parametrize(
    "name",
    [
        *("single comments-open", "has-sidebar", "hot", "main related", "share", "recommend-detail"),
        *("content", "reply", "answer", "elementor-widget", "headline", "adventure", "photos"),
    ],
)
def test_the_article_is_no_box_whatever_it_is_called(name: str) -> None:
    talk = f"<h1>专访张三</h1>{ASKED}{SAID}{MORE}"
    expected = [("张三", "今年有哪些做法？"), ("张三", "明年呢？")]
    assert pairs_of(f"<body><div class='{name}'>{talk}</div><div class='foot'>某某网</div></body>") == expected
    assert pairs_of(f"<body class='{name}'>{talk}</body>") == expected


def test_a_line_of_that_name_in_running_text_takes_nothing_away() -> None:
    page = f"<article><h1>专访张三</h1>{ASKED}{SAID}<p>相关链接</p>{MORE}</article>"
    assert [asked for _, asked in pairs_of(page)] == ["今年有哪些做法？", "明年呢？"]


def test_words_beside_the_lines_of_a_short_page_are_kept() -> None:
    page = f"<main><h1>专访张三</h1>我们请他谈谈。<div>{SAID}{SAID}{SAID}</div></main>"
    assert read_bytes("a.html", page.encode()).text.startswith("专访张三\n我们请他谈谈。\n张三：")


TAGS = st.sampled_from(["div", "p", "ul", "li", "aside", "h1", "h3", "section", "span"])
NAMES = st.sampled_from(["", "related", "comments", "content", "sidebar", "main with-sidebar"])
WORDS = st.sampled_from(["相关阅读", "甲说乙", "记者：好？", " ", ""])
TREES = st.recursive(WORDS, lambda inner: st.builds(
    lambda tag, name, parts: f"<{tag} class='{name}'>{''.join(parts)}</{tag}>", TAGS, NAMES, st.lists(inner, max_size=4)
), max_leaves=25)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(TREES)
def test_any_page_is_read_with_the_words_below_its_heading(page: str) -> None:
    document = read_bytes("a.html", f"<main class='related'><h1>标题在此</h1>甲乙丙丁{page}</main>".encode())
    assert document.text.startswith("标题在此\n甲乙丙丁")
