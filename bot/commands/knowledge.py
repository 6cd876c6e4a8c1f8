"""Commands on what is stored: articles, pairs, show, withdraw, verify. Staff read their output in Chinese."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Protocol

from bot import phrases_commands as words
from bot.commands.showing import show_pair
from bot.interview_json import pair_object
from bot.table import table
from knowledge.archive import withdraw as withdraw_article
from knowledge.collection import ShelfEntry, UnknownArticle, load_collection, pairs_of, shelf, stored_pair
from knowledge.model import Article, Pair
from knowledge.store import Store
from knowledge.verify import verify as verify_store

ARTICLE_LIMITS = (28, 44, 14, 16, 6, 6, 6, 28)
PAIR_LIMITS = (22, 12, 14, 40, 48)


class House(Protocol):
    """What these commands need of the wiring."""

    @property
    def store(self) -> Store: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    articles = commands.add_parser("articles", help=words.ARTICLES_HELP, description=words.ARTICLES_HELP)
    articles.add_argument("--notes", action="store_true", help=words.ARTICLES_NOTES)
    articles.set_defaults(run=list_articles)
    pairs = commands.add_parser("pairs", help=words.PAIRS_HELP, description=words.PAIRS_HELP)
    pairs.add_argument("--article", default="", help=words.PAIRS_ARTICLE)
    pairs.add_argument("--quotations", action="store_true", help=words.PAIRS_QUOTATIONS)
    pairs.add_argument("--json", action="store_true", help=words.JSON)
    pairs.set_defaults(run=list_pairs)
    show = commands.add_parser("show", help=words.SHOW_HELP, description=words.SHOW_HELP)
    show.add_argument("pair", help=words.PAIR)
    show.add_argument("--phrasings", action="store_true", help=words.SHOW_PHRASINGS)
    show.set_defaults(run=show_one)
    withdraw = commands.add_parser("withdraw", help=words.WITHDRAW_HELP, description=words.WITHDRAW_HELP)
    withdraw.add_argument("article", help=words.ARTICLE)
    withdraw.set_defaults(run=withdraw_one)
    verify = commands.add_parser("verify", help=words.VERIFY_HELP, description=words.VERIFY_HELP)
    verify.set_defaults(run=verify_all)


def list_articles(args: argparse.Namespace, house: House) -> int:
    entries = shelf(house.store)
    if not entries:
        print(words.NO_ARTICLES)
        return 0
    print(table(words.ARTICLE_HEADS, [_article_cells(entry) for entry in entries], ARTICLE_LIMITS))
    for entry in entries if args.notes else ():
        print(f"\n{entry.article.id}")
        for text in entry.repairs:
            print(words.REPAIR_LINE.format(text=text))
        for text in entry.doubts:
            print(words.DOUBT_LINE.format(text=text))
    return 0


def list_pairs(args: argparse.Namespace, house: House) -> int:
    if args.article and not _is_known(house.store, args.article):
        return _unknown_article(house.store, args.article)
    pairs = pairs_of(house.store, args.article)
    shown = [pair for pair in pairs if args.quotations or not pair.is_beside]
    if args.json:
        articles = {article.id: article for article in load_collection(house.store).articles}
        print(json.dumps([_pair_wire(pair, articles[pair.article_id]) for pair in shown], ensure_ascii=False, indent=1))
    elif shown:
        print(table(words.PAIR_HEADS, [_pair_cells(pair) for pair in shown], PAIR_LIMITS))
        print(words.NUMBER_OF_PAIRS.format(number=len(shown)))
    else:
        print(words.NO_PAIRS)
    return 0


def show_one(args: argparse.Namespace, house: House) -> int:
    pair = stored_pair(house.store, args.pair)
    if pair is None:
        print(words.UNKNOWN_PAIR.format(pair=args.pair), file=sys.stderr)
        return 1
    for line in show_pair(house.store, pair, bold=sys.stdout.isatty(), every_phrasing=args.phrasings):
        print(line)
    return 0


def withdraw_one(args: argparse.Namespace, house: House) -> int:
    number = sum(not pair.is_beside for pair in pairs_of(house.store, args.article)) if args.article else 0
    try:
        done = withdraw_article(house.store, args.article)
    except UnknownArticle:
        return _unknown_article(house.store, args.article)
    said = words.WITHDRAWN_NOW if done else words.WITHDRAWN_BEFORE
    print(said.format(article=args.article, pairs=number))
    return 0


def verify_all(_: argparse.Namespace, house: House) -> int:
    """1 when anything differs; each place on a line of its own."""
    verdict = verify_store(house.store)
    for fault in verdict.faults:
        print(words.FAULT_LINE.format(where=fault.where, kind=words.FAULT_KINDS[fault.kind], detail=fault.detail))
    if verdict.faults:
        print(words.FAULTS.format(number=len(verdict.faults)), file=sys.stderr)
        return 1
    print(words.VERIFIED.format(articles=verdict.articles, pairs=verdict.pairs, passages=verdict.passages))
    return 0


def _article_cells(entry: ShelfEntry) -> tuple[str, ...]:
    article = entry.article
    state = words.WITHDRAWN.format(at=entry.withdrawn_at) if entry.withdrawn_at else words.IN_USE
    said = words.SAID_INFERRED.format(said=article.said) if article.said_inferred else article.said
    counts = (entry.pairs + entry.statements, entry.quotations, len(entry.doubts))
    return (article.id, article.title, article.outlet, said, *map(str, counts), state)


def _pair_cells(pair: Pair) -> tuple[str, ...]:
    question = pair.question or words.NO_QUESTION[pair.kind]
    return (pair.id, pair.official.name, pair.official.district, question, pair.answer)


def _pair_wire(pair: Pair, article: Article) -> dict[str, object]:
    source = {"article": article.id, "outlet": article.outlet, "said": article.said}
    return {**pair_object(pair, article.text), **source, "said_inferred": article.said_inferred}


def _is_known(store: Store, article_id: str) -> bool:
    return any(entry.article.id == article_id for entry in shelf(store))


def _unknown_article(store: Store, article_id: str) -> int:
    known = "、".join(entry.article.id for entry in shelf(store)) or words.NONE_KNOWN
    print(words.UNKNOWN_ARTICLE.format(article=article_id, known=known), file=sys.stderr)
    return 1
