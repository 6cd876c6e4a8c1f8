"""Markdown -> document: markup goes, words and bold labels stay; images, link targets and front matter go.

Line by line and by rule: Chinese Markdown seldom follows CommonMark (`**答：**的确` is no bold text to it).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from knowledge.formats_blocks import RULE_LINE, Block, Document, document
from knowledge.formats_text import decode
from knowledge.lines import MarkKind

_FRONT = re.compile(r"\A---\n(.{0,4000}?)\n(?:---|\.\.\.)\n", re.DOTALL)
_HEADING = re.compile(r"(#{1,6})(?:[ \t\u3000]+|(?=[^#\s\w])|(?<=##)(?=[^#\s])|(?=[问問答QA记記]))(.*)$")
_RULE = re.compile(r" {0,3}(?:(?:- ?){3,}|(?:\* ?){3,}|(?:_ ?){3,}|={4,})\s*$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})\s*$")
_DEFINITION = re.compile(r" {0,3}\[[^\]\n]{1,80}\]:\s*\S+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BULLET = re.compile(r"\s*[-*+][ \t]+(?=\S)")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)((?:(?!\1).)+)\1[：:。]?\s*$")
_COMMENT = re.compile(r"<!--.{0,20000}?-->", re.DOTALL)
_INLINE = (
    (re.compile(r"!\[[^\[\]\n]{0,400}\](?:\([^()\s]{0,2000}(?:\s[^()\n]{0,200})?\)|\[[^\[\]\n]{0,80}\])"), ""),
    (re.compile(r"(?<!\\)\[([^\[\]\n]{1,400})\]\([^()\s]{0,2000}(?:\s[^()\n]{0,200})?\)"), r"\1"),
    (re.compile(r"(?<!\\)\[([^\[\]\n]{1,400})\]\[[^\[\]\n]{0,80}\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]{1,2000})>"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), "\n"),
    (re.compile(r"</?[a-zA-Z][^<>\n]{0,400}>"), ""),
    (re.compile(r"\*\*|(?<![A-Za-z0-9_])__|__(?![A-Za-z0-9_])|~~"), ""),
    (re.compile(r"(?<![\\*\w])\*(?=\S)([^*\n]{1,400}?)(?<=\S)\*(?!\*)"), r"\1"),
    (re.compile(r"(?<![\\\w])_(?=\S)([^_\n]{1,400}?)(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`{1,3}([^`\n]{1,400})`{1,3}"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])"), r"\1"),
)


def from_markdown(data: bytes) -> Document:
    """Raises UnreadableFile."""
    text = _COMMENT.sub("", decode(data))
    front = _FRONT.match(text)
    title = ""
    if front and re.search(r"^\w+\s*:", front[1], re.MULTILINE):
        named = re.search(r"^title\s*:\s*(.+)$", front[1], re.MULTILINE)
        title, text = (named[1].strip("\"' ") if named else ""), text[front.end() :]
    blocks = list(_blocks(text.split("\n")))
    first = next((block.text for block in blocks if "heading" in block.marks), "")
    return document(blocks, title or first)


def _blocks(lines: list[str]) -> Iterator[Block]:
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        before = lines[number - 1] if number else ""
        if _UNDERLINE.match(line) and _can_be_headed(before):
            continue
        if _RULE.match(line):
            yield Block(RULE_LINE)
        elif not (_DEFINITION.match(line) or _FENCE.match(line)):
            yield _block(line, headed=bool(_UNDERLINE.match(after)) and _can_be_headed(line))


def _can_be_headed(line: str) -> bool:
    return 0 < len(line.strip()) <= 80 and not _RULE.match(line) and not line.rstrip().endswith(("。", "；"))


def _block(line: str, *, headed: bool) -> Block:
    marks: set[MarkKind] = {"heading"} if headed else set()
    quote = _QUOTE.match(line)
    if quote:
        marks.add("quote")
        line = line[quote.end() :]
    heading = _HEADING.match(line.lstrip())
    if heading:
        marks.add("heading")
        line = heading[2].rstrip().rstrip("#")
    elif not line.lstrip().startswith("**"):
        bullet = _BULLET.match(line)
        if bullet:
            marks.add("item")
            line = line[bullet.end() :]
    if _BOLD_LINE.match(line):
        marks.add("bold")
    return Block(_plain(line), frozenset(marks))


def _plain(line: str) -> str:
    for shape, words in _INLINE:
        line = shape.sub(words, line)
    return html.unescape(line)
