"""How near in meaning texts are, by word vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.distil import reduced, table, vocabulary
from retrieval.meaning import (
    KEPT,
    KEYS,
    ROWS,
    Gist,
    MeaningError,
    Vectors,
    coverages,
    covered,
    gists,
    likeness,
    likenesses,
    load,
    shipped,
)
from retrieval.postings import term_key
from retrieval.words import fold, tokenise

WORDS = {"医生": (100, 0, 0), "大夫": (100, 10, 0), "经费": (0, 100, 0), "医": (50, 0, 0), "护": (0, 0, 80)}


def small() -> Vectors:
    keys, rows = zip(*sorted((term_key(word), row) for word, row in WORDS.items()), strict=True)
    return Vectors(np.array(keys, dtype=np.uint64), np.array(rows, dtype=np.int8))


def meant(*words: str, vectors: Vectors | None = None) -> Gist:
    return gists([words], lambda some: np.array([2.0 if word == "医生" else 1.0 for word in some]), vectors or small())[
        0
    ]


def test_a_vector_has_the_length_of_one() -> None:
    assert small().of(["医生"])[0] == pytest.approx([1, 0, 0])
    assert np.linalg.norm(small().of(["大夫"])[0]) == pytest.approx(1)


def test_a_word_that_is_not_in_the_table_means_what_its_characters_mean() -> None:
    assert small().of(["医护"])[0] == pytest.approx([2**-0.5, 0, 2**-0.5])


def test_of_a_word_of_which_nothing_is_known_there_is_nothing() -> None:
    assert not small().of(["猫咪"])[0].any()
    assert not small().of(["wifi"])[0].any()


def test_a_text_is_the_weighted_mean_of_its_words() -> None:
    assert meant("医生", "经费").whole == pytest.approx(np.array([2, 1, 0]) / 5**0.5)


def test_other_words_for_the_same_are_near_and_words_for_something_else_are_not() -> None:
    assert likeness(meant("医生"), meant("大夫")) == pytest.approx(0.995, abs=1e-3)
    assert likeness(meant("医生"), meant("经费")) == 0


def test_what_is_asked_is_covered_by_the_nearest_words_each_with_its_weight() -> None:
    assert covered(meant("医生", "经费"), meant("大夫")) == pytest.approx(2 * 0.995 / 3, abs=1e-3)
    assert covered(meant("医生"), meant("经费", "大夫")) == pytest.approx(0.995, abs=1e-3)


def test_a_word_of_which_nothing_is_known_is_covered_by_none() -> None:
    assert covered(meant("猫咪"), meant("猫咪")) == 0
    assert covered(meant("医生", "猫咪"), meant("医生")) == pytest.approx(2 / 3)


def test_nothing_covers_nothing() -> None:
    assert covered(meant(), meant("医生")) == covered(meant("医生"), meant()) == likeness(meant(), meant()) == 0


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_compared_in_bounds(one: str, other: str) -> None:
    ours, theirs = gists([tokenise(fold(text)) for text in (one, other)], lambda words: np.ones(len(words)), shipped())
    assert -1.001 <= likeness(ours, theirs) <= 1.001
    assert 0 <= covered(ours, theirs) <= 1.001


# The table


def test_the_table_that_ships_knows_everyday_words_for_those_of_the_officials() -> None:
    for everyday, printed, other in (("大夫", "医生", "汽车"), ("罚钱", "罚款", "公园"), ("包裹", "快递", "老师")):
        asked, same, different = shipped().of((everyday, printed, other))
        assert asked @ same > asked @ different + 0.2


def test_the_words_that_get_a_vector_are_folded_and_different() -> None:
    words = vocabulary()
    assert len(words) == len(set(words)) > 50_000
    assert {"禁毒", "毒", "三清一收一净"} <= set(words)


def test_reducing_keeps_who_is_near_whom() -> None:
    chance = np.random.default_rng(626)
    groups = chance.normal(size=(4, 1, 32)) + 0.05 * chance.normal(size=(4, 5, 32)) + 3
    rows = reduced(groups.reshape(20, 32).astype(np.float32), 4).astype(np.float64)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    nearest = np.argsort(-(rows @ rows.T), axis=1)[:, :5] // 5
    assert (nearest == np.arange(20)[:, None] // 5).all()


def test_the_rows_stand_in_the_order_of_the_keys() -> None:
    words = ("经费", "医生", "大夫")
    vectors = np.array([[0, 9], [8, 0], [9, 1]], dtype=np.float32)
    keys, rows = table(words, vectors, 2)
    assert keys.tolist() == sorted(map(term_key, words))
    asked, same, different = Vectors(keys, rows).of(("大夫", "医生", "经费"))
    assert asked @ same > asked @ different


def saved(folder: Path, keys: object, rows: object) -> Path:
    np.save(folder / KEYS, np.asarray(keys))
    np.save(folder / ROWS, np.asarray(rows))
    return folder


def test_a_table_is_read_from_its_files(tmp_path: Path) -> None:
    read = load(saved(tmp_path, np.array([1, 2], dtype=np.uint64), np.array([[1, 0], [0, 1]], dtype=np.int8)))
    assert read.width == 2


def test_a_row_is_read_from_its_place_in_the_file(tmp_path: Path) -> None:
    keys, rows = zip(*sorted((term_key(word), row) for word, row in WORDS.items()), strict=True)
    read = load(saved(tmp_path, np.array(keys, dtype=np.uint64), np.array(rows, dtype=np.int8)))
    for word in (*WORDS, "医护", "猫咪"):
        assert read.of(word) == pytest.approx(small().of(word))


MEANT = st.lists(st.sampled_from([*WORDS, "猫咪"]), max_size=4).map(lambda words: meant(*words))


@given(MEANT, st.lists(MEANT, max_size=5))
def test_several_texts_at_once_are_as_near_as_each_by_itself(asked: Gist, others: list[Gist]) -> None:
    assert likenesses(asked, others) == pytest.approx([likeness(asked, one) for one in others], abs=1e-5)
    assert coverages(asked, others) == pytest.approx([covered(asked, one) for one in others], abs=1e-5)


@pytest.mark.parametrize(
    ("keys", "rows"),
    [
        (np.array([2, 1], dtype=np.uint64), np.zeros((2, 3), dtype=np.int8)),
        (np.array([1], dtype=np.uint64), np.zeros((2, 3), dtype=np.int8)),
        (np.array([1, 2], dtype=np.int64), np.zeros((2, 3), dtype=np.int8)),
        (np.array([1, 2], dtype=np.uint64), np.zeros((2, 3))),
        (np.array([1, 2], dtype=np.uint64), np.zeros(2, dtype=np.int8)),
    ],
)
def test_a_table_that_is_off_is_refused_with_its_folder(tmp_path: Path, keys: object, rows: object) -> None:
    with pytest.raises(MeaningError, match=tmp_path.name):
        load(saved(tmp_path, keys, rows))


def test_files_that_hold_something_else_are_refused_with_their_folder(tmp_path: Path) -> None:
    with pytest.raises(MeaningError, match=tmp_path.name):
        load(tmp_path)
    (tmp_path / KEYS).write_bytes(b"no table")
    with pytest.raises(MeaningError, match=tmp_path.name):
        load(tmp_path)


def test_texts_that_are_looked_up_together_mean_what_each_means_alone() -> None:
    texts = [tokenise(fold(text)) for text in ("禁毒经费涨了多少", "", "wifi 猫咪 医生", "经费 经费 公园几时开园")]
    together = gists(texts, lambda words: np.arange(1.0, 1 + len(words)), shipped())
    assert [len(one.words) for one in together] == list(map(len, texts))
    for text, one in zip(texts, together, strict=True):
        (alone,) = gists([text], lambda words: np.ones(len(words)), shipped())
        assert np.array_equal(alone.words, one.words)


def test_a_word_means_the_same_however_many_were_looked_up_before_it() -> None:
    table, many = small(), [f"词{number}" for number in range(KEPT + 2)]
    before = table.of(("医生", "猫"))
    for words in (many[: KEPT - 1], many[KEPT - 1 :], many):
        assert table.of(words).shape == (len(words), table.width)
        assert table.of(("医生", "猫")) == pytest.approx(before)
