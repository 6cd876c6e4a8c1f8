"""Names and offices as an article prints them: `——专访` lines, titles, captions, leads, guest lines. Places no turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from knowledge.labels import find, stated
from knowledge.names import FOREIGN, close_up, last_name, name_at
from knowledge.newsroom import OFFICE, OFFICE_END, SECTION, is_person, plain
from knowledge.offices import FURTHEST, is_fit, office_before

LABELLED, NAMED, SPEAKING, MENTIONED = 4, 3, 2, 1

_FULL, _INITIALS = r"([A-Z][a-z]+(?: [A-Z][a-z]+){1,3})", r"[A-Z]{2,4}"
_ABBREVIATED = re.compile(rf"{_FULL}\s?[（(]{_INITIALS}[）)]|{_INITIALS}\s?[（(]{_FULL}[）)]")
_SPEAKS_NEAR = re.compile(r"接受|采访|专访|做客|作客|回答|答记者|访谈|主持|回应|对话|表示|邀请|解读|供图|摄")
_TITLE_NAMES = (
    re.compile(rf"({FOREIGN}|[一-鿿]{{2,4}}?)(?:专访|访谈|采访|答记者问|答问|答网友|接受)"),
    re.compile(rf"(?:专访|访|对话|对谈|采访|连线)[：:\s]?({FOREIGN}|[一-鿿]{{2,4}})(?:$|[\s，：:—|｜])"),
    re.compile(rf"^({FOREIGN}|[一-鿿]{{2,4}})[：:]"),
    re.compile(r"[一-鿿]{2}([一-鿿]{3})[：:]"),
    re.compile(rf"[—|｜\s：:]({FOREIGN}|[一-鿿]{{2,4}})(?:专访|访谈)?$"),
)
_TITLED = re.compile(
    r"(?:^|[的，、。：和位请与是\s])([一-鿿]{2,3}?)(教授|主任|局长|书记|主席|院长|医生|老师|博士|研究员)"
)
_BRACKETED = re.compile(
    rf"(?:^|(?<=[\s、，,；;：:）)了和与及访/]))(?:以及|和|与|及)?({FOREIGN}|[一-鿿]{{2,4}}?)\s?[（(]([^（）()]{{2,80}})[）)]"
)
_NAME_FIRST = re.compile(r"([一-鿿]{2,40})[，,][^，,；;。\s]{2,40}(?:，[^，,；;。\s]{2,20})?$")
_NO_GUEST = re.compile(r"(?:嘉宾|主持人?|记者|专访|访谈|采访|对话|做客|作客|本期|今天|我们|请来?|是|有|了|访|专家)$")
_SENTENCE = re.compile(r"[。！？；：“”\n]")
_RUN_IN = re.compile(r"的|由|对话|图为|记者|带领|携手|以及")  # `由买买提·艾力（…）`: the name does not begin here
_DAYS = re.compile(
    r"日前|近日|今天|昨天|今日|昨日|随后|其中|此前|会上|[日天当今昨]?(?:[上下中]午|晚上?)|[当次同][日天]|[今去]年|[本上]月"
)
_SPOKESMAN = (
    r"((?:[^，。：“”\s]{2,20}(?<=[部委局办院会署厅])[ \u3000])*"
    r"[^，。：“”\s]{2,40}?(?:负责人|发言人|负责同志|有关同志))"
)
_NAMELESS = (
    re.compile(rf"{_SPOKESMAN}(?:就|答|回答|回应|接受|解读)"),
    re.compile(rf"(?:采访|专访|访谈|连线)了?{_SPOKESMAN}(?=[，。]|$)"),
)
_BEFORE_SPOKESMAN = re.compile(r"^(?:日前|近日|今天|今日|昨天|昨日|记者|由|请)+")


class Mention(Struct, frozen=True):
    """A person as the article names them. weight: LABELLED so, NAMED as interviewee, SPEAKING, just MENTIONED."""

    name: str
    office: str
    section: int
    weight: int


def spelled_out(text: str) -> Iterator[str]:
    """Full names that the text gives initials for: `LT(Linda Tang)`, `Linda Tang（LT）`."""
    return (one or other for one, other in _ABBREVIATED.findall(text))


def nameless(text: str) -> str:
    """`市禁毒办负责人` in `市禁毒办负责人就《办法》答记者问`; "" if the text has none."""
    found = next((found for shape in _NAMELESS if (found := shape.search(plain(text)))), None)
    words = text[found.start(1) : found.end(1)] if found else ""
    return _BEFORE_SPOKESMAN.sub("", words)


def split_office(words: str) -> tuple[str, str]:
    """`市禁毒办主任张三` as (office, name); ("", "") if it is not of this make."""
    ends = [found.end() for found in OFFICE.finditer(plain(words))]
    for end in reversed(ends):
        name = words[end:].strip()
        if is_person(name):
            return office_before(words, end), name_at(words, end) or name  # 艾力谈治水: nobody is called so
    return "", ""


def in_title(title: str) -> Iterator[Mention]:
    offices = list(_after_office(title, 0))
    for one in offices:
        yield Mention(one.name, one.office, 0, NAMED)
    for shape in () if offices else _TITLE_NAMES:
        names = [name for name in shape.findall(title) if is_person(name) and not name.endswith("镇")]
        if names:
            yield Mention(names[0], "", 0, NAMED)
            return


def in_line(text: str, section: int) -> Iterator[Mention]:
    heading = SECTION.match(plain(text))
    if heading and len(text) <= 160:
        yield from _after_interview_word(text[heading.end() :].strip(), section)
        return
    label = find(text)
    if label and stated(label) == "answers" and len(text) <= 160:
        yield from _guests(text[label.start :].strip(), section)
        return
    text = close_up(text)
    turned = {one.name: one for segment in _SENTENCE.split(text) for one in _in_turns(segment.split(), section)}
    yield from turned.values()
    yield from (one for one in _after_office(text, section) if one.name not in turned)
    yield from _before_office(text, section)
    yield from _in_brackets(text, section)
    yield from _before_title(text, section)


def _after_interview_word(words: str, section: int) -> Iterator[Mention]:
    several = [*_in_brackets(words, section), *_after_office(words, section)]
    if len(several) > 1:
        yield from (replace(one, weight=NAMED) for one in several)
        return
    head, _, last = words.rpartition(" ") if " " in words else words.rpartition("\u3000")
    if _is_name(last):
        office = head.strip()
        name = name_at(last, 0) or last
        yield Mention(name, office if is_fit(office) else office_before(head, len(head)), section, NAMED)
        return
    if is_person(words):
        yield Mention(name_at(words, 0) or words, "", section, NAMED)
        return
    office, name = split_office(words)
    if name:
        yield Mention(name, office, section, NAMED)


def _guests(words: str, section: int) -> Iterator[Mention]:
    """`张三 市禁毒办主任`, `市禁毒办主任 张三`, `市禁毒办主任张三、市教育局局长李四`, `张三（市禁毒办主任）、…`."""
    several = [*_in_brackets(words, section), *(_by_turns(words, section) or _after_office(words, section))]
    tokens = [token for token in re.split(r"[\s，,、；;（()）]+", words) if token]
    persons = [token for token in tokens if _is_name(token)]
    office, name = split_office(words)
    if len(persons) == 1 and len(several) < 2:
        rest = words.replace(persons[0], " ", 1).strip(" \u3000，,、（()）")
        if not (OFFICE_END.search(plain(rest)) and is_fit(rest)):
            rest = "".join(one.office for one in several if persons[0].startswith(one.name))
        yield Mention(name_at(persons[0], 0) or persons[0], rest, section, NAMED)
    elif name and len(several) < 2:
        yield Mention(name, office, section, NAMED)
    else:
        yield from (replace(one, weight=NAMED) for one in several)


def _is_name(words: str) -> bool:
    """A person's name and nothing run together with it: 局长买买提·艾力 and 由买买提·艾力 are none."""
    return is_person(words) and not OFFICE.search(plain(words)) and not _RUN_IN.match(words)


