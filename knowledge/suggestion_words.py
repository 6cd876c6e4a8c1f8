"""The Chinese wordings that `suggestions` looks for and offers. Data only."""

from __future__ import annotations

# What stands before the question itself: everything up to the last of these goes.
ASKED_FROM = (
    r"请问",
    r"请(?:您|你|县长|区长|主任|书记)?(?:再|先)?(?:给|跟|向|为)?(?:我们|大家|市民|读者|网友)?(?:再)?"
    r"(?:谈一谈|谈一下|谈谈|谈下|说说|说一说|讲讲|讲一讲|介绍一下|介绍下|介绍)",
    r"那么，?",
    r"想(?:请|了解|问)(?:您|你)?(?:一下|下)?，?",
)
# What may still stand at its beginning: greetings, titles, "since you took office".
OPENINGS = (
    r"[^，。！？]{0,8}[您你]好[，！。]?",
    r"[^，。！？]{1,4}(?:县长|区长|市长|主任|书记|局长|部长|院长|处长|先生|女士)，",
    r"[您你][^，。！？]{0,14}以来，",
    r"一下",
    r"[，、：]",
)
SENTENCE_ENDS = "。！？!?；"
CLAUSE_ENDS = "，。！？；：,!?;:"
INTERROGATIVE = r"什么|哪|如何|怎么|怎样|多少|几|吗|何|呢|吧"
HEADING = (
    r"^(?:[一二三四五六七八九十]+是|第[一二三四五六七八九十]+|首先|其次|再次|最后)"
    r"[，,、]?([^，。；：！？]{4,20})[，。；：]"
)
QUOTED_NAME = r"“[^“”《》，。；！？：\n]{2,16}”|《[^“”《》\n]{2,30}》"
# A figure with what belongs to it; dates, years and "第3" are none.
FIGURE = r"(?<![\d.·．第—\-])\d+(?:\.\d+)?(?![\d.·．—\-年月日])[余多]?[百千万亿]*[余多]?[%％]?"
HOW_MANY = "多少"
ASK_HEADING = "{heading}具体是怎么做的"
ASK_NAME = "{name}是什么"
TRAILING = "多余，、"
