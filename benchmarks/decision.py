"""The whole way from a typed question to a decision, over made-up pairs with texts, officials and passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from benchmarks.corpus import Corpus
from knowledge.model import Article, Collection, Official, Pair, Passage

DECISION = "ours, to a decision"
OFFICIALS = 100
ASKED_WORDS = 10
PASSAGE_WORDS = 25


def collection(corpus: Corpus) -> Collection:
    return Collection(1, articles=(Article("made", "", ""),), pairs=tuple(pairs(corpus)))


def pairs(corpus: Corpus) -> Iterator[Pair]:
    """A pair's first ten words are its question; the others its answer, in passages of 25 words."""
    for number in range(corpus.size):
        words = corpus.words(number)
        rest = words[ASKED_WORDS:]
        texts = ["".join(rest[i : i + PASSAGE_WORDS]) + "。" for i in range(0, len(rest), PASSAGE_WORDS)]
        official = Official(f"官员{number % OFFICIALS}", "县长", f"第{number % OFFICIALS}县")
        passages = tuple(Passage((), text) for text in texts)
        question = "".join(words[:ASKED_WORDS]) + "？"
        yield Pair(f"made-{number}", "made", "answer", official, "记者", question, (), "".join(texts), (), passages)


def decision(corpus: Corpus) -> Callable[[Sequence[str]], list[int]]:
    """Judges a question made of words; gives the numbers of the pairs that were considered."""
    from retrieval import confidence, urgency
    from retrieval.judge import Judge

    judge = Judge(collection(corpus), confidence.load(), urgency.load())

    def top(words: Sequence[str]) -> list[int]:
        judgement = judge.judge("".join(words) + "？")
        return [int(one.candidate.pair.id.removeprefix("made-")) for one in judgement.considered]

    return top
