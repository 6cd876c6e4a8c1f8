"""The words of `ask --explain` (zh-CN). Words only."""

from __future__ import annotations

EXPLAIN_OUTCOME = "结果 {outcome}（原因 {why}，把握 {confidence:.2f}）"
EXPLAIN_SCOPE = "问题去掉称呼后：{rest}　县市区：{districts}　官员：{officials}　未收录：{foreign}"
EXPLAIN_LINES = "把握线：直接回答 {answer:.2f}，请对方选择 {choose:.2f}"
EXPLAIN_TOPIC = "紧急类别：{urgent}　不答之题：{declined}"
EXPLAIN_HEARD = "查找用的词句：{heard}"
PLACES = ("首选", "第二", "第三")
EXPLAIN_CANDIDATE = "{place}：{pair} {official} 把握 {confidence:.2f}，得分 {score:.2f}"
EXPLAIN_MATCHED = "    最像的{field}：{text}　共有的词：{terms}"
EXPLAIN_PASSAGE = "    句段：{passage}"
FIELDS = {"phrasing": "相似问", "question": "记者提问", "passage": "句段", "declined": "不答之题"}

FIELD_HEADS = ("栏目", "词", "字", "音", "得分", "占候选得分", "其中最像的一条")
NO_SHARE = "（对手）"
EXPLAIN_COVERED = "    问题的词被覆盖：这一句段及其问法 {passage:.0%}，整段问答 {pair:.0%}，句段原文 {printed:.0%}；谁都没说过 {unknown:.0%}"
EXPLAIN_WORDS = "      在这一句段：{near}　只在别的句段：{far}　没有：{missing}"
EXPLAIN_MARGIN = "    领先第二名 {margin:+.2f}，领先不答之题 {declined:+.2f}"
EVIDENCE_HEADS = ("各项依据", "值", "加减把握（对数几率）")
