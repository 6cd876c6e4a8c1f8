"""What the paper itself says above an interview, told from captions, credits and officials' words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.leads import EDITORS_NOTE, LEAD
from knowledge.model import Interview, Pair
from knowledge.sidecar import Sidecar
from knowledge.transcript import UNNAMED, read_interview

TURNS = "记者：海棠的路修好了没有？\n张三：路修好了，去年秋天就通了车。\n"
FIRST = "海棠县这两年修了不少路，山里的橘子和茶叶一年四季都能运到城里去卖了，价钱也好。"
LEADING = f"{FIRST}近日，海棠县县长张三接受记者专访。"


def told(text: str, outlet: str = "海棠日报") -> Interview:
    return read_interview("haitang", "", text, Sidecar(outlet=outlet))


def leads(text: str, outlet: str = "海棠日报") -> list[Pair]:
    return [one for one in told(text, outlet).quotations if one.by_paper]


def test_a_lead_is_the_paper_s_own_words() -> None:
    [lead] = leads(f"海棠县修路\n{LEADING}\n{TURNS}")
    assert (lead.id, lead.kind, lead.question) == ("haitang-n1", "lead", None)
    assert (lead.official.name, lead.official.office, lead.official.district) == ("海棠日报", LEAD, "")
    assert lead.answer == LEADING
    assert lead.passages[0].text == FIRST


def test_the_paper_is_no_official_of_the_article() -> None:
    assert [one.name for one in told(f"海棠县修路\n{LEADING}\n{TURNS}").article.officials] == ["张三"]


def test_an_editor_s_note_is_called_so() -> None:
    [note] = leads(f"海棠县修路\n编者按\n{LEADING}\n{TURNS}")
    assert note.official.office == EDITORS_NOTE


def test_the_paragraphs_of_a_section_are_one_lead() -> None:
    other = "县城到各乡镇的车程，都从两个小时缩短到了四十分钟以内，乡亲们赶集方便多了。"
    [lead] = leads(f"海棠县修路\n{LEADING}\n{other}\n{TURNS}")
    assert lead.answer == f"{LEADING}\n{other}"


def test_a_paper_without_a_name_is_called_a_report() -> None:
    [lead] = leads(f"海棠县修路\n{LEADING}\n{TURNS}", outlet="")
    assert lead.official.name == UNNAMED


@pytest.mark.parametrize(
    "line",
    ["以下是访谈详情。", "海棠县县长张三接受本报记者采访。李四 摄", "（记者 李四 通讯员 王五 文/图）", "海棠县修路",
     "来源：海棠日报 2022年9月8日 第三版 责任编辑：李四 校对：王五 审核：赵六 值班主任：钱七"],
)  # fmt: skip
def test_captions_credits_and_headings_are_no_lead(line: str) -> None:
    assert leads(f"海棠县修路\n{line}\n{TURNS}") == []


def test_what_stands_below_the_first_question_is_no_lead() -> None:
    assert leads(f"海棠县修路\n{TURNS}\n———\n{LEADING}\n") == []


def test_a_text_that_is_no_interview_has_no_lead() -> None:
    assert told(f"海棠县修路\n{LEADING}\n").quotations == ()


def test_an_official_s_words_in_a_lead_stay_the_official_s() -> None:
    text = f"海棠县修路\n{LEADING}张三表示：“路通了，日子才能跟着通起来，我们说到做到。”\n{TURNS}"
    quotation, lead = told(text).quotations
    assert (quotation.kind, quotation.official.name) == ("quotation", "张三")
    assert lead.answer == LEADING


def test_a_sentence_before_an_official_s_words_stays_where_it_says_enough() -> None:
    said = "海棠县委副书记、县人民政府县长张三日前接受采访时表示"
    text = f"海棠县修路\n{FIRST}{said}：“路通了，日子才能跟着通起来，我们说到做到。”\n{TURNS}"
    [lead] = leads(text)
    assert [one.text for one in lead.passages][-1] == said


@given(
    st.lists(st.sampled_from([LEADING, TURNS, "编者按", "——专访海棠县县长张三", "李四 摄", "“一句话。”"]), max_size=7)
)
def test_every_lead_equals_the_article_at_its_spans_and_no_answer_is_in_it(parts: list[str]) -> None:
    text = "\n".join(["海棠县修路", *parts])
    interview = told(text)
    for lead in (one for one in interview.quotations if one.by_paper):
        assert lead.answer == "\n".join(span.of(text) for span in lead.spans)
        assert not [one for one in interview.pairs if any(a.overlaps(b) for a in one.spans for b in lead.spans)]
