"""The word lists, read from the data files of this folder. Knows no splitter and no index."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct


class LexiconError(Exception):
    """A word list cannot be read."""


def _lines(name: str) -> Iterator[str]:
    for line in files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of this folder. Raises LexiconError naming the file and the place."""
    try:
        return tomllib.loads(files(__name__).joinpath(name).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"retrieval/lexicon/{name}: {error}") from error


@cache
def function_words() -> frozenset[str]:
    return frozenset(word.lower() for line in _lines("function_words.txt") for word in line.split())


@cache
def user_dictionary() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for line in _lines("dictionary.txt") for word in line.split()))


@cache
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """Words that ask for the same thing, a group a line, separated by tabs."""
    return tuple(tuple(word.strip() for word in line.split("\t") if word.strip()) for line in _lines("synonyms.tsv"))


class Place(Struct, frozen=True):
    """A district of Zhuzhou or a place elsewhere, with its everyday names."""

    name: str
    aliases: tuple[str, ...]


@cache
def districts() -> tuple[Place, ...]:
    return tuple(Place(row["name"], tuple(row["aliases"])) for row in table("districts.toml")["district"])


@cache
def shared_names() -> frozenset[str]:
    """Everyday names of districts that places elsewhere have too (经开区)."""
    return frozenset(table("districts.toml")["shared"]["names"])


PLACE_ENDS = "市县区州省"
_NO_SHORT = ("自治区", "自治州", "自治县", "行政区", "管理区")


@cache
def elsewhere() -> tuple[str, ...]:
    """Names of places outside Zhuzhou, whole (长沙市) and, where that is no everyday word, short (长沙)."""
    data = table("places.toml")
    lists = (*data["hunan"].values(), data["china"]["provinces"], data["china"]["cities"], data["world"]["countries"])
    names = [*data["hunan"], *(name for one in lists for name in one.split())]
    whole_only = set(data["whole_only"]["names"].split())
    short = [
        name[:-1]
        for name in names
        if name[-1] in PLACE_ENDS and len(name) > 2 and name not in whole_only and not name.endswith(_NO_SHORT)
    ]
    return tuple(dict.fromkeys((*names, *short)))


@cache
def no_places() -> frozenset[str]:
    """Words that end like a place and name none elsewhere: 示范区, and the city of the interviews."""
    data = table("places.toml")
    return frozenset((*data["common"]["words"].split(), *data["home"]["names"].split()))
