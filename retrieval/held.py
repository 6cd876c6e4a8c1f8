"""Documents held as columns: a Document is made for who asks for one, and numbers are found by what they lead to.

A collection of 10,000 pairs has 70,000 documents, of which a question looks at some hundred. Scores nothing.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import get_args

import numpy as np

from knowledge.late import OneByOne
from retrieval.details import details
from retrieval.documents import OF, PHRASED, TOPIC, Document, Field, officials_of
from retrieval.formula import Ints, Mask

FIELDS: tuple[Field, ...] = get_args(Field)
Target = tuple[str, str]  # a pair's id and "", or "" and a topic


class Documents(OneByOne[Document]):
    """Numbered documents.

    lengths: characters of each text in the long one. targets: what documents lead to, each once; target_numbers: which
    of them each document leads to. passages: -1 for none. details: what each text asks for, see details.py.
    """

    def __init__(self, text: str, targets: Sequence[Target], columns: Mapping[str, Ints]) -> None:
        super().__init__(len(columns["lengths"]))
        self.text, self.targets = text, targets
        self.lengths, self.fields = columns["lengths"], columns["fields"]
        self.target_numbers, self.passages = columns["target numbers"], columns["passages"]
        self.details = columns["details"]
        self._ends = np.cumsum(self.lengths, dtype=np.int64)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Documents:
        rows = tuple(documents)
        targets = {one: n for n, one in enumerate(dict.fromkeys((row.pair_id, row.topic) for row in rows))}
        columns: dict[str, Ints] = {
            "lengths": np.array([len(row.text) for row in rows], dtype=np.int32),
            "fields": np.array([FIELDS.index(row.field) for row in rows], dtype=np.uint8),
            "target numbers": np.array([targets[row.pair_id, row.topic] for row in rows], dtype=np.int32),
            "passages": np.array([-1 if row.passage is None else row.passage for row in rows], dtype=np.int32),
            "details": np.array([details(row.text) for row in rows], dtype=np.uint32),
        }
        return cls("".join(row.text for row in rows), tuple(targets), columns)

    def _make(self, number: int) -> Document:
        pair_id, topic = self.targets[int(self.target_numbers[number])]
        passage, end = int(self.passages[number]), int(self._ends[number])
        text = self.text[end - int(self.lengths[number]) : end]
        return Document(text, FIELDS[int(self.fields[number])], pair_id, None if passage < 0 else passage, topic)

    # by what they lead to

    def numbers_of(self, target: Target) -> Ints:
        """The numbers of the documents that lead there, ascending."""
        place = self._places.get(target)
        order, starts = self._by_target
        found: Ints = order[:0] if place is None else order[starts[place] : starts[place + 1]]
        return found

    def numbers_of_passage(self, target: Target, passage: int | None) -> Ints:
        """Those of one passage; of None, those that lead to no single passage."""
        numbers = self.numbers_of(target)
        found: Ints = numbers[self.passages[numbers] == (-1 if passage is None else passage)]
        return found

    def of_topics(self, *, narrow: bool = False) -> Ints:
        """The numbers of those that lead to no pair, ascending; narrow: only those that are about some officials."""
        wanted = [not pair_id and (OF in topic or not narrow) for pair_id, topic in self.targets]
        return np.flatnonzero(np.array(wanted, dtype=np.bool_)[self.target_numbers]).astype(np.int32)

    def are(self, fields: Iterable[str]) -> Mask:
        """Which of them are one of these fields."""
        numbers = [FIELDS.index(one) for one in FIELDS if one in set(fields)]
        return np.asarray(np.isin(self.fields, numbers))

    def targets_of(self, numbers: Sequence[int]) -> list[str]:
        """Document.target of some documents, without making them."""
        return [self._names[place] for place in self.target_numbers.take(numbers).tolist()]

    def officials_of(self, number: int) -> tuple[str, ...]:
        """Document.officials of a document, without making it."""
        return officials_of(self.targets[int(self.target_numbers[number])][1])

    def details_of(self, numbers: Sequence[int]) -> list[int]:
        """What each of some documents asks for, see details.py."""
        found: list[int] = self.details.take(numbers).tolist()
        return found

    def are_of(self, field: Field, numbers: Sequence[int]) -> list[bool]:
        """Whether each of some documents is of this field, without making them."""
        found: list[bool] = (self.fields.take(numbers) == FIELDS.index(field)).tolist()
        return found

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return self.names()

    def are_phrasings_of(self, pairs: Container[str]) -> Mask:
        """Which of them are phrasings of some pairs, by their ids."""
        wanted = np.array([pair_id in pairs for pair_id, _ in self.targets], dtype=np.bool_)
        return np.asarray(wanted[self.target_numbers] & self.are(("phrasing",)))

    def phrased_for(self, targets: Container[str]) -> Ints:
        """The numbers of the phrasings of some pairs and topics, by Document.target, ascending."""
        wanted = np.array([name in targets for name in self.names()], dtype=np.bool_)
        found: Ints = np.flatnonzero(wanted[self.target_numbers] & self.are(PHRASED))
        return found

    def names(self) -> tuple[str, ...]:
        """Document.target of each target."""
        return tuple(pair_id or f"{TOPIC}{topic.split(OF)[0]}" for pair_id, topic in self.targets)

    @cached_property
    def _places(self) -> dict[Target, int]:
        return {target: place for place, target in enumerate(self.targets)}

    @cached_property
    def _by_target(self) -> tuple[Ints, Ints]:
        """The numbers in the order of their targets; where those of each target start."""
        order = np.argsort(self.target_numbers, kind="stable").astype(np.int32)
        return order, self.target_numbers[order].searchsorted(np.arange(len(self.targets) + 1))
