"""Covers in a text what would tell who asked or who is meant: numbers, addresses, names of persons. Stores nothing."""

from __future__ import annotations

import re
import unicodedata

from bot.names import person_names
from retrieval.sounds import spelt

MASK = "＊"
HOUSE = "［门牌］"

_GAP = r"[ \u3000]?"
_DIGITS = r"(?<![\d.])\d{1,4}"
_COUNT = r"(?:[A-Za-z]?\d{1,4}|[〇零一二三四五六七八九十百]{1,5})"
_PART = rf"{_GAP}(?:附?{_COUNT}(?:号楼?|[栋幢座棟楼层室房户])|{_COUNT}单元|[-–]{_COUNT}|\d{{3,4}})"  # of a house
_ESTATE = "小区|花园|家园|公寓|新村|新城|名都|名苑|名城|华府|公馆|雅苑|嘉园|佳苑|社区|山庄"
_OF_ITS_NAME = r"(?:(?![在住于到是我你他她的了区县市镇乡路街道])[\u4e00-\u9fff])"

_MASKS = (
    (re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"), "［邮箱］"),
    (
        re.compile(r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}\d{7}[\dXx](?![0-9A-Za-z])|(?<!\d)\d{15,19}[Xx]?(?!\d)"),
        "［证件或卡号］",
    ),
    (
        re.compile(
            r"(?i)[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·\s]?(?=[A-Z]*\d)[A-Z0-9]{5,6}"
        ),
        "［车牌］",
    ),
    (
        re.compile(
            r"(?<!\d)(?:\+?86[-\s]?)?1(?:[-\s.]{0,2}\d){10}(?!\d)"
            r"|(?<!\d)0\d{2,3}[-\s]?\d{7,8}(?!\d)|(?<!\d)\d{7,}(?!\d)|[〇零幺一二三四五六七八九]{7,}"
        ),
        "［号码］",
    ),
    (re.compile(r"(?i)(微信号?|weixin|wechat|vx|wx|qq)\s*(?:是|号|[:：])?\s*[A-Za-z0-9_-]{5,}"), r"\1［账号］"),
    # a number in a street or an estate; a building with its number; a room, a flat in three numbers
    (re.compile(rf"(路|街|巷|弄|大道|胡同|组|{_ESTATE})({_GAP}{_COUNT}(?:号院?|號)(?:{_PART})*)"), rf"\1{HOUSE}"),
    (re.compile(rf"({_ESTATE}){_GAP}{_COUNT}[栋幢座棟期](?:{_PART})*"), rf"\1{HOUSE}"),
    (
        re.compile(
            rf"(?:(?<![A-Za-z])[A-Za-z])?{_DIGITS}\s*[栋幢座棟](?:{_PART})*|[A-Za-z]?{_COUNT}[栋幢座棟](?:{_PART})+"
        ),
        HOUSE,
    ),
    (re.compile(rf"{_COUNT}号楼(?:{_PART})*|{_COUNT}单元{_GAP}{_COUNT}[室号房]?"), HOUSE),
    (re.compile(r"(?<![\d.:：-])\d{1,3}[-–]\d{1,3}[-–]\d{3,4}(?![\d-])"), HOUSE),
    (re.compile(rf"{_OF_ITS_NAME}{{1,6}}?(?:{_ESTATE})(?={HOUSE})"), ""),
)
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤陳張劉楊黃趙吳孫馬]"
)
_NO_NAME = "(?![什啥么哪谁不醒他她我你它人去来上救]|高[中一二三校职]|万一|方便|白天|向来|于是)"
_CALLED = r"叫做?|名叫|名字是|姓名[是:：]?|我是|本人是?"
_INTRODUCED = (  # by who is called so; or by a word of naming and a surname, or Latin letters
    re.compile(
        r"((?:我|本人|他|她|老公|老婆|儿子|女儿|孩子|同学|朋友|邻居)的?(?:名字|姓名)?(?:叫做?|是叫|名叫))"
        rf"({_NO_NAME}{_SURNAME}?[\u4e00-\u9fff]{{1,3}})"
    ),
    re.compile(rf"((?:{_CALLED}))({_NO_NAME}{_SURNAME}[\u4e00-\u9fff]{{1,2}})"),
    re.compile(rf"((?:{_CALLED})\s*)([A-Za-z]{{2,6}}[ \u3000]?[A-Za-z]{{2,12}})(?![A-Za-z])"),
)
_COVERS = re.compile(rf"［[^］]*］|{MASK}+")
_WHOLE_MASKED = re.compile(r"(?<!\d)\d{6,}(?!\d)")


def masked(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with numbers, addresses and names of persons covered; names in `known` (officials, places) stay.

    Characters that nobody sees are left out: they would hide a number from the masks.
    """
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    for pattern, cover in _MASKS:
        text = pattern.sub(cover, text)
    text = _WHOLE_MASKED.sub("［号码］", text)
    for introduced in _INTRODUCED:
        text = introduced.sub(lambda hit: hit[0] if _is_no_name(hit[2], known) else hit[1] + MASK * 2, text)
    for span in reversed(person_names(text, known)):
        text = text[: span.start] + MASK * 2 + text[span.end :]
    return text


def without_names(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text without what would be covered: what a conversation remembers of a question."""
    return " ".join(_COVERS.sub(" ", masked(text, known)).split())


def _is_no_name(introduced: str, known: frozenset[str]) -> bool:
    """An official's name, or Latin letters that are no pinyin."""
    return introduced in known or (introduced.isascii() and not all(map(spelt, introduced.lower().split())))
