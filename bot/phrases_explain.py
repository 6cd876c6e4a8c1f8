"""The words of `ask --explain` (zh-CN). Words only."""

from __future__ import annotations

EXPLAIN_OUTCOME = "结果 {outcome}（原因 {why}，把握 {confidence:.2f}）"
EXPLAIN_SCOPE = "问题去掉称呼后：{rest}　县市区：{districts}　官员：{officials}　未收录：{foreign}"
EXPLAIN_LINES = "把握线：直接回答 {answer:.2f}，请对方选择 {choose:.2f}"
EXPLAIN_TOPIC = "紧急类别：{urgent}　不答之题：{declined}"
EXPLAIN_CANDIDATE = "  {pair} {official} 把握 {confidence:.2f}"
EXPLAIN_MATCHED = "    最像的{field}：{text}　共有的词：{terms}"
EXPLAIN_PASSAGE = "    句段：{passage}"
FIELDS = {"phrasing": "相似问", "question": "记者提问", "passage": "句段", "declined": "不答之题"}
