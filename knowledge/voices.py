"""Which labels are speakers, and which speakers ask: worked out from what the document does.

Role words (记者, 主持人, 答) and outlet names weigh in, but a label nobody has heard of is placed by how its turns
end (in question marks or not), how long they run and whom they follow. Cuts no turns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from knowledge.boards import messages
from knowledge.bylines import heads_guests, is_byline
from knowledge.hosts import hosts
from knowledge.introduced import LONGEST_OPENING, OPENING_LINES, introduced
from knowledge.labels import Act, Label, find, stated
from knowledge.lines import REMARK, Paragraph, ends_asking, is_finished, is_headline
from knowledge.newsroom import (
    BETWEEN,
    HOSTS,
    INSTITUTION,
    OFFICE,
    OFFICE_END,
    OUTLET,
    is_person,
    plain,
)
from knowledge.panel import joins_in
from knowledge.spaced import lone_labels, spaced_labels, without_choices
from knowledge.spellings import given_forms, keys_of
from knowledge.told import is_story, tells_question

REQUEST = re.compile(
    r"请问|请您|请你|请.{0,6}(?:介绍|谈|讲|说|解读|解释)|能否|可否|谈谈|谈一谈|说说|聊聊|讲讲|介绍一下|介绍下|有何(?:评论|看法|回应)|怎么看|如何看待"
)
_WITHIN = re.compile(rf"([？?。！!）)”])[ \t\u3000]{{0,8}}([一-鿿·]{{2,12}}){REMARK}[：:]")
LONGEST_QUESTION = 600


class Voice(Struct, frozen=True):
    """A speaker's label where a turn begins. key is the same for all spellings of one speaker."""

    label: Label
    key: str
    asks: bool


class _Run(Struct):
    """Labels of one key in a row: one speaker's words until another label."""

    key: str
    places: list[int]
    asks: bool
    size: int
    follows_question: bool = False
    hosts: bool = False
    answered: bool = False


class _Speaker(Struct):
    """What a document shows about one possible speaker."""

    key: str
    labels: list[Label] = field(default_factory=list)
    runs: list[_Run] = field(default_factory=list)
    set_off: int = 0
    introduced: bool = False
    hosts: bool = False

    @property
    def stated(self) -> Act:
        if self.hosts:
            return "asks"
        acts: Counter[Act] = Counter(act for label in self.labels if (act := stated(label)))
        return acts.most_common(1)[0][0] if acts else ""

    def share(self, wanted: str) -> float:
        return sum(bool(getattr(run, wanted)) for run in self.runs) / max(1, len(self.runs))

    @property
    def size(self) -> float:
        return sum(run.size for run in self.runs) / max(1, len(self.runs))


def sounds_asking(text: str) -> bool:
    """Whether a turn asks for something: it ends in a question mark, or it is short and asks to be told."""
    if ends_asking(text) or "？" in text[-60:]:
        return True
    return len(text) <= LONGEST_QUESTION and bool(REQUEST.search(plain(text)))


def cast(paragraphs: Sequence[Paragraph], known: Iterable[str] = ()) -> dict[int, Voice]:
    """For each paragraph (by index) where a speaker's turn begins: who speaks. {} where nobody is seen to ask."""
    found = {place: label for place, paragraph in enumerate(paragraphs) if (label := find(paragraph.text))}
    found = messages(paragraphs, without_choices(paragraphs, found))
    bylines = {place: label for place, label in found.items() if is_byline(paragraphs[place].text, label)}
    found = {place: label for place, label in found.items() if place not in bylines}
    found = {place: label for place, label in found.items() if not heads_guests(paragraphs, place, label)}
    found = {place: label for place, label in found.items() if not tells_question(paragraphs, place, found)}
    persons = frozenset(known)
    found |= lone_labels(paragraphs, found)
    found |= spaced_labels(paragraphs, found, persons)
    given = [one for paragraph in paragraphs[:OPENING_LINES] for one in given_forms(paragraph.text[:LONGEST_OPENING])]
    keys = keys_of([label.name for label in found.values()], persons, given)
    speakers = _speakers(paragraphs, found, keys)
    named = introduced(paragraphs, speakers)
    chairs = hosts(paragraphs, found, bylines)
    for speaker in speakers.values():
        speaker.hosts = speaker.key in chairs and speaker.share("follows_question") <= 0.5
        speaker.introduced = speaker.key in named or any(label.name == speaker.key for label in bylines.values())
    _see_who_is_answered(speakers, persons)
    heard = dict(speakers)
    _drop_unlikely(speakers, persons | {full for _, full in given}, _mostly_alone(paragraphs, found))
    _hear_further(heard, speakers, paragraphs, found)
    sides = _sides(speakers, persons)
    voices = {
        place: Voice(label, keys[label.name], sides[keys[label.name]])
        for place, label in found.items()
        if keys[label.name] in sides
    }
    voices = {place: voice for place, voice in voices.items() if not _is_page_line(paragraphs, voices, place)}
    asked = _anybody_asks(speakers, sides) or _asked_without_label(paragraphs, voices, speakers, persons)
    told = is_story(paragraphs, {place: voice.label for place, voice in voices.items()})
    return voices if asked and not told else {}


