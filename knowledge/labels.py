"""The shape of a speaker's label at the head of a paragraph: `记者：`, `[主持人] 10:02`, `张三（市禁毒办主任）：`.

Knows shapes only. Whether a shape is a speaker in this document, and on which side, voices.py works out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from knowledge.names import split_title
from knowledge.newsroom import (
    ANSWERS,
    ASKS,
    EMOJI,
    INSTITUTION,
    OFFICE,
    OFFICE_END,
    PAGE_LABEL,
    RUNNING_END,
    SAYING_END,
    is_person,
    plain,
)
from knowledge.offices import is_fit

Act = Literal["asks", "answers", ""]
LONGEST_NAME = 30
LONGEST_HEAD = 256  # no label reaches further into a paragraph

_TIME = r"(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,3})?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_CLOCK = rf"(?:[\[（(【]?{_TIME}[\]）)】]?)"
_AHEAD = re.compile(
    rf"[●■◆▲△▼○□▶►◎★☆▌▍※•◇▪*#>\s\u3000{EMOJI}]{{0,40}}(?:{_CLOCK}\s{{0,8}})?"
    r"(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s?[.．、)）]\s{0,4})?"
    r"(?:[【\[](?:同期声?|演播室|现场|采访)[】\]]\s{0,4})?"  # 【同期声】张三：
)
_BOXED = re.compile(rf"[【\[［〔]\s{{0,4}}([^】\]］〕\[【\n]{{1,30}})[】\]］〕]\s{{0,8}}{_CLOCK}?\s{{0,8}}[：:]?")
_COLON = re.compile(
    rf"([^：:|｜（(【\[\n]{{1,{LONGEST_NAME}}}?)\s{{0,8}}(?:[（(]([^（）()\n]{{0,80}})[）)])?\s{{0,8}}"
    rf"(?:{_CLOCK}\s{{0,8}}(?:[：:]|$)|[：:]|[|｜])"
)
_TIMED = re.compile(
    rf"([^：:|｜（(【\[\n，。？！；、]{{1,{LONGEST_NAME}}}?)\s{{1,8}}{_CLOCK}\s{{0,8}}(?:[：:]|$|(?=\s))"
)
_DASHED = re.compile(
    rf"({_CLOCK})\s?[-–—]\s?([^：:，。？！\n]{{1,{LONGEST_NAME}}}?)\s?[：:]?$|([^：:，。？！；\n]{{2,{LONGEST_NAME}}}?)\s?[—–-]{{1,2}}$"
)
_MAY_BE = re.compile(r"[：:|｜【\[［〔—–-]|^.{0,60}?(?:问|答|[QＱAＡ]|记者|主持人)")
_LETTER = re.compile(r"([QＱ]|[AＡ])\s?\d{1,3}\s{0,3}[.．、：:]?|(问|答)\s?\d{1,3}\s{0,3}[.．、：:]?")
_DOTTED = re.compile(r"([QＱ]|[AＡ])\s?[.．、]\s{0,3}(?=[一-鿿“《])")
_ALONE = re.compile(r"([问答QＱAＡ])$")
_SIGN = re.compile(r"([●○■□◆◇▲△▼▽★☆])\s?[：:]")
_SPACED = re.compile(r"(问|答|[QＱ]|[AＡ]|记者|主持人)[ \t\u3000]{1,8}(?=\S)")
_REMARK = re.compile(r"(.*?)\s*[（(]([^（）()]{0,80})[）)]\s*")
_ACTS: tuple[tuple[re.Pattern[str], Act], ...] = (
    (re.compile(r"(?:继续)?(?:提问|追问|发问|插问|问道|又问|再问|问|来电|来信|留言|咨询|反映)$"), "asks"),
    (re.compile(r"(?:解释|插话|补充)$"), ""),
    (re.compile(r"(?:现场|笑着?)?(?:回答|答道|答复|答|回应|回复|解答)$"), "answers"),
)
_HELD = re.compile(rf"{OFFICE_END.pattern}|记者$")
_PRONOUNS = frozenset(["我", "他", "她", "你", "您", "他们", "我们"])  # 她问：“…” is told in a story
_NO_NAME = re.compile(r"[，。！？；…,!?;“”\"<>{}=@\\]|https?$|www\.|^[\W\d_]+$")
_QUOTED_CITIZEN = re.compile(
    r"^(网友|网民|观众|听众|读者|市民|居民|村民|群众|家长)\s*[“\"‘「]([^“”\"‘’「」]{1,20})[”\"’」](提问|问|来电|来信|留言|咨询|反映)?$"
)


class Label(Struct, frozen=True):
    """A possible label: who (`name`, with what stands in brackets behind it) and where the speech begins.

    act is what the label itself says ("法新社记者问"); firm means that brackets, not just a colon, set it off.
    """

    name: str
    start: int
    remark: str = ""
    act: Act = ""
    firm: bool = False


def find(text: str) -> Label | None:
    """The label that a paragraph begins with by its shape, or None.

    >>> find("张三（市禁毒办主任）：大家好。")
    Label(name='张三', start=11, remark='市禁毒办主任', act='', firm=False)
    >>> find("他表示：“坚决打赢。”") is None
    True
    """
    return _find(text[:LONGEST_HEAD])


@lru_cache(maxsize=1 << 14)  # voices, mentions and byline rules look at the same lines
def _find(text: str) -> Label | None:
    if not _MAY_BE.search(text):
        return None
    sign = _SIGN.match(text)
    if sign:
        return Label(sign[1], sign.end(), firm=True)
    ahead = _AHEAD.match(text)
    begin = ahead.end() if ahead else 0
    return _boxed(text, begin) or _spoken(text, begin) or _lettered(text, begin)


def stated(label: Label) -> Act:
    """What the label's own words say: 记者, 主持人, 问 ask; 答, 嘉宾 answer."""
    bare = plain(label.name)
    if label.act:
        return label.act
    if ANSWERS.search(bare):
        return "answers"
    return "asks" if ASKS.search(bare) and not OFFICE_END.search(bare) else ""


