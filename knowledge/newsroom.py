"""The words a newsroom prints around an interview: who asks, offices, bylines, credits; the lists are newsroom.toml.

Decides nothing about a document; voices.py, turns.py and people.py weigh these words against what the document does.
Matching runs on `plain(text)`, which has the length of the text, so that places stay true.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_LISTS: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _words(key: str) -> list[str]:
    return _LISTS[key].split()


def _any(key: str) -> str:
    """The pieces of a list as one alternation."""
    return "|".join(_words(key))


_PLAIN = {ord(couple[0]): couple[1] for couple in _words("traditional")}


def plain(text: str) -> str:
    """The text with the traditional characters that matter here made simplified; same length."""
    return text.translate(_PLAIN)


SURNAMES = frozenset(_words("surnames"))
DOUBLE_SURNAMES = frozenset(_words("double_surnames"))
NO_NAMES = frozenset(_words("no_names"))
PROVINCES = tuple(_words("provinces"))
STRAY_WORDS = frozenset(_words("stray_words"))

ASKS = re.compile(_any("asks"))
ANSWERS = re.compile(_any("answers"))
INSTITUTION = re.compile(_any("institutions"))
OUTLET = re.compile(_any("outlets"))
OFFICE = re.compile(_any("offices"))
OFFICE_END = re.compile(rf"(?:{_any('offices')})(?:[（(][^（）()]{{1,20}}[）)])?$")
QUESTION_WORDS = re.compile(
    r"[？?]|请问|请您|请你|请.{0,4}(?:介绍|谈|讲|说)|能否|可否|是否|如何|怎么|怎样|什么|哪些|哪几|为何|吗[。\s]*$"
    r"|谈谈|谈一谈|说说|聊聊|讲讲|介绍一下|介绍下|有何|呢[。\s]*$"
)

# "他表示：" and the like: speech inside running text.
SAYING = tuple(sorted(_words("saying"), key=len, reverse=True))
SAYING_END = re.compile(rf"(?:{'|'.join(SAYING)})$")
NARRATES = re.compile(
    rf".{{0,6}}?(?:(?:接受|向|对|与|同).{{0,20}}(?:采访|专访|访谈|记者)|(?:{'|'.join(SAYING)})[，,：:“「\"])"
)
RUNNING_END = re.compile(
    r"(?:是|为|有|如下|如|即|以下|包括|分为|例如|比如|等|的|了|来看|来说|而言|来讲|方面|做到|一是|二是|三是|四是|五是|首先|其次|最后)$"
)
PAGE_LABEL = re.compile(rf"^(?:{_any('page_labels')})$", re.IGNORECASE)

EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f"

# Lines of the page. CREDIT and BETWEEN end an answer, ASIDE is only stepped over.
CREDIT = re.compile(
    rf"^[（(【\[]?\s{{0,4}}(?:(?:{_any('credit_labels')})\s{{0,4}}[：:/／丨|｜]|{_any('credit_phrases')})"
    r"|^[（(【\[\-—–\s]{0,8}(?:完|全文完|END|The End|本文完)[）)】\]\-—–\s]{0,8}$"
    r"|^[—–\-]{1,4}\s{0,4}(?:根?据|摘自|选自|原载|整理自)[^。！？]{1,60}$"
    r"|^[（(][^（）()]{1,40}(?:采写|摄影|整理|报道|编辑|撰文|供稿|文/图|图/文)[）)]$"
    r"|^[（(](?:本报|本刊|新华社|本网|记者|通讯员|责编|责任编辑|编辑|原载|摘自).{0,60}[）)]$"
    r"|ICP备|公网安备|网站标识码",
    re.IGNORECASE,
)
# The same at the end of the last paragraph: `……三十万元。（完）`, `（本报记者 张三）`, and the time of a live text.
TAIL = re.compile(
    r"(?<=[。！？!?…”’」）)\]])\s{0,4}(?:[（(](?:完|全文完|待续)[）)]"
    rf"|[（(\[【](?:本[报刊网台]|新华社|实习|见习|特约|首席|全媒体)?(?:{_any('credit_labels')})"
    rf"(?:[：:/\s]|(?=[{''.join(sorted(SURNAMES))}])(?!于))[^（）()【】\[\]。？！]{{1,60}}[）)\]】]"
    r"|[（(][^（）()。？！]{1,40}(?:采写|整理|报道|摄|供图|供稿)[）)]"
    r"|\[\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}(?::\d{2})?\])$"
    r"|[（(](?:上接|下转|紧接|转接?)[^（）()。！？]{0,12}版[^（）()。！？]{0,12}[）)]$"
)
JUMP = re.compile(
    r"\s*[（(](?:上接|下转|紧接|转接?)[^（）()。！？]{0,12}版[^（）()。！？]{0,12}[）)]\s*"
)  # （上接第1版）
BETWEEN = re.compile(
    rf"^[■◆●▲★◎※▌▍□◇○►▶☆♦{EMOJI}]{{0,4}}\s{{0,4}}(?:[【〔［](?:{_any('between')})[】〕］]|\[(?:{_any('between')})\]|(?:{_any('between')})\s{{0,4}}(?:[：:]|$))",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^(?:扫码|扫描|扫一扫|长按|点击|戳|识别|请扫|微信扫).{0,40}(?:二维码|公众号|视频|链接|原文|蓝字|关注|客户端|APP|观看|查看|收听|收看)"
    r"|^(?:关注|欢迎关注|点赞|下载|打开).{0,40}(?:公众号|视频号|客户端|APP)$|^(?:阅读原文|观看视频|视频加载失败|加载中)"
    r"|(?:\s摄影?|供图|制图|资料图片|资料图|配图|截图|图源)[）)]?$|摄影[：:/／].{1,12}$"
    r"|[。！？\s（(][一-鿿·]{2,4}(?:\s?[/／]\s?摄影?|摄)[）)]?$"  # 高远/摄
    r"|^(?:图为|图[一二三四五六七八九十\d]{1,2}[：:]|上图|下图|左图|右图|图片说明|资料图)"
    r"|^(?:.{0,8}图片|照片|插图|题图|头图)(?:来源|来自|由).{0,200}$|提供.{0,20}(?:图片|照片)[；;。]?$"
    r"|^.{0,12}(?:报社|融媒|编辑部|新闻部|新媒体中心).{0,6}制作$"
)
# A whole line that only says when, or stands in a box of the editor: `2024-03-08 10:49:41`, `【解读】`.
BESIDE_TEXT = re.compile(
    r"[\[（(【]?(?:\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?\s{0,3})?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\]）)】]?"
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|【[^【】]{1,300}】"
)
SECTION = re.compile(r"^(?:[—–\-－]{1,4}\s{0,4})(?:本[报刊网台])?(?:记者)?(?:专访|访谈|访|对话|采访|对谈|记)")
INTERVIEW_WORDS = re.compile(
    r"专访|访谈|对话|采访|记者问|记者会|发布会|问答|做客|联访|连线|受访|提问|访问|Q\s?&\s?A|答网友|实录|回应|Interview",
    re.IGNORECASE,
)

# A host gives the floor to others; a turn of these words asks nothing itself.
HOSTS = re.compile(
    r"请.{0,16}(?:提问|作介绍|做介绍|作答|回答|发言)|下一位|下一个问题|提问环节|到此结束|欢迎(?:大家|各位|出席|收看|收听)"
    r"|感谢.{0,12}(?:介绍|回答|解答|做客|收看)|谢谢.{0,12}(?:介绍|回答|解答)|举手"
)
GIVES_FLOOR = re.compile(
    r"请(?!您|你|问|.{0,6}[您你]).{1,24}?(?:作|做|进行|先)?(?:介绍|发布|通报|发言|致辞|讲话)(?:情况|有关情况)?[。！]?$"
)
THANKS = re.compile(
    r"谢谢|多谢|感谢|欢迎|您好|你好|大家好|各位|再见|辛苦|不客气|不用谢|好的|荣幸|高兴|今天的?(?:访谈|节目|采访)|到此|到这里"
    r"|做客|收看|收听|关注|结束|先到|来到"
)
# Where a long sentence may be cut, and where not.
CONNECTIVES = re.compile(
    r"同时|此外|另外|再是|特别是|尤其是|其中|还|使|让|通过|利用|坚持|推动|一方面|另一方面|即|如|我们|我区|我市|我县|希望|期望|今年|去年"
    r"|近?[一二三四五]年来?|在|将|对|因此|所以|但|而|不过|目前|截至|全区|全县|全市"
)
LEANS_BACK = re.compile(r"以及|并|也|和|及|与|或|且|从而|进而|以")
ORDINAL = re.compile(
    r"[一二三四五六七八九十]{1,2}(?:是|要|、)|首先|其次|再次|再者|最后|第[一二三四五六七八九十]{1,2}[，、：是,]"
    r"|[（(][一二三四五六七八九十\d]{1,2}[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]"
)


def is_person(name: str) -> bool:
    """Whether the shape is that of a person's name: 张三, 欧阳明月, 买买提·艾力, Eben Upton."""
    bare = plain(name)
    if bare in NO_NAMES or not 2 <= len(bare) <= 40 or (len(bare) == 3 and OFFICE_END.match(bare[1:])):
        return False  # 曾主任 is an office with a surname
    if OFFICE_END.match(bare):
        return False  # 区长 is nobody of the surname 区
    if bare[-1] in "局厅署委办处部队站县区市乡村街":
        return False  # 农业局 is a body, 石桥村 is a place
    if re.fullmatch(r"[一-鿿]{2,4}", bare):
        double = bare[:2] in DOUBLE_SURNAMES
        return (double and len(bare) >= 3) or (bare[0] in SURNAMES and len(bare) <= 3)
    if re.fullmatch(r"[一-鿿A-Za-z.]{1,8}(?:[·•・．‧][一-鿿A-Za-z.]{1,8}){1,4}", bare):
        return True
    return bool(re.fullmatch(r"[A-Z][A-Za-z.'’\-]+(?: (?:[A-Z][A-Za-z.'’\-]*|de|van|von|der|bin|al)){0,4}", bare))
