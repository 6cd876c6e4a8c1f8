"""The key under which a built index is kept: it changes with anything that the index is made of. Reads no database.

What counts is content, not a version number: a database restored from a backup may have the version of another.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b, sha256
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

from knowledge.late import texts_of
from knowledge.model import Collection, Pair

ROWS_AT_A_TIME = 1024
PLAIN = 0  # marshal's oldest form: equal rows are equal bytes, whatever objects they share
_MAKERS = ("rjieba", "jieba", "opencc", "pypinyin")


def key_of(collection: Collection) -> str:
    """The key of the index over this collection, made by this code with these word lists."""
    digest = sha256(code_mark().encode())  # processors have instructions for it
    rows = _read(collection)
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        digest.update(marshal.dumps(some, PLAIN))
    return digest.hexdigest()


def _read(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """Whatever of a collection goes into documents and scopes."""
    for article in collection.articles:
        yield ("districts", *((one.name, one.aliases) for one in article.districts))
    for pair in (*collection.pairs, *collection.quotations):
        yield ("pair", *_of_pair(pair))
    for phrasing in collection.phrasings:
        yield ("phrasing", phrasing.text, phrasing.pair_id, phrasing.passage)
    for topic in collection.declined:
        yield ("declined", topic.slug, topic.phrasings)


def _of_pair(pair: Pair) -> tuple[Any, ...]:
    official = pair.official
    return pair.id, pair.question, texts_of(pair.passages), official.name, official.office, official.district


@cache
def code_mark() -> str:
    """The same as long as this package's modules, its word lists and the splitters stay the same."""
    digest = blake2b(digest_size=32)
    here = Path(__file__).parent
    for path in sorted((*here.glob("*.py"), *(one for one in (here / "lexicon").iterdir() if one.is_file()))):
        digest.update(f"{path.name}\0{blake2b(path.read_bytes()).hexdigest()}\0".encode())
    for name in _MAKERS:
        digest.update(f"{name} {_version(name)}\0".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
