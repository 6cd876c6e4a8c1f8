"""The command `import`: files into the store, with a summary of each for a person to review."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot import phrases_commands as words
from bot.commands.knowledge import House
from bot.commands.suggesting import fresh_suggestions
from bot.interview_json import interview_object
from bot.progress import ProgressBar
from knowledge.archive import Saved
from knowledge.ingest import STEPS, Imported, NothingToImport, Progress, files_in, import_files, printable_name
from knowledge.model import Interview
from knowledge.store import Store


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("import", help=words.IMPORT_HELP, description=words.IMPORT_HELP)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words.IMPORT_FILES)
    parser.add_argument("--dry-run", action="store_true", help=words.IMPORT_DRY_RUN)
    parser.add_argument("--json", action="store_true", help=words.IMPORT_JSON)
    parser.set_defaults(run=import_all)


def import_all(args: argparse.Namespace, house: House) -> int:
    """1 when a file was refused; the others are stored all the same."""
    files, missing = _files(args.files)
    bar = ProgressBar(sys.stderr)
    outcomes: list[Imported] = []
    try:
        for outcome in import_files(house.store, files, dry_run=args.dry_run, progress=_shown_on(bar)):
            bar.clear()
            _print_outcome(outcome, house.store, args)
            outcomes.append(outcome)
    except sqlite3.Error as error:
        bar.clear()
        print(words.DATABASE_REFUSED.format(error=error), file=sys.stderr)
        return 1
    bar.clear()
    if not args.json and len(files) > 1:
        print(_total(outcomes, dry_run=args.dry_run))
    return int(missing or any(outcome.refusal for outcome in outcomes))


def _files(paths: list[Path]) -> tuple[list[Path], bool]:
    """The files to read, and whether a path led to none (which is said)."""
    files: list[Path] = []
    missing = False
    for path in paths:
        try:
            files += files_in(path)
        except NothingToImport as error:
            print(words.EMPTY_FOLDER.format(path=path, suffixes=error), file=sys.stderr)
            missing = True
    return list(dict.fromkeys(files)), missing


def _shown_on(bar: ProgressBar) -> Progress:
    def show(done: int, total: int, file: Path | None) -> None:
        name = file.name if file else ""
        bar.show(done, total, words.PROGRESS.format(done=done // STEPS, total=total // STEPS, file=name).rstrip())

    return show


def _print_outcome(outcome: Imported, store: Store, args: argparse.Namespace) -> None:
    if outcome.saved is None:
        print(outcome.refusal, file=sys.stderr)
    elif args.json:
        print(json.dumps(interview_object(outcome.saved.interview), ensure_ascii=False), flush=True)
    else:
        print("\n".join(_summary(outcome.file, outcome.saved, store, dry_run=args.dry_run)), flush=True)


def _summary(file: Path, saved: Saved, store: Store, *, dry_run: bool) -> Iterator[str]:
    interview = saved.interview
    article = interview.article
    status = (words.STATUS_DRY if dry_run else words.STATUS)[saved.status]
    yield words.FILE_LINE.format(file=printable_name(file), article=article.id, status=status)
    if saved.status == "unchanged":
        return
    if saved.status != "no interview":
        said = words.SAID_INFERRED.format(said=article.said) if article.said_inferred else article.said
        yield words.TITLE_LINE.format(title=article.title, outlet=article.outlet, said=said).rstrip()
        yield from _counts(interview)
    for text in interview.repairs:
        yield words.REPAIR_LINE.format(text=text)
    for text in interview.doubts:
        yield words.DOUBT_LINE.format(text=text)
    if saved.retired:
        yield words.RETIRED_LINE.format(pairs="、".join(saved.retired))
    offers = [] if dry_run else [pair.id for pair in interview.pairs for _ in fresh_suggestions(store, pair)]
    if offers:
        yield words.SUGGESTED_LINE.format(number=len(offers), pair=offers[0])


def _counts(interview: Interview) -> Iterator[str]:
    yield words.COUNTS_LINE.format(
        pairs=len(interview.pairs),
        statements=sum(pair.kind == "statement" for pair in interview.pairs),
        quotations=sum(not one.by_paper for one in interview.quotations),
        leads=sum(one.by_paper for one in interview.quotations),
        passages=sum(len(pair.passages) for pair in interview.pairs),
    )
    for official, number in Counter(pair.official for pair in interview.pairs).items():
        yield words.OFFICIAL_LINE.format(official=official.name, office=official.office, pairs=number)


def _total(outcomes: list[Imported], *, dry_run: bool) -> str:
    counts = Counter(outcome.saved.status if outcome.saved else "refused" for outcome in outcomes)
    stored = [o.saved for o in outcomes if o.saved and o.saved.status in ("new", "corrected", "restored")]
    return (words.TOTAL_DRY_LINE if dry_run else words.TOTAL_LINE).format(
        files=len(outcomes),
        stored=len(stored),
        unchanged=counts["unchanged"],
        others=counts["no interview"],
        refused=counts["refused"],
        pairs=sum(len(saved.interview.pairs) for saved in stored),
    )
