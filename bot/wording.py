"""From a judgement to the words of a reply: what the bot says around quotations. Pure; decides and stores nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot import phrases
from bot.conversation import HelpCard, Offer, Quote, Reply
from bot.library import Shelf
from knowledge.late_pairs import heads_of
from knowledge.model import Pair
from knowledge.suggestions import without_opening
from retrieval.judgement import Judgement
from retrieval.reading import Judged
from retrieval.scope import district_of

LABEL_LENGTH = 36
_LIST_START = re.compile(
    r"^(?:[一二三四五六七八九十]是，?|首先，?|其次，?|第[一二三四五]，?|再是|同时，|特别是|其中|即|并|总之，)"
)


def label_of(pair: Pair) -> str:
    """What a pair is about in one line: the heart of the reporter's question, else how the answer begins."""
    text = without_opening(pair.question) if pair.question else pair.answer
    sentences = [part for part in text.replace("！", "。").replace("？", "？。").split("。") if part.strip()]
    chosen = sentences[-1 if pair.question else 0].strip(" ，,") if sentences else text
    return chosen if len(chosen) <= LABEL_LENGTH else chosen[: LABEL_LENGTH - 1] + "…"


def who(official: str, district: str) -> str:
    """An official with the district, where it is known."""
    return phrases.WHO.format(official=official, district=district) if district else official


def beginning_of(pair: Pair) -> str:
    """How a pair's answer begins: its first sentence."""
    first = re.split("[。！？：]", pair.answer, maxsplit=1)[0]
    return first if len(first) <= LABEL_LENGTH else first[: LABEL_LENGTH - 1] + "…"


def topic_of(judged: Judged) -> str:
    """What a candidate is about in one line: the beginning of its passage, else the label of its pair."""
    candidate = judged.candidate
    if candidate.passage is None or candidate.passage >= len(candidate.pair.passages):
        return label_of(candidate.pair)
    text = _LIST_START.sub("", candidate.pair.passages[candidate.passage].text).rstrip("。；，！")
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"


