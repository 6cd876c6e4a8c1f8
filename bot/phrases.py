"""Every word that the bot itself says in a conversation (zh-CN). Data only; officials' words come from articles."""

from __future__ import annotations

BOT_NAME = "禁毒访谈问答"

# What a visitor may say instead of a question, and the notice or act it asks for. Compared folded, without punctuation.
COMMANDS: dict[str, tuple[str, ...]] = {
    "help": ("帮助", "怎么用", "使用说明", "/help", "help", "?", "菜单"),
    "welcome": ("/start", "开始"),
    "topics": ("话题", "可以问什么", "能问什么", "有哪些话题", "目录", "/topics", "你能回答什么", "你会什么"),
    "officials": ("受访官员", "官员", "有哪些官员", "采访了谁", "/officials", "都采访了谁"),
    "privacy": ("隐私", "隐私说明", "/privacy", "会记录我吗", "你会记录我吗"),
    "forget": ("忘记我", "清除记录", "删除记录", "/forget", "忘了我", "清空"),
    "district": ("选择县市区", "选区县", "/district", "换个区"),
}
WHOLE = ("全文", "看全文", "完整回答", "全部", "原文", "看原文")
GOOD = ("👍", "有用", "赞", "有帮助")
BAD = ("👎", "没用", "不对", "答非所问", "没帮助")
ANY_DISTRICT = ("全部", "不限", "都看", "全市", "任何")

WELCOME = (
    "您好，我是禁毒访谈问答。您问一句，我在{outlet}的访谈里找受访官员的原话回答，一字不改，并注明谁说的、什么职务、哪天的报纸。\n"
    "访谈里没有的，我会直说没有。遇到危险请先打 110 或 120。\n可以这样问："
)
HELP = (
    "直接用平常的话问就行，比如“禁毒经费涨了多少”“戒毒的人找工作有人帮吗”。\n"
    "· 回复“全文”看完整回答；有编号时回复 1、2、3 选择\n"
    "· 点名县市区或官员，就只看他说的；问“三个区分别怎么做”可以并排看\n"
    "· “话题”看能问什么，“受访官员”看采访了谁，“隐私”看保存什么，“忘记我”清除您的会话\n"
    "有人昏迷、正在犯罪或有危险，请先打 120 或 110。"
)
TOPICS = "访谈谈到的内容（点一个，或照着问）："
OFFICIALS = "接受采访的官员："
OFFICIAL_LINE = "· {name}：{office}（{count} 段回答）"
PRIVACY = (
    "这里不要求登录，不记录您是谁。\n"
    "· 会话：为了听懂“那茶陵呢”这样的追问，您最近几句话保存 {minutes} 分钟，以打乱后的代号存放，到时自动删除；回复“忘记我”立即删除。\n"
    "· 问题：为了改进回答，问题的文字、结果和日期（不含时刻）保存 {days} 天，其中的电话、证件号、姓名先遮盖；不保存谁问的，也无法查回。\n"
    "· 求助：可能是紧急情况的话，一个字也不保存。"
)
FORGOTTEN = "已经清除与您有关的会话。之前问题的统计里本来就没有您的身份。"
TOO_FAST = "您问得有点快，请歇一分钟再问。紧急情况请直接打 110 或 120。"
NOT_TEXT = "我只看得懂文字。请把想问的打成一句话发给我。"
TOO_LONG = "这句话太长了，请用 {limit} 个字以内说说您想问什么。"
TROUBLE = "刚才出了点问题，没能回答。请稍后再问一次；紧急情况请直接打 110 或 120。"
EMPTY = "我没看懂这句话。请用一句话说说您想问什么，比如“天元区的抖音号叫什么”。"
DISTRICT = "想只看哪个县市区的回答？回复名称或编号；回复“全部”不限。"
DISTRICT_SET = "好的，接下来先看{district}的回答。要看别的，点名问就行；回复“不限县市区”就不再限定。"
DISTRICT_FREE = "好的，接下来不限县市区。"
NO_CHOICE = "没有编号 {number} 可选。请直接说您想问什么。"
WITHDRAWN = "这段内容已经撤下，不能再看了。请直接说您想问什么。"
NO_WHOLE = "还没有可看全文的回答。请先问一个问题。"
THANKS_GOOD = "谢谢您的反馈。"
THANKS_BAD = "谢谢您告诉我们，工作人员会看到（不含您的身份）。"

# Answers
QUOTED = "“{highlight}”"
SOURCE = "——{source}"
ASKED = "记者问：{question}"
NO_QUESTION = "（报纸没有印出这段话对应的提问）"
BY_PAPER = "（这是报纸{part}里的话，不是哪位官员说的）"
SEE_WHOLE = "回复“全文”看完整回答。"
ALSO = "谈到这一点的还有："
ALSO_LINE = "{number}. {who}：“{highlight}”"
ALSO_PICK = "回复编号看他的原话和出处。"
DAMAGED = "报纸此处印刷缺损，缺损处标作“〔原文此处缺损〕”。"
PRINTED_TWICE = "这段话在报纸上印了两次。"
COMPARE = "几位官员分别是这样说的："
COMPARE_SILENT = "{names}在访谈里没有谈到这一点。"
COMPARE_PICK = "回复编号看完整回答：{choices}。"
COMPARE_ONE = "访谈里只有一位官员谈到："
CHOOSE = "您问的可能是下面哪一个？"
CHOICE_LINE = "{number}. {who}谈“{topic}”"
CHOOSE_PICK = "回复编号选择；都不是的话，请换个说法再问。"
MORE = "{official}还谈到："
NONE = "这一点，访谈里没有说到。"
NONE_NAMED = "{names}在访谈里没有谈到这一点。"
NONE_OTHERS = "别的受访官员谈到过相近的内容："
NONE_FOREIGN = "{names}不在这组访谈里，这里没有{names}官员的话。本次收录的是{covered}。"
INVITED = "这是{whose}的访谈。想听他谈什么？可以选一个，也可以直接问："
INVITED_MANY = "这是{whose}的访谈。想听哪一段？可以选一个，也可以直接问："
INVITED_WHO = "{official}（{office}）"
NONE_RELATED = "访谈里相近的内容（不是对这个问题的回答）："
NONE_POINTS_ON = "要办事或咨询，可打政务服务热线 12345；报警打 110。"
WHO = "{official}（{district}）"
RELATED = "{who}：{topic}"
REFUSED = "这个忙不能帮：买卖、制造、吸食毒品都是违法犯罪，也会要命。如果您或身边的人想停下来，可以打 12356（心理援助）或找当地禁毒办、社区民警；知道有人在卖，请打 110。"
URGENT_CALL = "请马上拨打：{calls}"
URGENT_LINE = "· {number} {name}{purpose}"
URGENT_QUOTE = "访谈里与此有关的原话："
WHOLE_HEAD = "{official}的完整回答："
WHOLE_BY_PAPER = "报纸的{part}全文："
SAID_INFERRED = "（日期据文中内容推定）"
SAID_UNKNOWN = "（日期不详）"
YEAR, MONTH, DAY = "年", "月", "日"
LABEL_STATEMENT = "结束语或没有印出提问的一段话"
ONLY = "只看"
OPEN_DISTRICT = "不限县市区"
EXAMPLES = ("禁毒经费涨了多少", "戒毒的人找工作有人帮吗", "各区县怎么教育青少年防毒")
