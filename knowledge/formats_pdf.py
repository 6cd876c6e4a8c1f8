"""A text PDF -> document. Its lines become paragraphs again; what belongs to the page (formats_pdf_pages.py) goes.

pypdfium2 runs in a process of its own (formats_pdf_child.py): a PDF that crashes or hangs it takes nothing along.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.formats_blocks import Block, Document, clean, document
from knowledge.formats_pdf_pages import without_page_marks
from knowledge.labels import find
from knowledge.lines import is_finished, starts_item
from knowledge.unreadable import UnreadableFile

TIME_LIMIT_S = 60.0
CHILD = Path(__file__).with_name("formats_pdf_child.py")
_WRONG = {
    "password": "是加密的 PDF，应当是不加密的",
    "damaged": "不是完整的 PDF，打不开",
    "too long": "页数太多，不像是一篇访谈",
}


def from_pdf(data: bytes) -> Document:
    """Raises UnreadableFile."""
    pages = _pages(data)
    lines = [line for page in without_page_marks(pages) for line in page]
    if not any(re.search(r"\w", line) for line in lines):
        raise UnreadableFile("PDF 里没有文字，可能是扫描的图片；应当是能选中文字的 PDF")
    return document(Block(words) for words in unwrap(lines))


def _pages(data: bytes) -> list[list[str]]:
    if not data.lstrip()[:1024].startswith(b"%PDF"):
        raise UnreadableFile(_WRONG["damaged"])
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and our own script
            [sys.executable, "-I", str(CHILD)], input=data, capture_output=True, timeout=TIME_LIMIT_S, check=False
        )
        said = json.loads(child.stdout or b"{}")
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"PDF 在 {TIME_LIMIT_S:.0f} 秒内读不完") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(_WRONG["damaged"]) from error
    if "pages" not in said:
        raise UnreadableFile(_WRONG.get(said.get("wrong", ""), _WRONG["damaged"]))
    return [[words for line in re.split(r"[\r\n]+", page) if (words := clean(line))] for page in said["pages"]]


def unwrap(lines: Iterable[str]) -> Iterator[str]:
    """Printed lines joined into paragraphs: a line goes on where it is full or its sentence is not finished."""
    printed = list(lines)
    lengths = sorted(len(line) for line in printed)
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph = ""
    last = ""
    for line in printed:
        if paragraph and not _goes_on(last, line, full):
            yield paragraph
            paragraph = ""
        space = " " if paragraph and re.search(r"[A-Za-z0-9,.]$", paragraph) and re.match(r"[A-Za-z0-9]", line) else ""
        paragraph += space + line
        last = line
    if paragraph:
        yield paragraph


def _goes_on(last: str, line: str, full: int) -> bool:
    filled = len(last) * 10 >= full * 8
    if is_finished(last):
        return filled and not find(line) and not starts_item(line) and len(last) >= full
    return filled or last.endswith(("，", "、"))
