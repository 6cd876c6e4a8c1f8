"""The built index, kept in a file beside the database: its documents' texts, its postings and the words by sound.

A file that is missing, damaged, written by other code or made of other interviews is as good as none: the index is
built anew and the file replaced in one step. Which phrasings it was built with stands in it; what was taught since is
left to taught.py. Lengths, types and ranges are checked before use. Knows no database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct, field

from knowledge.beside import Beside
from retrieval import columns
from retrieval.columns import ColumnsError, require
from retrieval.counting import postings_of
from retrieval.documents import KINDS, Document, terms
from retrieval.formula import Ints
from retrieval.held import FIELDS, Documents
from retrieval.index import SMALL, Index
from retrieval.large import engine_over
from retrieval.marks import Marks
from retrieval.postings import Postings
from retrieval.ranking import PostingsEngine
from retrieval.spelling import Speller

_COLUMNS = {"keys": "<u8", "starts": "<i8", "documents": "<i4", "impacts": "<f8", "widths": "<i4"}
_CODES = ("<u2", "<i4")
_OF_DOCUMENTS = {"lengths": "<i4", "fields": "|u1", "target numbers": "<i4", "passages": "<i4", "details": "<u4"}


class Built(Struct, frozen=True):
    """Documents, the index over them (document number n is documents[n]), and the words of the pairs by sound.

    phrased: the marks of the phrasings that are among the documents.
    """

    documents: Documents
    index: Index
    speller: Speller
    phrased: Mapping[str, str] = field(default_factory=dict)


def build(documents: tuple[Document, ...], phrased: Mapping[str, str] | None = None) -> Built:
    speller = Speller.of(one.text for one in documents if one.pair_id)
    return Built(Documents.of(documents), _index([one.text for one in documents]), speller, phrased or {})


def _index(texts: list[str]) -> Index:
    small = len(texts) <= SMALL
    return Index(map(terms, texts)) if small else Index.over(engine_over(postings_of(texts)))


def load_or_build(
    path: Path | None, marks: Marks, documents: Callable[[], tuple[Document, ...]], ahead: Ahead | None = None
) -> Built:
    """The index of `path` if it was made of the same articles, whatever was phrased, else one over documents().

    ahead: what has begun to read the file. None for the path: built each time.
    """
    try:
        return load(path, marks.printed, ahead) if path else build(documents(), marks.phrased)
    except (OSError, ColumnsError):
        return build_and_keep(path, marks, documents())


def build_and_keep(path: Path | None, marks: Marks, documents: tuple[Document, ...]) -> Built:
    """An index over documents, which is kept. A place that cannot be written costs only the time to build again."""
    built = build(documents, marks.phrased)
    if path:
        with contextlib.suppress(OSError):
            save(path, marks.printed, built)
    return built


def save(path: Path, printed: str, built: Built) -> None:
    """Keeps an index as it was built, without what came or went since. Whole or not at all. Raises OSError."""
    engine = built.index.engine
    arrays: dict[str, Ints] = {**_document_columns(built.documents), **_speller_columns(built.speller)}
    head: dict[str, Any] = {"printed": printed, "phrased": dict(built.phrased), "targets": built.documents.targets}
    if isinstance(engine, PostingsEngine):
        for kind, postings in zip(KINDS, engine.postings, strict=True):
            arrays.update({f"{kind} {name}": getattr(postings, name) for name in (*_COLUMNS, "codes", "tops")})
        head["kinds"] = [[one.mean_length, one.salt, one.bits] for one in engine.postings]
    columns.write(path, head, arrays)


def load(path: Path, printed: str, ahead: Ahead | None = None) -> Built:
    """The index kept under this mark of what is printed. Raises ColumnsError, OSError."""
    kept = ahead.kept() if ahead and ahead.path == path else _read(path)
    require(kept.printed == printed, f"{path.name}: made of other interviews or by other code")
    return kept.built


class Kept(NamedTuple):
    """What such a file holds: an index and the mark of what it was made of."""

    printed: str
    built: Built


class Ahead:
    """Reads a kept index in a thread of its own, beside whatever goes on meanwhile, for one who asks for it later."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found = Beside("index", lambda: _read(path))

    def kept(self) -> Kept:
        """As the file was when reading began. Raises ColumnsError, OSError."""
        return self._found.get()


