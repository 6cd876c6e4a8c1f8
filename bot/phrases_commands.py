"""Every word that the commands about articles and pairs say to staff (zh-CN). Words only."""

from __future__ import annotations

# help
IMPORT_HELP = "导入访谈：文件或文件夹（txt、md、html、docx、pdf）"
IMPORT_FILES = "要导入的文件，或其中的可读文件都要导入的文件夹"
IMPORT_DRY_RUN = "只看会存入什么，不改动数据库"
IMPORT_JSON = "每个文件输出一行 JSON"
ARTICLES_HELP = "列出收入的报道"
ARTICLES_NOTES = "同时列出每篇的修补和待核对之处"
PAIRS_HELP = "列出问答"
PAIRS_ARTICLE = "只列这一篇报道的问答"
PAIRS_QUOTATIONS = "同时列出导语里的引语"
SHOW_HELP = "显示一条问答在报道中的位置、缺损、句段和相似问"
SHOW_PHRASINGS = "列出全部相似问及其编号、来源"
WITHDRAW_HELP = "撤下一篇报道：它的回答立即不再出现在任何答复里"
VERIFY_HELP = "核对每一处引文与报道原文是否一致"
SUGGESTIONS_HELP = "查看为一条问答拟的相似问，可采用其中几条"
SUGGESTIONS_ACCEPT = "采用第几条，如 1,3"
WHO = "经手人，记入历史"
PAIR = "问答编号，用 pairs 查看"
ARTICLE = "报道编号，用 articles 查看"
JSON = "输出 JSON"
WHO_DEFAULT = "命令行"

# import
STATUS = {
    "new": "新收入",
    "unchanged": "与库中相同，未改动",
    "corrected": "更正稿，已更新",
    "restored": "已撤下，现恢复",
    "no interview": "没有找到问答，不是访谈，未存入",
}
STATUS_DRY = {
    "new": "将新收入",
    "unchanged": "与库中相同，不会改动",
    "corrected": "更正稿，将更新",
    "restored": "已撤下，将恢复",
    "no interview": "没有找到问答，不是访谈，不会存入",
}
FILE_LINE = "{file} → {article}：{status}"
TITLE_LINE = "  《{title}》 {outlet} {said}"
SAID_INFERRED = "{said}（推定）"
COUNTS_LINE = "  问答 {pairs} 条（其中无问之答 {statements} 条），导语引语 {quotations} 条，报纸导语 {leads} 条，句段 {passages} 个"
OFFICIAL_LINE = "  受访官员：{official}（{office}）{pairs} 条"
REPAIR_LINE = "  修补：{text}"
DAMAGE_LINE = "  缺损：{pair} {kind}“{words}”"
DOUBT_LINE = "  待核对：{text}"
RETIRED_LINE = "  更正稿里不再有的问答：{pairs}"
SUGGESTED_LINE = "  另拟相似问 {number} 条待采用，例如：suggestions {pair}"
TOTAL_LINE = (
    "合计：{files} 个文件，存入或更新 {stored} 篇，未改动 {unchanged} 篇，"
    "非访谈 {others} 个，拒收 {refused} 个；问答 {pairs} 条"
)
TOTAL_DRY_LINE = (
    "试运行，未改动数据库：{files} 个文件，将存入或更新 {stored} 篇，不变 {unchanged} 篇，"
    "非访谈 {others} 个，拒收 {refused} 个；问答 {pairs} 条"
)
EMPTY_FOLDER = "{path}：文件夹里没有可读的文件（{suffixes}）"
DATABASE_REFUSED = "数据库写入失败，已导入的不受影响：{error}"
PROGRESS = "导入 {done}/{total} {file}"

