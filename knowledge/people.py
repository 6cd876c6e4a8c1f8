"""Who answers: the official of a turn, with office and district, from what the article prints and the sidecar adds.

Finding names in lines is mentions.py; this weighs them. Cuts no turns and knows no questions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from knowledge.districts import district_in, district_near
from knowledge.lines import Paragraph
from knowledge.mentions import (
    LABELLED,
    MENTIONED,
    NAMED,
    SPEAKING,
    Mention,
    in_line,
    in_title,
    nameless,
    spelled_out,
    split_office,
)
from knowledge.model import District, Official
from knowledge.newsroom import ANSWERS, INSTITUTION, OFFICE, OFFICE_END, SURNAMES, is_person, plain
from knowledge.offices import is_fit
from knowledge.sidecar import OfficialNote, Sidecar
from knowledge.turns import Script, Turn

LONGEST_LEAD = 1200
LONGEST_GUEST_LINE = 120
OPENING_LINES = 12
LONGEST_TITLE = 4
MOST_QUESTIONS = 12
_ROLE = re.compile(r"(?:嘉宾|受访者|受访人|专家|主讲人|与谈人|对话人|讲述人|答者)\s?")


def named_in(title: str, paragraphs: Sequence[Paragraph], sidecar: Sidecar) -> frozenset[str]:
    """The names that a title, a `——专访` line, a guest line or the sidecar gives: surely interviewees."""
    found = {mention.name for mention in in_title(title)}
    found |= {label for note in sidecar.officials for label in (note.name, *note.labels)}
    for paragraph in paragraphs[:OPENING_LINES]:
        found.update(spelled_out(paragraph.text[:LONGEST_LEAD]))
    for paragraph in paragraphs:
        if len(paragraph.text) <= LONGEST_GUEST_LINE:
            found.update(one.name for one in in_line(paragraph.text, 0) if one.weight == NAMED)
    return frozenset(found)


class People:
    """The persons of one article."""

    def __init__(self, title: str, script: Script, sidecar: Sidecar) -> None:
        self._sidecar = sidecar
        self._mentions = tuple(_mentions(title, script))
        self._openings = (title, *_leads(script))
        self._leads_of: dict[int, list[str]] = defaultdict(list)
        for aside in script.asides:
            if aside.section and len(aside.paragraph.text) <= LONGEST_LEAD:
                self._leads_of[aside.section].append(aside.paragraph.text)
        self._nameless = next(filter(None, map(nameless, self._openings)), "")
        self._known_candidates: dict[int, tuple[str, ...]] = {}
        self._known_offices: dict[str, str] = {}
        self._known_districts: dict[tuple[str, int], str] = {}
        self._offices: dict[str, list[Mention]] = defaultdict(list)
        self._sections: dict[int, list[Mention]] = defaultdict(list)
        for one in self._mentions:
            self._sections[one.section].append(one)
        named = {turn.key for turn in script.turns if not turn.asks and _is_name(turn.key)}
        named |= {one.name for one in self._mentions if one.office or one.weight > MENTIONED}
        for one in (*self._mentions, *self._labelled(script)):
            if one.office and not any(name in one.office for name in named):
                self._offices[one.name].append(one)

    @property
    def guests(self) -> frozenset[str]:
        """The names that the article or the sidecar gives an office."""
        noted = {name for note in self._sidecar.officials for name in (note.name, *note.labels)}
        return frozenset(name for name, found in self._offices.items() if found) | noted

    def official(self, turn: Turn) -> Official:
        """Who answers in a turn; the name is "" where the article does not say."""
        name, office = self._named(turn)
        note = self._note(turn, name)
        if note is not None:
            name, office = note.name, note.office or office
        printed = self._office(name, turn.section)
        if len(office) <= LONGEST_TITLE and printed.endswith(office):
            office = printed  # 局长 in the label, 县水利局局长 in the lead
        district = note.district if note is not None else ""
        return Official(name, office, district or self._district(office or _body(name), turn.section))

    def _labelled(self, script: Script) -> Iterator[Mention]:
        """Who is labelled with an office, `唐俊（禁毒办主任）：`, often only the first time."""
        for turn in script.turns:
            name, office = ("", "") if turn.asks else self._named(turn)
            yield Mention(name, office, turn.section, LABELLED if len(office) > LONGEST_TITLE else 0)

    def candidates(self, turn: Turn) -> tuple[str, ...]:
        """The names that a turn labelled 答 may belong to: those best supported, in order of the article."""
        if turn.section not in self._known_candidates:
            self._known_candidates[turn.section] = self._find_candidates(turn.section)
        return self._known_candidates[turn.section]

    def _find_candidates(self, section: int) -> tuple[str, ...]:
        noted = tuple(note.name for note in self._sidecar.officials)
        if len(noted) == 1:
            return noted
        for wanted in (self._sections.get(section, ()), self._mentions):
            for weight in (NAMED, SPEAKING, MENTIONED):
                names = tuple(dict.fromkeys(one.name for one in wanted if one.weight == weight))
                if names:
                    return names
        return noted

    def _district(self, office: str, section: int) -> str:
        """By the sidecar's districts, else as the office says it, else as title and leads do."""
        if (office, section) not in self._known_districts:
            noted = district_of(office, self._sidecar.districts)
            leads = (*self._openings, *self._leads_of[section])
            self._known_districts[office, section] = noted or district_in(office) or district_near(office, leads)
        return self._known_districts[office, section]

    def _note(self, turn: Turn, name: str) -> OfficialNote | None:
        spoken = {name, turn.key, turn.label.name if turn.label else ""} - {""}
        return next((note for note in self._sidecar.officials if spoken & {note.name, *note.labels}), None)

    def _named(self, turn: Turn) -> tuple[str, str]:
        """(name, office in the label)."""
        label = turn.label
        remark = label.remark if label else ""
        if is_person(turn.key):
            return turn.key, remark if OFFICE.search(plain(remark)) and is_fit(remark) else ""
        if is_person(remark):
            return remark, ""
        role = _ROLE.match(turn.key)
        if role and is_person(turn.key[role.end() :]):
            return turn.key[role.end() :], ""
        if label is None or ANSWERS.search(plain(turn.key)) or not re.search(r"\w", turn.key):
            names = self.candidates(turn)
            return (names[0] if len(names) == 1 else "" if names else self._nameless), ""
        office, name = split_office(turn.key)
        return (name, office) if name else (self._by_office(turn.key), "")

    def _by_office(self, key: str) -> str:
        """`曾主任` and `发言人` are the one person of that surname or office; else the label stays the name."""
        if key not in self._known_offices:
            bare = plain(key)
            office = OFFICE_END.search(bare)
            surname = bare[: office.start()] if office else bare if bare in SURNAMES else ""
            if surname:
                named = [one for one in self._mentions if plain(one.name).startswith(surname)]
                names = {one.name for one in named}
                if len(names) > 1 and office:  # 贺局长 is the one of them who is 局长
                    names = {one.name for one in named if office[0] in plain(one.office)}
            else:
                holders = [one for one in self._mentions if bare in plain(one.office)]
                names = {one.name for one in holders if one.weight > MENTIONED} or {one.name for one in holders}
            self._known_offices[key] = names.pop() if len(names) == 1 else key
        return self._known_offices[key]

    def _office(self, name: str, section: int) -> str:
        found = self._offices.get(name, ())
        best = min(found, key=lambda one: (one.section != section, -one.weight, -len(one.office)), default=None)
        return best.office if best else ""