def _by_turns(words: str, section: int) -> list[Mention]:
    """`张三 市禁毒办主任　李四 市教育局局长`, `张三，市禁毒办主任；李四，市教育局局长`: each name before its office."""
    tokens = list(re.finditer(r"[^\s，,；;]+", words))
    persons = [token for token in tokens if _is_name(token[0])]
    if len(persons) < 2 or persons[0] != tokens[0]:
        return []
    ends = [*(token.start() for token in persons[1:]), len(words)]
    offices = [words[token.end() : end].strip(" \u3000，,；;") for token, end in zip(persons, ends, strict=True)]
    if not all(OFFICE_END.search(plain(office)) and is_fit(office) for office in offices):
        return []
    return [Mention(token[0], office, section, NAMED) for token, office in zip(persons, offices, strict=True)]


def _in_turns(tokens: Sequence[str], section: int) -> Iterator[Mention]:
    """`…的是孙文静 县水利局局长 梁守成 县水文站站长做客…`: two names or more, each with its office behind it."""
    for start in range(len(tokens)):
        if start and OFFICE_END.search(plain(tokens[start - 1])):
            continue  # 局长 孙文静 站长 梁守成: each with its office before it
        names = [last_name(tokens[start]), *(one if _is_name(one) else "" for one in tokens[start + 2 :: 2])]
        offices = [_first_office(one) for one in tokens[start + 1 :: 2]]
        couples = list(takewhile(all, zip(names, offices, strict=False)))
        if len(couples) >= 2:
            yield from (Mention(name, office, section, SPEAKING) for name, office in couples)
            return