def _boxed(text: str, begin: int) -> Label | None:
    found = _BOXED.match(text, begin)
    return _named(found[1], "", found.end(), firm=True) if found else None


def _spoken(text: str, begin: int) -> Label | None:
    found = _COLON.match(text, begin)
    if found and not _is_ratio_or_address(text, found.end()):
        label = _named(found[1], found[2] or "", found.end())
        if label:
            return label
    timed = _TIMED.match(text, begin)
    if timed:
        return _named(timed[1], "", timed.end(), firm=True)
    dashed = _DASHED.match(text) if len(text) <= 2 * LONGEST_NAME else None
    return _named(dashed[2] or dashed[3], "", dashed.end(), firm=bool(dashed[2])) if dashed else None


def _lettered(text: str, begin: int) -> Label | None:
    for shape in (_LETTER, _DOTTED, _SPACED, _ALONE):
        found = shape.match(text, begin)
        if found:
            return _named(next(filter(None, found.groups())), "", found.end())
    return None


def _is_ratio_or_address(text: str, end: int) -> bool:
    if text.startswith("//", end):
        return True
    return text[end - 1 : end] == ":" and text[end - 2 : end - 1].isdigit() and text[end : end + 1].isdigit()


def _named(raw: str, remark: str, start: int, *, firm: bool = False) -> Label | None:
    boxed = _REMARK.fullmatch(raw)
    name, remark = (boxed[1], boxed[2]) if boxed else (raw, remark)
    name, act = _split_act(_tidy(name))
    name, office = _split_office(name)
    if not _can_be_speaker(name) or (act and name in _PRONOUNS):
        return None
    return Label(name, start, (remark or office).strip(), act, firm)


def _tidy(raw: str) -> str:
    name = raw.strip(" \t\u3000\xa0*_#·•'")
    citizen = _QUOTED_CITIZEN.match(name)
    if citizen:
        return citizen[1] + citizen[2] + (citizen[3] or "")
    if re.fullmatch(r"[一-鿿](?:[\s\u3000]+[一-鿿]){1,3}", name):
        return re.sub(r"\s+", "", name)
    return re.sub(r"\s+", " ", name)


def _split_office(name: str) -> tuple[str, str]:
    """`副局长 寿小丽`, `寿小丽 副局长` and `寿小丽副局长` are a name and an office; anything else stays as it is."""
    office, _, last = name.rpartition(" ")
    if office and is_person(last) and OFFICE_END.search(plain(office)):
        return last, office
    first, _, office = name.partition(" ")
    if is_person(first) and _HELD.search(plain(office)):
        return first, office
    person, title = split_title(name)
    return (person, title) if person else _split_run_in(name)


def _split_run_in(name: str) -> tuple[str, str]:
    """`县水利局局长寿小丽` as name and office, so that she is nobody else where she is 寿小丽 later."""
    bare = plain(name)
    if not (ASKS.search(bare) or ANSWERS.search(bare)):
        for found in reversed(list(OFFICE.finditer(bare))):
            if is_person(name[found.end() :]) and is_fit(name[: found.end()]):
                return name[found.end() :], name[: found.end()]
    return name, ""


def _split_act(name: str) -> tuple[str, Act]:
    bare = plain(name)
    numbered = re.fullmatch(r"(问题?|提问|追问|答|[QＱ]|[AＡ])\s?[\d一二三四五六七八九十]{1,3}", bare)
    if numbered:
        name = bare = numbered[1][:1] if numbered[1] == "问题" else numbered[1]
    if bare.endswith(("顾问", "学问", "访问", "疑问", "慰问", "问答")):
        return name, ""
    for shape, act in _ACTS:
        rest = shape.sub("", bare)
        if rest and rest != bare:
            return name[: len(rest)].rstrip(), act
    return name, ""


def _can_be_speaker(name: str) -> bool:
    bare = plain(name)
    if not bare or len(bare) > LONGEST_NAME or _NO_NAME.search(bare):
        return False
    if (SAYING_END.search(bare) and not INSTITUTION.search(bare)) or (RUNNING_END.search(bare) and not is_person(bare)):
        return False
    if "、" in bare and "记者" not in bare:
        return False
    return not PAGE_LABEL.search(re.sub(r"\s", "", bare))
