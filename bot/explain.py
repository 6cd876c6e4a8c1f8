"""Why a question got its outcome, in lines for staff: scope, candidates, each feature's share, the runner-up. Pure."""

from __future__ import annotations

from bot import phrases_explain as say
from retrieval.judge import Judge, Judgement
from retrieval.reading import Judged
from retrieval.words import tokenise

SHARES_SHOWN = 8


def explained(judgement: Judgement, judge: Judge) -> tuple[str, ...]:
    """Lines that explain a judgement."""
    scope = judgement.scope
    lines = [
        say.EXPLAIN_OUTCOME.format(
            outcome=judgement.outcome, why=judgement.why or "-", confidence=judgement.confidence
        ),
        say.EXPLAIN_SCOPE.format(
            rest=scope.rest,
            districts="、".join(scope.districts) or "-",
            officials="、".join(scope.officials) or "-",
            foreign="、".join(scope.foreign) or "-",
        ),
    ]
    if judgement.considered:
        best = judgement.considered[0].lines
        lines.append(say.EXPLAIN_LINES.format(answer=best.answer, choose=best.choose))
    if judgement.urgent or judgement.declined:
        lines.append(say.EXPLAIN_TOPIC.format(urgent=judgement.urgent or "-", declined=judgement.declined or "-"))
    for one in judgement.considered[:3]:
        lines.extend(_candidate(one, judge, frozenset(tokenise(judgement.turn.question))))
    return tuple(lines)


def _candidate(one: Judged, judge: Judge, asked: frozenset[str]) -> list[str]:
    candidate, features = one.candidate, one.candidate.features
    passage = "" if candidate.passage is None else candidate.pair.passages[candidate.passage].text
    shares = sorted(judge.shares(features).items(), key=lambda share: -abs(share[1]))[:SHARES_SHOWN]
    return [
        say.EXPLAIN_CANDIDATE.format(pair=candidate.pair.id, official=one.official, confidence=one.confidence),
        say.EXPLAIN_MATCHED.format(
            field=say.FIELDS[candidate.matched.field],
            text=candidate.matched.text,
            terms=" ".join(word for word in judge.shared_terms(one) if word in asked) or "-",
        ),
        say.EXPLAIN_PASSAGE.format(passage=passage or "-"),
        "    " + "  ".join(f"{name} {share:+.2f}" for name, share in shares),
    ]
