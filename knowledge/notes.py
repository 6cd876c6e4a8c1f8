"""The doubts that storing writes down for a person to review, as they read them (zh-CN). Decides nothing."""

PHRASING_WITHOUT_PASSAGE = "相似问“{asked}”（{pair}）原来对应的句段“{passage}”在新稿中找不到，已改挂整段回答，请核对"
PHRASING_WITHOUT_PAIR = "相似问“{asked}”所属的问答 {pair} 在新稿中已不存在，暂不使用，请核对"
OTHER_INTERVIEW = (
    "{file}：编号 {article} 已有另一篇报道，两者没有一条相同的回答，未存入。若是另一篇，请改文件名；"
    "若确要替换，请先执行 withdraw {article} 再导入"
)
NO_SUCH_ANSWER = "{file} 第 {number} 条：没有以“{answer}”开头的回答，这一条未收入"
AMBIGUOUS_ANSWER = "{file} 第 {number} 条：以“{answer}”开头的回答不止一条（{pairs}），这一条未收入"
TEXT_NOT_IN_ARTICLE = "{file} 第 {number} 条：报道里找不到句段“{text}”，已改挂最相近的句段或整段回答"
SAME_TEXT = "同样的文字已收为报道 {article}，每条回答会出现两次；若不是有意，请撤下其中一篇（withdraw）"
