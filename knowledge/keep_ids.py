"""Ids that stay: a new reading of an article takes over the ids of the pairs it had before. Pure.

Pairs correspond when the same official gives the same answer: letter for letter first, then in a corrected wording.
A number that was ever given is never given to another pair.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from knowledge.likeness import containment, core, couples, likeness
from knowledge.model import Pair, PairKind

SAME_ANSWER = 0.5  # likeness of the answers
PART_OF_ANSWER = 0.8  # one answer stands in the other
SAME_QUESTION = 0.8
COMMON = 60  # couples of characters in more answers than this find nobody
MOST_RIVALS = 30

Wording = Callable[[Pair], tuple[str, ...]]


LETTERS: Mapping[str, str] = {"quotation": "q", "lead": "n"}  # of what stands beside the pairs, and has its own numbers


def pair_id(article_id: str, number: int, kind: PairKind = "answer") -> str:
    """`zhuzhou-2021-03`, for a quotation `zhuzhou-2021-q3`, for a lead `zhuzhou-2021-n3`."""
    letter = LETTERS.get(kind, "")
    return f"{article_id}-{letter}{number}" if letter else f"{article_id}-{number:02d}"


def keep_ids(old: Sequence[Pair], new: Sequence[Pair]) -> tuple[Pair, ...]:
    """The new pairs, in order, under the ids of the old pairs they correspond to; the rest get unused numbers.

    old: every pair that ever had an id, retired ones too, so that no number comes back with another meaning.
    """
    matches: dict[int, int] = {}  # number among the new: number among the old
    for wording in (_verbatim, _question_and_answer, _answer):
        _match_exactly(old, new, matches, wording)
    _match_alike(old, new, matches)
    numbers = _Numbers(old)
    return tuple(
        replace(pair, id=old[matches[place]].id if place in matches else numbers.fresh(pair))
        for place, pair in enumerate(new)
    )


def _verbatim(pair: Pair) -> tuple[str, ...]:
    return (*_kin(pair), pair.answer, pair.question or "")


def _question_and_answer(pair: Pair) -> tuple[str, ...]:
    return (*_answer(pair), core(pair.question or ""))


def _answer(pair: Pair) -> tuple[str, ...]:
    return (*_kin(pair), core(pair.answer))


def _kin(pair: Pair) -> tuple[str, ...]:
    """Pairs of another official, and what stands beside them, never correspond."""
    return (pair.official.name, pair.kind if pair.is_beside else "pair")


def _match_exactly(old: Sequence[Pair], new: Sequence[Pair], matches: dict[int, int], wording: Wording) -> None:
    """Takes equal ones in the order of the article."""
    taken = set(matches.values())
    waiting: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for place, pair in enumerate(old):
        if place not in taken:
            waiting[wording(pair)].append(place)
    for place, pair in enumerate(new):
        equal = waiting.get(wording(pair)) if place not in matches else None
        if equal:
            matches[place] = equal.popleft()


def _match_alike(old: Sequence[Pair], new: Sequence[Pair], matches: dict[int, int]) -> None:
    """Takes the most alike first; of equals, the one that stands nearest to the same place."""
    taken = set(matches.values())
    free_new = [place for place in range(len(new)) if place not in matches]
    free_old = [place for place in range(len(old)) if place not in taken]
    found = sorted(_rivals(old, new, free_old, free_new), key=lambda one: (-one[0], abs(one[1] - one[2]), one[1]))
    for _, mine, theirs in found:
        if mine not in matches and theirs not in taken:
            matches[mine] = theirs
            taken.add(theirs)


def _rivals(
    old: Sequence[Pair], new: Sequence[Pair], free_old: Sequence[int], free_new: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """(score, new, old) for pairs alike enough; candidates share rare couples of characters."""
    if not free_old or not free_new:
        return
    answers = {place: couples(old[place].answer) for place in free_old}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, counts in answers.items():
        for couple in counts:
            holders[couple].append(place)
    for mine in free_new:
        words = couples(new[mine].answer)
        shared = Counter(
            place for couple in words if len(holders.get(couple, ())) <= COMMON for place in holders.get(couple, ())
        )
        for theirs, _ in shared.most_common(MOST_RIVALS):
            if _kin(old[theirs]) == _kin(new[mine]):
                score = _score(old[theirs], new[mine], answers[theirs], words)
                if score:
                    yield score, mine, theirs


def _score(old: Pair, new: Pair, old_words: Counter[str], new_words: Counter[str]) -> float:
    """0.0 for pairs that do not correspond."""
    answers = likeness(old_words, new_words)
    both_asked = bool(old.question and new.question)
    questions = likeness(couples(old.question or ""), couples(new.question or "")) if both_asked else 0.0
    part = containment(old_words, new_words)
    alike = answers >= SAME_ANSWER or part >= PART_OF_ANSWER or (questions >= SAME_QUESTION and answers >= 0.2)
    return answers + 0.3 * questions if alike else 0.0


class _Numbers:
    """Numbers above all that were ever given."""

    def __init__(self, old: Sequence[Pair]) -> None:
        self._last: Counter[str] = Counter()  # by letter
        for pair in old:
            number = re.search(r"-([qn]?)(\d{1,9})$", pair.id)
            if number:
                self._last[number[1]] = max(self._last[number[1]], int(number[2]))

    def fresh(self, pair: Pair) -> str:
        letter = LETTERS.get(pair.kind, "")
        self._last[letter] += 1
        return pair_id(pair.article_id, self._last[letter], pair.kind)
