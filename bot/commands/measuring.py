"""Commands that measure and fit: `evaluate` on labelled questions, `tune` the models with the figures guarded."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from bot import phrases_console as say
from bot.library import Library
from bot.settings import HOME, Settings
from bot.table import table
from knowledge.model import Collection
from retrieval import confidence, heldout, tuning, urgency, urgency_fitting
from retrieval.evaluate import Figure, Report, evaluate
from retrieval.judge import Judge
from retrieval.labelled import NAMES, LabelError, Labelled, names, read, resolved
from retrieval.learners import TuningError
from retrieval.robustness import changed, rules
from retrieval.urgency import Urgency

SETS = HOME / "tests" / "evaluation"
TUNE_SET, REPORT_SET = SETS / "tune.jsonl", SETS / "report.jsonl"
LOWER_IS_BETTER = {"wrong", "false_alarm"}
ROBUST = ("right_first", "right_in_three", "refused", "wrong", "help_first", "false_alarm")
SLACK = 0.005  # a guarded figure may move by this much


class House(Protocol):
    """What these commands need of the wiring."""

    @property
    def settings(self) -> Settings: ...
    @property
    def library(self) -> Library: ...
    @property
    def confidences(self) -> confidence.Confidences: ...
    @property
    def urgency(self) -> Urgency: ...
    def judge(self, collection: Collection) -> Judge: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    measure = commands.add_parser("evaluate", help=say.EVALUATE_HELP, description=say.EVALUATE_HELP)
    measure.add_argument("file", nargs="*", type=Path, help=say.EVALUATE_FILE)
    measure.add_argument("--quiet", action="store_true", help=say.EVALUATE_QUIET)
    measure.add_argument("--bounds", type=Path, help=say.EVALUATE_MIN)
    measure.add_argument("--no-phrasings", action="store_true", help=say.EVALUATE_NO_PHRASINGS)
    measure.add_argument("--robustness", action="store_true", help=say.EVALUATE_ROBUSTNESS)
    measure.set_defaults(run=measure_all)
    tune = commands.add_parser("tune", help=say.TUNE_HELP, description=say.TUNE_HELP)
    tune.add_argument("--labels", type=Path, default=TUNE_SET, help=say.TUNE_FILE)
    tune.add_argument("--guard", type=Path, default=REPORT_SET, help=say.TUNE_REPORT)
    tune.add_argument("--ship", action="store_true", help=say.TUNE_SHIP)
    tune.set_defaults(run=tune_models)


def labelled_sets(files: Iterable[Path], collection: Collection) -> list[Labelled]:
    """The questions of the files, gold as pair ids; short names from answers.tsv beside a file, else the project's."""
    pairs = (*collection.pairs, *collection.quotations)
    found: list[Labelled] = []
    for file in files:
        short = names(file.with_name(NAMES)) or names(SETS / NAMES)
        found.extend(resolved(read(file), pairs, short))
    return found


def measure_all(args: argparse.Namespace, house: House) -> int:
    collection = house.library.shelf().collection
    if args.no_phrasings:
        collection = replace(collection, phrasings=(), version=-1)
    try:
        labels = labelled_sets(args.file or [REPORT_SET], collection)
    except LabelError as error:
        print(error, file=sys.stderr)
        return 1
    judge = house.judge(collection)
    report = _report(judge, labels, collection)
    _print_figures(report)
    if args.robustness:
        _print_robustness(judge, labels, collection)
    if not args.quiet:
        _print_misses(report)
    return _check(report, args.bounds) if args.bounds else 0


def _print_robustness(judge: Judge, labels: Sequence[Labelled], collection: Collection) -> None:
    """The same questions typed in other ways, a row a way."""
    letters = "".join(one.text for one in collection.phrasings) or "".join(pair.answer for pair in collection.pairs)
    rows = []
    for name, change in rules(letters).items():
        report = _report(judge, changed(labels, change), collection)
        rows.append((name, *(_value(figure) for figure in report.figures if figure.name in ROBUST)))
    print(table(("", *ROBUST), rows, (14, *(20 for _ in ROBUST))))


def _report(judge: Judge, labels: Sequence[Labelled], collection: Collection) -> Report:
    official = {pair.id: pair.official.name for pair in (*collection.pairs, *collection.quotations)}
    return evaluate(judge, labels, lambda pair_id: official.get(pair_id, pair_id))