class Wording:
    """Words replies for one state of the collection."""

    def __init__(self, shelf: Shelf, help_card: Callable[[str], HelpCard]) -> None:
        self._shelf, self._help_card = shelf, help_card

    def reply(self, judgement: Judgement) -> Reply:
        """The reply to a question, without record and time."""
        quotes = tuple(quote for quote in map(self._quote, judgement.answers) if quote)
        worded = {
            "answer": self._answer,
            "choose": self._choose,
            "compare": self._compare,
            "urgent": self._urgent,
            "none": self._none,
        }[judgement.outcome]
        return worded(judgement, quotes)

    def whole(self, quote: Quote, repeats: int) -> Reply:
        """The whole answer of one pair, with what the reader should know about its print."""
        head = phrases.WHOLE_BY_PAPER if quote.by_paper else phrases.WHOLE_HEAD
        lines = [head.format(official=quote.official, part=quote.office), quote.answer, *_source_lines(quote)]
        notes = [phrases.DAMAGED] * bool(quote.damage) + [phrases.PRINTED_TWICE] * bool(repeats)
        return Reply(
            "answer", "\n".join([*lines, *notes]), kind="whole", intro=" ".join(notes), confidence=1.0, answers=(quote,)
        )

    def _quote(self, judged: Judged) -> Quote | None:
        return self._shelf.quote(judged.candidate.pair.id, judged.candidate.passage)

    def _answer(self, judgement: Judgement, quotes: Sequence[Quote]) -> Reply:
        best, others = quotes[0], quotes[1:]
        lines = [phrases.QUOTED.format(highlight=best.highlight), *_source_lines(best), phrases.SEE_WHOLE]
        if others:
            lines += ["", phrases.ALSO, *_numbered(others, phrases.ALSO_LINE), phrases.ALSO_PICK]
        offers = (Offer(phrases.WHOLE[1], phrases.WHOLE[0], best.pair), *_choices(others))
        return Reply("answer", "\n".join(lines), confidence=judgement.confidence, answers=tuple(quotes), offers=offers)

    def _choose(self, judgement: Judgement, quotes: Sequence[Quote]) -> Reply:
        lines = [phrases.CHOOSE]
        offers = []
        for number, (quote, judged) in enumerate(zip(quotes, judgement.answers, strict=True), 1):
            topic = topic_of(judged)
            line = phrases.CHOICE_LINE.format(number=number, who=who(quote.official, quote.district), topic=topic)
            lines.append(line)
            offers.append(Offer(line.split(". ", 1)[1], str(number), quote.pair))
        lines.append(phrases.CHOOSE_PICK)
        return Reply(
            "choose",
            "\n".join(lines),
            intro=phrases.CHOOSE,
            confidence=judgement.confidence,
            answers=tuple(quotes),
            offers=tuple(offers),
        )

    def _compare(self, judgement: Judgement, quotes: Sequence[Quote]) -> Reply:
        intro = phrases.COMPARE if len(quotes) > 1 else phrases.COMPARE_ONE
        lines = [intro]
        for quote in quotes:
            lines += [
                "",
                phrases.QUOTED.format(highlight=quote.highlight),
                phrases.SOURCE.format(source=quote.source_line),
            ]
        silent = self._named(judgement.silent)
        if silent:
            lines += ["", phrases.COMPARE_SILENT.format(names="、".join(silent))]
        offers = _choices(quotes)
        named = "，".join(f"{offer.text} {offer.label}" for offer in offers)
        lines += ["", phrases.COMPARE_PICK.format(choices=named) if len(quotes) > 1 else phrases.SEE_WHOLE]
        return Reply(
            "compare",
            "\n".join(lines),
            intro=intro,
            confidence=judgement.confidence,
            answers=tuple(quotes),
            silent=silent,
            offers=offers,
        )

    def _urgent(self, judgement: Judgement, quotes: Sequence[Quote]) -> Reply:
        card = self._help_card(judgement.urgent)
        named = [f"{line.number}（{line.name}）" for line in card.lines if line.number.isdecimal()]
        calls = "、".join(named or [line.name for line in card.lines])
        lines = [phrases.URGENT_CALL.format(calls=calls), card.title, *(f"· {advice}" for advice in card.advice)]
        others = [line for line in card.lines if not line.number.isdecimal()]
        lines += [
            phrases.URGENT_LINE.format(number="", name=line.name, purpose=f"：{line.purpose}").replace("  ", " ")
            for line in others
        ]
        if quotes:
            lines += [
                "",
                phrases.URGENT_QUOTE,
                phrases.QUOTED.format(highlight=quotes[0].highlight),
                *_source_lines(quotes[0]),
            ]
        return Reply(
            "urgent",
            "\n".join(lines),
            intro=phrases.URGENT_QUOTE if quotes else "",
            confidence=1.0,
            answers=tuple(quotes),
            help=card,
        )

    def _none(self, judgement: Judgement, _quotes: Sequence[Quote]) -> Reply:
        intro = self._why(judgement)
        related = tuple(self._related(number, one) for number, one in enumerate(judgement.related, 1))
        lines = [intro]
        if related and judgement.why not in {"refused", "empty"}:
            head = phrases.NONE_OTHERS if judgement.why == "named silent" else phrases.NONE_RELATED
            lines += [
                "",
                head,
                *(f"{number}. {offer.label}" for number, offer in enumerate(related, 1)),
                phrases.ALSO_PICK,
            ]
        else:
            related = ()
        silent = self._named(judgement.silent)
        return Reply(
            "none", "\n".join(lines), intro=intro, confidence=judgement.confidence, related=related, silent=silent
        )

    def _why(self, judgement: Judgement) -> str:
        if judgement.why == "empty":
            return phrases.EMPTY
        if judgement.why == "refused":
            return phrases.REFUSED
        if judgement.why == "foreign":
            districts = (district_of(head.official) for head in heads_of(self._shelf.collection.pairs))
            covered = "、".join(dict.fromkeys(district for district in districts if district))
            names = "、".join(judgement.foreign)
            return phrases.NONE_FOREIGN.format(names=names, covered=covered) if covered else phrases.NONE
        if judgement.why == "named silent":
            return phrases.NONE_NAMED.format(names="、".join(self._named(judgement.silent)))
        topic = self._shelf.topics.get(judgement.declined)
        return topic.reply if topic else f"{phrases.NONE}{phrases.NONE_POINTS_ON}"

    def _named(self, officials: Sequence[str]) -> tuple[str, ...]:
        """Officials with their district, as a reader knows them."""
        by_name = {head.official.name: head.official for head in heads_of(self._shelf.collection.pairs)}
        return tuple(f"{by_name[name].district}{name}" if name in by_name else name for name in officials)

    def _related(self, number: int, judged: Judged) -> Offer:
        pair = judged.candidate.pair
        whose = who(pair.official.name, pair.official.district)
        return Offer(phrases.RELATED.format(who=whose, topic=topic_of(judged)), str(number), pair.id)


def _source_lines(quote: Quote) -> list[str]:
    unasked = phrases.BY_PAPER.format(part=quote.office) if quote.by_paper else phrases.NO_QUESTION
    asked = phrases.ASKED.format(question=quote.question) if quote.question else unasked
    return [phrases.SOURCE.format(source=quote.source_line), asked]


def _numbered(quotes: Sequence[Quote], line: str) -> list[str]:
    return [
        line.format(number=number, who=who(quote.official, quote.district), highlight=quote.highlight)
        for number, quote in enumerate(quotes, 1)
    ]


def _choices(quotes: Sequence[Quote]) -> tuple[Offer, ...]:
    return tuple(
        Offer(who(quote.official, quote.district), str(number), quote.pair) for number, quote in enumerate(quotes, 1)
    )
