"""Whether a message may be an emergency, and of which kind. Learned from examples; recalls first, asks nothing back.

A linear model over words, character pairs and pairs of syllables (so that typos and plain pinyin are heard too), and
over the situation that is told (retrieval/situations.py): the log-odds are bias + sum(weight of each term present) /
sqrt(number of terms + SHORT), for the wording and for the situation. Weights come from urgency.tsv, fitted by
retrieval/urgency_fitting.py; a second set of weights a kind tells which help card fits. Wordings that must never be
missed, and meanings that must never alarm (大麻烦, 戒烟), stand in lexicon/urgent.toml and come before the model.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence, Sized
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from retrieval import lexicon
from retrieval.clauses import windows
from retrieval.situations import (
    Told,
    situation_terms,
    tells_of_danger,
    tells_only_of_taking,
    terms_of,
    told,
    told_in_clause,
)
from retrieval.sounds import is_pinyin, spelt, syllables
from retrieval.words import character_pairs, characters, concepts, every_word, fold

SHIPPED = "urgency.tsv"
HEAD = ("!kinds\t", "!biases\t", "!line\t")
TAB = "\t"
_LATIN, _HAN = re.compile(r"[a-z]+"), re.compile(r"[\u3400-\u9fff]")
Weights = npt.NDArray[np.float32]
FEWEST = 2  # characters of a message that the model judges
FRAGMENT = 3  # characters up to which a message may be the beginning of any other
FRAGMENT_LINE = 0.5  # probability that such a one must reach where it tells of no danger
CLAUSE_LINE = -0.5  # log-odds that one clause of a long message must reach, with its share of the whole's
CALM_CLAUSE = 1.0  # log-odds that a clause loses in which nothing tells of a danger
WHOLE = 0.4  # how much the log-odds of the whole message count beside those of its clause
SHORT = 6  # so that one or two characters alone say little
SPELT = 0.7  # share of the runs of Latin letters that spell pinyin, from which a text is taken for it
EMPTY: Weights = np.zeros((0, 1), dtype=np.float32)


class UrgencyError(Exception):
    """The file of weights cannot be read."""


def urgency_terms(text: str) -> tuple[str, ...]:
    """The terms of a message, each once. Plain pinyin is known by its syllables alone."""
    folded = fold(text)
    spoken = syllables(folded)
    sounds = [f"s{one} {two}" for one, two in pairwise(spoken)]
    if is_pinyin(folded):
        return tuple(dict.fromkeys(sounds))
    words = every_word(folded)
    found = [f"w{word}" for word in words] + [f"c{pair}" for pair in character_pairs(folded)]
    found += [concept for word in words for concept in concepts(word)] + sounds
    return tuple(dict.fromkeys(found))


def features(text: str) -> dict[str, float]:
    """What each term of a message counts: those of its wording share the weight, and so do those of its situation."""
    return _features(text, situation_terms(fold(text)))


def _features(text: str, situation: Sequence[str]) -> dict[str, float]:
    wording = urgency_terms(text)
    return dict.fromkeys(wording, share(wording)) | dict.fromkeys(situation, share(situation))


def share(terms: Sized) -> float:
    """What one term counts in a message of so many terms."""
    return 1 / math.sqrt(len(terms) + SHORT)


def _held(log_odds: float) -> float:
    """Between -30 and 30."""
    return max(-30.0, min(30.0, log_odds))


class Urgency(Struct, frozen=True):
    """A fitted model. line: the probability from which help comes first.

    rows: a term's row in `weights`; a row holds the log-odds of an emergency, then one weight a kind, as in `kinds`.
    """

    kinds: tuple[str, ...]
    biases: tuple[float, ...]
    rows: Mapping[str, int]
    weights: Weights
    line: float = 0.5

    def probability(self, text: str) -> float:
        """That a message is an emergency, between 0 and 1."""
        return 1 / (1 + math.exp(-self.log_odds(text)))

    def log_odds(self, text: str) -> float:
        """Of the same, between -30 and 30."""
        return self._log_odds(features(text))

    def _log_odds(self, terms: Mapping[str, float]) -> float:
        known = [(self.rows[term], count) for term, count in terms.items() if term in self.rows]
        if not known:
            return self.biases[0]
        places, counts = map(list, zip(*known, strict=True))
        found = self.biases[0] + float(self.weights[places, 0] @ np.array(counts))
        return _held(found)

    def kind(self, text: str) -> str:
        """The kind of emergency, "" for none."""
        folded = fold(text)
        if not _never().search(folded):
            sure = _always(folded)
            if sure:
                return sure
        if not self._is_alarming(text, folded):
            return ""
        sums = self._sums(features(text))
        return max(zip(sums[1:], self.kinds, strict=True))[1]

    def _is_alarming(self, text: str, folded: str) -> bool:
        """The message reaches the line; of a long one a clause or two must, and the whole of it speaks too.

        A long calm story adds up to much, and a clause taken out of it sounds worse than it is.
        """
        if len(characters(folded)) < FEWEST or is_in_letters_only(folded):
            return False
        if len(characters(folded)) <= FRAGMENT:
            found = told(folded)
            line = self.line if tells_of_danger(found) else max(self.line, FRAGMENT_LINE)
            return self.probability(text) >= line and not tells_only_of_taking(found)
        parts = list(windows(folded))
        if parts:
            whole = told(folded)
            wordings = {clause: self._wording(clause) for part in parts for clause in part.split(",")}
            clause = max(self._odds_of_clause(part, told_in_clause(part, whole), wordings) for part in parts)
            return clause + WHOLE * self._log_odds(_features(text, terms_of(whole))) >= CLAUSE_LINE
        return self.probability(text) >= self.line

    def _odds_of_clause(self, text: str, found: Told, wordings: Mapping[str, Mapping[str, float]]) -> float:
        """Of one clause or two, given the wording of each."""
        wording: dict[str, float] = {}
        for clause in text.split(","):
            wording.update(wordings[clause])
        situation = self._weights_of(terms_of(found))
        log_odds = self.biases[0] + sum(sum(one.values()) * share(one) for one in (wording, situation))
        return _held(log_odds) - (0.0 if tells_of_danger(found) else CALM_CLAUSE)

    def _wording(self, clause: str) -> dict[str, float]:
        return self._weights_of(urgency_terms(clause))

    def _weights_of(self, terms: Sequence[str]) -> dict[str, float]:
        """The weight of an emergency of each term, 0 of one never seen."""
        known = [term for term in terms if term in self.rows]
        weights = self.weights[[self.rows[term] for term in known], 0].tolist() if known else []
        return dict.fromkeys(terms, 0.0) | dict(zip(known, weights, strict=True))

    def _sums(self, terms: Mapping[str, float]) -> list[float]:
        known = [term for term in terms if term in self.rows]
        if not known:
            return list(self.biases)
        shares = np.array([terms[term] for term in known], dtype=np.float32)
        found = shares @ self.weights[[self.rows[term] for term in known]] + self.biases
        return [float(one) for one in found]


def is_in_letters_only(folded: str) -> bool:
    """Whether a text is in Latin letters that mostly spell no pinyin: of English or of code the model knows nothing.

    >>> is_in_letters_only("how to reset wifi password"), is_in_letters_only("jubao ktv you ren liu bing")
    (True, False)
    """
    runs = _LATIN.findall(folded)
    return bool(runs) and not _HAN.search(folded) and sum(map(bool, map(spelt, runs))) < SPELT * len(runs)


@cache
def _never() -> re.Pattern[str]:
    return re.compile("|".join(lexicon.table("urgent.toml")["never"]))


@cache
def _always_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["kind"], re.compile("|".join(row["any"]))) for row in lexicon.table("urgent.toml")["always"])


def _always(folded: str) -> str:
    return next((kind for kind, pattern in _always_patterns() if pattern.search(folded)), "")


def parse(text: str, where: str) -> Urgency:
    """The model from its table. Raises UrgencyError naming the line."""
    head: dict[str, list[str]] = {}
    lines: list[tuple[int, str]] = []
    width = 0
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        if line.startswith(HEAD):
            name, *cells = line.split(TAB)
            head[name] = cells
            width = len(head.get("!biases", ()))
            continue
        if line.count(TAB) != width:
            raise UrgencyError(f"{where}, line {number}: {line.count(TAB)} weights, expected one for each of !biases")
        lines.append((number, line))
    try:
        biases = tuple(float(cell) for cell in head["!biases"])
        rows, weights = _table(lines, len(biases), where)
        kinds = tuple(head["!kinds"])
        if not kinds or len(biases) != len(kinds) + 1:
            raise UrgencyError(f"{where}: {len(kinds)} !kinds and {len(biases)} !biases, expected one bias more")
        return Urgency(kinds, biases, rows, weights, float(head["!line"][0]))
    except (KeyError, IndexError, ValueError) as error:
        raise UrgencyError(f"{where}: {error!r}, expected !kinds, !biases, !line and rows of one length") from error


def _table(lines: Sequence[tuple[int, str]], width: int, where: str) -> tuple[dict[str, int], Weights]:
    """The row of each term and the rows, from numbered lines of one term and `width` cells each.

    Read as one column of cells: most of the 400,000 cells are one of a few hundred numbers, each of which is read once.
    """
    if not lines:
        return {}, EMPTY
    cells = TAB.join([line for _, line in lines]).split(TAB)
    terms = cells[:: width + 1]
    del cells[:: width + 1]
    rows = dict(zip(terms, range(len(terms)), strict=True))
    values = {cell: _number(cell) for cell in set(cells)}
    if len(rows) != len(terms) or None in values.values():
        raise UrgencyError(f"{where}, {_spoilt(lines)}")
    weights = np.fromiter(map(values.__getitem__, cells), dtype=np.float32, count=len(cells))
    return rows, weights.reshape(len(rows), width)


def _number(cell: str) -> float | None:
    try:
        return float(cell) if cell else 0.0
    except ValueError:
        return None


def _spoilt(lines: Iterable[tuple[int, str]]) -> str:
    """Which line holds a term a second time or a cell that is no number, and what is wrong with it."""
    seen: set[str] = set()
    for number, line in lines:
        term, *cells = line.split(TAB)
        unread = [cell for cell in cells if _number(cell) is None]
        if unread or term in seen:
            return f"line {number}: {unread[0]!r} is no weight" if unread else f"line {number}: {term!r} a second time"
        seen.add(term)
    return "no line"


def load(path: Path | None = None) -> Urgency:
    """The model of `path`, or the one that ships. Raises UrgencyError."""
    return parse_bytes(table_bytes(path), path)


def table_bytes(path: Path | None = None) -> bytes:
    """The table of `path`, or the one that ships. Raises UrgencyError."""
    try:
        return path.read_bytes() if path else files("retrieval").joinpath(SHIPPED).read_bytes()
    except OSError as error:
        raise UrgencyError(f"{path or SHIPPED}: {error}") from error


def parse_bytes(table: bytes, path: Path | None = None) -> Urgency:
    """The model from the table of `path`, or the one that ships. Raises UrgencyError."""
    where = str(path or SHIPPED)
    try:
        return parse(table.decode(), where)
    except UnicodeDecodeError as error:
        raise UrgencyError(f"{where}: {error}") from error
