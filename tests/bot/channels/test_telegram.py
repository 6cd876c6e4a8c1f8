"""A conversation in Telegram, end to end over HTTP against the fake server: what a visitor sends and what they see."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot import phrases_telegram as phrases
from tests.bot.channels.telegram_house import ANSWER, HIGHLIGHT, LONG, room, scene
from tests.bot.fake_telegram import TOKEN
from tests.bot.fake_telegram_people import ME

GROUP = -100123


@scene
async def test_a_question_is_answered_in_the_officials_words_with_name_office_paper_and_date() -> None:
    async with room() as here:
        here.server.say("笑气危险吗")
        await here.answers(1)
        answer = here.server.sent[0]
        assert answer.chat == 7
        assert "<blockquote>笑气不是毒品&lt;但&gt;同样危险&amp;有害。</blockquote>" in answer.html
        assert HIGHLIGHT in answer.text
        assert "曾毅鹏（区禁毒委主任）：" in answer.text
        assert "《株洲日报》2021年6月" in answer.text
        assert answer.labels == [phrases.WHOLE, phrases.GOOD, phrases.BAD]
        assert here.dialogue.asked[0].visitor == "telegram:7"
        assert here.dialogue.asked[0].channel == "telegram"


@scene
async def test_the_bots_own_words_are_never_in_a_quotation() -> None:
    async with room() as here:
        here.server.say("笑气危险吗")
        await here.answers(1)
        before, _, _ = here.server.sent[0].html.partition("<blockquote>")
        assert "找到一段原话。" in before


@scene
async def test_help_comes_before_everything_else() -> None:
    async with room() as here:
        here.server.say("救命")
        await here.answers(1)
        text = here.server.sent[0].text
        assert text.startswith("🆘 先救人")
        assert text.index("120") < text.index("110") < text.index("也看看") < text.index(HIGHLIGHT)


@pytest.mark.parametrize("command", [name for name, _ in phrases.COMMANDS])
def test_every_command_has_its_notice(command: str) -> None:
    @scene
    async def play() -> None:
        async with room() as here:
            here.server.say(f"/{command}")
            await here.answers(1)
            assert here.server.sent[0].text == f"通知 /{command}"
            assert here.dialogue.asked == []

    play()


@scene
async def test_commands_are_registered_in_chinese() -> None:
    async with room() as here:
        await here.until(lambda: here.server.called("setMyCommands"))
        commands = json.loads(here.server.called("setMyCommands")[0]["commands"])
        assert [command["command"] for command in commands] == [name for name, _ in phrases.COMMANDS]
        assert all(any("\u4e00" <= char <= "\u9fff" for char in command["description"]) for command in commands)


@scene
async def test_forget_forgets_and_district_sets_and_an_unknown_command_helps() -> None:
    async with room() as here:
        for text in ("/forget", "/district 天元", "/nonsense", "/help@interview_bot", "/start p1"):
            here.server.say(text)
        await here.answers(5)
        assert here.dialogue.forgotten == ["telegram:7"]
        assert here.dialogue.districts == [("telegram:7", "天元区")]
        texts = [sent.text for sent in here.server.sent]
        assert texts[:4] == ["通知 /forget", "您在天元区。", "通知 /help", "通知 /help"]
        assert ANSWER in texts[4]


@scene
async def test_an_answer_longer_than_a_message_comes_in_order_with_the_buttons_last() -> None:
    async with room() as here:
        here.server.say("特长")
        await here.until(lambda: here.server.sent and here.server.sent[-1].keyboard)
        parts = here.server.sent
        assert len(parts) > 2
        assert all(not part.keyboard for part in parts[:-1])
        assert "".join(part.text.split("：\n", 1)[1].split("\n——")[0] for part in parts) == LONG


@scene
async def test_edited_messages_stickers_photos_voice_and_places_get_one_polite_line() -> None:
    async with room() as here:
        for kind in ("sticker", "voice", "location"):
            thing: dict[str, Any] = {kind: {}}
            here.server.say(None, **thing)
        for _ in range(3):
            here.server.say(None, photo=[{}], media_group_id="album-1")
        edited = here.server.message("改过的问题")
        here.server.update(edited_message=edited)
        here.server.update(edited_message=edited)
        await here.settled()
        texts = [sent.text for sent in here.server.sent]
        assert texts == [phrases.NOT_TEXT] * 4 + [phrases.EDITED]
        assert here.dialogue.asked == []


@scene
async def test_in_groups_only_a_mention_or_a_reply_to_the_bot_is_answered_and_as_a_reply() -> None:
    async with room() as here:
        group: dict[str, Any] = {"chat": GROUP, "kind": "supergroup"}
        to_me: dict[str, Any] = {"reply_to_message": {"message_id": 1, "from": ME}}
        to_other: dict[str, Any] = {"reply_to_message": {"message_id": 1, "from": {"id": 9}}}
        for text in ("笑气危险吗", "@interview_bot2 笑气", "a@interview_bot.com 笑气", "/help", "/help@other_bot"):
            here.server.say(text, **group)
        here.server.say("笑气", **group, **to_other)
        here.server.say(None, **group, sticker={})
        here.server.update(edited_message=here.server.message("改", 7, GROUP, "group"))
        here.server.say("@Interview_Bot 笑气危险吗", **group)
        here.server.say("那么笑气呢", **group, **to_me)
        here.server.say("@interview_bot", **group)
        here.server.say("/topics@interview_bot", **group)
        await here.settled()
        assert [message.text for message in here.dialogue.asked] == ["笑气危险吗", "那么笑气呢"]
        assert [sent.text for sent in here.server.sent[2:]] == ["通知 /help", "通知 /topics"]
        assert all(sent.chat == GROUP and sent.reply_to for sent in here.server.sent)


@scene
async def test_other_bots_channels_and_service_messages_are_left_alone() -> None:
    async with room() as here:
        here.server.update(message=here.server.message("笑气") | {"from": {"id": 5, "is_bot": True}})
        here.server.update(channel_post=here.server.message("笑气"))
        here.server.say(None, new_chat_members=[])
        here.server.update(my_chat_member={})
        here.server.say("笑气")
        await here.settled()
        assert len(here.server.sent) == 1


@scene
async def test_inline_mode_offers_up_to_five_quotations_with_their_source() -> None:
    async with room() as here:
        query = here.server.inline("笑气危险吗")
        await here.until(lambda: query in here.server.inline_results)
        results = here.server.inline_results[query]
        assert [result["description"] for result in results] == [HIGHLIGHT, "抓宣传"]
        assert [result["title"] for result in results] == ["曾毅鹏 · 株洲经开区", "姚永告 · 株洲经开区"]
        assert all("《株洲日报》2021年6月" in result["input_message_content"]["message_text"] for result in results)
        empty = here.server.inline("")
        await here.until(lambda: empty in here.server.inline_results)
        assert here.server.inline_results[empty] == []
        assert here.dialogue.asked[0].visitor == ""


@scene
async def test_typing_is_shown_when_an_answer_takes_longer_than_a_blink() -> None:
    async with room() as here:
        here.server.say("慢慢说笑气")
        await here.answers(1)
        methods = [method for method, _ in here.server.calls]
        assert methods.index("sendChatAction") < methods.index("sendMessage")
        here.server.say("笑气")
        await here.answers(2)
        assert len(here.server.called("sendChatAction")) == 1


@scene
async def test_an_answer_that_cannot_be_made_is_an_honest_line_and_no_text_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with room() as here:
        here.server.say("坏了的笑气")
        await here.answers(1)
        assert here.server.sent[0].text == phrases.TROUBLE
        await here.settled()
    assert "telegram_trouble error=RuntimeError" in caplog.text
    assert "坏了的笑气" not in caplog.text


@scene
async def test_one_line_a_question_without_words_visitor_or_token(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with room() as here:
        here.server.say("笑气危险吗", user=424242)
        await here.settled()
    lines = [record.getMessage() for record in caplog.records if "answered" in record.getMessage()]
    assert len(lines) == 1
    assert lines[0].startswith("answered channel=telegram kind=text outcome=answer ms=")
    for secret in (TOKEN, TOKEN.partition(":")[2], "424242", "笑气危险吗"):
        assert secret not in caplog.text


@scene
async def test_answers_keep_the_order_of_a_chat_and_chats_do_not_wait_for_each_other() -> None:
    async with room() as here:
        here.server.fault("sendMessage", 429)
        here.server.say("笑气", user=7)
        await here.until(lambda: here.server.called("sendMessage"))
        here.server.say("几位", user=7)
        here.server.say("决定", user=8)
        await here.answers(3)
        assert [sent.chat for sent in here.server.sent] == [8, 7, 7]
        assert "找到一段原话" in here.server.sent[1].text


@scene
async def test_nothing_of_a_finished_conversation_stays_in_the_outbox() -> None:
    async with room() as here:
        here.server.say("笑气危险吗", user=424242)
        here.server.update(edited_message=here.server.message("改", user=424242))
        await here.settled()
        dump = repr(here.store.rows("SELECT * FROM outbox"))
        assert "424242" not in dump
        assert "笑气" not in dump


@scene
async def test_a_link_to_the_article_goes_with_the_answer_when_the_address_is_known() -> None:
    async with room(public_url="https://example.org") as here:
        here.server.say("笑气")
        await here.answers(1)
        assert '<a href="https://example.org/q/p1">看原文</a>' in here.server.sent[0].html
