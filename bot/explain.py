"""Why a question got its outcome, in lines for staff: scope, the line, each candidate with what its score is made of.

The first candidate is told in full; of the others what tells them apart. Pure, but it searches again.
"""

from __future__ import annotations

from bot import phrases_explain as say
from bot.table import table
from retrieval.features import Features
from retrieval.fields import covered, field_shares
from retrieval.judge import Judge
from retrieval.judgement import Judgement
from retrieval.reading import Judged
from retrieval.words import tokenise

INDENT = "    "
LONGEST = 44  # columns of a document's text
FIELD_LIMITS = (12, 6, 6, 6, 6, 12, LONGEST)
EVIDENCE_LIMITS = (20, 8, 24)
SEEN = 0.005  # a share that is told as 0.00 is none


def explained(judgement: Judgement, judge: Judge) -> tuple[str, ...]:
    """Lines that explain a judgement."""
    scope, heard = judgement.scope, judgement.heard or judgement.turn.question
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
    if heard != scope.rest:
        lines.append(say.EXPLAIN_HEARD.format(heard=heard or "-"))
    if judgement.considered:
        best = judgement.considered[0].lines
        lines.append(say.EXPLAIN_LINES.format(answer=best.answer, choose=best.choose))
    if judgement.urgent or judgement.declined:
        lines.append(say.EXPLAIN_TOPIC.format(urgent=judgement.urgent or "-", declined=judgement.declined or "-"))
    for place, one in zip(say.PLACES, judgement.considered, strict=False):
        lines.extend(_candidate(place, one, judge, heard))
        lines.extend(_evidence(one.candidate.features, judge) if one is judgement.considered[0] else ())
    return tuple(lines)


def _candidate(place: str, one: Judged, judge: Judge, heard: str) -> list[str]:
    candidate, features = one.candidate, one.candidate.features
    asked = frozenset(tokenise(heard))
    passage = "" if candidate.passage is None else candidate.pair.passages[candidate.passage].text
    where = covered(judge.evidence, heard, candidate)
    return [
        say.EXPLAIN_CANDIDATE.format(
            place=place,
            pair=candidate.pair.id,
            official=one.official,
            confidence=one.confidence,
            score=features.score,
        ),
        say.EXPLAIN_MATCHED.format(
            field=say.FIELDS[candidate.matched.field],
            text=candidate.matched.text,
            terms=" ".join(word for word in judge.shared_terms(one) if word in asked) or "-",
        ),
        say.EXPLAIN_PASSAGE.format(passage=passage or "-"),
        say.EXPLAIN_MARGIN.format(margin=features.margin, declined=features.over_declined),
        say.EXPLAIN_COVERED.format(
            passage=features.passage_known,
            pair=features.known,
            printed=features.text_known,
            unknown=features.unknown,
        ),
        say.EXPLAIN_WORDS.format(
            near=" ".join(where.near) or "-", far=" ".join(where.far) or "-", missing=" ".join(where.missing) or "-"
        ),
        *_fields(one, judge, heard),
    ]


def _fields(one: Judged, judge: Judge, heard: str) -> list[str]:
    rows = [
        (
            say.FIELDS[share.field],
            *(f"{number:.2f}" for number in (share.words, share.characters, share.sounds, share.score)),
            say.NO_SHARE if share.share is None else f"{share.share:.0%}",
            share.text,
        )
        for share in field_shares(judge.evidence, heard, one.candidate)
    ]
    return _indented(table(say.FIELD_HEADS, rows, FIELD_LIMITS)) if rows else []


def _evidence(features: Features, judge: Judge) -> list[str]:
    """Each feature that moves the confidence, the strongest first."""
    shares = sorted(judge.shares(features).items(), key=lambda share: -abs(share[1]))
    rows = [(name, f"{getattr(features, name):.2f}", f"{share:+.2f}") for name, share in shares if abs(share) >= SEEN]
    return _indented(table(say.EVIDENCE_HEADS, rows, EVIDENCE_LIMITS)) if rows else []


def _indented(lines: str) -> list[str]:
    return [INDENT + line for line in lines.split("\n")]