# articles, pairs
ARTICLE_HEADS = ("编号", "标题", "报纸", "日期", "问答", "引语", "待核对", "状态")
IN_USE = "使用中"
WITHDRAWN = "已撤下 {at}"
NO_ARTICLES = "还没有收入报道。用 import 导入。"
PAIR_HEADS = ("编号", "官员", "县市区", "记者问", "回答开头")
NO_QUESTION = {"answer": "", "statement": "（无问之答）", "quotation": "（导语引语）", "lead": "（报纸导语）"}
NO_PAIRS = "没有问答。"
NUMBER_OF_PAIRS = "共 {number} 条"
UNKNOWN_ARTICLE = "没有编号为“{article}”的报道。已收入：{known}"
UNKNOWN_PAIR = "没有编号为“{pair}”的问答。用 pairs 查看编号。"
NONE_KNOWN = "（无）"

# show
SHOW_OFFICIAL = "{pair}  {official}（{office}）"
SHOW_SOURCE = "《{outlet}》{said}  {title}  [{article}]"
SHOW_WHY_SAID = "日期依据：{why}"
SHOW_QUESTION = "{reporter}：{question}"
SHOW_PLACE = "原文（> 为回答所在的行）："
SHOW_REPEATS = "另一处重复印出：第 {lines} 行"
SHOW_DAMAGE = "缺损：第 {line} 行，{kind}，{treatment}：“{words}”"
LEFT_OUT = "显示为缺损标记"
KEPT = "保留，不作重点"
DAMAGE_KINDS = {
    "stray question": "夹入的提问文字",
    "foreign word": "夹入的外文词",
    "breaks off": "文字中断",
    "unbalanced quotation": "引号不成对",
}
SHOW_PASSAGES = "句段与相似问："
SHOW_WHOLE = "整段回答"
SHOW_PASSAGE = "  [{number}] {text}（相似问 {phrasings} 条）"
SHOW_PHRASING = "        {text}"
SHOW_KEPT_PHRASING = "        {id}  {text}  〔{origin}，{who}，{at}〕"
ORIGINS = {"shipped": "自带", "taught": "人工添加", "suggested": "采用建议"}

# withdraw, verify
WITHDRAWN_NOW = "已撤下“{article}”：{pairs} 条问答不再出现在任何答复里。要恢复，请再次导入该文件。"
WITHDRAWN_BEFORE = "“{article}”此前已撤下，未改动。"
VERIFIED = "核对无误：{articles} 篇报道，{pairs} 条问答（含引语），{passages} 个句段，与原文逐字一致。"
FAULTS = "核对发现 {number} 处不一致。"
FAULT_LINE = "{where}：{kind} {detail}"
FAULT_KINDS = {
    "file damaged": "数据库文件损坏",
    "reference broken": "引用了不存在的行",
    "article altered": "报道原文被改动",
    "place outside article": "位置超出报道原文",
    "question differs": "提问与原文不一致",
    "answer differs": "回答与原文不一致",
    "answer without place": "回答没有原文位置",
    "passage differs": "句段与原文不一致",
    "passage outside answer": "句段不在回答之内",
    "passage on damage": "句段落在缺损处",
    "phrasing without passage": "相似问所指的句段不存在",
    "source altered": "标题、媒体或日期在入库后被改动",
    "places altered": "县市区、别名或受访官员名单在入库后被改动",
    "withdrawal altered": "撤下状态在入库后被改动",
    "attribution altered": "是谁说的（姓名、职务、县市区、提问者）在入库后被改动",
    "question altered": "提问或其位置在入库后被改动",
    "answer altered": "回答、句段或其位置在入库后被改动",
    "damage altered": "缺损标记在入库后被改动",
    "row without seal": "不是由导入写进来的",
    "row missing": "在入库后被删除",
}

# suggestions
NO_SUGGESTIONS = "{pair} 没有可采用的建议。"
SUGGESTION_LINE = "{number:>3}  {text}  → {passage}"
HOW_TO_ACCEPT = "采用：suggestions {pair} --accept 1,3"
ACCEPTED = "已采用（相似问 p{id}）：{text}"
NOT_ON_OFFER = "--accept {value}：应为列出的编号，用逗号隔开；可采用的有 {numbers}"
DUPLICATE = "“{text}”已在 {where} 使用，未添加"
