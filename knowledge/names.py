"""A person's name where running text prints it: right behind an office, or at the end of some words."""

from __future__ import annotations

import re

from knowledge.newsroom import DOUBLE_SURNAMES, NO_NAMES, OFFICE, OFFICE_END, SURNAMES, is_person, plain

FOREIGN = (
    r"[一-鿿A-Z][一-鿿A-Za-z.]{0,7}(?:[·•・．‧][一-鿿A-Za-z.]{1,8}){1,4}"
    r"|[A-Z][A-Za-z.'’-]+(?: [A-Z][A-Za-z.'’-]*){1,3}"
)
_BEHIND_NAME = re.compile(
    r"$|[\s，。、：:；！？,（()）“”《|｜/]|接受|做客|就|主持|回答|答|表示|介绍|说|在|出席|对|向|与|和|谈|日前|近日|指出|强调"
    r"|认为|率|同志|先生|女士|进行|也|将|为|回应|解读|通报|发布|专访|访谈|讲|告诉|来到|作客|参加|走进|带|一行|博士|教授|院士|等"
    r"|[大上中少]校|[上中少]将|老师|医生|律师|代表|委员"
    r"|以及|及|还有|暨|同|跟|分别"
)
_SPACED = re.compile(r"(?=([一-鿿])[ \u3000]{1,6}([一-鿿])(?:$|[\s，。、；（(]))")
_VERB = re.compile(
    r"接受|做客|作客|主持|回答|答问|答记者|表示|介绍|出席|日前|近日|指出|强调|认为|同志|先生|女士|回应|解读|通报|专访|访谈|采访|谈|说"
    r"|以及|还有|分别"
)
_HONORIFIC = re.compile(r"(?:同志|先生|女士|博士|教授|老师)$")
_LEADS_TO_NAME = re.compile(r"(?:和|与|及|同|跟|了|访|请|由|记者)$")
_LEADS_IN = re.compile(r"(?:是|有|由|图为|请到?|请来|邀请|采访|专访|了|访|和|与|及|[，、：；/／】）)])$")
_RANK = re.compile(r"副?(?:教授|主任|局长|书记|主席|院长|医生|老师|博士|研究员|[省市县区州镇乡村处科厅部所校会]长)")
_ADDRESS = re.compile(r"先生|女士|同志|校友|同学|学长|学姐|院士|律师|委员|代表")
_PLACE_RANK = re.compile(r"副?[省市县区州镇乡村]长")
_OF_A_BODY = frozenset(
    "委办局会组院所部处科室队站县市镇乡街厅校馆社司务监协联区工"
)  # 党工委, 管委会: no person ends so


def name_at(text: str, place: int) -> str:
    """The name that begins here, "" if none does: `邓元连` in `县禁毒委主任邓元连日前在`, behind 主任."""
    rest = text[place : place + 40].lstrip(" \u3000")
    foreign = re.match(FOREIGN, rest)
    if foreign:
        return _shortest(foreign[0], rest)
    rest = close_up(rest)
    sizes = (4, 3) if rest[:2] in DOUBLE_SURNAMES else (3, 2)
    for size in sizes:
        whole = len(rest) >= size and not _VERB.match(plain(rest[size - 1 :]))  # 谭啸访谈: no person is called 谭啸访
        if whole and is_person(rest[:size]) and _BEHIND_NAME.match(plain(rest[size:])):
            return rest[:size]
    return ""


def close_up(words: str) -> str:
    """`孙　晴`, set as wide as a name of three, as 孙晴; only at the beginning or behind an office.

    >>> close_up("县水利局局长 孙　晴")
    '县水利局局长 孙晴'
    """
    for found in _SPACED.finditer(words):
        name, before = found[1] + found[2], words[: found.start()].rstrip(" \u3000")
        if is_person(name) and (not before or OFFICE_END.search(plain(before))):
            return words[: found.start()] + name + words[found.end(2) :]
    return words


