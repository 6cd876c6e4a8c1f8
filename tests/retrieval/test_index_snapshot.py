"""The index kept in a file: the same answers as a built one, never a stale or a damaged one."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.columns import MAGIC, ColumnsError, read, unpacked, write
from retrieval.documents import Document, terms
from retrieval.index import SMALL, Index
from retrieval.large import LargeEngine
from retrieval.marks import Marks
from retrieval.ranking import PostingsEngine
from retrieval.snapshot import Ahead, Built, build, build_and_keep, load, load_or_build, save

FEW = (
    Document("禁毒经费多少", "phrasing", "p1", 2),
    Document("怎么举报", "question", "p2"),
    Document("毒品的刑罚", "declined", topic="penalties"),
    Document("", "passage", "p1", 0),
)
MANY = tuple(Document(f"第{n}条 举报电话", "phrasing", f"p{n % 7}", n % 3) for n in range(SMALL + 20))
QUERY = terms("举报经费")


def never() -> tuple[Document, ...]:
    raise AssertionError("built, expected to be read")


def same(one: Built, other: Built) -> bool:
    spelt = one.speller.corrected("举暴点话") == other.speller.corrected("举暴点话")
    return spelt and one.documents == other.documents and one.index.search(QUERY, 50) == other.index.search(QUERY, 50)


@pytest.mark.parametrize("documents", [(), FEW, MANY])
def test_a_kept_index_answers_as_the_built_one(tmp_path: Path, documents: tuple[Document, ...]) -> None:
    path = tmp_path / "kept.index"
    built = load_or_build(path, Marks("key"), lambda: documents)
    assert same(load_or_build(path, Marks("key"), never), built)
    assert os.listdir(tmp_path) == ["kept.index"]


def test_a_kept_index_takes_documents_as_the_built_one(tmp_path: Path) -> None:
    save(tmp_path / "kept", "key", build(MANY))
    kept = load(tmp_path / "kept", "key")
    added = [terms("新的禁毒经费")]
    assert kept.index.with_added(added).without([3]).search(QUERY, 50) == build(MANY).index.with_added(added).without(
        [3]
    ).search(QUERY, 50)


def test_machine_code_reads_a_kept_index(tmp_path: Path) -> None:
    pytest.importorskip("numba")
    save(tmp_path / "kept", "key", build(MANY))
    engine = load(tmp_path / "kept", "key").index.engine
    assert isinstance(engine, PostingsEngine)
    assert Index.over(LargeEngine(engine.postings)).search(QUERY, 50) == build(MANY).index.search(QUERY, 50)


def test_a_file_read_ahead_answers_as_one_read_now(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    save(path, "key", build(MANY))
    assert same(load_or_build(path, Marks("key"), never, Ahead(path)), build(MANY))
    assert load_or_build(path, Marks("other"), lambda: FEW, Ahead(path)).documents == FEW
    assert same(load_or_build(path, Marks("key"), lambda: MANY, Ahead(tmp_path / "none")), build(MANY))


def test_a_damaged_file_read_ahead_is_built_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"no index")
    assert load_or_build(path, Marks("key"), lambda: FEW, Ahead(path)).documents == FEW


def test_another_key_means_building_anew(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    load_or_build(path, Marks("old"), lambda: MANY)
    assert load_or_build(path, Marks("new"), lambda: FEW).documents == FEW
    assert load_or_build(path, Marks("new"), never).documents == FEW
    with pytest.raises(ColumnsError, match="made of other interviews or by other code"):
        load(path, "old")


def test_what_it_was_phrased_with_is_kept_and_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    load_or_build(path, Marks("key", {"p1": "old"}), lambda: FEW)
    assert load_or_build(path, Marks("key", {"p1": "new"}), never).phrased == {"p1": "old"}
    build_and_keep(path, Marks("key", {"p1": "new"}), FEW)
    assert load(path, "key").phrased == {"p1": "new"}


def test_no_path_means_building_each_time(tmp_path: Path) -> None:
    assert load_or_build(None, Marks("key"), lambda: FEW).documents == FEW


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    assert load_or_build(tmp_path / "no such folder" / "kept", Marks("key"), lambda: FEW).documents == FEW
    assert load_or_build(tmp_path, Marks("key"), lambda: FEW).documents == FEW  # a folder stands where the file would


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("kept") / "kept"
    save(path, "key", build(MANY))
    return path.read_bytes()


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data[: len(data) // 2], lambda data: b""])
def test_a_cut_file_is_built_anew(tmp_path: Path, kept: bytes, spoil: Callable[[bytes], bytes]) -> None:
    (tmp_path / "kept").write_bytes(spoil(kept))
    assert same(load_or_build(tmp_path / "kept", Marks("key"), lambda: MANY), build(MANY))
    assert (tmp_path / "kept").read_bytes() == kept


@settings(deadline=None)
@given(data=st.data())
def test_any_changed_byte_is_noticed(kept: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(kept) - 1))
    flip = data.draw(st.integers(1, 255))
    with pytest.raises(ColumnsError):
        unpacked(kept[:place] + bytes([kept[place] ^ flip]) + kept[place + 1 :])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_strange_bytes_are_no_index(noise: bytes) -> None:
    for data in (noise, MAGIC + noise):
        with pytest.raises(ColumnsError):
            unpacked(data)


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(pickle.dumps(os.getcwd))
    with pytest.raises(ColumnsError, match="no index file"):
        load(tmp_path / "kept", "key")


WRONG = {
    "words documents": lambda held: held + len(MANY),
    "words codes": lambda held: held + 60_000,
    "words tops": lambda held: held + 60_000,
    "sounds starts": lambda held: held[::-1],
    "sounds keys": lambda held: held[::-1],
    "characters impacts": lambda held: held * np.nan,
    "characters documents": lambda held: held[:-1],
    "lengths": lambda held: held - 100,
    "fields": lambda held: held + 9,
    "target numbers": lambda held: held + 9999,
    "passages": lambda held: held[:-3],
    "texts": lambda held: held[:-1],
    "words starts": lambda held: held.astype(np.float64),
    "spelling keys": lambda held: held[::-1],
    "spelling lengths": lambda held: held + 1,
    "spelling words": lambda held: held[:-1],
}


@pytest.mark.parametrize("name", WRONG)
def test_columns_that_do_not_fit_are_refused_though_the_digest_is_right(tmp_path: Path, kept: bytes, name: str) -> None:
    head, arrays = unpacked(kept)
    changed = {**arrays, name: WRONG[name](arrays[name])}
    write(tmp_path / "kept", {field: head[field] for field in head if field != "arrays"}, changed)
    with pytest.raises(ColumnsError):
        load(tmp_path / "kept", "key")


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"key": "key", "targets": []},  # of an older form
        {"printed": "key"},
        {"printed": "key", "phrased": {}, "targets": 3},
        {"printed": "key", "phrased": 3, "targets": []},
        {"printed": "key", "phrased": {}, "targets": [], "kinds": [[1]]},
    ],
)
def test_a_head_that_does_not_fit_is_refused(tmp_path: Path, head: dict[str, object]) -> None:
    write(tmp_path / "kept", head, {"texts": np.zeros(0, dtype=np.uint8)})
    with pytest.raises(ColumnsError):
        load(tmp_path / "kept", "key")


def test_arrays_beyond_the_end_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "kept", {}, {"one": np.arange(3, dtype=np.int32)})
    data = (tmp_path / "kept").read_bytes()
    assert read(tmp_path / "kept")[1]["one"].tolist() == [0, 1, 2]
    with pytest.raises(ColumnsError, match="damaged"):
        unpacked(data.replace(b'"<i4", 0, 3]', b'"<i4", 0, 9]'))
