"""Names and offices as an article prints them: `——专访` lines, titles, captions, leads, guest lines. Places no turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.labels import find
from knowledge.newsroom import DOUBLE_SURNAMES, OFFICE, OFFICE_END, SECTION, is_person, plain
from knowledge.voices import stated

NAMED, SPEAKING, MENTIONED = 3, 2, 1

_FOREIGN = (
    r"[一-鿿A-Z][一-鿿A-Za-z.]{0,7}(?:[·•・．‧][一-鿿A-Za-z.]{1,8}){1,4}"
    r"|[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]*){1,3}"
)
_BEHIND_NAME = re.compile(
    r"$|[\s，。、：:；！？,（()）“”《|｜/]|接受|做客|就|主持|回答|答|表示|介绍|说|在|出席|对|向|与|和|谈|日前|近日|指出|强调"
    r"|认为|率|同志|先生|女士|进行|也|将|为|回应|解读|通报|发布|专访|访谈|讲|告诉|来到|作客|参加|走进|带|一行|博士|教授|等"
)
_VERB = re.compile(
    r"接受|做客|作客|主持|回答|答问|答记者|表示|介绍|出席|日前|近日|指出|强调|认为|同志|先生|女士|回应|解读|通报|专访|访谈|采访|谈|说"
)
_FULL, _INITIALS = r"([A-Z][a-z]+(?: [A-Z][a-z]+){1,3})", r"[A-Z]{2,4}"
_ABBREVIATED = re.compile(rf"{_FULL}\s?[（(]{_INITIALS}[）)]|{_INITIALS}\s?[（(]{_FULL}[）)]")
_SPEAKS_NEAR = re.compile(r"接受|采访|专访|做客|作客|回答|答记者|访谈|主持|回应|对话|表示|邀请|解读|供图|摄")
_LEAD_IN = re.compile(
    r"^.*(?:邀请到了?|邀请了?|请到了?|采访了|采访到了?|专访了?|对话了?|走访了?|见到了?|访问了?|访了|——|--)"
    r"|^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚)?"
    r"|^(?:近日|日前|今天|昨天|本期|今日|昨日|记者|由|据|和|与|同|是|即|让|请|嘉宾)+"
)
_TITLE_NAMES = (
    re.compile(rf"({_FOREIGN}|[一-鿿]{{2,4}}?)(?:专访|访谈|采访|答记者问|答问|答网友|接受)"),
    re.compile(rf"(?:专访|访|对话|对谈|采访|连线)[：:\s]?({_FOREIGN}|[一-鿿]{{2,4}})(?:$|[\s，：:—|｜])"),
    re.compile(rf"^({_FOREIGN}|[一-鿿]{{2,4}})[：:]"),
    re.compile(r"[一-鿿]{2}([一-鿿]{3})[：:]"),
    re.compile(rf"[—|｜\s：:]({_FOREIGN}|[一-鿿]{{2,4}})(?:专访|访谈)?$"),
)
_TITLED = re.compile(
    r"(?:^|[的，、。：和位请与是\s])([一-鿿]{2,3}?)(教授|主任|局长|书记|主席|院长|医生|老师|博士|研究员)"
)
_NAMELESS = re.compile(r"([^，。：“”\s]{2,40}?(?:负责人|发言人|负责同志|有关同志))(?:就|答|回应|接受|解读)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person as the article names them. weight: NAMED as the interviewee, SPEAKING, or just MENTIONED."""

    name: str
    office: str
    section: int
    weight: int


def spelled_out(text: str) -> Iterator[str]:
    """Full names that the text gives initials for: `LT(Linda Tang)`, `Linda Tang（LT）`."""
    return (one or other for one, other in _ABBREVIATED.findall(text))


def nameless(title: str) -> str:
    """`市禁毒办负责人` in `市禁毒办负责人就《办法》答记者问`; "" if the title has none."""
    found = _NAMELESS.search(title)
    return found[1] if found else ""


def split_office(words: str) -> tuple[str, str]:
    """`市禁毒办主任张三` as (office, name); ("", "") if it is not of this make."""
    ends = [found.end() for found in OFFICE.finditer(plain(words))]
    for end in reversed(ends):
        name = words[end:].strip()
        if is_person(name):
            return words[:end].strip(), name
    return "", ""


