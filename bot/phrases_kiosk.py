"""Every word that the kiosk, its quiz and `kiosk-setup` say (zh-CN). Data only; officials' words are elsewhere."""

from __future__ import annotations

# Attract screen
TITLE = "听他们亲口说禁毒"
TAGLINE = "问一句，看官员在报纸访谈里的原话"
DAY = "6·26 国际禁毒日"
TOUCH = "轻触屏幕开始"
PASSING = "可以这样问"
NOTHING_KEPT = "不用登记，离开后自动清除"

# Frame
HOME = "首页"
BACK = "返回"
END = "结束使用"
STAGE = "问答一体机"

# Home
ASK = "我要提问"
ASK_HINT = "用拼音打字"
QUIZ = "我是禁毒王"
QUIZ_HINT = "十道题，考考您"
BY_DISTRICT = "按地区看"
BY_SUBJECT = "按话题看"
QUESTIONS = "{} 个问题"
NO_TOPICS = "目前还没有收录访谈。"
PICK_ONE = "点一个问题，看原话"

# Keyboard
WRITE_TITLE = "我要提问"
WRITE_LABEL = "您的问题"
WRITE_HINT = "例如：jubao，打出“举报”"
ASK_NOW = "提问"
CANDIDATES = "候选词"
MORE_CANDIDATES = "更多候选词"
FEWER_CANDIDATES = "前面的候选词"
LETTERS = "正在拼写"
SUGGESTED = "您是不是想问"
KEYBOARD = "拼音键盘"
DELETE = "退格"
CLEAR = "清空"
SPACE = "空格"
TO_DIGITS = "12?"
TO_LETTERS = "拼音"
TO_ENGLISH = "英"
TO_CHINESE = "中"
MARKS = ("，", "。", "？", "！", "、", "：", "“", "”", "·", "-", "（", "）", "%", "年", "月", "日")

# Answers
YOU_ASKED = "您问："
OFFICIAL_WORDS = "官员原话"
PAPER_WORDS = "报纸的话"
WHOLE = "全文"
ALSO = "还有谁说到"
ASK_MORE = "再问一个"
COMPARE = "各地对照"
COVERED = "看看都能问什么"
CALL_HERE = "请用您自己的手机拨打，或请身边的工作人员帮忙。"
TAKE_HOME = "手机扫码带回家"
QR_LABEL = "这段原话的网址二维码"
READ_ALOUD = "朗读"
STOP_READING = "停止朗读"
HELPFUL = "有帮助"
NOT_HELPFUL = "没帮助"
THANKS = "谢谢，我们会用来改进。"

# Quiz
QUIZ_NUMBER = "第 {} 题，共 {} 题"
QUIZ_SCORE = "已答对 {} 题"
QUIZ_RIGHT = "答对了！"
QUIZ_WRONG = "答错了，正确答案是：{}"
QUIZ_NEXT = "下一题"
QUIZ_RESULT = "看成绩"
QUIZ_OVER = "您答对了 {} 题，共 {} 题"
QUIZ_AGAIN = "再来一局"
QUIZ_MISSING = "题目正在整理，请先看看访谈问答。"
QUIZ_WORDS = (
    (10, "全对！您就是今天的禁毒王！"),
    (8, "真厉害，离禁毒王只差一步。"),
    (5, "不错，再听听他们怎么说，下次更好。"),
    (0, "别灰心，每一道题的答案都在访谈里，看一遍就记住了。"),
)
QUIZ_CHOICES = ("A", "B", "C", "D")

# Idle, wiping, trouble
IDLE_TITLE = "您还在吗？"
IDLE_LINE = "{} 秒后自动清除这次问答，回到首页。"
IDLE_STAY = "我还在"
IDLE_END = "结束使用"
AWAY_TITLE = "正在恢复，请稍等"
AWAY_LINE = "问答程序正在重新启动，好了会自动回到首页。这次问答已经清除。"
FAILED = "没有成功，请再试一次。"
NO_ANSWER_YET = "请先写下您的问题。"

