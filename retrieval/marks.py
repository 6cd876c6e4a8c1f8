"""By what a kept index is known to be made of a collection: they change with anything that goes into it. Reads no
database.

What counts is content, not a version number: a database restored from a backup may have the version of another.
What is printed has one mark; what people have phrased has one for each pair and topic, since it changes in small steps.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import blake2b, sha256
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from knowledge.late_pairs import heads_of, joined_passages
from knowledge.late_phrasings import joined_phrasings, joined_texts
from knowledge.model import Collection
from retrieval.documents import TOPIC

ROWS_AT_A_TIME = 1024
PLAIN = 0  # marshal's oldest form: equal rows are equal bytes, whatever objects they share
_MAKERS = ("rjieba", "jieba", "opencc", "pypinyin")


class Marks(Struct, frozen=True):
    """printed: of the articles, their pairs, this code and its word lists. phrased: of what people have phrased for a
    pair or declined topic, by Document.target; one without phrasings has no mark.
    """

    printed: str = ""
    phrased: Mapping[str, str] = field(default_factory=dict)


def marks_of(collection: Collection) -> Marks:
    """The marks of an index over this collection, made by this code with these word lists."""
    digest = sha256(code_mark().encode())  # processors have instructions for it
    rows = _printed(collection)
    while some := list(islice(rows, ROWS_AT_A_TIME)):
        digest.update(marshal.dumps(some, PLAIN))
    return Marks(digest.hexdigest(), {target: sha256(text).hexdigest() for target, text in _phrased(collection)})


def _printed(collection: Collection) -> Iterator[tuple[Any, ...]]:
    """Whatever of the articles goes into documents and scopes."""
    for article in collection.articles:
        yield ("districts", *((one.name, one.aliases) for one in article.districts))
    for pairs in (collection.pairs, collection.quotations):
        for head, passages in zip(heads_of(pairs), joined_passages(pairs), strict=True):
            one = head.official
            yield "pair", head.id, head.question, passages, one.name, one.office, one.district


def _phrased(collection: Collection) -> Iterator[tuple[str, bytes]]:
    """Whatever of the phrasings goes into documents, in one text, by what it leads to."""
    yield from joined_phrasings(collection.phrasings).items()
    for topic in collection.declined:
        if topic.phrasings:
            yield f"{TOPIC}{topic.slug}", joined_texts(topic.phrasings)


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
