"""A saved web page -> document: the main text only, by selectolax and a few rules; else trafilatura.

Fetches nothing. Navigation, scripts, forms, what is hidden and boxes beside the article (formats_html_boxes.py) stay
out; a bold label stays a line of text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.formats_blocks import Block, Document, document
from knowledge.formats_html_boxes import without_boxes
from knowledge.formats_html_walk import BLOCK_TAGS, DEEPEST, blocks_of, depth
from knowledge.formats_text import decode
from knowledge.unreadable import UnreadableFile

# Where Chinese news sites, government sites and WeChat keep the words of an article, surest first.
MAIN = (
    "#js_content",
    "#UCAP-CONTENT",
    ".TRS_Editor",
    ".rm_txt_con",
    "#articleContent",
    "#article_content",
    ".article-content",
    ".article_content",
    "#zoom",
    ".pages_content",
    ".index_cententWrap",
    ".news_txt",
    "#detailContent",
    "article",
    "main",
)
TITLES = ("#activity-name", "h1", ".article-title", "title")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
ENOUGH = 200


def from_html(data: bytes) -> Document:
    """Raises UnreadableFile."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    if depth(text) > DEEPEST:
        raise UnreadableFile(f"网页的标签嵌套超过 {DEEPEST} 层，不像是一篇报道")
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        raise UnreadableFile("网页里没有正文")
    without_boxes(tree, _weight)
    title = next((found for shape in TITLES if (found := _title(tree, shape))), "")
    blocks = _main_blocks(tree, body)
    if _size(blocks) < ENOUGH:
        other = _by_trafilatura(tree.html or text)
        blocks = other if _size(other) > 2 * _size(blocks) else blocks
    return document(_titled(title, blocks), title)


def _title(tree: LexborHTMLParser, shape: str) -> str:
    node = tree.css_first(shape)
    words = " ".join((node.text(deep=True) or "").split()) if node is not None else ""
    return re.split(r"[_|]| - ", words)[0].strip() if shape == "title" else words


def _titled(title: str, blocks: list[Block]) -> list[Block]:
    """The title is a line of the article, as it is on the page."""
    if not title or any(title in block.text for block in blocks[:5]):
        return blocks
    return [Block(title, frozenset({"heading"})), *blocks]


def _main_blocks(tree: LexborHTMLParser, body: LexborNode) -> list[Block]:
    for shape in MAIN:
        found = [blocks_of(node) for node in tree.css(shape)[:20]]
        best = max(found, key=_size, default=[])
        if _size(best) >= ENOUGH:
            return best
    return blocks_of(_densest(body))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _densest(body: LexborNode) -> LexborNode:
    """Down from the body as long as one child holds nearly all the words, and no words stand beside its children."""
    node = body
    for _ in range(40):
        whole = _weight(node)
        if node.tag != "body" and _speaks(node):
            return node
        child = next((one for one in _children(node) if _weight(one) * 20 >= whole * 17), None)
        if child is None or child.tag in {"p", "ul", "table"} or not whole:
            return node
        node = child
    return node


def _weight(node: LexborNode) -> int:
    """Characters outside links: a menu weighs nothing."""
    return sum(len(block.text) for block in blocks_of(node, links=False))


def _speaks(node: LexborNode) -> bool:
    """Whether words stand in the element itself, in no line of their own."""
    child = node.child
    while child is not None:
        if child.tag == "-text" and (child.text_content or "").strip():
            return True
        child = child.next
    return False


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag in BLOCK_TAGS:
            yield child
        child = child.next


def _by_trafilatura(text: str) -> list[Block]:
    import trafilatura  # half a second to import, seldom needed

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is no news
    try:
        words = trafilatura.extract(text, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # noqa: BLE001 - it raises what its parsers raise; the rules' own finding stands
        return []
    return [Block(line) for line in (words or "").split("\n") if line.strip()]