def labelled_within(paragraphs: Iterable[Paragraph]) -> frozenset[str]:
    """Names that are labels in mid-line, behind a question at least once: `…要注意什么？孙文静：先断电。`; and 解说."""
    times: Counter[str] = Counter()
    sure: set[str] = set()
    for paragraph in paragraphs:
        label = find(paragraph.text)
        times.update([label.name] if label else ())
        for mark, name in _WITHIN.findall(paragraph.text):
            narrates = bool(BETWEEN.match(f"{name}："))
            times.update([name, name] if narrates else [name])
            sure.update([name] if narrates or (mark in "？?" and is_person(name)) else ())
    asking = {name for name in times if sure and stated(Label(name, 0)) == "asks"}  # …。记者：…？贺东升：…
    return frozenset(name for name in sure | asking if times[name] >= 2)


def _speakers(
    paragraphs: Sequence[Paragraph], found: Mapping[int, Label], keys: Mapping[str, str]
) -> dict[str, _Speaker]:
    speakers: dict[str, _Speaker] = {}
    runs: list[_Run] = []
    places = sorted(found)
    for place, after in zip(places, [*places[1:], len(paragraphs)], strict=False):
        label, paragraph = found[place], paragraphs[place]
        speaker = speakers.setdefault(keys[label.name], _Speaker(keys[label.name]))
        speaker.labels.append(label)
        speaker.set_off += label.firm or bool(paragraph.marks - {"item"})
        words = [paragraph.text[label.start :], *(paragraphs[i].text for i in range(place + 1, min(after, place + 4)))]
        words = [text for text in words if text.strip() and not is_headline(text)] or words
        asks = sounds_asking(words[0]) or sounds_asking(words[-1])
        size = sum(len(text) for text in words)
        if runs and runs[-1].key == speaker.key:
            runs[-1].asks, runs[-1].size = asks, runs[-1].size + size
            runs[-1].places.append(place)
            continue
        hosts = any(HOSTS.search(plain(text)) for text in words) and not ends_asking(words[-1])
        run = _Run(speaker.key, [place], asks, size, bool(runs) and runs[-1].asks, hosts)
        runs.append(run)
        speaker.runs.append(run)
    return speakers


def _see_who_is_answered(speakers: Mapping[str, _Speaker], known: frozenset[str]) -> None:
    """Marks the runs right before words of somebody who surely answers."""
    sure = {key for key, speaker in speakers.items() if key in known or _surely_answers(speaker)}
    runs = sorted((run for speaker in speakers.values() for run in speaker.runs), key=lambda run: run.places[0])
    for run, after in pairwise(runs):
        run.answered = after.key in sure


def _surely_answers(speaker: _Speaker) -> bool:
    says = speaker.stated
    return says == "answers" or (not says and len(speaker.labels) >= 2 and speaker.share("asks") < 0.5)


