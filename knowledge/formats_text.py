"""Bytes -> text: UTF-8, UTF-16 with its mark, GB18030, Big5; a .txt is its text exactly. Refuses binary data."""

from __future__ import annotations

import codecs
import re

from knowledge.formats_blocks import Document
from knowledge.unreadable import UnreadableFile

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HAN = re.compile(r"[一-鿿]")
_RARE = re.compile(r"[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
# A hundred of the commonest characters: more than a quarter of any Chinese text, a few in a thousand of mojibake.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出会也时要就可以对生能而那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定"
    "天分还进好小部其些主样理心她本前开但因只从想实問個國這來對時說們為會過後發經麼學現當沒動開還進"
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def from_text(data: bytes) -> Document:
    """The text exactly, without byte order mark, lines ended by \\n. Raises UnreadableFile."""
    return Document(decode(data))


def decode(data: bytes, declared: str = "") -> str:
    """The text of bytes, lines ended by \\n; declared is an encoding that the file names. Raises UnreadableFile."""
    text = _decode(data, declared)
    if "\x00" in text or len(_CONTROL.findall(text)) * 50 > len(text) or len(_RARE.findall(text)) * 20 > len(text):
        raise UnreadableFile("像是二进制数据而不是文字，应当是 UTF-8 或 GB18030 文本")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, declared: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding) or _refuse()
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    if declared and declared.lower() not in {"utf-8", "utf8"}:
        text = _strictly(data, declared)
        if text is not None:
            return text
    found = [text for encoding in ("gb18030", "big5") if (text := _strictly(data, encoding)) is not None]
    readable = [text for text in found if _is_chinese(text)]
    return max(readable, key=_commonness) if readable else _refuse()


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _refuse() -> str:
    raise UnreadableFile("文字编码认不出来（或者是二进制数据），应当是 UTF-8 或 GB18030 文本")


def _commonness(text: str) -> float:
    han = _HAN.findall(text[:20000])
    return sum(letter in _COMMON for letter in han) / len(han) if han else 0.0


def _is_chinese(text: str) -> bool:
    """Whether wrongly decoded bytes can be ruled out; a short text is believed."""
    return len(_HAN.findall(text[:20000])) < 60 or _commonness(text) > 0.04
