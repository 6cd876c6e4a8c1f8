"""The bank of quiz questions: read from questions.toml, held against the collection before anything is shown.

Every answer stands in the quoted sentence, every quoted sentence in the official's printed words, every wrong choice is
a fact of the same kind from the interviews that does not stand in the sentence. Plays no game.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from msgspec import Struct

from knowledge.model import Collection, Pair

CHOICES = 4
_NUMBER = re.compile(r"\d+")


class QuizError(Exception):
    """The file of questions cannot be read."""


class Fact(Struct, frozen=True):
    """Something that was printed: its words, what kind of thing it is, and the sentence that holds it.

    official is "" for what the article prints outside the answers.
    """

    kind: str
    text: str
    sentence: str
    official: str


class QuizQuestion(Struct, frozen=True):
    """A question with its fact and three wrong choices, each a fact elsewhere."""

    id: str
    ask: str
    fact: Fact
    wrong: tuple[str, ...]


class Playable(Struct, frozen=True):
    """A question whose sentence stands in a pair of the collection."""

    question: QuizQuestion
    pair_id: str


class Bank(Struct, frozen=True):
    """All questions and the further facts that wrong choices are made of."""

    questions: tuple[QuizQuestion, ...]
    facts: tuple[Fact, ...]

    @classmethod
    def read(cls, text: str | None = None) -> Bank:
        """The bank that ships, or the one in `text`. Raises QuizError naming what is wrong with the file."""
        try:
            table = tomllib.loads(text if text is not None else _shipped())
            return cls(
                tuple(_question(row) for row in table.get("question", ())),
                tuple(
                    Fact(row["kind"], row["text"], row["sentence"], row["official"]) for row in table.get("fact", ())
                ),
            )
        except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise QuizError(f"bot/quiz/questions.toml: {error!r}") from error

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the questions themselves, whatever the collection holds; () for a sound bank."""
        real = {(fact.kind, fact.text) for fact in self._all_facts()}
        ids = [question.id for question in self.questions]
        twice = [f"{name}: this id stands twice" for name in dict.fromkeys(ids) if ids.count(name) > 1]
        return (*twice, *(fault for question in self.questions for fault in _faults(question, real)))

    def playable(self, collection: Collection) -> tuple[Playable, ...]:
        """The sound questions whose facts, wrong choices included, all stand in the collection; in the file's order."""
        real = {(fact.kind, fact.text) for fact in self._all_facts() if _stands(fact, collection)}
        found: list[Playable] = []
        for question in self.questions:
            pair = _pair_of(question.fact, collection.pairs)
            if pair is not None and not tuple(_faults(question, real)):
                found.append(Playable(question, pair.id))
        return tuple(found)

    def missing(self, collection: Collection) -> tuple[str, ...]:
        """The ids of questions that this collection cannot prove."""
        proven = {playable.question.id for playable in self.playable(collection)}
        return tuple(question.id for question in self.questions if question.id not in proven)

    def _all_facts(self) -> Iterator[Fact]:
        yield from (question.fact for question in self.questions)
        yield from self.facts


def _shipped() -> str:
    return files(__package__).joinpath("questions.toml").read_text(encoding="utf-8")


def _question(row: Mapping[str, Any]) -> QuizQuestion:
    fact = Fact(row["kind"], row["answer"], row["sentence"], row["official"])
    return QuizQuestion(row["id"], row["ask"], fact, tuple(row["wrong"]))


def _faults(question: QuizQuestion, real: set[tuple[str, str]]) -> Iterator[str]:
    fact, choices = question.fact, (question.fact.text, *question.wrong)
    if len(set(choices)) != CHOICES:
        yield f"{question.id}: choices are {choices}, expected {CHOICES} that differ"
    if not holds(fact.sentence, fact.text):
        yield f"{question.id}: answer {fact.text!r} does not stand in {fact.sentence!r}"
    for choice in question.wrong:
        if (fact.kind, choice) not in real:
            yield f"{question.id}: wrong choice {choice!r} is no printed fact of kind {fact.kind!r}"
        if holds(fact.sentence, choice):
            yield f"{question.id}: wrong choice {choice!r} stands in {fact.sentence!r}"
    if any(holds(question.ask, choice) for choice in choices):
        yield f"{question.id}: a choice stands in the question {question.ask!r}"


def holds(sentence: str, text: str) -> bool:
    """Whether the words stand in the sentence; a number only as a whole number.

    >>> holds("处罚237人", "37"), holds("处罚237人", "237")
    (False, True)
    """
    return text in _NUMBER.findall(sentence) if _NUMBER.fullmatch(text) else text in sentence


def _stands(fact: Fact, collection: Collection) -> bool:
    if not fact.official:
        return any(fact.sentence in article.text for article in collection.articles)
    return _pair_of(fact, collection.pairs) is not None


def _pair_of(fact: Fact, pairs: Iterable[Pair]) -> Pair | None:
    """The first pair in which this official says the sentence, word for word."""
    return next((pair for pair in pairs if pair.official.name == fact.official and fact.sentence in pair.answer), None)
