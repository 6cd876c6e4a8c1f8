"""What a visitor may say instead of a question: a command, a number, a district. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bot import phrases
from retrieval.words import fold

_EDGES = re.compile(r"^[\s。．.，,！!～~“”\"'、]+|[\s。．.，,！!～~“”\"'、]+$")
_NUMBER = re.compile(r"(?:第|选|选择|回复|看)?\s*([0-9]{1,2})\s*(?:个|条|号|项)?")
_HAN_NUMBER = re.compile(r"(?:第|选|选择|看)([一二三四五六七八九])(?:个|条|号|项)?")
_HAN = "一二三四五六七八九"


def _bare(text: str) -> str:
    return _EDGES.sub("", fold(text))


@cache
def _commands() -> dict[str, str]:
    table = {fold(word): name for name, words in phrases.COMMANDS.items() for word in words}
    for name, words in (("whole", phrases.WHOLE), ("good", phrases.GOOD), ("bad", phrases.BAD)):
        table.update({fold(word): name for word in words})
    return table


def command_of(text: str) -> str:
    """The command that a message is, "" for none: help, topics, whole, good ..."""
    return _commands().get(_bare(text), "")


def number_of(text: str) -> int | None:
    """The number that a message picks, None for none.

    >>> number_of("第二个"), number_of("１"), number_of("10000")
    (2, 1, None)
    """
    bare = _bare(text)
    hit = _NUMBER.fullmatch(bare)
    if hit:
        return int(hit.group(1))
    han = _HAN_NUMBER.fullmatch(bare)
    return _HAN.index(han.group(1)) + 1 if han else None


def spoken_district(text: str, choices: Sequence[str]) -> str | None:
    """The district that a message fixes ("只看天元区"), "" for any district, None where it fixes none."""
    bare = text.strip()
    if bare == phrases.OPEN_DISTRICT or (bare in phrases.ANY_DISTRICT and phrases.OPEN_DISTRICT in choices):
        return ""
    if bare.startswith(phrases.ONLY) and len(bare) <= len(phrases.ONLY) + 10:
        return bare.removeprefix(phrases.ONLY).strip()
    if phrases.OPEN_DISTRICT in choices and f"{phrases.ONLY}{bare}" in choices:
        return bare
    return None
