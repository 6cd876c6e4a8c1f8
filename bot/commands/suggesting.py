"""The command `suggestions`: phrasings on offer for a pair, by number, and accepting some of them."""

from __future__ import annotations

import argparse
import sys

from bot import phrases_commands as words
from bot.commands.knowledge import House
from bot.table import clip
from knowledge.collection import stored_pair
from knowledge.curation import DuplicatePhrasing, add_phrasing, fold_words, phrasing_history
from knowledge.model import Pair, Phrasing
from knowledge.store import Store
from knowledge.suggestions import suggest_phrasings

PASSAGE_COLUMNS = 60


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("suggestions", help=words.SUGGESTIONS_HELP, description=words.SUGGESTIONS_HELP)
    parser.add_argument("pair", help=words.PAIR)
    parser.add_argument("--accept", default="", metavar="1,3", help=words.SUGGESTIONS_ACCEPT)
    parser.add_argument("--who", default=words.WHO_DEFAULT, help=words.WHO)
    parser.set_defaults(run=suggestions)


def fresh_suggestions(store: Store, pair: Pair) -> dict[int, Phrasing]:
    """What is on offer by number: none that the pair has, and none that a person has taken away from it.

    A number stays with its suggestion, also after others were accepted.
    """
    known = {fold_words(kept.text) for kept in phrasing_history(store, pair.id)}
    numbered = enumerate(suggest_phrasings(pair), 1)
    return {number: offer for number, offer in numbered if fold_words(offer.text) not in known}


def suggestions(args: argparse.Namespace, house: House) -> int:
    pair = stored_pair(house.store, args.pair)
    if pair is None:
        print(words.UNKNOWN_PAIR.format(pair=args.pair), file=sys.stderr)
        return 1
    offers = fresh_suggestions(house.store, pair)
    if args.accept:
        return _accept(house.store, pair, offers, args)
    for number, offer in offers.items():
        print(words.SUGGESTION_LINE.format(number=number, text=offer.text, passage=_target(pair, offer)))
    print((words.HOW_TO_ACCEPT if offers else words.NO_SUGGESTIONS).format(pair=pair.id))
    return 0


def _accept(store: Store, pair: Pair, offers: dict[int, Phrasing], args: argparse.Namespace) -> int:
    """All the numbers or, if one is not on offer, none of them."""
    chosen = [part.strip() for part in args.accept.replace("，", ",").split(",")]
    if not all(part.isdecimal() and int(part) in offers for part in chosen):
        on_offer = ",".join(map(str, offers)) or words.NONE_KNOWN
        print(words.NOT_ON_OFFER.format(value=args.accept, numbers=on_offer), file=sys.stderr)
        return 1
    failed = False
    with store.writing():
        for part in dict.fromkeys(chosen):
            offer = offers[int(part)]
            try:
                kept = add_phrasing(store, pair.id, offer.text, who=args.who, passage=offer.passage, origin="suggested")
                print(words.ACCEPTED.format(id=kept, text=offer.text))
            except DuplicatePhrasing as error:
                print(words.DUPLICATE.format(text=error.text, where=error.where), file=sys.stderr)
                failed = True
    return int(failed)


def _target(pair: Pair, offer: Phrasing) -> str:
    text = words.SHOW_WHOLE if offer.passage is None else pair.passages[offer.passage].text
    return clip(text, PASSAGE_COLUMNS)
