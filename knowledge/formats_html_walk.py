"""HTML elements -> blocks of text, without recursion: a page may nest as deep as it likes.

Knows which elements are lines, headings and quotations, and which hold no words of an article. Chooses no main text.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from knowledge.formats_blocks import RULE_LINE, Block
from knowledge.lines import MarkKind


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


BLOCK_TAGS = _tags(
    "p div section article main li ul ol h1 h2 h3 h4 h5 h6 blockquote table tr td th dl dt dd figure figcaption pre "
    "header aside hr body html center address fieldset tbody thead"
)
_SKIP = _tags(
    "script style noscript template svg iframe form button select option textarea input nav footer head object video "
    "audio canvas map"
)
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_SELF_CLOSING = _tags(
    "p li td tr th dt dd option thead tbody tfoot br hr img input meta link area base col embed param source track wbr"
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
DEEPEST = 2_000  # the parser looks back over all open elements at each new one
MOST_NODES = 2_000_000


def depth(text: str) -> int:
    """How many elements are open at once, at most; those that close themselves are not counted."""
    deepest = level = 0
    for slash, tag in _TAG.findall(text):
        if tag.lower() not in _SELF_CLOSING:
            level = max(0, level - 1) if slash else level + 1
            deepest = max(deepest, level)
    return deepest


class _Walk:
    """Collects blocks; `open` counts the elements around the place that is read."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._words: list[str] = []
        self._all_bold = True
        self.open = {"heading": 0, "quote": 0, "bold": 0, "item": 0}

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
            if self.open["item"]:
                marks.add("item")
            if self._all_bold:
                marks.add("bold")
            self.blocks.append(Block(words, frozenset(marks)))
        self._words, self._all_bold = [], True


def blocks_of(root: LexborNode, *, links: bool = True) -> list[Block]:
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
    if tag in BLOCK_TAGS:
        walk.end_line()
    if tag in _HEADINGS:
        walk.open["heading"] += step
    if tag == "li":
        walk.open["item"] += step
    if tag == "blockquote":
        walk.open["quote"] += step
    if tag in {"strong", "b"} or _BOLD.search(style):
        walk.open["bold"] += step