# Staff
STAFF_TITLE = "工作人员"
STAFF_PIN = "请输入工作人员密码"
STAFF_ENTER = "确定"
STAFF_WRONG = "密码不对。"
STAFF_WAIT = "密码错了太多次，请等 {} 秒再试。"
STAFF_SHUT = "没有设置工作人员密码，请运行 kiosk-setup。"
STAFF_HERE_ONLY = "工作人员页面只能在一体机本机打开。"
STAFF_END = "退出一体机"
STAFF_END_LINE = "退出后屏幕回到系统，重新开机或启动服务即可再用。"
STAFF_ENDED = "一体机正在退出。"
STAFF_NO_EXIT = "没有设置退出标记文件（BOT_KIOSK_EXIT_FLAG），请在系统里停止服务。"
STAFF_EXPIRED = "等得太久了，请重新输入密码。"
HEALTH_VERSION = "程序版本"
HEALTH_COLLECTION = "收录"
HEALTH_COLLECTION_LINE = "{articles} 篇报道，{pairs} 段回答（第 {version} 次变更）"
HEALTH_UPTIME = "已运行"
HEALTH_DATABASE = "数据库"
HEALTH_ERROR = "最近一次错误"
HEALTH_NO_ERROR = "没有"
HEALTH_KEYBOARD = "拼音词表"
HEALTH_KEYBOARD_READY = "已就绪"
HEALTH_KEYBOARD_BUILDING = "还在准备，暂时只有单字和访谈里的词"
UPTIME = "{days} 天 {hours} 小时 {minutes} 分"

# Statistics
STATISTICS_HEADS = ("活动", "日期", "终端", "项目", "名称", "次数")
STATISTICS_NAMES = {
    "visit": "使用人次",
    "question": "提问",
    "answered": "有原话可答",
    "topic": "按地区或话题点开的问题",
    "quiz_begun": "开始答题",
    "quiz_ended": "答完十题",
}
STATISTICS_HELP = "导出一体机的使用次数（CSV）：按活动、日期、终端；少于 3 的只写“<3”"
STATISTICS_EVENT = "只导出这个活动；不写就是全部"
STATISTICS_FILE = "写到这个文件；不写就打印出来"
STATISTICS_WRITTEN = "已写入 {path}：{rows} 行。"
STATISTICS_FAILED = "{path} 写不进去：{why}"

# kiosk-setup
SETUP_HELP = "写出一体机要用的系统服务、启动脚本和设置，并准备拼音词表"
SETUP_FOLDER = "写到这个文件夹"
SETUP_NAME = "这台一体机的名字，用在统计里"
SETUP_EVENT = "活动名称，用在统计里"
SETUP_PORT = "问答程序的端口"
SETUP_USER = "运行一体机的系统用户"
SETUP_PUBLIC = "对外网址，用来生成二维码；没有就不显示二维码"
SETUP_PIN = "从标准输入读工作人员密码（6 到 12 位数字）；不用这个选项就随机生成一个"
SETUP_BAD_PIN = "密码要 6 到 12 位数字。"
SETUP_BAD_VALUE = "{key} 里不能有换行、引号、$、% 和反斜杠：{value!r}"
SETUP_PIN_MADE = "工作人员密码：{pin}（只显示这一次，请记下来；设置里只存它的散列值）"
SETUP_TABLE = "正在准备拼音词表，大约十秒……"
SETUP_TABLE_READY = "拼音词表已就绪：{path}"
SETUP_TABLE_FAILED = "拼音词表没有做成，键盘暂时只有单字和访谈里的词；程序启动时会再试。"
SETUP_FAILED = "{path} 写不进去：{why}"
SETUP_WRITTEN = "已写入 {path}"
SETUP_CHECKED = "systemd-analyze verify：没有发现问题。"
SETUP_CHECK_SAID = "systemd-analyze verify 说：\n{said}"
SETUP_NOT_CHECKED = "这台机器上没有 systemd-analyze，服务文件没有检查。"
SETUP_NEXT_DEBIAN = """Debian/Ubuntu，接着做：
  1. 安装需要的软件包（浏览器、中文字体、全屏显示）：
       sudo apt-get install chromium fonts-noto-cjk cage
     （Ubuntu 的 chromium 是 snap 包，同样可用。）
  2. 建一个只用来运行一体机的用户，并让它能写数据目录：
       sudo useradd --create-home --groups video,input,render {user}
       sudo chown -R {user} {data}
  3. 安装并启用服务：
       sudo cp {folder}/interview-bot.service {folder}/interview-kiosk.service /etc/systemd/system/
       sudo install -m 600 {folder}/kiosk.env /etc/interview-kiosk.env
       sudo systemctl daemon-reload
       sudo systemctl enable --now interview-bot.service interview-kiosk.service
  4. 看看是否正常：
       systemctl status interview-bot interview-kiosk
     （工作人员退出一体机后，用 sudo systemctl restart interview-bot interview-kiosk 再打开。）
     服务停了会自动重启；30 秒没有响应也会自动重启。断电后来电，开机即恢复。
  已经有桌面的机器可以不用 cage 和 interview-kiosk.service，把 {folder}/kiosk.sh 加到桌面的自动启动里。"""
SETUP_NEXT_WINDOWS = """Windows：把 {folder} 里的 kiosk.cmd、kiosk.ps1 和 kiosk.env 拷到那台机器的程序文件夹里，
  再把 kiosk.cmd 的快捷方式放进“启动”文件夹（Win+R，输入 shell:startup）。"""
