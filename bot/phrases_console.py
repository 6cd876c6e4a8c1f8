"""The words of the terminal and of the staff commands about questions (zh-CN). Words only."""

from __future__ import annotations

PROMPT = "您问> "
LEAVE = ("再见", "退出", "exit", "quit", "q")
GOODBYE = "再见。"
BAD_LINE = '第 {number} 行读不懂，应是 {{"id": "…", "text": "…"}} 或 {{"id": "…", "turns": ["…", "…"]}}'

ASK_HELP = "问一句，看答复"
ASK_TEXT = "问题"
ASK_JSON = "输出约定的 JSON 对象"
ASK_JSONL = "从标准输入逐行读 JSON，逐行输出"
ASK_EXPLAIN = "附上为什么这样答"
ASK_NOTHING = "请在命令后写上问题，或用 --jsonl 从标准输入读"
CHAT_HELP = "在终端里对话"
SERVE_HELP = "启动网页和已设置好的渠道（不带命令时就是它）"

# what is on, what is off
NAME = "禁毒访谈问答"
BANNER = "{name} {version}　{articles} 篇报道，{pairs} 段回答，{phrasings} 条相似问"
LINE_ON = "  [开] {what}：{where}"
LINE_OFF = "  [关] {what}：要开启，{how}"
WEB = "网页问答"
TELEGRAM = "Telegram"
WECHAT = "微信公众号"
KIOSK = "触摸屏"
KIOSK_QR = "扫码带走"
TELEGRAM_ON = "已连接设置，正在登录"
TELEGRAM_HOW = "设置 BOT_TELEGRAM_TOKEN"
WECHAT_HOW = "设置 BOT_WECHAT_TOKEN"
PUBLIC_HOW = "设置 BOT_PUBLIC_URL"
KIOSK_STAFF = "触摸屏的工作人员入口"
KIOSK_STAFF_ON = "已设密码"
KIOSK_STAFF_HOW = "设置 BOT_KIOSK_PIN_HASH（由 kiosk-setup 生成）"
STOP_HOW = "按 Ctrl+C 停止。"
PORT_TAKEN = "端口 {host}:{port} 已被占用，请先停掉占用它的程序，或设置 BOT_PORT 换一个端口"

# learning
UNANSWERED_HELP = "列出没有答上来的问题，问得多的在前"
UNANSWERED_LIMIT = "最多列几条"
UNANSWERED_NONE = "没有未答上来的问题。"
UNANSWERED_HEADS = ("号", "次数", "最近", "不答之题", "问题")
TEACH_HELP = "教一个新问法：这样问时用哪一段回答"
TEACH_TEXT = "问法，或 unanswered 列表里的编号（如 #3）"
TEACH_PASSAGE = "针对回答里的第几个句段（用 show 查看），不写就自动挑"
DECLINE_HELP = "把一个问法归入不答之题"
DECLINE_TOPIC = "不答之题的代号，用 topics-declined 查看"
UNDO_HELP = "撤销一次 teach 或 decline"
UNDO_NUMBER = "teach 或 decline 给出的编号，如 p123 或 d45"
HISTORY_HELP = "看谁在什么时候教了什么、撤了什么"
YES = "不问直接保存"
WHO = "经手人，记入历史"
WHO_DEFAULT = "命令行"
TAUGHT = "已记下 {number}：问“{text}”，答 {pair}（{official}）：{passage}"
DECLINED = "已记下 {number}：问“{text}”，归入不答之题“{title}”"
UNDONE = "已撤销 {number}：“{text}”"
NOT_KEPT = "没有保存。"
WOULD_GO_WRONG = "保存后，有标注的问题里这些会新出错："
WRONG_LINE = "  {question}　原来 {before}，变成 {after}"
NOTHING_WRONG = "有标注的 {number} 个问题都没有因此出错。"
KEEP = "仍然保存吗？输入 y 保存，其他放弃："
NO_SUCH_PAIR = "没有编号为 {pair} 的问答，可用 pairs 查看"
NO_SUCH_TOPIC = "没有代号为 {topic} 的不答之题，可用 topics-declined 查看"
NO_SUCH_UNANSWERED = "unanswered 列表里没有第 {number} 条"
NO_SUCH_NUMBER = "没有编号 {number} 可撤销，应像 p123 或 d45"
EMPTY_PHRASING = "问法里没有字，请写上要教的问法"
IN_USE = "“{text}”已在 {where} 使用（编号 {number}），未添加"
HISTORY_NONE = "还没有教过什么。"
NO_SUCH_PASSAGE = "{pair} 没有第 {passage} 个句段，它有 {count} 个"
DECLINED_TOPICS_HELP = "列出不答之题"
DECLINED_HEADS = ("代号", "标题", "问法数")
HISTORY_HEADS = ("编号", "问法", "归于", "谁", "何时", "撤销")
COUNTS_HELP = "按日、渠道、结果统计提问（没有身份信息）"
COUNTS_HEADS = ("日期", "渠道", "结果", "问题数", "有用", "没用")

# evaluation
EVALUATE_HELP = "用有标注的问题量一量，并列出每个出错的"
EVALUATE_FILE = "标注文件（JSONL），不写就用项目自带的报告集"
EVALUATE_QUIET = "只打印数字"
EVALUATE_MIN = "低于此文件里的数字时以状态 1 结束"
EVALUATE_ROBUSTNESS = "再量一遍按规则改写的问题：错字、繁体、无标点、全角、拼音、表情、客套、长篇闲话"
EVALUATE_NO_PHRASINGS = "去掉全部相似问再量（新访谈的情形）"
FIGURE_LINE = "{name:<18} {value:>7}   95% 区间 {low:.3f}–{high:.3f}   {n} 题"
FIGURE_NONE = "{name:<18}     —"
FIGURE_TITLES = {
    "right_first": "首答正确",
    "right_in_three": "前三含正确",
    "refused": "未说则不答",
    "wrong": "错引（越低越好）",
    "fact_in_highlight": "要点含事实",
    "followup_right": "追问答对",
    "followup_refused": "追问不答",
    "compare": "并排列全",
    "help_first": "求助优先",
    "false_alarm": "误报（越低越好）",
}
RELIABILITY = "把握是否可信（把握区间：题数，平均把握，实际答对）"
BAND_LINE = "  {low:.1f}–{high:.1f}：{n:>4}  {confidence:.2f}  {right:.2f}"
MISSES = "出错的 {number} 题："
MISS_LINE = "  [{kind}] {question}\n      应为 {gold}；得到 {outcome}{why} {answers}"
BELOW = "{name} 是 {value:.3f}，低于定下的 {floor:.3f}"
ABOVE = "{name} 是 {value:.3f}，高于定下的 {ceiling:.3f}"
BAD_FLOORS = "{file}：{error}，应是每行一个数字名与界限的 TOML"

# tuning
TUNE_HELP = "用有标注的问题重新拟合把握和求助识别；守护的数字下降就不替换"
TUNE_FILE = "拟合用的标注文件"
TUNE_REPORT = "守护用的标注文件"
TUNE_SHIP = "写进项目（开发者用），不写就写在数据库旁边"
TUNE_TABLE = ("数字", "原来", "新的")
TUNE_KEPT = "守护的数字没有下降，已替换：{files}"
TUNE_REFUSED = "守护的数字下降了（{names}），没有替换。"
