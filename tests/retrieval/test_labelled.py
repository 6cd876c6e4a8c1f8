"""Labelled questions as files: what is read, and how what cannot be read is named."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.labelled import LabelError, Labelled, names, read, resolved
from tests import tiny

SETS = Path(__file__).parents[1] / "evaluation"


def test_one_question_a_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(
        '\ufeff{"id": "a1", "kind": "answerable", "q": "涨了多少", "gold": ["m"], "fact": "60%", "note": "x"}\n\n'
        '{"id": 2, "kind": "followup", "turns": ["甲", "乙"], "gold": [], "multi": true}\n',
        encoding="utf-8",
    )
    assert read(path) == (
        Labelled("a1", "answerable", ("涨了多少",), ("m",), "60%"),
        Labelled("2", "followup", ("甲", "乙"), (), "", True),
    )
    assert read(path)[1].question == "乙"


def test_a_line_separator_inside_a_question_does_not_end_it(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"id": "a", "kind": "urgent", "q": "救\u2028命\x85", "gold": []}
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    assert read(path)[0].question == "救\u2028命\x85"


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        '"turns"',
        "null",
        '{"kind": "urgent", "q": "a", "gold": []}',
        '{"id": "a", "q": "a", "gold": []}',
        '{"id": "a", "kind": "odd", "q": "a", "gold": []}',
        '{"id": "a", "kind": "urgent", "gold": []}',
        '{"id": "a", "kind": "urgent", "q": 5, "gold": []}',
        '{"id": "a", "kind": "urgent", "turns": [], "gold": []}',
        '{"id": "a", "kind": "urgent", "turns": "ab", "gold": []}',
        '{"id": "a", "kind": "urgent", "q": "a", "gold": "m"}',
        '{"id": "a", "kind": "urgent", "q": "a", "gold": [1]}',
        '{"id": "a", "kind": "urgent", "q": "a", "gold": [], "fact": 5}',
        '{"id": "a", "kind": ["urgent"], "q": "a", "gold": []}',
        "[" * 5000,
    ],
)
def test_a_line_that_is_no_labelled_question_is_named_with_its_file(tmp_path: Path, line: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"id": "a", "kind": "urgent", "q": "a", "gold": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"set\.jsonl, line 2: .*expected id, kind, q or turns, gold"):
        read(path)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80"])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(LabelError, match=r"set\.jsonl"):
        read(path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match=r"gone\.jsonl"):
        read(tmp_path / "gone.jsonl")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        with suppress(LabelError):
            assert read(Path(file.name)) == () or content.strip()


def test_short_names_stand_beside_how_their_answers_begin(tmp_path: Path) -> None:
    path = tmp_path / "answers.tsv"
    path.write_text("# a comment\nm\t近三年禁毒\n\nw\t我们帮助\n", encoding="utf-8")
    assert names(path) == {"m": ("近三年禁毒",), "w": ("我们帮助",)}
    assert names(tmp_path / "gone.tsv") == {}


@pytest.mark.parametrize("table", ["m\n", "m\ta\tb\n"])
def test_a_table_of_names_with_an_odd_line_is_named(tmp_path: Path, table: str) -> None:
    path = tmp_path / "answers.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(LabelError, match=r"answers\.tsv"):
        names(path)


def test_gold_becomes_pair_ids_and_a_name_without_a_pair_stays_missed() -> None:
    label = Labelled("a", "answerable", ("q",), ("m", tiny.WORK, "gone"))
    short = {"m": ("近三年禁毒",), "gone": ("没有这样的回答",)}
    assert next(resolved([label], tiny.COLLECTION.pairs, short)).gold == (tiny.MONEY, tiny.WORK, "gone")


def test_a_name_may_stand_for_several_answers(tmp_path: Path) -> None:
    path = tmp_path / "answers.tsv"
    path.write_text("m\t近三年禁毒\nm\t我们帮助\n", encoding="utf-8")
    label = Labelled("a", "answerable", ("q",), ("m",))
    assert next(resolved([label], tiny.COLLECTION.pairs, names(path))).gold == (tiny.MONEY, tiny.WORK)


@pytest.mark.parametrize("name", ["tune.jsonl", "report.jsonl"])
def test_the_sets_that_ship_are_whole(name: str) -> None:
    labels = read(SETS / name)
    known = names(SETS / "answers.tsv")
    assert len({label.id for label in labels}) == len(labels) >= 200
    assert {gold for label in labels for gold in label.gold} <= known.keys()
    assert {label.kind for label in labels} == {"answerable", "unanswerable", "followup", "compare", "urgent"}


def test_no_question_stands_in_both_sets() -> None:
    """What is tuned on must not be what is reported."""
    tuned, reported = ({label.turns for label in read(SETS / name)} for name in ("tune.jsonl", "report.jsonl"))
    assert not tuned & reported
