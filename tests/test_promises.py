"""The promises of design.md, held over every labelled question on the shipped interviews.

What a reply should hold is worked out here again from the article's file alone, not by the code that quotes.
"""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Message, Quote, Reply
from knowledge.model import DAMAGE_MARK
from retrieval import confidence
from retrieval.labelled import Labelled, read
from retrieval.words import fold
from tests import shipped
from tests.bot.tiny_talk import Talk, talk

HOME = Path(__file__).parents[1]
SETS = HOME / "tests" / "evaluation"
ARTICLE = (HOME / "knowledge" / "interviews" / "zhuzhou-2021.txt").read_text(encoding="utf-8-sig")
TURN = re.compile(r"^(株洲日报·掌上株洲|曾毅鹏|姚永告|邓元连)：", re.MULTILINE)


@cache
def labels() -> tuple[Labelled, ...]:
    return read(SETS / "report.jsonl") + read(SETS / "tune.jsonl")


@cache
def replies() -> tuple[tuple[Labelled, Reply], ...]:
    """Every labelled question with its reply, asked as a conversation of its own."""
    dialogue = shipped.house().dialogue(remembered=False)
    found = []
    for label in labels():
        visitor = f"promise:{label.id}" if len(label.turns) > 1 else ""
        answers = [dialogue.answer(Message(turn, visitor)) for turn in label.turns]
        found.append((label, answers[-1]))
    return tuple(found)


@cache
def quotes() -> tuple[Quote, ...]:
    """Every different quote of all replies, and of every whole answer."""
    dialogue = shipped.dialogue()
    whole = (dialogue.whole(pair.id) for pair in shipped.collection().pairs)
    given_out = [quote for _, reply in replies() for quote in reply.answers]
    given_out += [quote for reply in whole if reply for quote in reply.answers]
    return tuple(dict.fromkeys(given_out))


def printed(text: str) -> str:
    """Without line ends, which a page break puts inside a sentence."""
    return text.replace("\n", "")


def speaker_at(place: int) -> str:
    """Who speaks at a place of the article, as its own labels say."""
    turns = [hit for hit in TURN.finditer(ARTICLE) if hit.end() <= place]
    return turns[-1].group(1) if turns else ""


# 1. verbatim


def test_there_is_something_to_hold() -> None:
    assert len(replies()) > 900
    assert len({quote.pair for quote in quotes()}) >= 14


def test_every_answer_and_highlight_is_the_article_at_its_spans() -> None:
    for quote in quotes():
        for words, spans in ((quote.answer, quote.spans), (quote.highlight, quote.highlight_spans)):
            slices = "".join(ARTICLE[start:end] for start, end in spans)
            assert printed(slices) == printed(words.replace(DAMAGE_MARK, "")), quote.pair


def test_every_answer_is_its_slices_joined_and_marked_where_words_are_left_out() -> None:
    """Between two slices stands nothing, a new paragraph, or the mark of damage; nothing else ever."""
    for quote in quotes():
        rest = quote.answer
        for number, (start, end) in enumerate(quote.spans):
            for joint in ("", "\n", DAMAGE_MARK) if number else ("",):
                if rest.startswith(joint + ARTICLE[start:end]):
                    rest = rest[len(joint) + end - start :]
                    break
            else:
                pytest.fail(f"{quote.pair}: slice {number} does not follow")
        assert rest in {"", DAMAGE_MARK}, quote.pair


def test_slices_run_forward_and_do_not_overlap() -> None:
    for quote in quotes():
        places = [place for span in quote.spans for place in span]
        assert places == sorted(places)
        assert 0 <= places[0] <= places[-1] <= len(ARTICLE)


def test_a_highlight_stands_in_its_answer_where_it_says_and_holds_no_damage() -> None:
    for quote in quotes():
        start, end = quote.highlight_at
        assert quote.answer[start:end] == quote.highlight
        assert DAMAGE_MARK not in quote.highlight
        for _, spoilt_start, spoilt_end in quote.damage:
            assert not any(begin < spoilt_end and spoilt_start < stop for begin, stop in quote.highlight_spans)


def test_every_long_quotation_in_a_replys_text_is_a_highlight_of_it() -> None:
    for label, reply in replies():
        if reply.outcome in {"answer", "compare", "urgent"}:
            for quote in reply.answers:
                assert f"“{quote.highlight}”" in reply.text, label.id


