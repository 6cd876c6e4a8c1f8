"""A saved web page -> document: the main text only, by selectolax and a few rules; else trafilatura.

Fetches nothing. Navigation, scripts, forms and what is hidden stay out; a bold label stays a line of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.formats_blocks import RULE_LINE, Block, Document, document
from knowledge.formats_text import decode
from knowledge.lines import MarkKind
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
_SKIP = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "form",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "nav",
        "footer",
        "head",
        "object",
        "video",
        "audio",
        "canvas",
        "map",
    }
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "pre",
        "header",
        "aside",
        "hr",
        "body",
        "html",
        "center",
        "address",
        "fieldset",
        "tbody",
        "thead",
    }
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_SELF_CLOSING = frozenset(
    "p li td tr th dt dd option thead tbody tfoot br hr img input meta link area base col embed param source track wbr".split()  # noqa: SIM905
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
ENOUGH = 200
DEEPEST = 2_000  # the parser looks back over all open elements at each new one
MOST_NODES = 2_000_000


def from_html(data: bytes) -> Document:
    """Raises UnreadableFile."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii", "replace") if declared else "")
    if _depth(text) > DEEPEST:
        raise UnreadableFile(f"网页的标签嵌套超过 {DEEPEST} 层，不像是一篇报道")
    tree = LexborHTMLParser(text)
    body = tree.body
    if body is None:
        raise UnreadableFile("网页里没有正文")
    title = next((found for shape in TITLES if (found := _title(tree, shape))), "")
    blocks = _main_blocks(tree, body)
    if _size(blocks) < ENOUGH:
        blocks = _by_trafilatura(text) or blocks or _read(body)
    return document(_titled(title, blocks), title)


def _depth(text: str) -> int:
    """How many elements are open at once, at most; those that close themselves are not counted."""
    deepest = depth = 0
    for slash, tag in _TAG.findall(text):
        if tag.lower() not in _SELF_CLOSING:
            depth = max(0, depth - 1) if slash else depth + 1
            deepest = max(deepest, depth)
    return deepest


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
        found = [_read(node) for node in tree.css(shape)[:20]]
        best = max(found, key=_size, default=[])
        if _size(best) >= ENOUGH:
            return best
    return _read(_densest(body))


def _size(blocks: list[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _densest(body: LexborNode) -> LexborNode:
    """Down from the body as long as one child holds nearly all the words."""
    node = body
    for _ in range(40):
        whole = _weight(node)
        child = next((one for one in _children(node) if _weight(one) * 20 >= whole * 17), None)
        if child is None or child.tag in {"p", "ul", "table"} or not whole:
            return node
        node = child
    return node


def _weight(node: LexborNode) -> int:
    """Characters outside links: a menu weighs nothing."""
    return sum(len(block.text) for block in _read(node, links=False))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag in _BLOCKS:
            yield child
        child = child.next


def _by_trafilatura(text: str) -> list[Block]:
    import trafilatura  # half a second to import, seldom needed

    try:
        words = trafilatura.extract(text, include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # noqa: BLE001 - it raises what its parsers raise; the rules' own finding stands
        return []
    return [Block(line) for line in (words or "").split("\n")]


class _Walk:
    """Collects blocks; `open` counts the elements around the place that is read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._all_bold = True
        self.open = {"heading": 0, "quote": 0, "bold": 0}

    def say(self, words: str) -> None:
        flat = re.sub(r"[ \t\r\n\f]+", " ", words)
        self._words.append(flat)
        if flat.strip() and not self.open["bold"]:
            self._all_bold = False

    def end_line(self) -> None:
        words = "".join(self._words)
        if words.strip():
            marks: set[MarkKind] = set()
            if self.open["heading"]:
                marks.add("heading")
            if self.open["quote"]:
                marks.add("quote")
            if self._all_bold:
                marks.add("bold")
            self.blocks.append(Block(words, frozenset(marks)))
        self._words, self._all_bold = [], True


def _read(root: LexborNode, *, links: bool = True) -> list[Block]:
    """The blocks below an element, without recursion: pages may nest as deep as they like."""
    walk = _Walk()
    node: LexborNode | None = root
    path: list[LexborNode] = []
    for _ in range(MOST_NODES):
        if node is None:
            break
        entered = _enter(walk, node, root=node is root, links=links)
        child = node.child if entered and len(path) < DEEPEST else None
        if child is not None:
            path.append(node)
            node = child
            continue
        if entered:
            _leave(walk, node)
        while node is not None and node is not root and node.next is None:
            node = path.pop() if path else None
            if node is not None:
                _leave(walk, node)
        node = node.next if node is not None and node is not root and path else None
    walk.end_line()
    return walk.blocks


def _enter(walk: _Walk, node: LexborNode, *, root: bool, links: bool) -> bool:
    """Whether the words below are read."""
    tag = node.tag or ""
    if tag == "-text":
        walk.say(node.text_content or "")
        return False
    if tag in _SKIP or tag.startswith(("-", "!")) or (tag == "a" and not links):
        return False
    style = "" if root else (node.attributes.get("style") or "")
    if _HIDDEN.search(style):
        return False
    if tag == "br":
        walk.end_line()
    if tag == "hr":
        walk.end_line()
        walk.blocks.append(Block(RULE_LINE))
    _count(walk, tag, style, 1)
    return True


def _leave(walk: _Walk, node: LexborNode) -> None:
    _count(walk, node.tag or "", node.attributes.get("style") or "", -1)


def _count(walk: _Walk, tag: str, style: str, step: int) -> None:
    if tag in _BLOCKS:
        walk.end_line()
    if tag in _HEADINGS:
        walk.open["heading"] += step
    if tag == "blockquote":
        walk.open["quote"] += step
    if tag in {"strong", "b"} or _BOLD.search(style):
        walk.open["bold"] += step
