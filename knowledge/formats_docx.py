"""A Word file -> document, with python-docx. Refuses archives that swell and XML that declares entities."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from knowledge.formats_blocks import Block, Document, document
from knowledge.lines import MarkKind
from knowledge.unreadable import UnreadableFile

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 120 * MEGABYTE
LARGEST_PART = 40 * MEGABYTE
MOST_PARTS = 5_000
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
_LIST_STYLES = ("list", "列表", "列出段落")
_HEADING_STYLES = ("heading", "title", "标题", "標題")


def from_docx(data: bytes) -> Document:
    """Raises UnreadableFile."""
    if data.startswith(OLD_OR_ENCRYPTED):
        raise UnreadableFile("是加密的 Word 文件或旧式 .doc，应当是不加密的 .docx")
    try:
        _refuse_bombs(data)
        blocks = list(_blocks(data))
    except UnreadableFile:
        raise
    except Exception as error:  # a damaged package raises whatever its zip, XML or relations raise
        raise UnreadableFile(f"不是完整的 .docx（{type(error).__name__}），请用 Word 另存后再导入") from error
    title = next((block.text for block in blocks if "heading" in block.marks), "")
    return document(blocks, title)


def _refuse_bombs(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise UnreadableFile(f"解开后超过 {LARGEST_UNPACKED // MEGABYTE} MB，不像是一篇访谈")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_part(package, part)


def _refuse_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Word declares no document type; whoever does wants entities."""
    if part.flag_bits & 1:
        raise UnreadableFile("是加密的 .docx，应当是不加密的")
    if part.file_size > LARGEST_PART:
        raise UnreadableFile(f"{part.filename} 解开后超过 {LARGEST_PART // MEGABYTE} MB，不像是一篇访谈")
    with package.open(part) as stream:
        head = stream.read(LARGEST_PART).replace(b"\x00", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableFile(f"{part.filename} 里有 XML 实体声明，不是 Word 存出来的文件")


def _blocks(data: bytes) -> Iterator[Block]:
    import docx  # a tenth of a second to import, not needed for text
    from docx.table import Table

    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield Block("\n".join(words for words in cells if words))
        else:
            yield Block(item.text, frozenset(_marks(item)))


def _marks(paragraph: object) -> Iterator[MarkKind]:
    style = getattr(getattr(paragraph, "style", None), "name", "") or ""
    if style.lower().startswith(_HEADING_STYLES):
        yield "heading"
    if style.lower().startswith(_LIST_STYLES):
        yield "item"
    runs = [run for run in getattr(paragraph, "runs", ()) if run.text.strip()]
    if runs and all(run.bold for run in runs):
        yield "bold"
