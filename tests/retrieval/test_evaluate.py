"""Figures worked out by hand on judgements that were told beforehand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.candidates import Candidate
from retrieval.context import Turn
from retrieval.documents import Document
from retrieval.evaluate import Case, Report, evaluate, highlight_of
from retrieval.features import Features
from retrieval.judge import Judge
from retrieval.judgement import Judgement, Outcome
from retrieval.labelled import Kind, Labelled
from retrieval.reading import Judged
from tests import tiny

PAIRS = {pair.id: pair for pair in tiny.COLLECTION.pairs}
MONEY, WORK, PARCELS = tiny.MONEY, tiny.WORK, tiny.PARCELS


class Told(Judge):
    """A judge that says what it was told to say."""

    def __init__(self, told: dict[str, Judgement]) -> None:
        self._told = told
        self.seen: list[tuple[str, tuple[str, ...]]] = []

    def judge(self, question: str, turns: Sequence[Turn] = (), district: str = "") -> Judgement:
        self.seen.append((question, tuple(turn.question for turn in turns)))
        return self._told[question]


def judged(pair_id: str, confidence: float = 0.9, passage: int | None = 0) -> Judged:
    return Judged(
        Candidate(PAIRS[pair_id], passage, Document("", "passage"), Features()), confidence, tiny.line().lines
    )


def said(outcome: Outcome, *pairs: str, confidence: float = 0.9, question: str = "") -> Judgement:
    found = tuple(judged(pair, confidence) for pair in pairs)
    return Judgement(outcome, confidence, answers=found, considered=found, turn=Turn(question))


def label(kind: Kind, question: str, *gold: str, fact: str = "") -> Labelled:
    return Labelled(question, kind, (question,), gold, fact)


def report(*cases: tuple[Labelled, Judgement]) -> Report:
    judge = Told({one.question: judgement for one, judgement in cases})
    return evaluate(judge, [one for one, _ in cases], lambda pair: PAIRS[pair].official.name)


ANSWERABLE = (
    (label("answerable", "right", MONEY, fact="百分之六十"), said("answer", MONEY)),
    (label("answerable", "right, other fact", MONEY, fact="学校"), said("answer", MONEY)),
    (label("answerable", "offered", WORK), said("choose", MONEY, WORK)),
    (label("answerable", "wrong", WORK), said("answer", MONEY, PARCELS, MONEY, WORK)),
)
OTHERS = (
    (label("unanswerable", "silent"), said("none")),
    (label("unanswerable", "talkative"), said("answer", WORK)),
    (label("unanswerable", "alarmed"), said("urgent")),
    (label("compare", "both", MONEY, PARCELS), said("compare", MONEY, PARCELS)),
    (label("compare", "one only", MONEY, PARCELS), said("compare", MONEY)),
    (label("urgent", "helped"), said("urgent")),
    (label("urgent", "not helped"), said("none")),
)


def test_every_figure_by_hand() -> None:
    figures = {figure.name: (figure.value, figure.n) for figure in report(*ANSWERABLE, *OTHERS).figures}
    assert figures == {
        "right_first": (2 / 4, 4),
        "right_in_three": (3 / 4, 4),
        "refused": (1 / 3, 3),
        "wrong": (2 / 7, 7),
        "fact_in_highlight": (1 / 2, 2),
        "followup_right": (None, 0),
        "followup_refused": (None, 0),
        "compare": (1 / 2, 2),
        "help_first": (1 / 2, 2),
        "false_alarm": (1 / 9, 9),
    }


def test_misses_are_listed_in_order() -> None:
    missed = [case.label.question for case in report(*ANSWERABLE, *OTHERS).misses]
    assert missed == ["right, other fact", "offered", "wrong", "talkative", "alarmed", "one only", "not helped"]


def test_the_last_turn_is_judged_after_the_ones_before() -> None:
    told = Told({"甲": said("answer", MONEY, question="first"), "乙": said("answer", WORK), "丙": said("none")})
    labels = [Labelled("1", "followup", ("甲", "乙"), (WORK,)), Labelled("2", "followup", ("甲", "丙"))]
    found = evaluate(told, labels, lambda pair: pair)
    assert (found.value("followup_right"), found.value("followup_refused")) == (1.0, 1.0)
    assert told.seen == [("甲", ()), ("乙", ("first",)), ("甲", ()), ("丙", ("first",))]


def test_an_interval_contains_its_value() -> None:
    for figure in report(*ANSWERABLE, *OTHERS).figures:
        if figure.value is not None:
            assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_an_interval_is_the_same_each_time_and_narrows_with_more_questions() -> None:
    def width(times: int) -> float:
        cases = [
            (label("answerable", f"{number} {name}", MONEY), said("answer", pair))
            for number in range(times)
            for name, pair in (("right", MONEY), ("wrong", WORK))
        ]
        figure = report(*cases).figures[0]
        assert figure == report(*cases).figures[0]
        return figure.high - figure.low

    assert width(4) > width(40) > 0


def test_where_all_are_right_the_interval_is_a_point() -> None:
    figure = report(*OTHERS[:1]).figures[2]
    assert (figure.name, figure.value, figure.low, figure.high) == ("refused", 1.0, 1.0, 1.0)


def test_the_reliability_of_the_confidence_by_hand() -> None:
    """Two with 0.95 of which one is right, one with 0.15 that is wrong; the urgent one does not count."""
    bands = report(
        (label("answerable", "a", MONEY), said("answer", MONEY, confidence=0.95)),
        (label("answerable", "b", MONEY), said("answer", WORK, confidence=0.95)),
        (label("unanswerable", "c"), said("none", WORK, confidence=0.15)),
        (label("urgent", "d"), said("urgent", WORK, confidence=1.0)),
    ).reliability
    assert [(band.low, band.high, band.n, band.right) for band in bands] == [(0.1, 0.2, 1, 0.0), (0.9, 1.0, 2, 0.5)]
    assert [band.confidence for band in bands] == pytest.approx([0.15, 0.95])


def test_a_confidence_of_one_is_in_the_last_band() -> None:
    bands = report((label("answerable", "a", MONEY), said("answer", MONEY, confidence=1.0))).reliability
    assert [(band.low, band.n) for band in bands] == [(0.9, 1)]


def test_an_outcome_without_answers_is_never_right() -> None:
    case = Case(label("answerable", "q", MONEY), said("answer"))
    assert not case.is_right_first
    assert not case.went_right


def test_a_highlight_is_the_passage_or_the_whole_answer() -> None:
    pair = PAIRS[PARCELS]
    assert highlight_of(judged(PARCELS, passage=1)) == pair.passages[1].text
    assert highlight_of(judged(PARCELS, passage=None)) == pair.passages[0].text


def test_no_questions_give_no_figures() -> None:
    found = report()
    assert {figure.value for figure in found.figures} == {None}
    assert (found.misses, found.reliability) == ((), ())


def test_an_unknown_figure_is_named() -> None:
    with pytest.raises(ValueError, match="right_frst"):
        report().value("right_frst")


def test_a_real_judge_on_a_tiny_collection() -> None:
    labels = [
        label("answerable", "钱多了几成", MONEY, fact="百分之六十"),
        label("answerable", "多久查一回包裹", PARCELS, fact="每季度"),
        label("unanswerable", "拘留几天"),
        label("urgent", "救命啊"),
        Labelled("f", "followup", ("钱多了几成", "那茶陵呢")),
    ]
    found = evaluate(tiny.judge(), labels, lambda pair: PAIRS[pair].official.name)
    assert not found.misses
    assert (found.value("right_first"), found.value("fact_in_highlight"), found.value("wrong")) == (1.0, 1.0, 0.0)