def _shortest(name: str, rest: str) -> str:
    """`买买提·艾力` of `买买提·艾力接受本报记`: up to the first place where a name may end."""
    if OFFICE.search(plain(name)) or name.startswith(("兼", "和", "与", "及", "以及", "的", "对话", "带领", "携手")):
        return ""  # `书记兼主任买买提·艾力`, behind 书记
    last = max(name.rfind(dot) for dot in "·•・．‧") + 1
    if not last or name[-1].isascii():
        return name
    return next((rest[:end] for end in range(last + 1, len(name) + 1) if _BEHIND_NAME.match(plain(rest[end:]))), "")


def split_title(words: str) -> tuple[str, str]:
    """A full name and the title right behind it; ("", "") for anything else.

    >>> split_title("段慧兰局长"), split_title("段局长"), split_title("安化县长")
    (('段慧兰', '局长'), ('', ''), ('', ''))
    """
    bare = plain(words)
    for size in (2, 3, 4):
        title = bare[size:]
        if not _is_name(bare[:size]) or (size == 2 and _PLACE_RANK.fullmatch(title)):  # 安化 is a place
            continue
        if _RANK.fullmatch(title) or _ADDRESS.fullmatch(title):
            return words[:size], words[size:]
    return "", ""


def last_name(words: str) -> str:
    """The name that the words end in, behind nothing or behind words that lead to a name; "" if none.

    >>> [last_name(words) for words in ("段慧兰", "今天做客的是段慧兰", "日前，段慧兰", "县民政局局长段慧兰", "县委")]
    ['段慧兰', '段慧兰', '段慧兰', '', '']
    """
    bare = plain(words)
    for size in (4, 3, 2):
        before, name = bare[:-size], bare[-size:]
        if len(name) == size and _is_name(name) and (not before or _LEADS_IN.search(before)):
            return words[-size:]
    return ""


def ends_in_person(words: str) -> bool:
    """Whether the words end in somebody's name, alone, behind an office or before a rank.

    >>> [ends_in_person(words) for words in ("县民政局局长段慧兰", "段慧兰女士", "段局长", "县人力资源", "党组书记")]
    [True, True, True, False, False]
    """
    bare = plain(words).rstrip()
    return _is_titled(bare) or any(_ends_in_name(one) for one in {bare, _HONORIFIC.sub("", bare)})


def holds_person(words: str) -> bool:
    """Whether a name seems to stand right behind an office inside the words."""
    bare = plain(words)
    return any(_begins_with_name(bare[found.end() :].lstrip()) for found in OFFICE.finditer(bare))


def _ends_in_name(bare: str) -> bool:
    if re.search(r"[·•・．‧](?:(?![和与及县市区局])[一-鿿A-Za-z.]){1,8}$", bare):
        return True
    for size in (4, 3, 2):
        before, name = bare[:-size], bare[-size:]
        if len(name) == size and _is_name(name) and (not before or _opens_name(before)):
            return True
    return False


def _opens_name(before: str) -> bool:
    return bool(OFFICE_END.search(before.rstrip()) or _LEADS_TO_NAME.search(before))


def _begins_with_name(rest: str) -> bool:
    if re.match(r"[一-鿿]{1,8}[·•・．‧]", rest):
        return True
    return rest[:2] not in NO_NAMES and any(len(rest) >= size and _is_name(rest[:size]) for size in (3, 2))


def _is_name(words: str) -> bool:
    if not words or words[-1] in _OF_A_BODY or words[:2] in NO_NAMES or OFFICE_END.search(words):
        return False  # 区长 is nobody of the surname 区
    return is_person(words)


def _is_titled(bare: str) -> bool:
    """`段慧兰局长`, `段局长`; 区书记 and 党委书记 are offices."""
    for size in (1, 2, 3, 4):
        name = bare[:size]
        known = _is_name(name) if size > 1 else name in SURNAMES - _OF_A_BODY - {"党", "管", "农", "安", "时"}
        if known and _RANK.fullmatch(bare[size:]):
            return True
    return False
