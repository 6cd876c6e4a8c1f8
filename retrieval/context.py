"""What a turn means after the turns before it: which questions to try, for which officials. Pure; stores nothing."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from retrieval import cues, followups, referring
from retrieval.clauses import clauses
from retrieval.questions import TELLING, kinds
from retrieval.scope import NOWHERE, Home, Scope
from retrieval.words import characters, fold, tokenise

KEPT_TURNS = 6
SHORT = 2  # content words, at most, of a turn that may need the turn before


class Turn(Struct, frozen=True):
    """What is remembered of a turn: its question without names, whom it named, who answered, with which pairs; and
    where the asker said to live, in it or before."""

    question: str
    named: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    home: Home = NOWHERE


class Link(Struct, frozen=True):
    """How a turn hangs together with an earlier one: that one's question, the pairs that it was answered with, and
    whether the turn goes over to an official who was not among those.

    spoken: whom the earlier turn meant, where this one names nobody.
    """

    question: str
    pairs: tuple[str, ...] = ()
    to_other: bool = False
    spoken: tuple[str, ...] = ()

    def features(self, question: str, pair_id: str) -> dict[str, float]:
        """Of the turn's question and a pair, as features.Features names them."""
        marks = set(question)
        return {
            "follows": 1.0,
            "stays": float(pair_id in self.pairs),
            "to_other": float(self.to_other),
            "echo": len(marks.intersection(self.question)) / len(marks) if marks else 0.0,
        }


class Attempt(Struct, frozen=True):
    """One reading of a turn: the question to search, the officials who may answer (() for anybody), the question of the
    earlier turn that it leans on, "" where it stands alone, and how it hangs together with one, None for a first turn.

    by_paper: only what the paper says itself may answer. to_owner: only who says what of the question those who were
    meant before never say.
    """

    question: str
    officials: tuple[str, ...]
    before: str = ""
    link: Link | None = None
    by_paper: bool = False
    to_owner: bool = False

    @property
    def words(self) -> str:
        """All that is searched."""
        return f"{self.question} {self.before}".strip()


def referred(scope: Scope, turns: Sequence[Turn], officials: Sequence[str]) -> Scope:
    """The scope with those who are meant though they are not named, among all officials.

    Where somebody lives is known from this turn or an earlier one, and goes before other districts that the turn names
    (我在茶陵，听说天元有，我们这边有没有). The others are all but those of
    the turn before: whom it named, or who answered.
    """
    home = scope.home if any(scope.home) else turns[-1].home if turns else NOWHERE
    if any(home) and referring.says_ours(scope.rest):
        return replace(_of(scope, home.officials, referring.without_ours(scope.rest)), foreign=home.foreign)
    if scope.but and set(scope.but) == set(scope.officials):
        return _all_but(scope, scope.but, officials, referring.without_exception(scope.rest))
    if turns and scope.is_open and referring.says_others(scope.rest):
        before = turns[-1].named or turns[-1].answered
        return replace(_all_but(scope, before, officials, referring.without_others(scope.rest)), is_of_others=True)
    return scope


def _all_but(scope: Scope, spoken: Sequence[str], officials: Sequence[str], rest: str) -> Scope:
    """Of everybody's officials those who were not spoken of; the scope as it is where that is nobody or everybody."""
    left = tuple(name for name in officials if name not in spoken)
    return _of(scope, left, rest) if left and len(left) < len(officials) else scope


def _of(scope: Scope, officials: tuple[str, ...], rest: str) -> Scope:
    return replace(scope, officials=officials, districts=(), foreign=(), rest=" ".join(rest.split()))


