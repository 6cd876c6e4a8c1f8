"""The word lists, read from the data files of this folder. Knows no splitter and no index."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


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


@dataclass(frozen=True, slots=True)
class Place:
    """A district of Zhuzhou or a place elsewhere, with its everyday names."""

    name: str
    aliases: tuple[str, ...]


@cache
def districts() -> tuple[Place, ...]:
    return tuple(Place(row["name"], tuple(row["aliases"])) for row in table("districts.toml")["district"])


@cache
def elsewhere() -> tuple[str, ...]:
    return tuple(table("districts.toml")["elsewhere"]["names"])
