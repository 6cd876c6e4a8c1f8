"""Whom to call and what to do, from the one file that the operator edits. Reads and checks; decides nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from bot.conversation import HelpCard, HelpLine


class HelpError(Exception):
    """The file of help cards cannot be used; the message names the entry and what is expected."""


class HelpCards:
    """The card for each kind of emergency. Raises HelpError naming the entry."""

    def __init__(self, path: Path) -> None:
        self._where = path.name
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise HelpError(f"{path}: {error}, expected a TOML file with [[card]] and [[number]] entries") from error
        numbers = {line.number: line for line in map(self._line, self._entries(data, "number"))}
        self._cards = {str(card.get("kind")): self._card(card, numbers) for card in self._entries(data, "card")}
        if not self._cards:
            raise HelpError(f"{path}: no [[card]] entry, expected at least one")

    def card(self, kind: str) -> HelpCard:
        """The card of that kind; the first card where there is none of it."""
        return self._cards.get(kind) or next(iter(self._cards.values()))

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self._cards)

    def _entries(self, data: dict[str, Any], key: str) -> list[dict[str, Any]]:
        rows = data.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise HelpError(f"{self._where}: {key} is {rows!r}, expected [[{key}]] entries")
        return rows

    def _line(self, row: dict[str, Any]) -> HelpLine:
        try:
            return HelpLine(name=str(row["name"]), number=str(row["number"]), purpose=str(row.get("purpose", "")))
        except KeyError as error:
            raise HelpError(f"{self._where} [[number]]: {error} is missing") from error

    def _card(self, row: dict[str, Any], numbers: dict[str, HelpLine]) -> HelpCard:
        calls, advice = self._texts(row, "call"), self._texts(row, "advice")
        missing = [number for number in calls if number not in numbers]
        if missing or not (row.get("kind") and row.get("title") and calls):
            wanted = f"[[number]] entries for {', '.join(missing)}" if missing else "kind, title and call"
            raise HelpError(f"{self._where} [[card]] {row.get('kind')!r}: expected {wanted}")
        return HelpCard(str(row["title"]), advice, tuple(numbers[one] for one in calls))

    def _texts(self, row: dict[str, Any], key: str) -> tuple[str, ...]:
        values = row.get(key, [])
        if not isinstance(values, list):
            raise HelpError(
                f"{self._where} [[card]] {row.get('kind')!r}: {key} is {values!r}, expected a list of texts"
            )
        return tuple(map(str, values))