def _is_name(key: str) -> bool:
    """Whether a label is a name, also one of a rare surname, and no role, office or body."""
    bare = plain(key)
    if is_person(key):
        return True
    return bool(re.fullmatch(r"[一-鿿]{2,4}", bare)) and not any(
        shape.search(bare) for shape in (ANSWERS, OFFICE_END, INSTITUTION, _ROLE)
    )


def _body(name: str) -> str:
    """The name where it is a body's: 海棠县公安局."""
    return name if INSTITUTION.search(plain(name)) and not is_person(name) else ""


def _leads(script: Script) -> Iterator[str]:
    """The paragraphs above the first turn."""
    first = min((turn.line for turn in script.turns), default=0)
    for aside in script.asides:
        if aside.paragraph.line < first and len(aside.paragraph.text) <= LONGEST_LEAD:
            yield aside.paragraph.text


def _mentions(title: str, script: Script) -> Iterator[Mention]:
    yield from in_title(title)
    for aside in script.asides:
        if len(aside.paragraph.text) <= LONGEST_LEAD:
            yield from in_line(aside.paragraph.text, aside.section)
    for turn in [turn for turn in script.turns if turn.asks][:MOST_QUESTIONS]:  # a host introduces the guests
        for part in turn.parts:
            for one in in_line(part.text[:LONGEST_LEAD], turn.section):
                yield replace(one, weight=MENTIONED)


def district_of(office: str, districts: Iterable[District]) -> str:
    """The district whose name or alias stands in the office, the longest first; else the only one there is, or ""."""
    every = tuple(districts)
    found = [
        (len(name), -order, one.name)
        for order, one in enumerate(every)
        for name in (one.name, *one.aliases)
        if name and name in office
    ]
    if found:
        return max(found)[2]
    return every[0].name if len(every) == 1 else ""