def _read(path: Path) -> Kept:
    try:
        head, arrays = columns.read(path)
        documents, phrased = _documents(head["targets"], arrays), dict(head["phrased"])
        built = Built(documents, _kept_index(documents, head, arrays), _speller(arrays), phrased)
        return Kept(str(head["printed"]), built)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
        raise ColumnsError(f"{path.name}: {error!r}, expected the columns of an index") from error


def _kept_index(documents: Documents, head: Mapping[str, Any], arrays: Mapping[str, Ints]) -> Index:
    if "kinds" not in head:
        return _index([one.text for one in documents])
    return Index.over(engine_over(_postings(len(documents), head["kinds"], arrays)))


# documents


def _document_columns(documents: Documents) -> dict[str, Ints]:
    return {
        "texts": np.frombuffer(documents.text.encode("utf-8", "surrogatepass"), dtype=np.uint8),
        "lengths": documents.lengths,
        "fields": documents.fields,
        "target numbers": documents.target_numbers,
        "passages": documents.passages,
        "details": documents.details,
    }


def _documents(targets: list[list[str]], arrays: Mapping[str, Ints]) -> Documents:
    text = arrays["texts"].tobytes().decode("utf-8", "surrogatepass")
    own = {name: arrays[name] for name in _OF_DOCUMENTS}
    require(all(own[name].dtype.str == form for name, form in _OF_DOCUMENTS.items()), "a column of another type")
    require(len({len(column) for column in own.values()}) == 1, "columns of different lengths")
    lengths, places = own["lengths"], own["target numbers"]
    if len(lengths):
        require(int(lengths.min()) >= 0 <= int(places.min()), "a length or target below 0")
        require(int(places.max()) < len(targets), "a target that is not there")
        require(int(own["fields"].max()) < len(FIELDS), "a field that is not there")
    require(int(lengths.sum(dtype=np.int64)) == len(text), "lengths that do not fit the text")
    return Documents(text, [(str(pair_id), str(topic)) for pair_id, topic in targets], own)


# words by sound


def _speller_columns(speller: Speller) -> dict[str, Ints]:
    words = np.frombuffer(speller.words.encode(), dtype=np.uint8)
    return {"spelling keys": speller.keys, "spelling lengths": speller.lengths, "spelling words": words}


def _speller(arrays: Mapping[str, Ints]) -> Speller:
    keys, lengths = arrays["spelling keys"], arrays["spelling lengths"]
    words = arrays["spelling words"].tobytes().decode()
    require(keys.dtype == np.uint64 and lengths.dtype == np.uint8, "a column of another type")
    require(len(keys) == len(lengths) and bool((keys[1:] > keys[:-1]).all()), "words out of order")
    require(int(lengths.sum()) == len(words), "lengths that do not fit the words")
    return Speller.over(keys, lengths, words)


# postings


def _postings(size: int, kinds: list[list[Any]], arrays: Mapping[str, Ints]) -> list[Postings]:
    found = []
    for kind, (mean_length, salt, bits) in zip(KINDS, kinds, strict=True):
        own = {name: arrays[f"{kind} {name}"] for name in (*_COLUMNS, "codes", "tops")}
        require(all(own[name].dtype.str == form for name, form in _COLUMNS.items()), "a column of another type")
        require(own["codes"].dtype == own["tops"].dtype and own["codes"].dtype.str in _CODES, "codes of another type")
        _check(size, own)
        found.append(Postings(size, float(mean_length), int(salt), int(bits), **own))
    return found


def _check(size: int, own: Mapping[str, Ints]) -> None:
    keys, starts, documents, impacts, widths = (own[name] for name in _COLUMNS)
    codes, tops = own["codes"], own["tops"]
    require(len(starts) == len(keys) + 1 == len(tops) + 1, "columns of different lengths")
    require(len(documents) == len(codes) == starts[-1] and starts[0] == 0, "postings of different lengths")
    require(len(widths) == size and int(widths.sum(dtype=np.int64)) == len(documents), "widths of other postings")
    require(int(widths.min(initial=0)) >= 0, "a width below 0")
    require(bool((starts[1:] > starts[:-1]).all() and (keys[1:] > keys[:-1]).all()), "terms out of order")
    if len(documents):
        require(int(documents.min()) >= 0 and int(documents.max()) < size, "a document that is not there")
        require(int(min(codes.min(), tops.min())) >= 0, "a code below 0")
        require(int(max(codes.max(), tops.max())) < len(impacts), "a code that is not there")
        require(bool(np.isfinite(impacts).all() and (impacts > 0).all()), "an impact that is no number")
