"""Every word that the web pages themselves say (zh-CN). Data only; what officials said comes from the articles."""

from __future__ import annotations

TAGLINE = "问一句，看官员在报纸访谈里的原话"
DESCRIPTION = "用官员接受报纸采访时的原话回答禁毒工作的问题：谁说的、什么职务、哪份报纸、什么时候，一字不改。"

# Title bar, menu, switches
SKIP_TO_INPUT = "跳到输入框"
SKIP_TO_CONTENT = "跳到正文"
MENU = "菜单"
MENU_CLOSE = "关闭菜单"
BACK_TO_CHAT = "返回问答"
CHAT = "问答"
TOPICS = "可以问什么"
OFFICIALS = "受访官员"
ABOUT = "关于本问答"
PRIVACY = "隐私说明"
API = "开放接口"
DISPLAY = "显示"
LARGE_PRINT = "大字"
HIGH_CONTRAST = "高对比"

# Chat
LOG_LABEL = "对话记录"
INPUT_LABEL = "输入您的问题"
INPUT_PLACEHOLDER = "想问什么？"
SEND = "发送"
YOU_SAID = "您问"
TYPING = "正在查找原话…"
SUGGESTIONS = "相近的问题"
SUGGESTION_COUNT = "有 {} 条相近的问题，按上下键选择"
FAILED = "没有发送成功，请检查网络后再试。"
RETRY = "重新发送"

# Quotation
OFFICIAL_WORDS = "官员原话"
PAPER_WORDS = "报纸的话"
PAPER_PART = "出自"
OFFICE = "职务"
DISTRICT = "地区"
OUTLET = "报纸"
SAID = "时间"
INFERRED_WHY = "报道没有印出日期，这个时间是根据文中内容推定的"
REPORTER_ASKED = "记者问"
NO_QUESTION = "（这段话在报纸上没有印出记者的提问）"
BY_PAPER = "（这是报纸自己的话，不是哪位官员说的）"
WHOLE = "全文"
SEE_ARTICLE = "看原文"
COPY = "复制"
COPIED = "已复制"
COPY_LABEL = "复制这段原话和出处"
SHARE = "分享"
SHARE_LABEL = "这段原话的固定网址"
SHARED = "网址已复制"
READ_ALOUD = "朗读"
STOP_READING = "停止"
ALSO_SAID = "另有 {} 位官员也谈到"
DAMAGE_NOTE = "报纸扫描件此处有缺损或错排，缺损的字没有补写。"
DAMAGE_TITLE = "原文此处缺损"

# Outcomes
COMPARE = "各地对照"
SILENT = "访谈里没有谈到这个问题的："
CHOOSE = "您想问的是哪一条？"
CHOOSE_THIS = "看这一条"
RELATED = "访谈里相近的内容（不是对这个问题的回答）"
COVERED = "看看访谈都谈到了什么"
ASK_NEXT = "接着问"
CALL = "拨打"
HELP_LABEL = "紧急求助"

# Feedback
HELPFUL = "有帮助"
NOT_HELPFUL = "没帮助"
WHY_NOT = "哪里不合适？"
REASONS = ("答非所问", "没有说到点上", "看不明白", "内容有误", "其他")
THANKS = "谢谢，我们会用来改进。"
FEEDBACK_GONE = "这条回答的评价已经不能再改了。"

# Topics, officials, articles
TOPICS_INTRO = "下面每一行都能点开，看到官员的原话。"
TOPICS_BY_SUBJECT = "按话题看"
TOPICS_BY_DISTRICT = "按县市区看"
TOPICS_EMPTY = "目前还没有收录访谈。"
OFFICIALS_INTRO = "这些官员接受过采访，本问答只引用他们印在报纸上的话。"
OFFICIAL_ANSWERS = "{outlet}{said}，{count} 段回答"
OUTLET_NAME = "《{}》"
WHO = "{}（{}）"
OFFICIAL_QUESTIONS = "谈到的内容"
ARTICLE = "报道原文"
ARTICLE_NOTE = "以下为报道原文，一字未改。"
ARTICLE_MARKED = "浅色底是这次回答的全文，黄色底是被引用的一段。"
TO_MARK = "跳到被引用的一段"
QUOTE_PAGE = "官员原话"
ASK_MORE = "我也要提问"