def attempts(scope: Scope, turns: Sequence[Turn]) -> tuple[Attempt, ...]:
    """The readings of a turn, the one that stands alone first.

    Whoever was meant before is meant still: of others only the paper may answer, or who alone spoke of what the turn
    names (祥和犀城, after a question for 天元), unless the turn goes over to another subject. A turn without content,
    and one that asks whether another official does the same or only echoes the one before, have only the one that
    leans; one that says a word of the others (别的区打算搞吗) asks the earlier question with it; a turn to another
    subject leans on nothing.
    """
    if not turns:
        return (Attempt(scope.rest, scope.officials),)
    meant = _meant(scope.rest, turns)
    link = Link(meant.question, meant.pairs, bool(scope.officials) and not set(scope.officials) & set(meant.answered))
    content = tokenise(scope.rest)
    if not content and meant.question:
        return (Attempt(_completed(meant.question, scope.rest), scope.officials or meant.named, link=link),)
    officials = scope.officials or _inherited(scope.rest, meant)
    alone = Attempt(followups.without_turning(scope.rest), officials, link=link)
    leaning = Attempt(scope.rest, officials, meant.question, link)
    points = cues.points_back(scope.rest) or cues.points_to_first(scope.rest)
    owner = _owner(alone, link) if officials and not scope.officials and not points else ()
    if tokenise(meant.question) and not followups.turns_away(scope.rest):
        if scope.is_of_others and len(content) <= 1:
            return (Attempt(f"{meant.question},{scope.rest}", officials, link=link),)
        if link.to_other and (followups.asks_likewise(scope.rest) or _echoes(content, meant.question)):
            return (leaning,)
        if cues.leans_back(scope.rest) or points or len(content) <= SHORT:
            return (alone, leaning, *owner)
    open_too = officials and not scope.officials and not cues.has_pronoun(scope.rest)
    paper = Attempt(alone.question, (), link=link, by_paper=not followups.turns_away(scope.rest))
    return (alone, paper, *owner) if open_too else (alone, *owner)


def _owner(alone: Attempt, link: Link) -> tuple[Attempt, ...]:
    """The reading in which a turn without a name goes over to another official."""
    link = replace(link, to_other=True, spoken=alone.officials)
    return (replace(alone, officials=(), link=link, to_owner=True),)


def _echoes(content: Sequence[str], before: str) -> bool:
    """Whether a turn says nothing that the one before did not say (查不查, after 查不查毒驾)."""
    return bool(content) and set("".join(content)) <= set(before)


def _completed(before: str, question: str) -> str:
    """The earlier question, with what a turn without content asks of it where that is another thing (哪几个)."""
    return f"{before},{question}" if (kinds(question) & TELLING) - kinds(before) else before


def again(scope: Scope, turns: Sequence[Turn]) -> Attempt | None:
    """The earlier question asked once more, where a turn only wants more detail of it (具体多少); else None.

    Of the officials who are named now, who were named then, or who answered.
    """
    if not turns or not followups.asks_again(scope.rest):
        return None
    meant = _meant(scope.rest, turns)
    return Attempt(meant.question, scope.officials or meant.named or meant.answered[:1]) if meant.question else None


def names_only(question: str, scope: Scope, turns: Sequence[Turn]) -> bool:
    """Whether a message names somebody or some place and asks nothing, and no earlier turn says what is meant."""
    asked = (scope.rest, *(turn.question for turn in turns[-1:]))
    is_named = len(characters(scope.rest)) < len(characters(fold(question)))
    return bool(scope.officials) and is_named and not any(map(tokenise, asked))


def asks_who(scope: Scope) -> bool:
    """Whether a message asks who the one official named is, or a clause of it asks for the office.

    "And what is it called?" in a long message means something that was told before.
    """
    if len(scope.officials) != 1:
        return False
    parts = (tokenise(clause) for clause in clauses(scope.rest))
    return cues.asks_for_office(tokenise(scope.rest)) or any(cues.asks_for_office(one, or_name=False) for one in parts)


def _meant(question: str, turns: Sequence[Turn]) -> Turn:
    """The earlier turn that this one refers to: the last, or with 刚才, 前面 the one before a change of subject."""
    if cues.points_to_first(question):
        return turns[0]
    if cues.points_back(question):
        return next((turn for turn in reversed(turns[:-1]) if turn.named != turns[-1].named), turns[-1])
    return turns[-1]


def _inherited(question: str, meant: Turn) -> tuple[str, ...]:
    if cues.asks_which(question):
        return ()
    if meant.named:
        return meant.named
    return meant.answered[:1] if cues.has_pronoun(question) else ()