def _mostly_alone(paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> bool:
    alone = sum(label.start >= len(paragraphs[place].text) for place, label in found.items())
    return alone * 2 > len(found)


def _drop_unlikely(speakers: dict[str, _Speaker], known: frozenset[str], alone: bool) -> None:
    asked = any(speaker.stated == "asks" for speaker in speakers.values())
    for key in [key for key, speaker in speakers.items() if not _is_likely(speaker, known, alone, asked)]:
        del speakers[key]


def _hear_further(
    heard: Mapping[str, _Speaker],
    speakers: dict[str, _Speaker],
    paragraphs: Sequence[Paragraph],
    found: Mapping[int, Label],
) -> None:
    """Adds who speaks behind another answer: nobody's words may stand under another's name."""
    asking = [speaker for speaker in speakers.values() if speaker.stated == "asks" or speaker.share("asks") >= 0.5]
    asked = sorted(place for speaker in asking for run in speaker.runs for place in run.places)
    for key, speaker in heard.items():
        places = [place for run in speaker.runs for place in run.places]
        if key not in speakers and joins_in(key, places, asked, paragraphs, found):
            speakers[key] = speaker


def _is_likely(speaker: _Speaker, known: frozenset[str], alone: bool, asked: bool) -> bool:
    person = is_person(speaker.key)
    if speaker.stated:
        return plain(speaker.key) not in {"A", "Ａ"} or asked
    if speaker.key in known or (person and any(OFFICE.search(plain(label.remark)) for label in speaker.labels)):
        return True
    if OFFICE_END.search(plain(speaker.key)) or (is_person(speaker.key[-3:]) and OFFICE.search(plain(speaker.key))):
        return speaker.share("follows_question") >= 0.5
    if len(speaker.labels) >= 2:
        behaves = speaker.share("asks") >= 0.5 or speaker.share("follows_question") >= 0.5
        return behaves or speaker.introduced or (person and (alone or speaker.set_off >= 2))
    if speaker.share("asks") and speaker.share("answered"):
        return True
    if INSTITUTION.search(plain(speaker.key)) and not OUTLET.search(plain(speaker.key)):
        return speaker.share("follows_question") > 0
    if person:
        return speaker.share("follows_question") > 0 or alone or bool(speaker.set_off) or speaker.introduced
    return bool(OUTLET.search(plain(speaker.key))) and speaker.share("asks") > 0


def _sides(speakers: Mapping[str, _Speaker], known: frozenset[str]) -> dict[str, bool]:
    """True for who asks."""
    sizes = [speaker.size for speaker in speakers.values()]
    middle = sum(sizes) / max(1, len(sizes))
    return {key: _asking_score(speaker, known, middle) > 0 for key, speaker in speakers.items()}


def _asking_score(speaker: _Speaker, known: frozenset[str], middle: float) -> float:
    if speaker.stated:
        return 1.0 if speaker.stated == "asks" else -1.0
    if speaker.share("hosts") > 0.5 and len(speaker.runs) >= 2:
        return 1.0
    bare = plain(speaker.key)
    score = 2.0 * speaker.share("asks") - 0.6 * speaker.share("follows_question") - 0.6
    score += 0.3 if speaker.size < middle else -0.3
    score += 1.5 if OUTLET.search(bare) and not OFFICE_END.search(bare) else 0.0
    offices = (
        OFFICE_END.search(bare)
        or INSTITUTION.search(bare)
        or any(OFFICE.search(plain(label.remark)) for label in speaker.labels)
    )
    return score - (2.0 if speaker.key in known or offices else 0.0)


def _is_page_line(paragraphs: Sequence[Paragraph], voices: Mapping[int, Voice], place: int) -> bool:
    """A heading such as `张三：打好禁毒人民战争` is no turn, unless it answers the question right before it."""
    voice, paragraph = voices[place], paragraphs[place]
    words = paragraph.text[voice.label.start :].strip()
    if voice.asks or not words or is_finished(words) or not is_headline(words) or stated(voice.label):
        return False
    before = voices.get(place - 1)
    return not (before and before.asks)


def _anybody_asks(speakers: Mapping[str, _Speaker], sides: Mapping[str, bool]) -> bool:
    heard = [speakers[key] for key in sides]
    return any(speaker.stated for speaker in heard) or any(
        run.asks for key, asks in sides.items() if asks for run in speakers[key].runs
    )


def _asked_without_label(
    paragraphs: Sequence[Paragraph],
    voices: Mapping[int, Voice],
    speakers: Mapping[str, _Speaker],
    known: frozenset[str],
) -> bool:
    """Whether somebody whom the article introduces mostly speaks right behind a line that asks."""
    told = [place for place, voice in voices.items() if voice.key in known or speakers[voice.key].introduced]
    asked = [place for place in told if place - 1 not in voices and place and ends_asking(paragraphs[place - 1].text)]
    return len(asked) >= 2 and len(asked) * 2 >= len(voices)
