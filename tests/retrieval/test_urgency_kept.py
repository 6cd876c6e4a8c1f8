"""The urgency model kept in a file: always that of the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from retrieval import columns, urgency, urgency_kept
from retrieval.urgency import Urgency, UrgencyError
from retrieval.urgency_fitting import urgency_table
from tests import tiny


def same(one: Urgency, other: Urgency) -> bool:
    plain = (one.kinds, one.biases, one.rows, one.line) == (other.kinds, other.biases, other.rows, other.line)
    return plain and bool(np.array_equal(one.weights.reshape(-1), other.weights.reshape(-1)))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text(urgency_table(tiny.calm()), encoding="utf-8")
    return path


def test_the_kept_model_is_the_one_that_ships(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    assert same(urgency_kept.load(kept), urgency.load())
    written = kept.read_bytes()
    again = urgency_kept.load(kept)
    assert same(again, urgency.load())
    assert again.kind("快救命啊他没气了") == urgency.load().kind("快救命啊他没气了")
    assert kept.read_bytes() == written


def test_another_table_is_read_anew(tmp_path: Path, table: Path) -> None:
    kept = tmp_path / "kept"
    urgency_kept.load(kept)
    assert same(urgency_kept.load(kept, table), urgency.load(table))
    table.write_text(table.read_text(encoding="utf-8").replace("\t9", "\t8"), encoding="utf-8")
    assert same(urgency_kept.load(kept, table), urgency.load(table))
    assert same(urgency_kept.load(kept), urgency.load())


def test_a_model_without_terms_is_kept(tmp_path: Path, table: Path) -> None:
    table.write_text("!kinds\toverdose\n!biases\t-5\t0\n!line\t0.5\n", encoding="utf-8")
    for _ in range(2):
        assert same(urgency_kept.load(tmp_path / "kept", table), urgency.load(table))


@pytest.mark.parametrize("spoilt", [b"", b"no columns", columns.MAGIC])
def test_a_damaged_file_is_made_anew(tmp_path: Path, table: Path, spoilt: bytes) -> None:
    kept = tmp_path / "kept"
    urgency_kept.load(kept, table)
    written = kept.read_bytes()
    kept.write_bytes(spoilt)
    assert same(urgency_kept.load(kept, table), urgency.load(table))
    assert kept.read_bytes() == written


def test_columns_that_do_not_fit_are_made_anew(tmp_path: Path, table: Path) -> None:
    kept = tmp_path / "kept"
    urgency_kept.load(kept, table)
    head, arrays = columns.read(kept)
    changed = {name: head[name] for name in head if name != "arrays"}
    columns.write(kept, changed, {**arrays, "weights": arrays["weights"][:-1]})
    assert same(urgency_kept.load(kept, table), urgency.load(table))


def test_a_place_that_cannot_be_written_costs_only_time(tmp_path: Path, table: Path) -> None:
    assert same(urgency_kept.load(tmp_path / "no such folder" / "kept", table), urgency.load(table))


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_bytes(b"\xff")
    for path in (tmp_path / "own.tsv", tmp_path / "none.tsv"):
        with pytest.raises(UrgencyError, match=path.name):
            urgency_kept.load(tmp_path / "kept", path)
