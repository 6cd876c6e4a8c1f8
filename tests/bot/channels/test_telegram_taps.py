"""Taps on buttons, end to end: in place, signed, remembered; and what a forged one gets."""

from __future__ import annotations

import pytest

from bot import phrases_telegram as phrases
from tests.bot.channels.telegram_house import ANSWER, HIGHLIGHT, LONG, room, scene

GROUP = -100123


@scene
async def test_a_tap_shows_the_whole_answer_in_place_and_keeps_the_other_buttons() -> None:
    async with room() as here:
        here.server.say("几位")
        await here.answers(1)
        answer = here.server.sent[0]
        assert "姚永告" not in answer.text
        assert "姚永告" in " ".join(answer.labels)
        here.server.tap(answer, "看全文")
        await here.until(lambda: answer.history)
        assert ANSWER in answer.text
        assert "株洲日报问：笑气<危险>吗？" in answer.text
        here.server.tap(answer, "姚永告")
        await here.until(lambda: len(answer.history) == 2)
        assert "抓好宣传。" in answer.text
        assert "看全文" in " ".join(answer.labels)
        assert len(here.server.sent) == 1
        assert len(here.server.told) == 2


@scene
async def test_a_choice_a_suggestion_and_an_offer_are_answered_in_place() -> None:
    async with room() as here:
        here.server.say("哪个")
        here.server.say("什么都不是")
        await here.answers(2)
        choose, nothing = here.server.sent
        assert HIGHLIGHT not in choose.text
        assert "1. 甲的话" in choose.text
        here.server.tap(choose, "1. 甲的话")
        here.server.tap(nothing, "笑气危险吗")
        await here.until(lambda: choose.history and nothing.history)
        assert HIGHLIGHT in choose.text
        assert ANSWER not in choose.text
        assert choose.labels[:2] == [phrases.WHOLE_OF.format(official="曾毅鹏"), "1. 甲的话"]
        assert HIGHLIGHT in nothing.text
        assert here.dialogue.asked[-1].text == "笑气危险吗"
        assert len(here.server.sent) == 2


@scene
async def test_what_does_not_fit_into_64_bytes_is_remembered() -> None:
    async with room() as here:
        for text in ("哪个", "长按钮", "长编号"):
            here.server.say(text)
        await here.answers(3)
        choose, long, number = here.server.sent
        here.server.tap(choose, "3. 长的")
        here.server.tap(long, "很长的问题")
        here.server.tap(number, "看全文")
        await here.until(lambda: choose.history and long.history and number.history)
        assert "编号很长。" in choose.text
        assert here.dialogue.asked[-1].text == "很长的问题笑气" * 9
        assert "编号很长。也能看。" in number.text


@scene
async def test_a_vote_is_thanked_and_a_thumb_down_asks_why() -> None:
    async with room() as here:
        here.server.say("笑气")
        here.server.say("笑气")
        await here.answers(2)
        first, second = here.server.sent
        here.server.tap(first, "👍")
        await here.until(lambda: first.labels == [phrases.WHOLE])
        here.server.tap(second, "👎")
        await here.until(lambda: phrases.REASONS[0] in second.labels)
        here.server.tap(second, phrases.REASONS[2])
        await here.until(lambda: second.labels == [phrases.WHOLE])
        assert here.dialogue.judged == [(1, True, ""), (2, False, ""), (2, False, phrases.REASONS[2])]
        assert [told.get("text") for told in here.server.told] == [phrases.THANKS, phrases.WHY, phrases.THANKS]


@pytest.mark.parametrize("data", ["", "f:1:g", "xxxxxxxxf:1:g", "垃圾", "A" * 64, "w:p1", "\x00" * 8])
def test_a_forged_tap_gets_a_polite_alert_and_changes_nothing(data: str) -> None:
    @scene
    async def play() -> None:
        async with room() as here:
            here.server.say("笑气")
            await here.answers(1)
            here.server.tap(here.server.sent[0], data=data)
            await here.until(lambda: here.server.told)
            assert here.server.told[0] | {"callback_query_id": ""} == {
                "callback_query_id": "",
                "text": phrases.STALE_BUTTON,
                "show_alert": "true",
            }
            await here.settled()
            assert here.dialogue.judged == []
            assert here.server.sent[0].history == []

    play()


@scene
async def test_a_button_of_another_chat_is_not_taken() -> None:
    async with room() as here:
        here.server.say("笑气", user=7)
        here.server.say("笑气", user=8)
        await here.answers(2)
        seven, eight = sorted(here.server.sent, key=lambda sent: sent.chat)
        here.server.tap(eight, data=seven.button("👍")["callback_data"], user=8)
        await here.until(lambda: here.server.told)
        assert here.server.told[0]["text"] == phrases.STALE_BUTTON


@scene
async def test_a_long_answer_is_leafed_through_in_place_and_each_page_says_who_speaks() -> None:
    async with room() as here:
        here.server.say("长文")
        await here.answers(1)
        answer = here.server.sent[0]
        here.server.tap(answer, "看全文")
        await here.until(lambda: answer.history)
        seen = [answer.text]
        while any(phrases.NEXT in label for label in answer.labels):
            here.server.tap(answer, phrases.NEXT)
            await here.until(lambda: len(answer.history) == len(seen) + 1)
            seen.append(answer.text)
        assert len(seen) > 2
        assert all("邓元连（区禁毒委主任）" in text for text in seen)
        assert len(here.server.sent) == 1
        quoted = "".join(text.split("：\n", 1)[1].split("\n——")[0] for text in seen)
        assert quoted == LONG
