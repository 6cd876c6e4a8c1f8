"""Commands by which staff teach: what was not answered, new phrasings, declined topics, undo, history, counts.

Before a phrasing is kept the labelled questions run with it; what would newly go wrong is shown and asked about.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Protocol, TextIO

from msgspec.structs import replace

from bot import phrases_console as say
from bot.commands.measuring import REPORT_SET, TUNE_SET, labelled_sets
from bot.dialogue import Memory
from bot.freshening import regrown
from bot.library import Library, Shelf
from bot.table import table
from knowledge import curation
from knowledge.late_phrasings import with_one
from knowledge.model import Pair, Phrasing
from knowledge.shipped_phrasings import SHIPPED
from knowledge.store import Store
from retrieval.documents import phrasing_document
from retrieval.evaluate import Case, ask
from retrieval.judge import Judge
from retrieval.labelled import LabelError
from retrieval.words import fold

LIMITS = (6, 6, 12, 18, 60)
LONGEST_NUMBER = 9  # digits


class House(Protocol):
    """What these commands need of the wiring."""

    typed: TextIO

    @property
    def store(self) -> Store: ...
    @property
    def memory(self) -> Memory: ...
    @property
    def library(self) -> Library: ...


class Refused(Exception):
    """A command cannot be carried out; the message is for staff."""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    unanswered = commands.add_parser("unanswered", help=say.UNANSWERED_HELP, description=say.UNANSWERED_HELP)
    unanswered.add_argument("--limit", type=_count, default=50, help=say.UNANSWERED_LIMIT)
    unanswered.set_defaults(run=list_unanswered)
    teach = commands.add_parser("teach", help=say.TEACH_HELP, description=say.TEACH_HELP)
    teach.add_argument("pair")
    teach.add_argument("text", help=say.TEACH_TEXT)
    teach.add_argument("--passage", type=int, help=say.TEACH_PASSAGE)
    teach.set_defaults(run=_polite(teach_phrasing))
    decline = commands.add_parser("decline", help=say.DECLINE_HELP, description=say.DECLINE_HELP)
    decline.add_argument("topic", help=say.DECLINE_TOPIC)
    decline.add_argument("text", help=say.TEACH_TEXT)
    decline.set_defaults(run=_polite(decline_phrasing))
    for one in (teach, decline):
        one.add_argument("--yes", action="store_true", help=say.YES)
        one.add_argument("--who", default=say.WHO_DEFAULT, help=say.WHO)
    undo = commands.add_parser("undo", help=say.UNDO_HELP, description=say.UNDO_HELP)
    undo.add_argument("number", help=say.UNDO_NUMBER)
    undo.add_argument("--who", default=say.WHO_DEFAULT, help=say.WHO)
    undo.set_defaults(run=_polite(undo_one))
    for name, text, run in (
        ("history", say.HISTORY_HELP, list_history),
        ("topics-declined", say.DECLINED_TOPICS_HELP, list_declined),
        ("counts", say.COUNTS_HELP, list_counts),
    ):
        commands.add_parser(name, help=text, description=text).set_defaults(run=run)


def _count(text: str) -> int:
    """A whole number from 1 up. Raises ValueError, which the parser turns into a line of its own."""
    if not text.isdecimal() or not 0 < len(text) <= LONGEST_NUMBER or not int(text):
        raise ValueError(f"{text!r}, expected a whole number from 1 up")
    return int(text)


def _polite(run: Callable[[argparse.Namespace, House], int]) -> Callable[[argparse.Namespace, House], int]:
    """A refusal is one line and status 1."""

    def wrapped(args: argparse.Namespace, house: House) -> int:
        try:
            return run(args, house)
        except (Refused, LabelError) as error:
            print(error, file=sys.stderr)
        except curation.EmptyPhrasing:
            print(say.EMPTY_PHRASING, file=sys.stderr)
        except curation.DuplicatePhrasing as error:
            used = {"text": error.text, "where": error.where, "number": error.number}
            print(say.IN_USE.format(**used), file=sys.stderr)
        return 1

    return wrapped


def list_unanswered(args: argparse.Namespace, house: House) -> int:
    rows = house.memory.records.unanswered(args.limit)
    if not rows:
        print(say.UNANSWERED_NONE)
        return 0
    cells = [(f"#{row.number}", str(row.asked), row.last_day, row.topic or "-", row.question) for row in rows]
    print(table(say.UNANSWERED_HEADS, cells, LIMITS))
    return 0


def _wording(text: str, house: House) -> str:
    """The text itself, or the question of that number in the list of the unanswered."""
    if not text.startswith("#"):
        return text
    rows = house.memory.records.unanswered(limit=10_000)
    number = int(text[1:]) if text[1:].isdecimal() else 0
    if not 1 <= number <= len(rows):
        raise Refused(say.NO_SUCH_UNANSWERED.format(number=text[1:]))
    return rows[number - 1].question


def teach_phrasing(args: argparse.Namespace, house: House) -> int:
    shelf = house.library.shelf()
    pair = shelf.pairs.get(args.pair)
    if pair is None:
        raise Refused(say.NO_SUCH_PAIR.format(pair=args.pair))
    text = _wording(args.text, house)
    curation.refuse_phrasing(house.store, pair.id, text)
    passage = _passage(args.passage, pair, text, shelf.judge)
    phrasing = Phrasing(text, pair.id, passage)
    with_it = replace(shelf.collection, phrasings=with_one(shelf.collection.phrasings, phrasing))
    after = shelf.judge.changed(with_it, [phrasing_document(phrasing, shelf.judge.evidence.scopes)], [])
    if not _is_wanted(house, shelf, after, yes=args.yes):
        return 1
    number = curation.add_phrasing(house.store, pair.id, text, passage=passage, who=args.who)
    house.memory.records.settle(fold(text), f"p{number}")
    words = "" if passage is None else pair.passages[passage].text
    print(say.TAUGHT.format(number=f"p{number}", text=text, pair=pair.id, official=pair.official.name, passage=words))
    return 0


def _passage(wanted: int | None, pair: Pair, text: str, judge: Judge) -> int | None:
    """The passage named (counted from 1), else the one that fits the phrasing best."""
    if wanted is None:
        return judge.of_pair(judge.evidence.scopes.read(text).rest, pair.id).candidate.passage
    if not 1 <= wanted <= len(pair.passages):
        raise Refused(say.NO_SUCH_PASSAGE.format(pair=pair.id, passage=wanted, count=len(pair.passages)))
    return wanted - 1


def decline_phrasing(args: argparse.Namespace, house: House) -> int:
    shelf = house.library.shelf()
    topic = shelf.topics.get(args.topic)
    if topic is None:
        raise Refused(say.NO_SUCH_TOPIC.format(topic=args.topic))
    text = _wording(args.text, house)
    curation.refuse_declined_phrasing(house.store, text)
    grown = replace(topic, phrasings=(*topic.phrasings, text))
    after = shelf.judge.changed(*regrown(shelf.collection, topic, grown, shelf.judge.evidence.scopes))
    if not _is_wanted(house, shelf, after, yes=args.yes):
        return 1
    number = curation.add_declined_phrasing(house.store, topic.slug, text, who=args.who)
    house.memory.records.settle(fold(text), f"d{number}")
    print(say.DECLINED.format(number=f"d{number}", text=text, title=topic.title))
    return 0


def _is_wanted(house: House, shelf: Shelf, after: Judge, *, yes: bool) -> bool:
    """Shows which labelled questions would newly go wrong and asks; nothing is asked where none would."""
    labels = labelled_sets([TUNE_SET, REPORT_SET], shelf.collection)
    wrong = []
    for label in labels:
        is_now = Case(label, ask(after, label))
        if not is_now.went_right and (was := Case(label, ask(shelf.judge, label))).went_right:
            wrong.append((was, is_now))
    if not wrong:
        print(say.NOTHING_WRONG.format(number=len(labels)))
        return True
    print(say.WOULD_GO_WRONG)
    for was, is_now in wrong:
        change = {"before": was.judgement.outcome, "after": is_now.judgement.outcome}
        print(say.WRONG_LINE.format(question=was.label.question, **change))
    if yes:
        return True
    print(say.KEEP, end="", flush=True)
    kept = house.typed.readline().strip().lower() in {"y", "yes", "是"}
    if not kept:
        print(say.NOT_KEPT)
    return kept


def undo_one(args: argparse.Namespace, house: House) -> int:
    kind, number = args.number[:1], args.number[1:]
    if kind not in {"p", "d"} or not number.isdecimal() or len(number) > LONGEST_NUMBER:
        raise Refused(say.NO_SUCH_NUMBER.format(number=args.number))
    try:
        text = _removed(kind, house.store, int(number), args.who)
    except curation.UnknownPhrasing as error:
        raise Refused(say.NO_SUCH_NUMBER.format(number=args.number)) from error
    house.memory.records.unsettle(f"{kind}{int(number)}")
    print(say.UNDONE.format(number=args.number, text=text))
    return 0


def _removed(kind: str, store: Store, number: int, who: str) -> str:
    """Takes a phrasing (p) or one of a declined topic (d) out of use; its text."""
    if kind == "p":
        return curation.remove_phrasing(store, number, who).text
    return curation.remove_declined_phrasing(store, number, who).text


def list_history(_args: argparse.Namespace, house: House) -> int:
    taught = [
        _line_of(f"p{one.id}", one.pair_id, one) for one in curation.phrasing_history(house.store) if _is_ours(one)
    ]
    declined = [
        _line_of(f"d{one.id}", one.topic, one) for one in curation.declined_history(house.store) if _is_ours(one)
    ]
    if not taught and not declined:
        print(say.HISTORY_NONE)
        return 0
    print(table(say.HISTORY_HEADS, sorted((*taught, *declined), key=lambda row: row[4]), (8, 40, 24, 12, 20, 34)))
    return 0


def _is_ours(one: curation.KeptPhrasing | curation.KeptDeclined) -> bool:
    """Whether people taught or removed it; what ships is no history."""
    return one.origin != SHIPPED or one.removed_by not in {"", SHIPPED}


def _line_of(number: str, where: str, one: curation.KeptPhrasing | curation.KeptDeclined) -> tuple[str, ...]:
    return number, one.text, where, one.added_by, one.added_at, f"{one.removed_by} {one.removed_at}".strip()


def list_declined(_args: argparse.Namespace, house: House) -> int:
    topics = house.library.shelf().collection.declined
    print(table(say.DECLINED_HEADS, [(one.slug, one.title, str(len(one.phrasings))) for one in topics], (28, 50, 6)))
    return 0


def list_counts(_args: argparse.Namespace, house: House) -> int:
    rows = [tuple(str(cell) for cell in row.values()) for row in house.memory.records.counts()]
    print(table(say.COUNTS_HEADS, rows, (12, 12, 10, 8, 6, 6)))
    return 0
