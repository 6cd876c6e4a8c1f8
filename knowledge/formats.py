"""A file -> plain text: txt, md, html, docx and pdf. The text is stored as it comes out here and never altered.

Refuses what gives no text with one clear line (UnreadableFile) and raises nothing else; knows no interview.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath

from knowledge.formats_blocks import Document
from knowledge.unreadable import UnreadableFile

__all__ = ["SUFFIXES", "Document", "UnreadableFile", "read_bytes", "read_file"]

MEGABYTE = 1024 * 1024
LARGEST_BYTES = 30 * MEGABYTE
LARGEST_TEXT = 12 * MEGABYTE  # characters
KINDS = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".pdf": "pdf",
}
SUFFIXES = tuple(KINDS)


def read_file(path: Path | str) -> Document:
    """The text of a file. Raises UnreadableFile."""
    path = Path(path)
    try:
        size = path.stat().st_size
        _refuse_size(size)
        data = path.read_bytes() if path.is_file() else None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableFile(f"{path}：打不开（{reason}），应当是一个能读的文件") from error
    except UnreadableFile as error:
        raise UnreadableFile(f"{path}：{error}") from error
    if data is None:
        raise UnreadableFile(f"{path}：不是文件，应当是 {_kinds()} 文件")
    return read_bytes(str(path), data)


def read_bytes(name: str, data: bytes) -> Document:
    """The text of a file's bytes; the ending of `name` says of which kind. Raises UnreadableFile."""
    try:
        return _read(PurePath(name).suffix, data)
    except UnreadableFile as error:
        raise UnreadableFile(f"{name}：{error}") from error


def _read(suffix: str, data: bytes) -> Document:
    kind = KINDS.get(suffix.lower())
    if kind is None:
        raise UnreadableFile(f"不认识的文件类型“{suffix}”，应当是 {_kinds()}")
    _refuse_size(len(data))
    if not data.strip():
        raise UnreadableFile("文件是空的，应当有访谈的文字")
    document = _reader(kind)(data)
    if not document.text.strip():
        raise UnreadableFile("里面没有文字，应当有访谈的文字")
    if len(document.text) > LARGEST_TEXT:
        raise UnreadableFile(f"有 {len(document.text)} 个字符，最多 {LARGEST_TEXT} 个")
    return document


def _reader(kind: str) -> Callable[[bytes], Document]:
    """from_text of formats_text and so on: each brings a library, read only where a file is of its kind."""
    reader: Callable[[bytes], Document] = getattr(import_module(f"knowledge.formats_{kind}"), f"from_{kind}")
    return reader


def _refuse_size(size: int) -> None:
    if size > LARGEST_BYTES:
        raise UnreadableFile(f"文件有 {size / MEGABYTE:.0f} MB，最多 {LARGEST_BYTES // MEGABYTE} MB")


def _kinds() -> str:
    return "、".join(sorted(KINDS))
