"""One conversation, one contract: what holds on the terminal, on the web, in Telegram and in WeChat alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any, cast

import pytest

from bot import phrases
from knowledge.archive import withdraw
from knowledge.model import DAMAGE_MARK
from knowledge.store import Store
from tests.bot.drivers import Console, Driver, Heard, Web, furnished
from tests.bot.drivers_phones import Telegram, WeChat
from tests.bot.expected import CHOOSE, direct, quoted, replies, says_all, worded

DRIVERS: tuple[type[Driver], ...] = (Console, Web, Telegram, WeChat)
ONE, SEVERAL = "天元区抖音号叫什么", "经费"
SILENT, NOWHERE = "曾毅鹏抖音号叫什么", "明天会下雨吗"
COMPARE, COMPARE_ONE = "各区县怎么教育青少年防毒", "各区抖音号叫什么"
URGENT = ("有人晕倒了叫不醒", "有人正在楼下卖毒品", "有人在我的酒里下了药", "我不想活了")
QUESTIONS = (ONE, SEVERAL, CHOOSE, SILENT, NOWHERE, COMPARE, COMPARE_ONE, *URGENT)
PUBLICITY, THERE = "天元区怎么做宣传的", "茶陵呢？"
DAMAGED = "茶陵县宣传覆盖到位，在全县广泛开展了宣传教育活动吗"
OFFICIALS = ("曾毅鹏", "姚永告", "邓元连")
HOSTILE = (
    "<b>经费</b> & </blockquote><script>alert(1)</script> ]]>",
    "\x00\x08\x1b[31m经费\x7f",
    "😀👨‍👩‍👧🏳️‍🌈😀\u202e经费\u200b\ufeff",
    "/nothing ' OR 1=1 -- %s {0} {official}",
    "经费" * 260,
    "字" * 3000,
    "\ud800",
    "经费\udfff涨了",
)
# pytest resets the filters that the channel sets once for its process
pytestmark = pytest.mark.filterwarnings("ignore:Please use 'Bot", "ignore:Deprecated since version v22.2")
Opened = Callable[..., Driver]


def records(driver: Driver) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in driver.house.store.rows("SELECT * FROM asked_question")}


def take_down(driver: Driver) -> None:
    store = Store(driver.house.settings.database)
    withdraw(store, "zhuzhou-2021")
    store.close()


def is_polite(heard: Heard) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", heard.text)) and "出了点问题" not in heard.text


@pytest.fixture(scope="module", params=DRIVERS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> type[Driver]:
    return cast("type[Driver]", request.param)


@pytest.fixture(scope="module")
def driver(kind: type[Driver], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driver]:
    """One for all tests that change nothing but their own visitor's conversation."""
    made = kind(furnished(tmp_path_factory.mktemp("house")))
    yield made
    made.close()


@pytest.fixture
def another(kind: type[Driver], tmp_path: Path) -> Iterator[Opened]:
    """A process over a database of the test's own; asked again, a second one over the same database."""
    made: list[Driver] = []

    def opens(**environment: str) -> Driver:
        folder = tmp_path if made else furnished(tmp_path)
        made.append(kind(folder, **environment))
        return made[-1]

    yield opens
    for each in made:
        each.close()


@pytest.fixture
def visitor() -> str:
    return token_hex(6)


def is_followed(heard: Heard) -> bool:
    """Whether THERE was understood from PUBLICITY: alone it only names a district, and is invited to ask."""
    return any(quote.highlight in heard.text for quote in replies(PUBLICITY, THERE).answers)


