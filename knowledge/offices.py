"""The office that ends at a place in running text, as printed: nobody else's, and none at all where in doubt.

A sentence may name several officials. Reading backwards from the office, what belongs to it ends where somebody else is
named. Says nothing about whose office it is; mentions.py finds the name behind it.
"""

from __future__ import annotations

import re

from knowledge.names import ends_in_person, holds_person
from knowledge.newsroom import OFFICE, OFFICE_END, plain

FURTHEST = 200
LONGEST = 100
_GROUP = re.compile(r"（[^（）()]{0,120}）|\([^（）()]{0,120}\)|【[^【】]{0,40}】|\[[^\[\]]{0,40}\]")
_HIDDEN = "\0"  # stands for each character of a bracket
_EDGE = re.compile(r"[。！？!?：:“”「」『』；;\n（()）【】\[\]｜|*#]")
_SPLIT = re.compile(rf"([、，,/／\s{_HIDDEN}]+)")
_AND = re.compile(r"以及|还有|和|与|及|同|跟")
_JOINT = re.compile(rf"^(?:[、，,/／\s{_HIDDEN}]|以及|还有|和|与|及|同|跟)+")
_LEAD_IN = re.compile(
    r"^.*(?:邀请到|邀请|请到|请来|采访到|见到|——|--|是|(?:专访|采访|对话|连线|访谈|对谈)(?!中心|部|组)|了(?!解)|的(?!地))"
    r"|^(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号](?:上午|下午|晚)?"
    r"|^(?:近日|日前|今天|昨天|本期|今日|昨日|记者|由|据|即|让|有请|请|下面|接下来|首先|最后|嘉宾|图为|访(?!问))+"
)
_NO_OFFICE_YET = re.compile(r"(?:成员|助理|科员|委员|级)$")  # 党组成员、副局长
_BARE = re.compile(r"(?:常务|第一)?副?(?:书记|主任|主席|经理|院长|[局处科厅部所校队署司组站室台馆厂会社园]长)")
_UNFIT = re.compile(
    rf"[{_HIDDEN}（()）【】\[\]“”「」『』｜|*#<>：:；;。！？]|[左右上下]图|图[左右中为]|[左右][一二三四五]|[前后]排|供图"
    r"|我们|你们|他们|我(?![省市县区州镇乡])|您|各位|大家|今天|昨天|日前|近日|接受|表示|介绍|感谢|邀请|专访|嘉宾"
    r"|担任|携手|带领|率领|对话|先生|女士|以及|还有|记者采访|陪同|会同|前往|来到|走进|做客|出席|参加"
)


def office_before(text: str, end: int) -> str:
    """The office that ends at this place; "" if it is in doubt where it begins.

    >>> text = "日前，县民政局局长段慧兰、县委常委、副县长"
    >>> office_before(text, len(text))
    '县委常委、副县长'
    """
    near = max(0, end - FURTHEST)
    if not OFFICE_END.search(plain(text[near:end])):
        return ""
    bare = _GROUP.sub(lambda group: _HIDDEN * len(group[0]), plain(text[near:end]))
    edge = max((found.end() for found in _EDGE.finditer(bare)), default=0)
    lead = edge + _past_lead_in(bare[edge:])
    words = bare[lead:]
    if edge and lead == edge and bare[edge - 1] in "”」』)）】]" and not _JOINT.match(words):
        return ""  # `“扫黄打非”办公室主任`
    start = _start(words)
    if start is None:
        return ""
    start += _past_lead_in(words[start:])
    office = text[near + lead + start : end].strip()
    return office if is_fit(office) else ""


def is_fit(office: str) -> bool:
    """Whether the words may stand as an office: no brackets, nobody's name, no words of a caption or a sentence."""
    bare = plain(office)
    if len(bare) > LONGEST or _UNFIT.search(bare) or _JOINT.match(bare) or holds_person(bare):
        return False
    return all(not ends_in_person(part) and _own(part, 0) == (0, True) for part in _SPLIT.split(bare)[::2])


def is_bare(office: str) -> bool:
    """Whether a rank stands without the body: 副局长, of what?"""
    return bool(_BARE.fullmatch(plain(office)))


def _past_lead_in(words: str) -> int:
    start = 0
    for _ in range(3):
        found = _LEAD_IN.match(words[start:])
        if not found or not found.end():
            break
        start += found.end()
    joint = _JOINT.match(words[start:])
    return start + (joint.end() if joint else 0)


def _start(words: str) -> int | None:
    """Where the last office of the words begins; None in doubt."""
    pieces = _SPLIT.split(words)
    begin = len(words)
    kept: int | None = None
    joint = ""
    for part, joint_before in zip(pieces[::-2], [*pieces[-2::-2], ""], strict=True):
        if kept is not None and not _goes_on(part):
            return kept if _is_boundary(part, joint) else None
        if kept is not None and joint.isspace() and _AND.search(words[kept:]):
            return None  # `县局主任 缐恩铭和县中心主任`
        begin -= len(part)
        kept, alone = _own(part, begin)
        if kept is None or not alone:
            return kept
        begin -= len(joint_before)
        joint = joint_before
    return kept


def _goes_on(part: str) -> bool:
    """Whether a part before the office is an office of the same person."""
    return bool(OFFICE_END.search(part) or _NO_OFFICE_YET.search(part)) and not ends_in_person(part)


def _is_boundary(part: str, joint: str) -> bool:
    """Whether the office surely begins behind this part and the joint after it."""
    return ends_in_person(part) or not part or ("、" not in joint and _HIDDEN not in joint)


def _own(part: str, place: int) -> tuple[int | None, bool]:
    """(where the office in this part begins, whether it is the whole part); None in doubt.

    `县局局长段慧兰和县中心主任` is two persons', `县人力资源和社会保障局局长` one's, `县局局长和县中心主任` in doubt.
    """
    for found in reversed(list(_AND.finditer(part))):
        before = part[: found.start()]
        if ends_in_person(before) or (not before and not _AND.search(part, found.end())):
            return place + found.end(), False
        if not before:
            return None, False
        if OFFICE.search(before):
            return None, False
    return place, True
