"""What the reader tells a person, in Chinese: repairs it made and doubts it has, one line each with the place."""

from __future__ import annotations

JOINED = "第{first}行与第{second}行：句子被版面断开，已接成一句"
NO_QUESTION = "第{line}行（{official}）：前面没有印出提问，作为没有提问的一段收录"
REPEATED = "第{line}行起的问答与第{first}行重复刊印，合为一条并记下两处位置"
STRAY_QUESTION = "第{line}行：答话里混入了提问的文字“{words}”，不计入答话，显示为〔原文此处缺损〕"
FOREIGN_WORD = "第{line}行：中文里夹着外文词“{words}”，不计入答话，显示为〔原文此处缺损〕"
BREAKS_OFF = "第{line}行：“{words}”文字残缺，原样保留，不作为要点引用"
UNBALANCED = "第{line}行：“{words}”引号不成对，原样保留，不作为要点引用"

NOT_INTERVIEW = "没有找到一问一答，可能不是访谈；未收录任何问答"
UNKNOWN_OFFICIAL = "第{line}行起的回答没有写明是谁答的，请在同名的 .toml 里用 officials 注明"
SEVERAL_OFFICIALS = (
    "第{line}行起只写了“{label}”，文中有几位受访者（{names}），分不清是谁，请在同名的 .toml 里用 officials 注明"
)
NO_OFFICE = "没有找到{official}的职务，请在同名的 .toml 里用 officials 注明"
BARE_OFFICE = "{official}的职务只印了“{office}”，没有写明单位，请核对；可在同名的 .toml 里用 officials 补全"
NO_DISTRICT = "没有读出{officials}是哪个县市区的；如果属于某个县市区，请在同名的 .toml 里用 officials 的 district 注明"
LIST_WITHOUT_FIRST = "第{line}行（{official}）：列举从“{marker}”开始，前面的“{missing}”可能漏印"
SHARED_TAIL = "第{line}行与第{other}行（{official}）：两段答话有{count}字完全相同，可能是重复排版，请核对"
SAME_ANSWER = "第{line}行与第{other}行（{official}）：答话相同而提问不同，分别收录，请核对"
LOST_QUESTION = "第{line}行（{official}）：同一人连续两次开口，可能漏印了提问，也可能是结束语"
UNANSWERED = "第{line}行的提问后面没有回答"
OPENING = "第{line}行（{official}）：提问之前的开场发言，未收录"
INTERJECTION = "第{line}行（{speaker}）：像是旁人插话，未收录"
COURTESY = "第{line}行：只有寒暄，未收录"
NARRATION = "第{line}行：像是记者的叙述而不是{official}的答话，从这里起不计入答话"
OTHER_SPEAKER = "第{line}行（{official}）：“{label}：”可能是另一个人开口，现在算作{official}的答话，请核对"
UNFINISHED = "第{line}行（{official}）：答话末尾没有句号，可能没有印完"
NO_SOURCE = "没有找到{missing}，而每条回答都要注明；请在同名的 .toml 里写上 {lines}"
OUTLET, OUTLET_LINE = "报纸名", 'outlet = "某某日报"'
SAID, SAID_LINE = "日期", 'said = "2023-06-20"（只知年月就写 "2023-06"）'
AND, AND_LINE = "和", " 和 "
