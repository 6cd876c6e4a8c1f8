"""Every word that the Telegram channel itself says (zh-CN). Data only; what officials said comes from the articles."""

from __future__ import annotations

# Commands, as registered with the server: name, and what the menu says
COMMANDS = (
    ("start", "开始"),
    ("help", "怎么提问"),
    ("topics", "可以问什么"),
    ("officials", "有哪些受访官员"),
    ("district", "选择我所在的县市区"),
    ("privacy", "保存了什么、保存多久"),
    ("forget", "删除与我有关的记录"),
)

# Quotations
SPEAKS = "{who}："
CONTINUED = "{who}（接上文）："
REPORTER_ASKED = "{who}问：{question}"
REPORTER = "记者"
SOURCE = "——{who}，《{outlet}》{said}"
SOURCE_NO_OUTLET = "——{who} {said}"
SEE_ARTICLE = "看原文"
SILENT = "访谈里没有谈到这个问题的：{names}"
RELATED = "下面这些相近的话题访谈里谈到过，可以点开看："
SEPARATOR = "、"
NUMBERED = "{number}. {label}"
HELP_TITLE = "🆘 {title}"
HELP_LINE = "☎ {number} {name}"
HELP_LINE_FOR = "☎ {number} {name}：{purpose}"
NOTHING = "（没有内容）"

# Buttons
WHOLE = "📖 看全文"
WHOLE_OF = "📖 看全文 · {official}"
ALSO = "💬 {official}怎么说"
PREVIOUS = "◀ 上一页"
NEXT = "下一页 ▶"
PAGE = "{page}/{pages}"
GOOD = "👍 有帮助"
BAD = "👎 没帮助"
REASONS = ("答非所问", "没有说到点上", "看不明白", "内容有误", "其他")
ELLIPSIS = "…"

# Small answers on top of the screen
THANKS = "谢谢，我们会用来改进。"
WHY = "哪里不合适？请在下面选一个原因。"
FEEDBACK_GONE = "这条回答的评价已经不能再改了。"
STALE_BUTTON = "这个按钮已经失效，请重新提问。"
GONE = "这段内容已经撤下，请重新提问。"

# Lines
EDITED = "我看不到修改后的内容。请把问题重新发一条。"
NOT_TEXT = "我只看得懂文字。请把问题打成文字发给我。"
TROUBLE = "刚才出了点问题，没能回答。请再问一次。"
MAY_BE_LOST = "刚才的回答可能没有送到。如果没有看到，请再问一次。"

# Inline mode
INLINE_TITLE = "{official} · {district}"
INLINE_TITLE_NO_DISTRICT = "{official}"
INLINE_NOTHING = "没有找到原话，点这里去问问答机器人"
