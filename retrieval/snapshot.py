"""The built index, kept in a file beside the database: its documents' texts, its postings and the words by sound.

A file that is missing, damaged, written by other code or made of other interviews is as good as none: the index is
built anew and the file replaced in one step. Lengths, types and ranges are checked before use. Knows no database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, get_args

import numpy as np

from retrieval import columns
from retrieval.columns import ColumnsError, require
from retrieval.counting import postings_of
from retrieval.documents import KINDS, Document, Field, terms
from retrieval.formula import Ints
from retrieval.index import SMALL, Index
from retrieval.large import engine_over
from retrieval.postings import Postings
from retrieval.ranking import PostingsEngine
from retrieval.spelling import Speller

FIELDS: tuple[Field, ...] = get_args(Field)
_COLUMNS = {"keys": "<u8", "starts": "<i8", "documents": "<i4", "impacts": "<f8"}
_CODES = ("<u2", "<i4")


@dataclass(frozen=True, slots=True)
class Built:
    """Documents, the index over them (document number n is documents[n]), and the words of the pairs by sound."""

    documents: tuple[Document, ...]
    index: Index
    speller: Speller


def build(documents: tuple[Document, ...]) -> Built:
    return _built(documents, Speller.of(one.text for one in documents if one.pair_id))


def _built(documents: tuple[Document, ...], speller: Speller) -> Built:
    texts = [one.text for one in documents]
    small = len(texts) <= SMALL
    return Built(documents, Index(map(terms, texts)) if small else Index.over(engine_over(postings_of(texts))), speller)


def load_or_build(path: Path | None, key: str, documents: Callable[[], tuple[Document, ...]]) -> Built:
    """The index of `path` if it was kept under this key, else one over documents(), which is then kept there.

    None for the path: built each time. A place that cannot be written costs only the time to build again.
    """
    if path is None:
        return build(documents())
    try:
        return load(path, key)
    except (OSError, ColumnsError):
        built = build(documents())
        with contextlib.suppress(OSError):
            save(path, key, built)
        return built


def save(path: Path, key: str, built: Built) -> None:
    """Keeps an index as it was built, without what came or went since. Whole or not at all. Raises OSError."""
    engine = built.index.engine
    texts = built.documents[: engine.size]
    arrays: dict[str, Ints] = {**_document_columns(texts), **_speller_columns(built.speller)}
    head: dict[str, Any] = {"key": key, "targets": list(dict.fromkeys((one.pair_id, one.topic) for one in texts))}
    if isinstance(engine, PostingsEngine):
        for kind, postings in zip(KINDS, engine.postings, strict=True):
            arrays.update({f"{kind} {name}": getattr(postings, name) for name in (*_COLUMNS, "codes", "tops")})
        head["kinds"] = [[one.mean_length, one.salt, one.bits] for one in engine.postings]
    columns.write(path, head, arrays)


def load(path: Path, key: str) -> Built:
    """The index kept under this key. Raises ColumnsError, OSError."""
    try:
        head, arrays = columns.read(path)
        if head["key"] != key:
            raise ColumnsError(f"{path.name}: made of other interviews or by other code")
        documents = _documents(head["targets"], arrays)
        speller = _speller(arrays)
        if "kinds" not in head:
            return _built(documents, speller)
        return Built(documents, Index.over(engine_over(_postings(len(documents), head["kinds"], arrays))), speller)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError) as error:
        raise ColumnsError(f"{path.name}: {error!r}, expected the columns of an index") from error


# documents


def _document_columns(documents: tuple[Document, ...]) -> dict[str, Ints]:
    targets = {name: number for number, name in enumerate(dict.fromkeys((one.pair_id, one.topic) for one in documents))}
    texts = "".join(one.text for one in documents).encode("utf-8", "surrogatepass")
    return {
        "texts": np.frombuffer(texts, dtype=np.uint8),
        "lengths": np.array([len(one.text) for one in documents], dtype=np.int32),
        "fields": np.array([FIELDS.index(one.field) for one in documents], dtype=np.uint8),
        "target numbers": np.array([targets[one.pair_id, one.topic] for one in documents], dtype=np.int32),
        "passages": np.array([-1 if one.passage is None else one.passage for one in documents], dtype=np.int32),
    }


def _documents(targets: list[list[str]], arrays: Mapping[str, Ints]) -> tuple[Document, ...]:
    text = arrays["texts"].tobytes().decode("utf-8", "surrogatepass")
    lengths, places = arrays["lengths"].tolist(), arrays["target numbers"].tolist()
    names = [(str(pair_id), str(topic)) for pair_id, topic in targets]
    require(not lengths or min(lengths) >= 0 <= min(places), "a length or target below 0")
    require(sum(lengths) == len(text), "lengths that do not fit the text")
    found = []
    spans = pairwise(accumulate(lengths, initial=0))
    rows = zip(spans, arrays["fields"].tolist(), places, arrays["passages"].tolist(), strict=True)
    for (start, end), field, place, passage in rows:
        pair_id, topic = names[place]
        found.append(Document(text[start:end], FIELDS[field], pair_id, None if passage < 0 else passage, topic))
    return tuple(found)


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
    keys, starts, documents, impacts = (own[name] for name in _COLUMNS)
    codes, tops = own["codes"], own["tops"]
    require(len(starts) == len(keys) + 1 == len(tops) + 1, "columns of different lengths")
    require(len(documents) == len(codes) == starts[-1] and starts[0] == 0, "postings of different lengths")
    require(bool((starts[1:] > starts[:-1]).all() and (keys[1:] > keys[:-1]).all()), "terms out of order")
    if len(documents):
        require(int(documents.min()) >= 0 and int(documents.max()) < size, "a document that is not there")
        require(int(min(codes.min(), tops.min())) >= 0, "a code below 0")
        require(int(max(codes.max(), tops.max())) < len(impacts), "a code that is not there")
        require(bool(np.isfinite(impacts).all() and (impacts > 0).all()), "an impact that is no number")
