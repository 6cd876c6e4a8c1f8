"""Fitting with scikit-learn on sets small enough to foresee the result."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from retrieval.confidence import Confidence, Confidences, parse
from retrieval.features import FEATURES
from retrieval.heldout import parts
from retrieval.labelled import Labelled
from retrieval.learners import TuningError
from retrieval.tuning import (
    BARE,
    fit_confidence,
    fit_confidences,
    starting_point,
    unphrased,
)
from tests import tiny

LABELS = [
    Labelled("1", "answerable", ("钱多了几成",), (tiny.MONEY,)),
    Labelled("2", "answerable", ("多久查一回包裹",), (tiny.PARCELS,)),
    Labelled("3", "answerable", ("戒毒的人怎样找工作",), (tiny.WORK,)),
    Labelled("4", "unanswerable", ("拘留几天",)),
    Labelled("5", "unanswerable", ("学校食堂",)),
]


@pytest.fixture(scope="module")
def fitted() -> Confidence:
    return fit_confidence([tiny.judge()], LABELS, starting_point(tiny.line().lines))


def test_a_fitted_line_tells_right_from_wrong(fitted: Confidence) -> None:
    evidence = tiny.judge().evidence
    for label in LABELS:
        for one in evidence.find(label.question).candidates:
            assert (fitted.of(one.features) > 0.5) == (one.pair.id in label.gold)


def test_a_fitted_line_is_written_and_read_to_the_same_numbers(fitted: Confidence) -> None:
    again = parse(json.loads(Confidences(fitted, fitted).to_json()), "again").bare
    assert again.as_data() == fitted.as_data()
    assert again.weights == pytest.approx(fitted.weights, abs=1e-5)
    assert again.bias == pytest.approx(fitted.bias, abs=1e-5)


def test_fitting_again_gives_the_same_numbers(fitted: Confidence) -> None:
    assert fit_confidence([tiny.judge()], LABELS, starting_point(tiny.line().lines)) == fitted


def test_what_never_varies_weighs_nothing(fitted: Confidence) -> None:
    place = FEATURES.index("asks_where")
    assert fitted.weights[place] == pytest.approx(0.0)
    features = tiny.judge().evidence.find("钱多了几成").candidates[0].features
    assert fitted.of(replace(features, asks_where=1.0)) == pytest.approx(fitted.of(features))


def test_the_lines_between_outcomes_stay_as_they_were(fitted: Confidence) -> None:
    assert fitted.lines == tiny.line().lines


@pytest.mark.parametrize("labels", [LABELS[3:], [], [Labelled("u", "urgent", ("救命",))]])
def test_labels_of_one_kind_cannot_be_fitted(labels: list[Labelled]) -> None:
    with pytest.raises(TuningError, match="expected questions with and without an answer"):
        fit_confidence([tiny.judge()], labels, tiny.line())


def test_questions_about_other_places_are_left_out() -> None:
    foreign = Labelled("x", "unanswerable", ("醴陵的禁毒经费涨了多少",))
    with_it = fit_confidence([tiny.judge()], [*LABELS, foreign], tiny.line())
    assert with_it == fit_confidence([tiny.judge()], LABELS, tiny.line())


def test_a_follow_up_is_learned_after_the_turn_before_it() -> None:
    leaning = Labelled("f", "followup", ("多久查一回包裹", "那钱呢"), (tiny.MONEY,))
    alone = replace(leaning, turns=("那钱呢",))
    fits = [fit_confidence([tiny.judge()], [*LABELS, one], tiny.line()) for one in (leaning, alone)]
    assert fits[0] != fits[1] != fit_confidence([tiny.judge()], LABELS, tiny.line())


def test_a_starting_point_knows_nothing() -> None:
    line = starting_point(tiny.line().lines)
    assert set(line.weights) == {0.0}
    assert line.of(tiny.judge().evidence.find("钱多了几成").candidates[0].features) == 0.5


def test_new_interviews_get_a_line_of_their_own() -> None:
    whole = [tiny.judge()]
    bare = [tiny.judge(one) for one in unphrased(tiny.COLLECTION)]
    both = fit_confidences(whole[0], bare, LABELS, tiny.lines())
    assert both.curated == fit_confidence(whole, LABELS, tiny.line())
    assert both.bare == fit_confidence(bare, LABELS, tiny.line(), BARE)
    assert both.bare != both.curated


def test_unphrased_interviews_keep_their_pairs() -> None:
    with_topics, without = unphrased(tiny.COLLECTION)
    assert with_topics.pairs == without.pairs == tiny.COLLECTION.pairs
    assert (with_topics.phrasings, without.phrasings, without.declined) == ((), (), ())
    assert with_topics.declined == tiny.COLLECTION.declined


def test_phrasings_that_were_held_out_are_learned_from_too() -> None:
    held = [(tiny.judge(part.collection), part.asked) for part in parts(tiny.COLLECTION, 2, 2)]
    bare = [tiny.judge(one) for one in unphrased(tiny.COLLECTION)]
    without = fit_confidences(tiny.judge(), bare, LABELS, tiny.lines())
    with_them = fit_confidences(tiny.judge(), bare, LABELS, tiny.lines(), held)
    assert with_them.curated != without.curated
    assert with_them.bare == without.bare