class TestOneConversation:
    """Said to each channel by the same person."""

    @pytest.mark.parametrize("question", QUESTIONS)
    def test_the_same_question_has_the_same_answer(self, driver: Driver, visitor: str, question: str) -> None:
        expected, before = replies(worded(question)), set(records(driver))
        assert question != CHOOSE or expected.outcome == "choose"
        heard = driver.say(visitor, worded(question))
        [kept] = [row for number, row in records(driver).items() if number not in before]
        pair = expected.answers[0].pair if expected.answers else ""
        assert (kept["channel"], kept["outcome"], kept["pair"]) == (driver.name, expected.outcome, pair)
        assert heard.outcome in {"", expected.outcome}
        assert heard.pair in {"", pair}
        for quote in quoted(expected):
            assert quote.highlight in heard.text
            assert f"{quote.official}（{quote.office}）" in heard.text
            assert f"《{quote.outlet}》{quote.said_text}" in heard.text
        for offer in expected.offers if expected.outcome == "choose" else ():
            assert f"{offer.text}. {offer.label}" in heard.text

    @pytest.mark.parametrize("said", [*URGENT, "字" * 600 + URGENT[0], URGENT[0] + "，" + "快来人" * 200])
    def test_help_comes_first(self, driver: Driver, visitor: str, said: str) -> None:
        expected = replies(said)
        assert expected.help
        heard = driver.say(visitor, said)
        call = next(line.number for line in expected.help.lines if line.number.isdecimal())
        assert call in "".join(heard.text.splitlines()[:2]), "whom to call stands in the first or second line"
        before = heard.text[: heard.text.index(call)]
        assert not any(words[:6] in before for words in (*expected.help.advice, "“"))

    def test_a_follow_up_is_understood(self, driver: Driver, visitor: str) -> None:
        assert "姚永告" in driver.say(visitor, PUBLICITY).text
        heard, expected = driver.say(visitor, THERE), replies(PUBLICITY, THERE)
        assert {quote.official for quote in expected.answers} == {"邓元连"}
        assert "邓元连" in heard.text
        assert all(quote.highlight in heard.text for quote in quoted(expected))
        assert not any(name in heard.text for name in OFFICIALS if name != "邓元连")

    @pytest.mark.parametrize(
        ("question", "number"), [(CHOOSE, 1), (SEVERAL, 1), (COMPARE, 2), (COMPARE, 3), (SILENT, 1)]
    )
    def test_what_is_offered_can_be_picked(self, driver: Driver, visitor: str, question: str, number: int) -> None:
        expected = replies(worded(question), str(number)).answers[0]
        for who, pick in ((f"{visitor}a", driver.pick), (visitor, lambda who, at: driver.say(who, f"第{at}个"))):
            driver.say(who, worded(question))
            heard = pick(who, number)
            assert expected.official in heard.text
            assert expected.highlight in heard.text
            assert says_all(driver.say(who, "全文").text, expected.answer)

    def test_a_choice_brings_its_passage_and_officials_side_by_side_their_whole_answers(
        self, driver: Driver, visitor: str
    ) -> None:
        if driver.name == "web":
            pytest.skip("each passage has its whole answer folded below it")
        for question, is_whole in ((CHOOSE, False), (COMPARE, True)):
            for number, offer in enumerate(replies(worded(question)).offers, 1):
                [picked] = replies(worded(question), str(number)).answers
                driver.say(visitor, worded(question))
                text = driver.pick(visitor, number).text
                assert offer.pair == picked.pair
                assert says_all(text, picked.answer) is (is_whole or picked.highlight == picked.answer)

    def test_a_number_that_was_not_offered_is_told_so(self, driver: Driver, visitor: str) -> None:
        driver.say(visitor, SEVERAL)
        assert phrases.NO_CHOICE.format(number=9) in driver.say(visitor, "9").text

    @pytest.mark.parametrize("question", [COMPARE, COMPARE_ONE])
    def test_side_by_side_names_everyone_and_who_is_silent(self, driver: Driver, visitor: str, question: str) -> None:
        heard, expected = driver.say(visitor, question), replies(question)
        assert {quote.official for quote in expected.answers} | {name[-3:] for name in expected.silent} == {*OFFICIALS}
        for quote in expected.answers:
            at = heard.text.index(quote.highlight)
            assert quote.official in heard.text[max(0, at - 100) : at + len(quote.highlight) + 100]
        for name in expected.silent:
            assert name in heard.text

    def test_a_district_that_said_nothing_is_named(self, driver: Driver, visitor: str) -> None:
        heard, expected = driver.say(visitor, SILENT), replies(SILENT)
        assert (expected.outcome, expected.silent) == ("none", ("株洲经开区曾毅鹏",))
        assert phrases.NONE_NAMED.format(names="株洲经开区曾毅鹏") in heard.text
        assert heard.pair == ""

    def test_the_whole_answer_shows_where_the_print_is_damaged(self, driver: Driver, visitor: str) -> None:
        driver.say(visitor, DAMAGED)
        parts = driver.whole(visitor)
        assert DAMAGE_MARK in "".join(parts)
        assert phrases.DAMAGED in "".join(parts)
        assert all("邓元连" in part for part in parts)

    def test_the_longest_answer_comes_whole_and_each_part_says_who_speaks(self, driver: Driver, visitor: str) -> None:
        driver.say(visitor, SEVERAL)
        answer, parts = replies(SEVERAL).answers[0], driver.whole(visitor)
        assert all(answer.official in part for part in parts)
        assert says_all("\n".join(parts), answer.answer)

    @pytest.mark.parametrize("good", [True, False])
    def test_feedback_is_kept(self, driver: Driver, visitor: str, good: bool) -> None:
        before = set(records(driver))
        driver.say(visitor, ONE)
        driver.feedback(visitor, good)
        [kept] = [row for number, row in records(driver).items() if number not in before]
        assert kept["feedback"] == ("good" if good else "bad")

    @pytest.mark.parametrize("said", ["隐私", "/privacy"])
    def test_what_is_kept_is_told(self, driver: Driver, visitor: str, said: str) -> None:
        assert direct().notice("privacy").text in driver.say(visitor, said).text

    @pytest.mark.parametrize("said", ["忘记我", "/forget"])
    def test_what_belongs_to_the_visitor_is_erased(self, another: Opened, visitor: str, said: str) -> None:
        (driver := another()).say(visitor, ONE)
        assert driver.house.store.rows("SELECT * FROM session")
        assert phrases.FORGOTTEN in driver.say(visitor, said).text
        assert driver.house.store.rows("SELECT * FROM session") == []
        assert phrases.NO_WHOLE in driver.say(visitor, "全文").text

    def test_nobody_is_named_in_the_database(self, another: Opened, visitor: str) -> None:
        driver = another()
        for said in (PUBLICITY, THERE, "全文", URGENT[0]):
            driver.say(visitor, said)
        everything = "\n".join(driver.house.store.tables.conn.iterdump())
        assert PUBLICITY in everything
        assert URGENT[0] not in everything
        assert not driver.identity(visitor) or driver.identity(visitor) not in everything

    def test_who_asks_too_fast_is_told_in_one_line(self, another: Opened, visitor: str) -> None:
        driver = another(BOT_ASKS_PER_MINUTE="2")
        heard = [driver.say(visitor, ONE).text.strip() for _ in range(6)]  # a minute may end in between
        told = [text for text in heard if "抖音" not in text]
        assert 1 <= len(told) <= 4
        assert set(told) == {phrases.TOO_FAST}
        assert "抖音" in driver.say(token_hex(6), ONE).text

    def test_picks_count_as_messages(self, another: Opened, visitor: str) -> None:
        driver = another(BOT_ASKS_PER_MINUTE="3")
        driver.say(visitor, SEVERAL)
        assert any(phrases.TOO_FAST in driver.pick(visitor, 1).text for _ in range(8))  # a minute may end in between

    def test_who_is_forgotten_may_not_ask_faster(self, another: Opened, visitor: str) -> None:
        driver = another(BOT_ASKS_PER_MINUTE="2")
        heard = [driver.say(visitor, said).text for said in (ONE, "忘记我") * 4]
        assert any(phrases.TOO_FAST in text for text in heard)

    def test_a_withdrawn_article_is_gone_from_the_next_reply(self, another: Opened, visitor: str) -> None:
        driver, words = another(), {quote.highlight for quote in replies(SEVERAL).answers}
        assert any(each in driver.say(visitor, SEVERAL).text for each in words)
        take_down(driver)
        for said in ("全文", "1", SEVERAL, THERE, COMPARE, "受访官员", "话题"):
            heard = driver.say(visitor, said)
            assert is_polite(heard)
            assert heard.outcome in {"", "none"}
            assert not any(name in heard.text for name in OFFICIALS), said
            assert (heard.text.strip() == phrases.WITHDRAWN) is (said in {"全文", "1"})

    @pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
    def test_hostile_text_has_a_polite_line(self, driver: Driver, visitor: str, said: str) -> None:
        assert is_polite(driver.say(visitor, said))
        assert "天元禁毒" in driver.say(visitor, ONE).text

    def test_a_restart_carries_the_conversation_on(self, another: Opened, visitor: str) -> None:
        driver = another()
        driver.say(visitor, PUBLICITY)
        driver.restart()
        if not driver.lasts:
            assert driver.house.store.rows("SELECT * FROM session") == [], "the terminal's conversation ends with it"
            return
        assert is_followed(driver.say(visitor, THERE))
        driver.say(visitor, DAMAGED)
        driver.restart()
        assert DAMAGE_MARK in driver.say(visitor, "全文").text

    def test_two_processes_share_a_conversation(self, another: Opened, visitor: str) -> None:
        one, two = another(), another()
        one.say(visitor, PUBLICITY)
        heard = two.say(visitor, THERE)
        assert is_followed(heard) is two.lasts
        if two.lasts:
            two.say(visitor, DAMAGED)
            assert DAMAGE_MARK in one.say(visitor, "全文").text

    def test_a_button_that_was_left_behind_leads_to_no_withdrawn_words(self, another: Opened, visitor: str) -> None:
        driver = another()
        driver.say(visitor, SEVERAL)
        take_down(driver)
        heard = driver.pick(visitor, 1)
        assert not any(quote.highlight in heard.text for quote in replies(SEVERAL).answers)

    def test_what_is_delivered_twice_is_answered_once(self, another: Opened, visitor: str) -> None:
        driver = another()
        if not driver.repeats:
            pytest.skip("delivers nothing twice")
        first = driver.say(visitor, ONE)
        again = driver.again(visitor)
        assert again.text in {"", first.text}
        assert len(records(driver)) == 1
        driver.restart()
        assert driver.again(visitor).text in {"", first.text}
        assert len(records(driver)) == 1
