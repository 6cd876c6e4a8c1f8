"""Whether a message may be an emergency, and the table of weights."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.tuning import urgency_table
from retrieval.urgency import EMPTY, Urgency, UrgencyError, load, parse, share, urgency_terms
from tests import tiny

HEAD = "!kinds\toverdose\tsuicide\n!biases\t-5\t0\t0\n!line\t0.5\n"


def test_a_probability_by_hand() -> None:
    """救命 alone has the terms w救命, c救命, sjiu ming and its concepts; only c救命 weighs, 100 / sqrt(n + 6) - 5."""
    terms = urgency_terms("救命")
    expected = 1 / (1 + math.exp(5 - 100 / math.sqrt(len(terms) + 6)))
    assert tiny.calm().probability("救命") == pytest.approx(expected, rel=1e-5)


def test_a_message_without_a_known_term_has_the_bias_alone() -> None:
    assert tiny.calm().probability("今天吃什么") == pytest.approx(1 / (1 + math.exp(5)))


def test_the_kind_with_the_most_weight_is_the_kind() -> None:
    assert tiny.calm().kind("快点救命他") == "overdose"
    assert tiny.calm().kind("不大想活") == "suicide"
    assert tiny.calm().kind("经费多少") == ""


def test_a_wording_that_must_never_be_missed_needs_no_weight() -> None:
    deaf = Urgency(("overdose",), (-30.0, 0.0), {}, EMPTY)
    assert deaf.kind("我朋友吸多了叫不醒") == "overdose"
    assert deaf.kind("我不想活了") == "suicide"


def test_a_story_about_it_is_no_emergency() -> None:
    deaf = Urgency(("overdose",), (-30.0, 0.0), {}, EMPTY)
    assert deaf.kind("电影里有人吸多了叫不醒") == ""


def test_plain_pinyin_is_heard_by_its_syllables() -> None:
    assert urgency_terms("jiu ming") == ("sjiu ming",)
    assert "sjiu ming" in urgency_terms("救命")


def test_a_term_counts_less_in_a_longer_message() -> None:
    assert share(("a",)) > share(("a",) * 40) > 0


def test_a_table_gives_back_the_model() -> None:
    model = tiny.calm()
    again = parse(urgency_table(model), "again")
    assert (again.kinds, again.biases, again.rows.keys(), again.line) == (
        model.kinds,
        model.biases,
        model.rows.keys(),
        0.5,
    )
    for term, row in model.rows.items():
        assert again.weights[again.rows[term]].tolist() == model.weights[row].tolist()


def test_the_model_that_ships_is_read_and_knows_the_help_cards_kinds() -> None:
    model = load()
    assert len(model.rows) > 1000
    assert {"overdose", "suicide", "stop"} <= set(model.kinds)
    assert 0 < model.line < 1


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "expected !kinds"),
        ("!kinds\ta\n!biases\t1\t2\n", "!line"),
        ("!kinds\ta\n!biases\t1\n!line\t0.5\n", "one bias more"),
        ("!kinds\ta\n!biases\tx\ty\n!line\t0.5\n", "expected !kinds"),
        (HEAD + "wa\t1\t2\tx\n", "line 4"),
        (HEAD + "wa\t1\t2\n", "line 4"),
        (HEAD + "wa\t1\t2\nwb\t1\t2\t3\t4\n", "line 4"),
        (HEAD + "wa\t1\t2\t3\nwa\t1\t2\t3\n", "line 5"),
        ("wa\t1\t2\t3\n" + HEAD, "line 1"),
    ],
)
def test_a_table_that_is_off_is_refused_with_its_name_and_place(table: str, said: str) -> None:
    with pytest.raises(UrgencyError, match=said) as refused:
        parse(table, "mine.tsv")
    assert "mine.tsv" in str(refused.value)


def test_a_table_without_terms_is_a_model_that_knows_none() -> None:
    assert parse(HEAD, "bare").probability("救命") == pytest.approx(1 / (1 + math.exp(5)))


@given(st.text(max_size=80))
def test_any_other_text_is_refused_as_a_table(text: str) -> None:
    with pytest.raises(UrgencyError):
        parse(text, "here")


@given(st.text(max_size=80))
def test_any_message_has_a_probability(text: str) -> None:
    model = tiny.calm()
    assert 0 <= model.probability(text) <= 1
    assert model.kind(text) in {"", "stop", "crime", "violent", "coerced", "child", "missing", "spiked", *model.kinds}
