"""Visitors without names: a keyed hash in place of who asked, masks over what would tell. Stores only the key."""

from __future__ import annotations

import hmac
import re
import secrets
import unicodedata
from hashlib import sha256
from typing import Any

from knowledge.store import Migrations, Store
from retrieval.words import person_names

MIGRATIONS = Migrations("visitors")
MASK = "＊"

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
    (
        re.compile(r"\d{1,4}\s*[栋幢座]\s*\d{0,4}\s*(?:单元)?\s*\d{0,5}\s*[室号]?|\d{1,4}单元\s*\d{1,5}[室号]?"),
        "［门牌］",
    ),
)
_SURNAME = (
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤陳張劉楊黃趙吳孫馬]"
)
_NO_NAME = "(?![什啥么哪谁不醒他她我你它人去来上救]|高[中一二三校职]|万一|方便|白天|向来|于是)"
_INTRODUCED = (  # by who is called so; or by a word of naming and a surname
    re.compile(
        r"((?:我|本人|他|她|老公|老婆|儿子|女儿|孩子|同学|朋友|邻居)的?(?:名字|姓名)?(?:叫做?|是叫|名叫))"
        rf"({_NO_NAME}{_SURNAME}?[\u4e00-\u9fff]{{1,3}})"
    ),
    re.compile(rf"((?:叫做?|名叫|名字是|姓名[是:：]?|我是|本人是?))({_NO_NAME}{_SURNAME}[\u4e00-\u9fff]{{1,2}})"),
)
_LIKE_A_NAME = re.compile(rf"{_NO_NAME}(?:{_SURNAME}|欧阳|上官|司马|诸葛|阿)[\u4e00-\u9fff]{{1,2}}$|小[\u4e00-\u9fff]$")
_COVERS = re.compile(rf"［[^］]*］|{MASK}+")
_WHOLE_MASKED = re.compile(r"(?<!\d)\d{6,}(?!\d)")


@MIGRATIONS()
def visitor_key(tables: Any) -> None:
    tables.execute("CREATE TABLE visitor_key (key TEXT NOT NULL)")
    tables.execute("INSERT INTO visitor_key VALUES (?)", (secrets.token_hex(32),))


class Visitors:
    """Turns a channel's visitor into a name that leads nowhere without the key in this database."""

    def __init__(self, store: Store) -> None:
        store.migrate(MIGRATIONS)
        self._key = bytes.fromhex(store.rows("SELECT key FROM visitor_key")[0]["key"])

    def alias(self, visitor: str) -> str:
        """A keyed hash, 32 hexadecimal digits; the same for the same visitor."""
        return hmac.new(self._key, visitor.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]


def masked(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with numbers, addresses and names of persons covered; names in `known` (officials) stay.

    Characters that nobody sees are left out: they would hide a number from the masks.
    """
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"})
    for pattern, cover in _MASKS:
        text = pattern.sub(cover, text)
    text = _WHOLE_MASKED.sub("［号码］", text)
    for introduced in _INTRODUCED:
        text = introduced.sub(lambda hit: hit.group(0) if hit.group(2) in known else hit.group(1) + MASK * 2, text)
    tagged = (name for name in person_names(text) - known if _LIKE_A_NAME.match(name))  # 老公 and 蓝结 are tagged too
    for name in sorted(tagged, key=len, reverse=True):
        text = text.replace(name, MASK * 2)
    return text


def without_names(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text without what would be covered: what a conversation remembers of a question."""
    return " ".join(_COVERS.sub(" ", masked(text, known)).split())