# 2. attribution


def test_no_words_stand_under_a_name_that_did_not_say_them() -> None:
    in_leads = {pair.id for pair in shipped.collection().quotations}
    for quote in quotes():
        for start, end in quote.spans:
            assert not TURN.search(ARTICLE, start, end), quote.pair
            if quote.pair not in in_leads:
                assert speaker_at(start) == quote.official, (quote.pair, ARTICLE[start:end][:20])


def test_words_from_a_lead_stand_in_its_quotation_marks_beside_the_name() -> None:
    for pair in (one for one in shipped.collection().quotations if not one.by_paper):
        start, end = pair.spans[0].start, pair.spans[-1].end
        assert ARTICLE[start - 1] == "“", pair.id
        assert ARTICLE.index("”", start) <= end, pair.id
        near = ARTICLE[start - 150 : end + 40]
        assert {name for name in ("曾毅鹏", "姚永告", "邓元连") if name in near} == {pair.official.name}, pair.id


def test_the_words_of_the_paper_stand_under_its_own_name_and_hold_no_official_s() -> None:
    collection = shipped.collection()
    officials = {pair.official.name for pair in collection.pairs}
    spoken = [span for pair in (*collection.pairs, *collection.quotations) if not pair.by_paper for span in pair.spans]
    leads = [one for one in collection.quotations if one.by_paper]
    assert len(leads) == 4
    for pair in leads:
        assert pair.official.name == "株洲日报"
        assert pair.official.name not in officials
        assert not [span for span in spoken if any(span.overlaps(own) for own in pair.spans)], pair.id


def test_no_reporters_question_stands_inside_an_officials_words() -> None:
    asked = [pair.question for pair in shipped.collection().pairs if pair.question]
    for quote in quotes():
        assert not [question for question in asked if question in quote.answer]


def test_the_reporters_question_of_a_quote_is_printed_right_before_it() -> None:
    for quote in quotes():
        if quote.question:
            assert printed(quote.question) in printed(ARTICLE)


def test_an_official_has_one_office_and_one_district() -> None:
    told = {(quote.official, quote.office, quote.district) for quote in quotes() if not quote.by_paper}
    assert len(told) == len({official for official, _, _ in told}) == 3


def test_a_question_to_one_official_quotes_no_other_but_the_paper_on_the_same() -> None:
    judge = shipped.judge()
    for label, reply in replies():
        officials = judge.scope(fold(label.turns[-1])).officials  # 我这边 is the official of where the asker lives
        if len(officials) == 1 and reply.outcome in {"answer", "choose"}:
            others = [quote for quote in reply.answers if quote.official not in officials]
            assert all(quote.by_paper and officials[0] in quote.answer for quote in others), label.id


# 3. silence


LINES = confidence.load().curated.lines


def test_below_the_line_nothing_is_quoted_as_an_answer() -> None:
    for label, reply in replies():
        if reply.kind != "question":
            continue
        if reply.outcome == "answer":
            assert reply.confidence >= min(LINES.answer, LINES.leaning), label.id
        if reply.outcome == "none":
            assert reply.answers == (), label.id
            highlights = {passage.text for pair in shipped.collection().pairs for passage in pair.passages}
            assert not [words for words in re.findall("“(.+?)”", reply.text) if words in highlights], label.id


def test_a_choice_is_never_worded_as_an_answer() -> None:
    for label, reply in replies():
        if reply.outcome == "choose":
            assert 1 <= len(reply.answers) <= 3, label.id
            assert "——" not in reply.text.split("\n")[0]
            assert len(reply.offers) == len(reply.answers)


# 4. help first


def test_an_urgent_reply_begins_with_whom_to_call() -> None:
    urgent = [reply for _, reply in replies() if reply.outcome == "urgent"]
    assert len(urgent) >= 20
    for reply in urgent:
        assert reply.help
        assert re.match(r"请马上拨打：\d{3,5}（", reply.text)
        assert reply.text.index(reply.help.title) < (reply.text.index("“") if reply.answers else len(reply.text))