def _first_office(token: str) -> str:
    """`县水文站站长` of `县水文站站长做客演播室`."""
    ends = [found.end() for found in OFFICE.finditer(plain(token))]
    return next((token[:end] for end in reversed(ends) if is_fit(token[:end])), "")


def _after_office(text: str, section: int) -> Iterator[Mention]:
    """A name right behind an office: `县禁毒委主任邓元连日前在`."""
    bare = plain(text)
    for found in OFFICE.finditer(bare):
        name = name_at(text, found.end())
        if name:
            office = "" if _may_be_turned(text, found.end()) else office_before(text, found.end())
            near = bare[found.end() : found.end() + 60]
            weight = SPEAKING if _SPEAKS_NEAR.search(near) else MENTIONED
            yield Mention(name, office, section, weight)


def _may_be_turned(text: str, end: int) -> bool:
    """`张三，市禁毒办主任 李四，市教育局局长`: whether the office may be that of the name before it."""
    if not text[end : end + 1].isspace():
        return False
    if _stands_behind_name(text[max(0, end - FURTHEST) : end]):
        return True
    found = _NAME_FIRST.search(text, max(0, end - 80), end)
    if found is not None and _DAYS.fullmatch(found[1]):
        found = _NAME_FIRST.search(text, found.end(1), end)
    if found is None:
        return False
    if len(found[1]) <= 4:
        return not OFFICE_END.search(plain(text[: found.start()].rstrip()))
    return any(is_person(found[1][-size:]) and not OFFICE_END.search(plain(found[1][:-size])) for size in (2, 3, 4))


def _stands_behind_name(words: str) -> bool:
    """`…和欧阳明月 县民政局局长`: whether names and offices, told apart by spaces, seem to begin with a name."""
    tokens = plain(words).split()
    place = len(tokens) - 2
    while place >= 0 and _may_be_name(tokens[place]):
        if place == 0 or not OFFICE_END.search(tokens[place - 1]):
            return True
        place -= 2
    return False  # 局长 孙文静 站长 梁守成: each with its office before it


def _may_be_name(words: str) -> bool:
    """Whether words end in a name, or in what may be one of a rare surname."""
    last = re.split(r"[，、：；/／和与及]", words)[-1]
    if last_name(words) or re.search(rf"(?:{FOREIGN})$", last):
        return True
    return bool(re.fullmatch(r"[一-鿿]{2,4}", last)) and not (_DAYS.fullmatch(last) or _NO_GUEST.search(last))


def _before_title(text: str, section: int) -> Iterator[Mention]:
    """A name right before a title: `公安大学的王大伟教授`."""
    for found in _TITLED.finditer(text):
        if is_person(found[1]) and not is_person(found[1] + found[2]):
            yield Mention(found[1], "", section, MENTIONED)


def _before_office(text: str, section: int) -> Iterator[Mention]:
    """`张三，市禁毒办主任` as a line of its own."""
    found = re.match(rf"\s*({FOREIGN}|[一-鿿]{{2,4}})(?:\s*[，,|｜：:]\s*|\s+)([^。！？]{{2,80}}?)\s*$", text)
    if found and _is_name(found[1]) and OFFICE_END.search(plain(found[2])):
        office = found[2].strip()
        yield Mention(found[1], office if is_fit(office) else "", section, SPEAKING)


def _in_brackets(text: str, section: int) -> Iterator[Mention]:
    """`张三（市禁毒办主任）、李四（市教育局局长）`."""
    for found in _BRACKETED.finditer(text):
        if _is_name(found[1]) and OFFICE_END.search(plain(found[2].strip())):
            yield Mention(found[1], office_before(found[2], len(found[2].rstrip())), section, SPEAKING)
