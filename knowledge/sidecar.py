"""NAME.toml beside an article: what the page does not say (outlet, date, districts, offices). Reads no article."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from knowledge.model import District
from knowledge.unreadable import UnreadableFile

_TEXTS = ("title", "outlet", "said_why")
_KNOWN = {*_TEXTS, "said", "said_inferred", "districts", "officials"}
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


class UnreadableSidecar(UnreadableFile):
    """A sidecar that is no TOML or says something that no sidecar says."""


class OfficialNote(Struct, frozen=True):
    """What a sidecar says of one official; labels are how the article names them in front of a turn."""

    name: str
    office: str = ""
    district: str = ""
    labels: tuple[str, ...] = ()


class Sidecar(Struct, frozen=True):
    """All of it; an article without a sidecar has this, empty."""

    title: str = ""
    outlet: str = ""
    said: str = ""
    said_inferred: bool = False
    said_why: str = ""
    districts: tuple[District, ...] = ()
    officials: tuple[OfficialNote, ...] = ()


def beside(path: Path) -> Sidecar:
    """The sidecar beside an article file, empty if there is none. Raises UnreadableSidecar."""
    sidecar = path.with_suffix(".toml")
    return read(sidecar) if sidecar.is_file() else Sidecar()


def read(path: Path) -> Sidecar:
    """Raises UnreadableSidecar: missing, no TOML, an unknown key or a value of the wrong type."""
    try:
        return parse(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSidecar(
            f"{path.name}：读不出来，应当是 UTF-8 的 TOML 文本（{type(error).__name__}）"
        ) from error


def parse(text: str, name: str) -> Sidecar:
    """The sidecar that this TOML says; name is only for messages. Raises UnreadableSidecar."""
    try:
        said = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableSidecar(f"{name}：不是正确的 TOML：{error}") from error
    unknown = sorted(set(said) - _KNOWN)
    if unknown:
        raise UnreadableSidecar(f"{name}：不认识的项目 {'、'.join(unknown)}，可用的有 {'、'.join(sorted(_KNOWN))}")
    texts = {"said": _day(said.get("said", ""), name), **{key: _text(said, key, name) for key in _TEXTS}}
    inferred = said.get("said_inferred", False)
    if not isinstance(inferred, bool):
        raise UnreadableSidecar(f"{name}：said_inferred 是 {inferred!r}，应当是 true 或 false")
    districts = tuple(
        District(_text(row, "name", name, needed=True), _texts(row, "aliases", name))
        for row in _tables(said, "districts", {"name", "aliases"}, name)
    )
    return Sidecar(**texts, said_inferred=inferred, districts=districts, officials=_officials(said, name))


def _day(value: object, name: str) -> str:
    """When it was said: a day, a month or a year that the calendar has, or "" where the sidecar does not say."""
    text = value.strip() if isinstance(value, str) else None
    if text is not None and (not text or _is_day(text)):
        return text
    told = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else f"{value}（没有引号）"
    raise UnreadableSidecar(
        f'{name}：said 是 {told}，应当是日历上有的年月日，带引号写成 "2022-06-20"、"2022-06" 或 "2022"'
    )


def _is_day(text: str) -> bool:
    parts = _DAY.fullmatch(text)
    try:
        return parts is not None and bool(date(*(int(part or 1) for part in parts.groups())))
    except ValueError:
        return False


def _officials(said: Mapping[str, Any], name: str) -> tuple[OfficialNote, ...]:
    return tuple(
        OfficialNote(
            _text(row, "name", name, needed=True),
            _text(row, "office", name),
            _text(row, "district", name),
            _texts(row, "labels", name),
        )
        for row in _tables(said, "officials", {"name", "office", "district", "labels"}, name)
    )


def _tables(said: Mapping[str, Any], key: str, known: set[str], name: str) -> list[dict[str, Any]]:
    rows = said.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UnreadableSidecar(f"{name}：{key} 应当写成一段段 [[{key}]]")
    for row in rows:
        unknown = sorted(set(row) - known)
        if unknown:
            raise UnreadableSidecar(f"{name}：[[{key}]] 里不认识的项目 {'、'.join(unknown)}")
    return rows


def _text(row: Mapping[str, Any], key: str, name: str, *, needed: bool = False) -> str:
    value = row.get(key, "")
    if not isinstance(value, str) or (needed and not value.strip()):
        raise UnreadableSidecar(f"{name}：{key} 是 {value!r}，应当是一段文字")
    return value.strip()


def _texts(row: Mapping[str, Any], key: str, name: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise UnreadableSidecar(f'{name}：{key} 应当是一列文字，例如 ["甲", "乙"]')
    return tuple(value.strip() for value in values)
