"""The flat XML that WeChat speaks: bytes to fields, fields to text. Knows no message type.

Read with expat straight away, and only what WeChat really sends: no DTD, no entity, few levels, few elements.
Written by CDATA, without the characters that XML 1.0 forbids; a "]]>" inside is told in two sections.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

MAX_DEPTH = 8
MAX_ELEMENTS = 400
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadMessage(ValueError):
    """Not a message that WeChat would send."""


class _Reader:
    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self._path: list[str] = []
        self._text: list[str] = []
        self._elements = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        del attributes
        self._elements += 1
        self._path.append(name)
        if len(self._path) > MAX_DEPTH or self._elements > MAX_ELEMENTS:
            raise BadMessage(f"more than {MAX_DEPTH} levels or {MAX_ELEMENTS} elements")
        if self._path[0] != "xml":
            raise BadMessage("the outermost element is not <xml>")
        self._text = []

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, name: str) -> None:
        if len(self._path) == 2:
            self.fields.setdefault(name, "".join(self._text))
        self._path.pop()
        self._text = []

    def refuse(self, *_: object) -> None:
        raise BadMessage("a DTD or an entity, expected neither")


def read(body: bytes) -> dict[str, str]:
    """The elements right under <xml> with their text, without what is nested deeper; a repeated name keeps its first.

    Raises BadMessage for anything but well-formed UTF-8 XML without a DTD.
    """
    reader = _Reader()
    parser = expat.ParserCreate("utf-8")  # whatever encoding the body itself claims
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = reader.refuse
    try:
        body.decode("utf-8")  # expat would follow a byte order mark to UTF-16
        parser.Parse(body, True)
    except UnicodeDecodeError:
        raise BadMessage(f"{len(body)} bytes that are no UTF-8") from None
    except expat.ExpatError as error:
        raise BadMessage(f"{len(body)} bytes that are no XML, line {error.lineno}") from None
    return reader.fields


def clean(text: str) -> str:
    """The text without what XML 1.0 forbids (control characters, lone surrogates); line ends as a reader gets them."""
    return FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def write(fields: Mapping[str, str | int]) -> str:
    """<xml> with one element a field; numbers stand bare, as WeChat writes them."""
    inner = "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>"


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    parted = clean(value).replace("]]>", "]]]]><![CDATA[>")
    return f"<![CDATA[{parted}]]>"
