"""What the urgency model learns from, and that several draws make one model."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.urgency import Urgency
from retrieval.urgency import parse as parse_urgency
from retrieval.urgency_fitting import SMALLEST, Fitted, Message, examples, fitted, fragments, mean, urgency_table


def test_examples_are_messages_with_a_kind() -> None:
    urgent, calm = examples("urgent.jsonl"), examples("calm.jsonl")
    assert all(row["text"] and row["kind"] for row in urgent)
    assert all(row["text"] for row in calm)
    assert not {row["text"] for row in urgent} & {row["text"] for row in calm}


def test_fragments_are_the_same_each_time_and_say_nothing_whole() -> None:
    texts = ["禁毒经费涨了多少呢", "快递怎么查的啊", "戒毒的人怎样找工作"]
    found = fragments(texts, ["救命啊"])
    assert found == fragments(texts, ["救命啊"])
    assert all(0 < len(text) <= 12 for text in found)


TERM = st.text("wcs禁毒救命ab #", min_size=1, max_size=6).filter(lambda term: not term.startswith("# "))


@given(
    st.dictionaries(TERM, st.lists(st.integers(-900, 900), min_size=3, max_size=3), max_size=6),
    st.lists(st.integers(-900, 900), min_size=3, max_size=3),
    st.sampled_from([0.1, 0.4, 0.5, 0.95]),
)
def test_an_urgency_table_is_read_to_the_same_numbers(
    rows: dict[str, list[int]], biases: list[int], line: float
) -> None:
    weights = np.array([[one / 100 for one in row] for row in rows.values()], dtype=np.float32).reshape(len(rows), 3)
    places = {term: place for place, term in enumerate(rows)}
    model = Urgency(("overdose", "stop"), tuple(one / 100 for one in biases), places, weights, line)
    again = parse_urgency(urgency_table(model), "again")
    assert (again.kinds, again.biases, again.line, again.rows.keys()) == (
        model.kinds,
        model.biases,
        line,
        places.keys(),
    )
    for term, place in places.items():
        assert again.weights[again.rows[term]].tolist() == weights[place].tolist()


def test_several_draws_make_their_mean() -> None:
    one = Fitted(("overdose", "stop"), (-2.0, 1.0, -1.0), {"w救": (4.0, 1.0, 0.0), "w命": (0.2, 9.0, 9.0)})
    other = Fitted(("overdose", "stop"), (-4.0, 0.0, 1.0), {"w救": (2.0, 0.0, 1.0), "w急": (6.0, 2.0, 0.0)})
    model = mean([one, other], 0.3)
    assert (model.kinds, model.biases, model.line) == (("overdose", "stop"), (-3.0, 0.5, 0.0), 0.3)
    assert {term: model.weights[row].tolist() for term, row in model.rows.items()} == {
        "w救": [3.0, 0.5, 0.5],
        "w急": [3.0, 1.0, 0.0],
    }


def test_a_term_that_says_next_to_nothing_is_dropped() -> None:
    draw = Fitted(("overdose",), (0.0, 0.0), {"w一": (SMALLEST / 2, 5.0), "w二": (-SMALLEST, 0.0)})
    assert list(mean([draw], 0.3).rows) == ["w二"]


def test_what_is_learned_tells_an_emergency_from_a_question() -> None:
    told = [Message(text, 4.0, True, "overdose") for text in ("我朋友吸多了叫不醒", "他口吐白沫了", "吸毒昏迷了")]
    calm = [Message(text, 3.0) for text in ("经费涨了多少", "快递怎么查", "找工作有人帮吗")]
    model = mean([fitted([*told, *calm, Message("我想戒毒", 4.0, True, "stop")])], 0.5)
    assert model.kind("我哥吸多了叫不醒") == "overdose"
    assert model.kind("快递查得严吗") == ""