def _print_figures(report: Report) -> None:
    for figure in report.figures:
        title = say.FIGURE_TITLES[figure.name]
        if figure.value is None:
            print(say.FIGURE_NONE.format(name=figure.name), title)
        else:
            line = say.FIGURE_LINE.format(
                name=figure.name, value=f"{figure.value:.3f}", low=figure.low, high=figure.high, n=figure.n
            )
            print(line, title)
    print(say.RELIABILITY)
    for band in report.reliability:
        print(
            say.BAND_LINE.format(low=band.low, high=band.high, n=band.n, confidence=band.confidence, right=band.right)
        )


def _print_misses(report: Report) -> None:
    print(say.MISSES.format(number=len(report.misses)))
    for case in report.misses:
        judgement = case.judgement
        answers = [f"{one.candidate.pair.id} {one.confidence:.2f}" for one in judgement.answers or judgement.considered]
        print(
            say.MISS_LINE.format(
                kind=case.label.kind,
                question=" / ".join(case.label.turns),
                gold=" ".join(case.label.gold) or "-",
                outcome=judgement.outcome,
                why=f"（{judgement.why or judgement.urgent}）" if judgement.why or judgement.urgent else "",
                answers="  ".join(answers[:3]),
            )
        )


def _check(report: Report, bounds: Path) -> int:
    """Status 1 and a line for each figure that passed its bound."""
    try:
        wanted = {str(name): float(value) for name, value in tomllib.loads(bounds.read_text(encoding="utf-8")).items()}
        for name in wanted:
            report.value(name)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        print(say.BAD_FLOORS.format(file=bounds, error=error), file=sys.stderr)
        return 1
    status = 0
    for figure in report.figures:
        bound = wanted.get(figure.name)
        if bound is None or figure.value is None:
            continue
        if figure.name in LOWER_IS_BETTER and figure.value > bound:
            print(say.ABOVE.format(name=figure.name, value=figure.value, ceiling=bound), file=sys.stderr)
            status = 1
        elif figure.name not in LOWER_IS_BETTER and figure.value < bound:
            print(say.BELOW.format(name=figure.name, value=figure.value, floor=bound), file=sys.stderr)
            status = 1
    return status


def tune_models(args: argparse.Namespace, house: House) -> int:
    collection = house.library.shelf().collection
    try:
        labels, guard = (labelled_sets([file], collection) for file in (args.labels, args.guard))
        before = house.judge(collection)
        bare = [house.judge(replace(one, version=-1)) for one in tuning.unphrased(collection)]
        held = ((house.judge(part.collection), part.asked) for part in heldout.parts(collection))
        fitted = tuning.fit_confidences(before, bare, labels, house.confidences, held)
        model = urgency_fitting.fit_urgency(collection, labels, house.urgency.line)
    except (LabelError, TuningError) as error:
        print(error, file=sys.stderr)
        return 1
    old = _report(before, guard, collection)
    new = _report(Judge(collection, fitted, model), guard, collection)
    rows = [(name.name, _value(name), _value(fresh)) for name, fresh in zip(old.figures, new.figures, strict=True)]
    print(table(say.TUNE_TABLE, rows, (20, 8, 8)))
    fallen = [name.name for name, fresh in zip(old.figures, new.figures, strict=True) if _is_worse(name, fresh)]
    if fallen:
        print(say.TUNE_REFUSED.format(names="、".join(fallen)), file=sys.stderr)
        return 1
    folder = HOME / "retrieval" if args.ship else house.settings.database.parent
    files = (folder / confidence.SHIPPED, folder / urgency.SHIPPED)
    for file, text in zip(files, (fitted.to_json(), urgency_fitting.urgency_table(model)), strict=True):
        _write_whole(file, text)
    print(say.TUNE_KEPT.format(files="、".join(map(str, files))))
    return 0


def _value(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.3f}"


def _is_worse(before: Figure, after: Figure) -> bool:
    if before.value is None or after.value is None:
        return False
    change = after.value - before.value
    return change > SLACK if before.name in LOWER_IS_BETTER else change < -SLACK


def _write_whole(path: Path, text: str) -> None:
    """The file is the old one or the new one, also across a power cut."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