@pytest.mark.parametrize(
    "message", ["我朋友吸多了叫不醒", "我不想活了", "他逼我吸 我躲在厕所", "孩子吃了陌生人给的糖 现在一直抽搐"]
)
@pytest.mark.parametrize("before", [(), ("天元区抖音号叫什么",), ("选择县市区",), ("话题",), ("只看茶陵县",)])
def test_help_comes_first_whatever_was_said_before(message: str, before: tuple[str, ...]) -> None:
    assert shipped.say(*before, message).text.startswith("请马上拨打：1")


# 5. anonymous

NAME, PHONE, IDENTITY = "赵小芳", "13907331234", "430202198805061234"
SPELT = {
    "plain": (NAME, PHONE, IDENTITY),
    "full width": (NAME, "１３９０７３３１２３４", "４３０２０２１９８８０５０６１２３４"),
    "spaced": (NAME, "139 0733 1234", "430202 19880506 1234"),
    "hidden": (NAME, "139\u200b0733\u200b1234", "430202\u200b198805061234"),
    "traditional": ("趙小芳", "139-0733-1234", IDENTITY),
}
QUESTIONS = (
    "钱多了几成",
    "今天食堂吃什么",
    "天元区的禁毒经费",
    "醴陵怎么做",
    "怎么买冰毒",
    "救命啊我在三楼",
    "快递怎么查",
)


def everything(visitor: Talk) -> str:
    """Every cell of every table, and the database file's own bytes with its journal."""
    tables = visitor.house.store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    cells = [str(row) for table in tables for row in visitor.house.store.rows(f'SELECT * FROM "{table["name"]}"')]
    folder = visitor.house.settings.database.parent
    files = [path.read_bytes().decode("utf-8", "ignore") for path in sorted(folder.glob("bot.db*"))]
    return unicodedata.normalize("NFKC", "\n".join(cells + files))


@pytest.mark.parametrize("spelling", SPELT)
def test_nothing_that_leads_back_to_who_asked_is_in_any_table(tmp_path: Path, spelling: str) -> None:
    name, phone, identity = SPELT[spelling]
    visitor = talk(tmp_path)
    visitor.visitor = "wechat:oSecretOpenId123"
    for question in QUESTIONS:
        visitor.say(f"我叫{name}，电话{phone}，身份证{identity}，{question}")
        visitor.say(f"{question} {phone}", "没用")
    stored = everything(visitor)
    squeezed = re.sub(r"[\s\-\u200b]", "", stored)
    for secret in ("oSecretOpenId123", NAME, "趙小芳", PHONE, IDENTITY):
        assert secret not in stored
        assert secret not in squeezed or secret in {NAME, "趙小芳"}
    assert visitor.rows("asked_question")


def test_the_database_alone_ties_no_question_to_who_asked_it(tmp_path: Path) -> None:
    visitor = talk(tmp_path)
    visitor.say("钱多了几成")
    stored, key = everything(visitor), (tmp_path / "bot.key").read_text()
    assert key not in stored
    assert visitor.rows("asked_question")[0]["id"] > 0
    assert str(visitor.rows("asked_question")[0]["id"]) not in str(visitor.rows("session"))
    visitor.say("有用")
    assert visitor.rows("asked_question")[0]["feedback"] == "good"


def test_an_urgent_text_is_not_stored_at_all(tmp_path: Path) -> None:
    visitor = talk(tmp_path)
    visitor.say("钱多了几成", "救命啊我家在荷叶塘巷子口", "全文", "1")
    assert "荷叶塘" not in everything(visitor)
    assert [row["question"] for row in visitor.rows("asked_question") if row["outcome"] == "urgent"] == [""]


def test_forgetting_leaves_nothing_of_the_visitor(tmp_path: Path) -> None:
    visitor = talk(tmp_path)
    visitor.say("钱多了几成", "忘记我")
    assert visitor.rows("session") == []


@settings(deadline=None, max_examples=40)
@given(
    number=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), around=st.sampled_from(QUESTIONS), seed=st.integers(0, 9)
)
def test_no_typed_number_is_kept_however_it_is_spaced(number: str, around: str, seed: int) -> None:
    visitor = _shared()
    chance = random.Random(seed)
    typed = "".join(digit + chance.choice(["", "", "", " ", "-", "\u200b"]) for digit in number)
    visitor.say(f"{around} 打{typed} 找我")
    assert number not in re.sub(r"[\s\-\u200b]", "", visitor.stored())


@cache
def _shared() -> Talk:
    return talk(Path(mkdtemp()), BOT_ASKS_PER_MINUTE="0")
