"""Many small texts that the database joins into one, and that are told apart again exactly. Pure.

They stay bytes until somebody looks: of most nobody ever does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

GROUP, RECORD, UNIT = "\x1d", "\x1e", "\x1f"  # between what belongs to two; between two; between the parts of one


class Joined(NamedTuple):
    """What belongs to one pair or topic, joined by the database into one text, RECORD between two, and how many.

    text: in UTF-8. listed: them one by one, where one holds a RECORD itself.
    """

    of: str
    number: int
    text: bytes
    listed: tuple[str, ...] = ()

    @classmethod
    def made(cls, of: str, units: Sequence[str]) -> Joined:
        """As the database would join them; at least one."""
        found = cls(of, len(units), packed(units))
        return found if found.is_whole else found._replace(listed=tuple(units))

    @classmethod
    def read(cls, group: bytes) -> Joined:
        """From their number, UNIT, what they belong to, UNIT, and the text."""
        number, of, text = group.split(UNIT.encode(), 2)
        return cls(of.decode(), int(number), text)

    @property
    def is_whole(self) -> bool:
        """Whether they can be told apart again."""
        return self.text.count(RECORD.encode()) + 1 == self.number

    @property
    def units(self) -> Sequence[str]:
        """Raises ValueError where the database holds what is no text."""
        return self.listed or self.text.decode("utf-8", "surrogatepass").split(RECORD)

    def and_one(self, unit: str) -> Joined:
        """With one more, the last."""
        found = Joined(self.of, self.number + 1, RECORD.encode().join((self.text, packed([unit]))))
        return found if found.is_whole else found._replace(listed=(*self.units, unit))


def packed(units: Sequence[str]) -> bytes:
    """The text of these units."""
    return RECORD.join(units).encode("utf-8", "surrogatepass")
