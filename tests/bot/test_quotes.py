"""An official's words with their source, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.quotes import NotVerbatim, quote_of, said_text
from knowledge.model import DAMAGE_MARK, Piece, Span
from tests.knowledge.builders import OFFICIAL, Said, build

INTERVIEW = build("a", Said("经费？", "每年增长。|都用在#and#学校里。|效果好。"), Said(None, "感谢大家。"))
ARTICLE, (PAIR, CLOSING) = INTERVIEW.article, INTERVIEW.pairs


def test_a_quote_is_the_passage_with_who_where_and_when() -> None:
    quote = quote_of(PAIR, ARTICLE, 0)
    assert (quote.highlight, quote.official, quote.office) == ("每年增长。", OFFICIAL.name, OFFICIAL.office)
    assert (quote.outlet, quote.said, quote.question, quote.reporter) == ("株洲日报", "2021-06", "经费？", "记者")


def test_words_left_out_are_shown_as_damage() -> None:
    assert DAMAGE_MARK in quote_of(PAIR, ARTICLE, 0).answer
    assert "and" not in quote_of(PAIR, ARTICLE, 0).answer
    assert quote_of(PAIR, ARTICLE, 0).damage


@pytest.mark.parametrize("passage", [None, 0, 1, 99])
def test_answer_and_highlight_are_the_article_at_their_spans(passage: int | None) -> None:
    quote = quote_of(PAIR, ARTICLE, passage)
    assert "".join(ARTICLE.text[start:end] for start, end in quote.highlight_spans) == quote.highlight
    assert quote.answer[slice(*quote.highlight_at)] == quote.highlight
    assert "".join(ARTICLE.text[start:end] for start, end in quote.spans) == quote.answer.replace(DAMAGE_MARK, "")


def test_words_that_an_answer_says_twice_are_highlighted_where_they_are_meant() -> None:
    interview = build("b", Said("成效？", "效果好。|群众满意。|效果好。"))
    quote = quote_of(interview.pairs[0], interview.article, 2)
    assert quote.highlight_at == (9, 13)
    assert quote_of(interview.pairs[0], interview.article, 0).highlight_at == (0, 4)


def test_a_pair_without_passages_is_highlighted_whole() -> None:
    assert quote_of(replace(PAIR, passages=()), ARTICLE, 2).highlight == PAIR.answer


def test_a_statement_has_no_question() -> None:
    assert quote_of(CLOSING, ARTICLE, 0).question is None


def test_an_answer_that_differs_from_its_article_is_never_quoted() -> None:
    with pytest.raises(NotVerbatim, match="a-1"):
        quote_of(replace(PAIR, answer=PAIR.answer.replace("增长", "下降")), ARTICLE, 0)
    with pytest.raises(NotVerbatim, match="a-1"):
        quote_of(PAIR, replace(ARTICLE, text=ARTICLE.text.replace("增长", "下降")), 0)


def test_a_passage_from_elsewhere_in_the_article_is_never_quoted() -> None:
    astray = replace(PAIR.passages[0], pieces=(Piece(Span(0, 2)),))
    with pytest.raises(NotVerbatim, match="passage 0"):
        quote_of(replace(PAIR, passages=(astray,)), ARTICLE, 0)


@given(st.text(max_size=20))
def test_no_altered_answer_is_quoted(answer: str) -> None:
    with pytest.raises(NotVerbatim):
        quote_of(replace(PAIR, answer=answer), ARTICLE, 0)


@pytest.mark.parametrize(
    ("said", "inferred", "text"),
    [
        ("2021-06", True, "2021年6月（日期据文中内容推定）"),
        ("2021-06", False, "2021年6月"),
        ("2021-06-09", False, "2021年6月9日"),
        ("2021-10-30", False, "2021年10月30日"),
        ("2021", False, "2021年"),
        ("", False, "（日期不详）"),
    ],
)
def test_a_date_reads_as_people_say_it(said: str, inferred: bool, text: str) -> None:
    assert said_text(replace(ARTICLE, said=said, said_inferred=inferred)) == text