# About
ABOUT_COVERED = "收录了什么"
ABOUT_COUNTS = "收录 {articles} 篇报道、{officials} 位官员的 {pairs} 段回答。"
ABOUT_SINCE = "最早的一篇：{}。"
ABOUT_HOW = "答案是怎么来的"
ABOUT_HOW_LINES = (
    "您问一句，程序在访谈里找意思最相近的一段，把官员印在报纸上的原话整段拿给您看。",
    "每一句引文都在发出之前与报道原文逐字核对；程序不改写、不概括、不补写，也不编造。",
    "几位官员都谈到时并排列出，没有谈到的也会点名说明；分不清您想问哪一条时，会请您选。",
    "访谈里没有说的，就直说没有说。",
)
ABOUT_NOT = "它不能做什么"
ABOUT_NOT_LINES = (
    "不是报警电话，也不是医生。人命关天的事请直接拨打 110 或 120。",
    "官员说的是当时的情况，后来有没有变化，请以政府部门最新公布的为准。",
)
ABOUT_STORED = "存了什么"
ABOUT_STORED_LINES = (
    "只记下问题的文字、有没有答上来和您的评价，不记是谁问的；姓名、电话和证件号码先遮住再存。",
    "详细说明见隐私说明。",
)
ABOUT_SHARE = "本月答上来的比例"
ABOUT_SHARE_LINE = "本月收到 {asked} 个问题，其中 {share}% 在访谈里找到了答案。"
ABOUT_SHARE_NONE = "本月还没有人提问。"

# Privacy
PRIVACY_LINES = (
    "不用注册，不要您的姓名、电话或微信号。",
    "为了听懂“那茶陵呢”这样的追问，服务器会短时间记住这次对话；停止使用后自动清除。",
    "服务器记下问题的文字和有没有答上来，用来补充内容；记录里没有是谁问的，姓名、电话和证件号码会先遮住。",
    "对话记录只留在您这个网页标签里，关掉就没有了。大字和高对比的选择记在您的浏览器里。",
    "网页不向任何别的网站请求内容，没有广告和统计代码。",
)
FORGET_TITLE = "忘记我的对话"
FORGET_LINE = "按下后，服务器上这次对话的内容和本页的记录立即清除。"
FORGET = "忘记我"
FORGOTTEN = "已经清除。服务器和这个网页里都没有这次对话了。"

# API page
API_INTRO = "同一套问答也可以用程序来问。下面的说明由程序自动生成，机器可读的版本在 /openapi.json。"
API_EXAMPLE = "例子"
API_BODY = "请求"

# What goes wrong
PAGE_GONE_TITLE = "没有这个网页"
PAGE_GONE = "您要找的网页不存在，也许报道已经撤下，也许网址少了几个字。"
TROUBLE_TITLE = "出了点问题"
TROUBLE = "服务器出了点问题，请过一会儿再试。"
REFUSED_TITLE = "没有办成"
NOT_FOUND = "没有这个地址。"
NOT_ALLOWED = "这个地址不接受这种请求方式。"
BROKEN_JSON = "请求不是完整的 JSON，请检查格式。"
NOT_JSON = "请用 application/json 格式提交。"
BAD_FIELD = "字段 {} 缺失或类型不对。"
BAD_REQUEST = "请求的格式不对。"
BLANK = "请先输入您的问题。"
TOO_LONG = "问题太长了，请控制在 {} 个字以内。"
TOO_LARGE = "提交的内容太大了，已停止接收。"
TOO_FAST = "您问得太快了，请歇一会儿再问。"
CROSS_SITE = "这个请求来自别的网站，没有处理。"
NO_PAIR = "没有这段问答，也许报道已经撤下。"
NO_RECORD = "没有这条记录，或者已经不能再评价。"
