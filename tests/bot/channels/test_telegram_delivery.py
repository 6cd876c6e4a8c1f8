"""What goes wrong between the bot and the server, and what becomes of the answer: none lost, none twice, none late."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot import phrases_telegram as phrases
from bot.channels.telegram import TelegramDownError
from bot.supervisor import Supervisor
from tests.bot.channels.telegram_house import HIGHLIGHT, PAUSES, room, scene, states
from tests.bot.fake_telegram import TOKEN, FakeTelegram
from tests.bot.fake_telegram_wire import RefusedError


@scene
async def test_an_update_that_the_server_repeats_is_answered_once() -> None:
    async with FakeTelegram() as server, room(server) as here:
        update = here.server.message("笑气")
        here.server._updates.extend([{"update_id": 5000, "message": update}] * 3)
        server.say("几位")
        await here.settled()
        assert len(server.sent) == 2


@scene
async def test_nothing_is_confirmed_to_the_server_before_it_is_claimed() -> None:
    async with FakeTelegram() as server, room(server) as here:
        number = server.say("笑气")
        await here.settled()
        offsets = [int(fields["offset"]) for fields in server.called("getUpdates")]
        assert offsets[0] == 0
        assert number + 1 in offsets
        assert f"123456789 {number}" in {row["key"] for row in here.store.rows("SELECT key FROM outbox")}


@scene
async def test_a_server_that_asks_for_a_pause_gets_it_and_the_order_stays() -> None:
    async with room() as here:
        here.server.fault("sendMessage", 429)
        here.server.say("笑气")
        here.server.say("对比")
        await here.answers(2)
        assert "找到一段原话" in here.server.sent[0].text
        assert "姚永告" in here.server.sent[1].text
        assert len(here.server.called("sendMessage")) == 3


@scene
async def test_what_the_server_accepted_is_done_whatever_it_says_of_it() -> None:
    async with room() as here:
        here.server.fault("sendMessage", "garble")
        here.server.say("笑气")
        await here.settled()
        here.server.fault("editMessageText", "garble")
        here.server.tap(here.server.sent[0], "看全文")
        await here.settled()
        assert len(here.server.sent) == len(here.server.sent[0].history) == 1
        assert states(here.store) == ["sent", "sent"]


@pytest.mark.parametrize("fault", ["lose", "drop", "hang", 502])
def test_a_message_that_may_have_arrived_is_not_sent_again_but_the_visitor_hears_of_it(fault: object) -> None:
    @scene
    async def play() -> None:
        async with room(read_timeout_s=0.3) as here:
            here.server.fault("sendMessage", fault)
            here.server.say("笑气")
            await here.settled()
            texts = [sent.text for sent in here.server.sent]
            assert texts[-1] == phrases.MAY_BE_LOST
            assert sum(HIGHLIGHT in text for text in texts) == (fault in ("lose", "hang"))
            assert states(here.store) == ["sent"]

    play()


@scene
async def test_doubt_about_the_line_itself_repeats_the_line_but_never_the_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with room() as here:
        here.server.fault("sendMessage", "lose", "drop", "lose")
        here.server.say("笑气")
        await here.settled()
        assert states(here.store) == ["sent"]
        texts = [sent.text for sent in here.server.sent]
        assert [HIGHLIGHT in text for text in texts] == [True, False, False]
        assert texts[1:] == [phrases.MAY_BE_LOST] * 2
        here.server.fault("sendMessage", *["drop"] * 6)
        here.server.say("几位")
        await here.settled()
        assert states(here.store) == ["sent", "lost"]
    assert caplog.text.count("telegram_lost") == 1


@scene
async def test_an_edit_whose_fate_is_unknown_is_simply_repeated() -> None:
    async with room() as here:
        here.server.say("笑气")
        await here.answers(1)
        here.server.fault("editMessageText", "lose", "drop")
        here.server.tap(here.server.sent[0], "看全文")
        await here.settled()
        assert len(here.server.sent) == 1
        assert len(here.server.sent[0].history) == 1


@scene
async def test_a_network_that_is_gone_is_said_once_and_everything_is_answered_when_it_is_back(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with FakeTelegram() as server, room(server) as here:
        await here.until(lambda: server.called("getUpdates"))
        server.delay_s = 0.2
        server.say("笑气", user=7)
        server.say("笑气", user=8)
        await here.until(lambda: not server.unconfirmed)
        port = server.port
        server.say("几位", user=9)
        await server.hang_up()
        await asyncio.sleep(0.5)
        server.delay_s = 0.0
        await server.listen(port)
        await here.settled()
        by_chat = {chat: [sent.text for sent in server.sent if sent.chat == chat] for chat in (7, 8, 9)}
        assert all(texts for texts in by_chat.values())
        assert all(sum(HIGHLIGHT in text for text in texts) <= 1 for texts in by_chat.values())
    assert caplog.text.count("telegram_unreachable") == 1
    assert caplog.text.count("telegram_reachable") == 1
    assert TOKEN not in caplog.text


@scene
async def test_who_blocked_the_bot_is_dropped_with_one_line_and_nobody_else_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with room() as here:
        here.server.blocked.add(434343)
        here.server.say("特长", user=434343)
        here.server.say("笑气", user=8)
        await here.settled()
        assert [sent.chat for sent in here.server.sent] == [8]
        assert sorted(states(here.store)) == ["dropped", "sent"]
    assert caplog.text.count("telegram_dropped reason=gone") == 1
    assert "434343" not in caplog.text


@scene
async def test_markup_that_the_server_cannot_read_is_sent_without_it() -> None:
    async with room() as here:
        said = 'Bad Request: can\'t parse entities: Unsupported start tag "但" at byte offset 5'
        here.server.fault("sendMessage", RefusedError(400, said))
        here.server.say("笑气")
        await here.settled()
        assert HIGHLIGHT in here.server.sent[0].text
        assert "<b>" not in here.server.sent[0].text


@scene
async def test_a_group_that_became_a_supergroup_gets_its_answer_there() -> None:
    async with room() as here:
        moved = RefusedError(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100999)
        here.server.fault("sendMessage", moved)
        here.server.say("@interview_bot 笑气", chat=-5, kind="group")
        await here.settled()
        assert [sent.chat for sent in here.server.sent] == [-100999]


@scene
async def test_a_message_that_cannot_be_edited_any_more_is_answered_with_a_new_one() -> None:
    async with room() as here:
        here.server.say("笑气")
        await here.answers(1)
        here.server.fault("editMessageText", RefusedError(400, "Bad Request: message can't be edited"))
        here.server.tap(here.server.sent[0], "看全文")
        await here.answers(2)
        assert here.server.sent[1].text.startswith("株洲日报问")


@scene
async def test_a_tap_that_is_too_old_to_confirm_still_works() -> None:
    async with room() as here:
        here.server.say("笑气")
        await here.answers(1)
        here.server.tap(here.server.sent[0], "看全文")
        here.server.open_queries.clear()
        await here.until(lambda: here.server.sent[0].history)


@scene
async def test_a_revoked_token_is_one_line_without_the_token_and_the_answer_waits_for_a_new_one(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with FakeTelegram() as server, room(server) as here:
        server.fault("sendMessage", 401)
        server.say("笑气")
        with pytest.raises(TelegramDownError, match="refuses BOT_TELEGRAM_TOKEN") as caught:
            await asyncio.wait_for(asyncio.shield(here.task), 5)
        assert TOKEN not in repr(caught.value)
        assert caught.value.__suppress_context__
        async with room(server, here.store) as again:
            await again.settled()
        assert HIGHLIGHT in server.sent[0].text
        assert len(server.sent) == 1
    assert TOKEN not in caplog.text


@scene
async def test_a_token_that_never_worked_is_told_without_the_token(caplog: pytest.LogCaptureFixture) -> None:
    async with FakeTelegram() as server, room(server) as here:
        server.revoked = True
        server.say("笑气")
        with pytest.raises(TelegramDownError, match="BOT_TELEGRAM_TOKEN") as caught:
            await asyncio.wait_for(asyncio.shield(here.task), 5)
        assert TOKEN not in f"{caught.value!r}{caplog.text}"


@scene
async def test_a_second_program_with_the_same_token_is_told_in_plain_words_and_the_supervisor_recovers(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with FakeTelegram() as server, room(server) as here:
        await here.until(lambda: server.called("getUpdates"))
        server.fault("getUpdates", RefusedError(409, "Conflict: terminated by other getUpdates request"))
        here.stop.set()
        await here.task
        stop = asyncio.Event()
        running = asyncio.create_task(Supervisor([here.channel], PAUSES, (TOKEN,)).run(stop))
        await here.until(lambda: "channel_down" in caplog.text)
        server.say("笑气")
        await here.answers(1)
        stop.set()
        await running
    lines = [record.getMessage() for record in caplog.records if "channel_down" in record.getMessage()]
    assert len(lines) == 1
    assert "another program reads this bot's messages" in lines[0]
