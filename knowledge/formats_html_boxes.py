"""Takes the boxes out of a page that stand beside its article: related articles, recommendations, readers' comments.

A box is known by what its class, id or role calls it, or by the line above it (page_boxes.toml). What holds the
page's heading is no box, whatever it is called. Chooses no main text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST = 100  # boxes that are looked at
_GROUPS = frozenset({"ul", "ol", "dl", "table", "div", "section"})
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_AROUND = " \t\n\r\u3000\xa0:：>»›|｜【】[]·•-—…"

Weight = Callable[[LexborNode], int]


@cache
def _words(kind: str) -> frozenset[str]:
    text = Path(__file__).with_name("page_boxes.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[kind])


def without_boxes(tree: LexborHTMLParser, weight: Weight) -> None:
    """Removes the boxes. weight: how many characters of an element are its own words, outside links."""
    if tree.body is not None:
        for box in _Boxes(tree, tree.body, weight).found():
            box.decompose()


class _Boxes:
    """The boxes of one page, none inside another. An element that holds the page's heading is kept."""

    def __init__(self, tree: LexborHTMLParser, body: LexborNode, weight: Weight) -> None:
        self._tree, self._body, self._weight = tree, body, weight
        self._kept = {body.mem_id} | {one.mem_id for heading in tree.css("h1")[:20] for one in _upwards(heading)}
        self._whole = weight(body)
        self._found: dict[int, LexborNode] = {}

    def found(self) -> list[LexborNode]:
        for node in islice(self._named(), MOST):
            self._take(node, however_large=_calls_itself(node, "below"))
        for head in islice(self._heads(), MOST):
            parent = head.parent
            if parent is None or not (_opens(head) and self._take(parent)):
                self._take_below(head)
        return [box for box in self._found.values() if box.parent is None or not self._is_taken(box.parent)]

    def _is_taken(self, node: LexborNode) -> bool:
        return any(one.mem_id in self._found for one in _upwards(node))

    def _take(self, node: LexborNode, *, however_large: bool = False) -> bool:
        """Whether the element is a box: half of the page's words or more are none, unless readers wrote them."""
        if self._is_taken(node):
            return True
        if node.mem_id in self._kept or not (however_large or self._weight(node) * 2 < self._whole):
            return False
        self._found[node.mem_id] = node
        return True

    def _take_below(self, head: LexborNode) -> None:
        """What follows a head as its list."""
        node = head.next
        while node is not None and (_is_blank(node) or (self._is_list(node) and self._take(node))):
            node = node.next

    def _is_list(self, node: LexborNode) -> bool:
        if node.tag in _GROUPS:
            return True
        words = len((node.text(deep=True) or "").strip()) if not (node.tag or "").startswith("-") else 0
        return words > 0 and self._weight(node) * 2 < words

    def _named(self) -> Iterator[LexborNode]:
        """The elements whose name says that they are a box."""
        seen = set()
        for node in self._tree.css("aside, [role=complementary], [class], [id]"):
            if node.mem_id in seen:
                continue
            seen.add(node.mem_id)
            is_aside = node.tag == "aside" or node.attributes.get("role") == "complementary"
            if is_aside or _calls_itself(node, "beside") or _calls_itself(node, "below"):
                yield node

    def _heads(self) -> Iterator[LexborNode]:
        """The largest elements that hold nothing but a line that stands above such a box."""
        for node in self._body.traverse(include_text=True):
            if node.tag == "-text" and _is_head(node.text_content or ""):
                head, parent = node, node.parent
                while parent is not None and parent.tag != "body" and _is_head(parent.text(deep=True) or ""):
                    head, parent = parent, parent.parent
                yield head


def _upwards(node: LexborNode) -> Iterator[LexborNode]:
    """The element and those around it."""
    above: LexborNode | None = node
    while above is not None:
        yield above
        above = above.parent


def _calls_itself(node: LexborNode, kind: str) -> bool:
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".split()
    parts = (frozenset(part.lower() for part in _PART.findall(name)) for name in names)
    return any(one & _words(kind) and not one & _words("elsewhere") for one in parts)


def _is_head(text: str) -> bool:
    return text.strip(_AROUND) in _words("heads")


def _is_blank(node: LexborNode) -> bool:
    return (node.tag or "").startswith(("-", "!")) and not (node.text_content or "").strip()


def _opens(head: LexborNode) -> bool:
    """Whether nothing stands before a head in its parent, and something after it."""
    before, after = head.prev, head.next
    while before is not None and _is_blank(before):
        before = before.prev
    while after is not None and _is_blank(after):
        after = after.next
    return before is None and after is not None
