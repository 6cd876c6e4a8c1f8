"""What the collection answers, to read without typing: by official and by subject; who was interviewed. Pure."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from bot import phrases
from bot.conversation import Offer, Reply
from bot.library import Shelf
from bot.wording import beginning_of, label_of
from knowledge.model import Pair
from retrieval.judgement import Judgement

SUBJECTS = Path(__file__).with_name("subjects.toml")


class TopicGroup(Struct, frozen=True):
    """Questions that belong together: one official's (district and official set), or one subject's (subject set)."""

    offers: tuple[Offer, ...]
    district: str = ""
    official: str = ""
    subject: str = ""


class OfficialCard(Struct, frozen=True):
    """Who was interviewed, in which office, with how many answers, in which article."""

    name: str
    office: str
    district: str
    answers: int
    article: str
    outlet: str
    said_text: str


class Subject(Struct, frozen=True):
    """A subject with the words by which its passages are known, and a question that asks every official about it."""

    title: str
    ask: str
    words: tuple[str, ...]


@cache
def subjects() -> tuple[Subject, ...]:
    rows = tomllib.loads(SUBJECTS.read_text(encoding="utf-8"))["subject"]
    return tuple(Subject(row["title"], row["ask"], tuple(row["words"])) for row in rows)


def by_official(shelf: Shelf) -> tuple[TopicGroup, ...]:
    """One group an official, in article order; each pair once."""
    names = dict.fromkeys(pair.official for pair in shelf.collection.pairs)
    return tuple(
        TopicGroup(_offers(pair for pair in shelf.collection.pairs if pair.official == one), one.district, one.name)
        for one in names
    )


def invitation(judgement: Judgement) -> Reply:
    """To who only named an official or a district: whose interview it is, and what it speaks of, by number."""
    pairs = [one.candidate.pair for one in judgement.related]
    people = dict.fromkeys(pair.official for pair in pairs)
    whose = "、".join(
        phrases.INVITED_WHO.format(official=one.name, office=one.office or one.district) for one in people
    )
    intro = (phrases.INVITED if len(people) == 1 else phrases.INVITED_MANY).format(whose=whose)
    spoken = [offer for one in people for offer in _offers(pair for pair in pairs if pair.official == one)]
    offers = tuple(replace(offer, text=str(number)) for number, offer in enumerate(spoken, 1))
    lines = [intro, *(f"{offer.text}. {offer.label}" for offer in offers), phrases.ALSO_PICK]
    return Reply("none", "\n".join(lines), intro=intro, related=offers)


def by_subject(shelf: Shelf) -> tuple[TopicGroup, ...]:
    """One group a subject that any pair speaks on, best pairs first; a pair may stand under several."""
    groups = []
    for subject in subjects():
        share = {pair.id: _share(pair, subject.words) for pair in shelf.collection.pairs}
        spoke = sorted((pair for pair in shelf.collection.pairs if share[pair.id]), key=lambda pair: -share[pair.id])
        if spoke:
            groups.append(TopicGroup((Offer(subject.ask, subject.ask), *_offers(spoke[:6])), subject=subject.title))
    return tuple(groups)


def _share(pair: Pair, words: Sequence[str]) -> float:
    """How often the subject's words stand in the answer, a thousand characters."""
    return 1000 * sum(pair.answer.count(word) for word in words) / max(len(pair.answer), 1)


def _offers(pairs: Iterable[Pair]) -> tuple[Offer, ...]:
    """One a pair; where two have the same label, the later one says how its answer begins."""
    found: dict[str, Offer] = {}
    for pair in pairs:
        label = label_of(pair)
        if label in found:
            label = beginning_of(pair)
        found.setdefault(label, Offer(label, label, pair.id))
    return tuple(found.values())


def officials(shelf: Shelf, said_text: dict[str, str]) -> tuple[OfficialCard, ...]:
    """One card an official, in article order. said_text: the date of each article as a visitor reads it."""
    counts = Counter(pair.official.name for pair in shelf.collection.pairs)
    cards: dict[str, OfficialCard] = {}
    for pair in shelf.collection.pairs:
        one, article = pair.official, shelf.articles[pair.article_id]
        cards.setdefault(
            one.name,
            OfficialCard(
                one.name, one.office, one.district, counts[one.name], article.id, article.outlet, said_text[article.id]
            ),
        )
    return tuple(cards.values())
