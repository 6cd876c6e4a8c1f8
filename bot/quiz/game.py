"""A game of ten questions, made anew from its seed and what was picked so far: nothing of it is stored anywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from msgspec import Struct

from bot.quiz.bank import CHOICES, Playable

LENGTH = 10
_PICKED = re.compile(f"[0-{CHOICES - 1}]{{0,{LENGTH}}}")
_SEED = re.compile(r"[0-9a-zA-Z_-]{1,32}")


class Step(Struct, frozen=True):
    """A question as it is shown: choices in this game's order; right is the number of the true one."""

    id: str
    number: int
    ask: str
    choices: tuple[str, ...]
    right: int
    sentence: str
    pair_id: str

    @property
    def answer(self) -> str:
        return self.choices[self.right]

    @property
    def marked(self) -> tuple[str, str, str]:
        """The sentence as what stands before the answer, the answer, and what follows."""
        found = re.search(rf"(?<!\d){re.escape(self.answer)}(?!\d)", self.sentence)
        at = found.span() if found else (len(self.sentence), len(self.sentence))
        return self.sentence[: at[0]], self.sentence[at[0] : at[1]], self.sentence[at[1] :]


class Game(Struct, frozen=True):
    """The steps of one game and the choices picked so far, oldest first."""

    seed: str
    steps: tuple[Step, ...]
    picked: tuple[int, ...] = ()

    @property
    def score(self) -> int:
        return sum(step.right == choice for step, choice in zip(self.steps, self.picked, strict=False))

    @property
    def is_over(self) -> bool:
        return len(self.picked) == len(self.steps)

    @property
    def next(self) -> Step | None:
        """The question that waits for an answer."""
        return None if self.is_over else self.steps[len(self.picked)]

    @property
    def last(self) -> Step | None:
        """The question that was answered last."""
        return self.steps[len(self.picked) - 1] if self.picked else None

    @property
    def was_right(self) -> bool:
        return bool(self.picked) and self.steps[len(self.picked) - 1].right == self.picked[-1]

    @property
    def written(self) -> str:
        """What a page carries to go on with this game."""
        return "".join(str(choice) for choice in self.picked)


def play(bank: Sequence[Playable], seed: str, picked: str = "") -> Game | None:
    """The game of this seed. None where the bank holds too few questions or what the page sent is not ours."""
    if len(bank) < LENGTH or not _SEED.fullmatch(seed) or not _PICKED.fullmatch(picked):
        return None
    chance = Random(seed)  # noqa: S311 - the same seed must give the same game; nothing secret hangs on it
    drawn = _drawn(bank, chance)
    steps = tuple(_step(playable, number, chance) for number, playable in enumerate(drawn, 1))
    return Game(seed, steps, tuple(int(digit) for digit in picked))


def _drawn(bank: Sequence[Playable], chance: Random) -> list[Playable]:
    """Ten questions in a new order; two about the same sentence only where there are not ten others."""
    order = chance.sample(list(bank), len(bank))
    fresh = {playable.question.fact.sentence: playable for playable in reversed(order)}
    first = [playable for playable in order if fresh[playable.question.fact.sentence] is playable]
    return [*first, *(playable for playable in order if playable not in first)][:LENGTH]


def _step(playable: Playable, number: int, chance: Random) -> Step:
    question = playable.question
    choices = chance.sample([question.fact.text, *question.wrong], CHOICES)
    right = choices.index(question.fact.text)
    return Step(question.id, number, question.ask, tuple(choices), right, question.fact.sentence, playable.pair_id)
