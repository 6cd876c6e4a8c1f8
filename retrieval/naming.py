"""What the names in a question stand for together: whose place a title or a shared name belongs to. Pure; finds none.

长沙经开区 is a place of 长沙, 荷塘区区长 an official of 荷塘区, whoever else is 区长 or has a 经开区 in the collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

Kind = Literal["district", "shared", "elsewhere", "person", "surname", "title"]
PLACES = frozenset({"district", "shared", "elsewhere"})
_JOINTS = frozenset({"", "的"})
_DENIED = re.compile(r"(?<!是)不是(?:说|讲|问|指)?(?:的)?$")  # 是不是天元 denies nothing
_INSTEAD = re.compile(r"(?<!不)是$")


class Name(Struct, frozen=True):
    """A name people use and what it stands for. officials: those who may answer under it.

    kind: "district" (of Zhuzhou, or an interview's), "shared" (经开区: a district's, but other places have one too),
    "elsewhere" (国, 省, 市 ... of the lexicon), "person", "surname" (邓县长), "title" (县长).
    """

    district: str
    covered: bool
    officials: tuple[str, ...] = ()
    kind: Kind = "district"


class Mention(Struct, frozen=True):
    """A name where it stands in a text, and how a reply calls it."""

    start: int
    end: int
    name: Name
    text: str = ""

    @property
    def is_place(self) -> bool:
        return self.name.kind in PLACES


def meant(text: str, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """What the names of a text stand for, in order.

    Places written in one (长沙市雨花区, 衡阳的高新区) are one place. A bare title counts only where no place is named,
    a surname with a title only where no uncovered place stands before it; a name that is taken back for another
    (不是天元，是经开) not at all.
    """
    mentions = _left_standing(text, mentions)
    found: list[Name] = []
    run: list[Mention] = []
    names_place = any(one.is_place for one in mentions)
    for one in mentions:
        if run and not (text[run[-1].end : one.start] in _JOINTS and _narrows(run[-1].name, one.name)):
            found.append(_of_run(run))
            run = []
        if one.is_place:
            run.append(one)
        elif one.name.kind == "person" or _is_free(one.name, names_place, found):
            found.append(one.name)
    return (*found, _of_run(run)) if run else tuple(found)


def _left_standing(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The names less those that are denied and followed by the one that is meant instead."""
    instead = [bool(_INSTEAD.search(text[: one.start])) for one in mentions]
    return [
        one
        for place, one in enumerate(mentions)
        if not (any(instead[place + 1 :]) and _DENIED.search(text[: one.start]))
    ]


def _is_free(name: Name, names_place: bool, before: Iterable[Name]) -> bool:
    """Whether a title belongs to no other place."""
    if name.kind == "title":
        return not names_place
    return all(one.covered for one in before)


def _narrows(before: Name, name: Name) -> bool:
    """Whether a place right behind another one lies in it."""
    if name.kind not in PLACES:
        return False
    return before.kind == "elsewhere" or (name.kind == "shared" and not before.covered)


def _of_run(run: Sequence[Mention]) -> Name:
    """The narrowest of places written in one; 经开区 behind 长沙 is not ours."""
    last = run[-1].name
    if last.kind == "shared" and len(run) > 1:
        last = run[-2].name
    if last.covered:
        return last
    return Name("".join(one.text for one in run), covered=False)
