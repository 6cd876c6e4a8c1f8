"""Where the marker is drawn: no character is ever lost, and a link can mark only the answer's own words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web_marks import answer_segments, at_highlight, cut, paragraphs, spans_from, spans_text
from knowledge.model import DAMAGE_MARK
from tests.bot.canned import QUOTES, article

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda s: (min(s), max(s))), max_size=4)


@given(st.text("甲乙丙，\n ", max_size=60), spans, spans, spans)
def test_no_character_is_lost(
    text: str, said: list[tuple[int, int]], mark: list[tuple[int, int]], gap: list[tuple[int, int]]
) -> None:
    layers = {"said": said, "mark": mark, "damage": gap}
    assert "".join(segment.text for segment in cut(text, 0, len(text), layers)) == text  # type: ignore[arg-type]
    rows = paragraphs(text, layers)  # type: ignore[arg-type]
    assert sum(segment.first for row in rows for segment in row) <= 1
    kept = "".join(segment.text for row in rows for segment in row)
    assert kept.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_the_highlight_is_what_is_marked() -> None:
    for quote in QUOTES.values():
        segments = answer_segments(quote)
        assert "".join(segment.text for segment in segments) == quote.answer
        assert [segment.text for segment in segments if segment.kind == "mark"] == [quote.highlight]
    gaps = [segment.text for segment in answer_segments(QUOTES["dyl-3"]) if segment.kind == "damage"]
    assert gaps == [DAMAGE_MARK]


def test_spans_survive_the_link() -> None:
    assert spans_text([(1, 4), (9, 12)]) == "1-4,9-12"
    assert spans_from("1-4,9-12", [(0, 20)]) == [(1, 4), (9, 12)]
    assert spans_from("1-4,9-12", [(0, 5)]) == [(1, 4)]
    assert spans_from("4-1", [(0, 5)]) == []


@given(st.text(max_size=30))
def test_anything_else_marks_nothing(written: str) -> None:
    assert all(0 <= start < end <= 50 for start, end in spans_from(written, [(0, 50)]))


def test_a_shared_link_brings_back_its_passage() -> None:
    quote, text = QUOTES["zyp-2"], article().text
    words = "支持7000万元配套资金用于建设"
    at, end = text.index(words), text.index(words) + len(words)
    shared = at_highlight(quote, text, f"{at}-{end}")
    assert shared.highlight == words == shared.answer[slice(*shared.highlight_at)]
    assert at_highlight(quote, text, f"{at + 1}-{end}") == quote
    assert at_highlight(quote, text, f"{at}-{end - 1}") == quote
    assert at_highlight(quote, text, "0-9") == at_highlight(quote, text, "") == quote


@given(st.sampled_from(sorted(QUOTES)), st.integers(0, 9000), st.integers(1, 300))
def test_whatever_a_link_says_the_quotation_stays_verbatim(pair: str, start: int, length: int) -> None:
    shared = at_highlight(QUOTES[pair], article().text, f"{start}-{start + length}")
    assert shared.answer == QUOTES[pair].answer
    assert shared.highlight == shared.answer[slice(*shared.highlight_at)]
    assert shared.highlight == "".join(article().text[slice(*span)] for span in shared.highlight_spans)
