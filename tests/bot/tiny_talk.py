"""A conversation with the tiny bot: who says what to it, and what its database then holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.conversation import Message, Reply
from bot.dialogue import Dialogue
from run_bot import House
from tests import tiny


@dataclass
class Talk:
    """One visitor at one dialogue."""

    house: House
    visitor: str = "test:someone"
    dialogue: Dialogue = field(init=False)

    def __post_init__(self) -> None:
        self.dialogue = self.house.dialogue()

    def say(self, *texts: str) -> Reply:
        """The reply to the last of these."""
        return [self.dialogue.answer(Message(text, self.visitor)) for text in texts][-1]

    def stored(self) -> str:
        """Everything in every table of the database but the interviews' own."""
        return "\n".join(str(row) for table in ("session", "asked_question") for row in self.rows(table))

    def rows(self, table: str) -> list[dict[str, Any]]:
        return self.house.store.rows(f"SELECT * FROM {table}")


def talk(folder: Path, **more: str) -> Talk:
    return Talk(tiny.house(folder, **more))