def in_title(title: str) -> Iterator[Mention]:
    offices = list(_after_office(title, 0))
    for one in offices:
        yield Mention(one.name, one.office, 0, NAMED)
    for shape in () if offices else _TITLE_NAMES:
        names = [name for name in shape.findall(title) if is_person(name)]
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
    yield from _after_office(text, section)
    yield from _before_office(text, section)
    yield from _before_title(text, section)


def _after_interview_word(words: str, section: int) -> Iterator[Mention]:
    head, _, last = words.rpartition(" ") if " " in words else words.rpartition("\u3000")
    if is_person(last):
        yield Mention(last, head.strip(), section, NAMED)
        return
    if is_person(words):
        yield Mention(words, "", section, NAMED)
        return
    office, name = split_office(words)
    if name:
        yield Mention(name, office, section, NAMED)


def _guests(words: str, section: int) -> Iterator[Mention]:
    """`张三 市禁毒办主任`, `市禁毒办主任 张三`, `市禁毒办主任张三、市教育局局长李四`."""
    several = list(_after_office(words, section))
    tokens = [token for token in re.split(r"[\s，,（()）]+", words) if token]
    persons = [token for token in tokens if is_person(token)]
    office, name = split_office(words)
    if len(persons) == 1 and len(several) < 2:
        rest = " ".join(token for token in tokens if token != persons[0])
        yield Mention(persons[0], rest if OFFICE.search(plain(rest)) else "", section, NAMED)
    elif name and len(several) < 2:
        yield Mention(name, office, section, NAMED)
    else:
        yield from (Mention(one.name, one.office, section, NAMED) for one in several)


def _after_office(text: str, section: int) -> Iterator[Mention]:
    """A name right behind an office: `县禁毒委主任邓元连日前在`."""
    bare = plain(text)
    for found in OFFICE.finditer(bare):
        name = _name_at(text, found.end())
        if name:
            office = _office_before(text, found.end())
            near = bare[found.end() : found.end() + 60]
            weight = SPEAKING if _SPEAKS_NEAR.search(near) else MENTIONED
            yield Mention(name, office, section, weight)


def _before_title(text: str, section: int) -> Iterator[Mention]:
    """A name right before a title: `公安大学的王大伟教授`."""
    for found in _TITLED.finditer(text):
        if is_person(found[1]) and not is_person(found[1] + found[2]):
            yield Mention(found[1], "", section, MENTIONED)


def _name_at(text: str, place: int) -> str:
    rest = text[place : place + 40].lstrip(" \u3000")
    foreign = re.match(_FOREIGN, rest)
    if foreign:
        return foreign[0]
    sizes = (4, 3) if rest[:2] in DOUBLE_SURNAMES else (3, 2)
    for size in sizes:
        whole = len(rest) >= size and not _VERB.match(plain(rest[size - 1 :]))  # 谭啸访谈: no person is called 谭啸访
        if whole and is_person(rest[:size]) and _BEHIND_NAME.match(plain(rest[size:])):
            return rest[:size]
    return ""


def _office_before(text: str, end: int) -> str:
    """The offices that end here, as printed: back over commas as long as each part is an office."""
    begin = max((text.rfind(mark, max(0, end - 200), end) for mark in "。！？：:“”；\n（"), default=-1) + 1
    begin = max(begin, end - 200, 0)
    parts = re.split(r"[，,]", text[begin:end])
    kept = [parts.pop()]
    while parts and OFFICE_END.search(plain(parts[-1])):
        kept.append(parts.pop())
    length = sum(len(part) + 1 for part in kept) - 1
    words = text[end - length : end]
    return words[_lead_in(words) :].strip()


def _lead_in(words: str) -> int:
    start = 0
    for _ in range(3):
        found = _LEAD_IN.match(plain(words[start:]))
        if not found or not found.end():
            break
        start += found.end()
    return start


def _before_office(text: str, section: int) -> Iterator[Mention]:
    """`张三，市禁毒办主任` as a line of its own, `张三（市禁毒办主任）`."""
    found = re.match(rf"\s*({_FOREIGN}|[一-鿿]{{2,4}})\s*[，,（(|｜：:]\s*([^。！？]{{2,80}}?)\s*[）)]?$", text)
    if found and is_person(found[1]) and OFFICE_END.search(plain(found[2])):
        yield Mention(found[1], found[2].strip(), section, SPEAKING)
