"""Many small texts that the database joins into one, and that are told apart again exactly. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RECORD, UNIT = "\x1e", "\x1f"  # between two; between what is said of one and its text


class Joined(NamedTuple):
    """What belongs to one pair or topic, joined by the database into one text, RECORD between two, and how many.

    listed: them one by one, where one holds a RECORD itself.
    """

    of: str
    number: int
    text: str
    listed: tuple[str, ...] = ()

    @classmethod
    def made(cls, of: str, units: Sequence[str]) -> Joined:
        """As the database would join them; at least one."""
        found = cls(of, len(units), RECORD.join(units))
        return found if found.is_whole else found._replace(listed=tuple(units))

    @property
    def is_whole(self) -> bool:
        """Whether they can be told apart again."""
        return self.text.count(RECORD) + 1 == self.number

    @property
    def units(self) -> Sequence[str]:
        return self.listed or self.text.split(RECORD)

    def and_one(self, unit: str) -> Joined:
        """With one more, the last."""
        found = Joined(self.of, self.number + 1, f"{self.text}{RECORD}{unit}")
        return found if found.is_whole else found._replace(listed=(*self.units, unit))
