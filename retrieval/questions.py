"""What kind of thing a question asks for, and whether a passage holds such a thing. Patterns only; ranks nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from retrieval.words import fold

_KINDS = {
    "number": r"多少|几[个次场人名成年回份克斤家所块号趟期条本户处起件级]|好多|几多|百分之|比例|人数|次数|数量"
    r"|几个点|多[大长高]|几层|几[?？]?$",
    "money": r"多少钱|几块|价格|价钱|费用|工资|收入|金额|几万|几千|多少元|好多钱|几多钱|要钱|门票|收费|免费|押金|奖金",
    "who": r"谁|哪个领导|哪位|什么人|哪个人|哪些人|哪几个人|何人|姓什么|哪个(?:公司|单位|机构)|哪家",
    "where": r"哪里|哪儿|在哪|地址|位置|哪条|什么地方|何处|哪块|么子地方|怎么走|哪所|哪边"
    r"|哪个(?:村|镇|乡|街道|小区|学校|社区)",
    "when": r"什么时候|啥时候|几时|何时|几点|哪天|哪年|哪个月|好久|么子时候|多久|礼拜几|几月|几号|星期几",
    "name": r"名单|名字|叫什么|叫啥|叫么子|哪些|哪几|分别|点名|哪[一二两三四五六七八九十]|是哪",
    "list": r"名单|哪些|哪几|分别|哪[一二两三四五六七八九十\d]+[个家所种样条名位项类块场]|都有(?:什么|啥|么子|谁)"
    r"|具体(?:是|有)哪",
    "called": r"叫什么|叫啥|叫么子|名字|名称|什么名|姓什么|姓甚",
    "which": r"哪(?:一)?[个家所位条种样片块支级](?!领导)",
    "why": r"为什么|为啥|为么子|怎么会|咋会|原因|凭什么|做么子要",
    "how": r"怎么|如何|咋|怎样|啷个|何解",
    "whether": r"吗|有没有|是不是|能不能|会不会|可不可以|要不要|[不没冇]$|(.)不\1",
    "result": r"后来|结果|怎么样了|效果|成效|最后",
    "permission": r"能不能|可不可以|可以.{0,8}[吗不]|能.{0,10}[吗不]$|要带|报名|申请|手续|材料|条件|资格|招",
    "other time": r"去年|前年|往年|上年|以前|明年|往后|将来",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _KINDS.items()}
TELLING = frozenset(_KINDS) - {"how", "whether"}  # kinds that narrow a question to one detail
DETAILS = tuple(pattern for name, pattern in _PATTERNS.items() if name in TELLING)
_CONTACT = re.compile(r"电话|手机号|号码是?多少|联系方式|怎么联系|微信号?(?:是)?多少|加.{0,3}微信|邮箱|qq|传真|热线是")
_HOLDS_CONTACT = re.compile(r"\d{5,}|\d{3,4}-\d{7,8}|电话|热线|邮箱")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MAY_HOLD = re.compile(r"[\d六]")  # 六月二十六日 is folded to 6.26
_OTHER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-—~到至]|$|[^\d克元万份名人])")
_OTHER_TIME = re.compile(
    r"前年|大前年|明年|后年|上一届|上届|下一届|今天|昨天|本周|上周|这周|上个月|本月|这个月|现任|目前为止|到现在|现在.{0,6}(?:了没|几|多少|好多)|后来|结果"
)
_HOLDS_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万两]+(?:[个次场人名份家级项支余多]|万|季度)|每季度|每年|数万|多次|百名"
)
_ASKS_LIST = re.compile(_KINDS["list"])
_HOLDS_TIME = re.compile(
    r"\d[年月日号点时:]|[一二三四五六七八九十]+[年月日点]|年内|年底|月底|近期|目前|[今去前明]年|每[年月周天季]|季度|期间|以来|"
    r"周[一二三四五六日末]|星期|礼拜|上午|下午|早上|晚上|全天|开学|假期|国际禁毒日"
)
_HOLDS_REASON = re.compile(r"因为|由于|因此|所以|为了|原因|之所以|以便|才能")
_HOLDS_PLACE = re.compile(r"[路街巷镇村乡楼馆校园站场所区县市省]|位于|设在|地处")
_HOLDS_MONEY = re.compile(r"元|经费|资金|奖励|专款|财政|预算|低保|财")


@lru_cache(maxsize=2048)
def kinds(question: str) -> frozenset[str]:
    """The kinds of thing that a folded question asks for, by the names of _KINDS; several may hold.

    >>> sorted(kinds("抓了多少人，谁负责"))
    ['number', 'who']
    """
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(question))


def holds_number(text: str) -> bool:
    return bool(_HOLDS_NUMBER.search(text))


def holds_money(text: str) -> bool:
    return bool(_HOLDS_MONEY.search(text))


def lacks(question: str, passage: str) -> dict[str, bool]:
    """Whether a folded question asks for several names, a time, a reason or a place, and the passage holds none.

    >>> lacks("跟哪四所大学签了协议", "我们与四所大学签了协议")["list"]
    True
    """
    wants = kinds(question)
    return {
        "list": bool(_ASKS_LIST.search(question)) and "、" not in passage,
        "time": "when" in wants and not _HOLDS_TIME.search(passage),
        "reason": "why" in wants and not _HOLDS_REASON.search(passage),
        "place": "where" in wants and not _HOLDS_PLACE.search(passage),
    }


def numbers(text: str) -> frozenset[str]:
    """The numbers that a folded text writes in digits."""
    return frozenset(_DIGITS.findall(text))


def printed_numbers(text: str) -> frozenset[str]:
    """`numbers` of a long text as printed: only its sentences that may hold one are folded, which takes long."""
    sentences = unicodedata.normalize("NFKC", text).split("。")
    return frozenset(number for one in sentences if _MAY_HOLD.search(one) for number in numbers(fold(one)))


def other_times(question: str) -> tuple[str, ...]:
    """Years, and words for a time that a printed interview cannot speak of (明年, 上一届), in a folded question."""
    return (*_OTHER_YEAR.findall(question), *_OTHER_TIME.findall(question))


def asks_contact_in_vain(question: str, answer: str) -> bool:
    """Whether a folded question asks how to reach somebody and the answer holds no number or address for that."""
    return bool(_CONTACT.search(question)) and not _HOLDS_CONTACT.search(answer)
