"""Any update at all: an answer, silence or a clear refusal; never another error, never a hang."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_answer import Action, Answerer, Todo
from bot.channels.telegram_decode import BadUpdateError, InlineAsked, Me, Received, decode
from bot.channels.telegram_keys import Keys
from bot.channels.telegram_split import LIMIT, units
from tests.bot.channels.telegram_house import Canned
from tests.bot.fake_telegram import TOKEN
from tests.bot.fake_telegram_html import visible

ME = Me(123456789, "interview_bot")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT
NAMES = st.sampled_from(
    ["update_id", "message", "edited_message", "callback_query", "inline_query", "chat", "from", "id", "type", "text",
     "is_bot", "data", "query", "message_id", "reply_to_message", "reply_markup", "inline_keyboard", "callback_data",
     "photo", "media_group_id", "message_thread_id", "is_topic_message"]
)  # fmt: skip
ANY_JSON = st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5))
CHAT = st.fixed_dictionaries({"id": st.integers(), "type": st.sampled_from(["private", "group", "supergroup"])})
SENDER = st.fixed_dictionaries({"id": st.integers(), "is_bot": st.booleans()})
MESSAGE = st.fixed_dictionaries(
    {"message_id": st.integers(), "chat": CHAT, "from": SENDER}, optional={"text": ANY_TEXT, "photo": ANY_JSON}
)
TAP = st.fixed_dictionaries(
    {"id": ANY_TEXT, "from": SENDER, "data": ANY_TEXT}, optional={"message": MESSAGE | ANY_JSON, "x": ANY_JSON}
)
UPDATE = st.fixed_dictionaries(
    {"update_id": st.integers(1, 2**40)},
    optional={"message": MESSAGE, "edited_message": MESSAGE, "callback_query": TAP, "inline_query": ANY_JSON},
)


def answered(update: object) -> Todo | None:
    """What the channel would do. Raises BadUpdateError."""
    got = decode(update, ME)
    answerer = Answerer(Canned(), Keys(TOKEN, lambda _: ""))
    if isinstance(got, InlineAsked):
        answerer.inline(got)
        return None
    if got is None:
        return None
    assert Received.from_json(got.to_json()) == got
    return answerer.todo(got)


def check(todo: Todo) -> None:
    assert todo.actions
    for action in todo.actions:
        assert Action.from_json(action.to_json()) == action
        action.html.encode()
        if action.do in ("send", "edit"):
            assert 0 < units(visible(action.html)) <= LIMIT


@settings(deadline=None)
@given(ANY_JSON)
def test_any_json_is_answered_ignored_or_refused(update: object) -> None:
    try:
        todo = answered(update)
    except BadUpdateError:
        return
    if todo:
        check(todo)


@settings(max_examples=300, deadline=None)
@given(UPDATE)
def test_any_update_is_answered_or_ignored(update: object) -> None:
    todo = answered(json.loads(json.dumps(update)))
    if todo:
        check(todo)


@settings(deadline=None)
@given(ANY_TEXT, st.integers(1, 2**50))
def test_any_question_is_answered(text: str, user: int) -> None:
    message = {"message_id": 1, "chat": {"id": user, "type": "private"}, "from": {"id": user}, "text": text}
    todo = answered({"update_id": 1, "message": message})
    assert (todo is not None) == bool(text.encode("utf-8", "replace").decode().strip())


@pytest.mark.parametrize(
    "update", [None, 1, "x", [], {}, {"update_id": True}, {"update_id": "1"}, {"update_id": 2**70}]
)
def test_what_is_no_update_is_refused_by_name(update: object) -> None:
    with pytest.raises(BadUpdateError, match="update_id"):
        decode(update, ME)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("@interview_bot 笑气", "笑气"),
        ("笑气 @INTERVIEW_BOT", "笑气"),
        ("请问@interview_bot笑气呢", "请问 笑气呢"),
        ("请问@interview_bot，笑气呢", "请问 ，笑气呢"),
        ("@interview_bot_2 笑气", None),
        ("a@interview_bot 笑气", None),
        ("笑气", None),
    ],
)
def test_a_mention_in_a_group(text: str, asked: str | None) -> None:
    message: dict[str, Any] = {"message_id": 1, "chat": {"id": -5, "type": "group"}, "from": {"id": 7}, "text": text}
    got = decode({"update_id": 1, "message": message}, ME)
    assert (got.text if isinstance(got, Received) else None) == asked


def test_a_topic_of_a_forum_is_kept() -> None:
    message = {
        "message_id": 3, "chat": {"id": -5, "type": "supergroup"}, "from": {"id": 7}, "text": "@interview_bot 笑气",
        "is_topic_message": True, "message_thread_id": 44,
    }  # fmt: skip
    got = decode({"update_id": 1, "message": message}, ME)
    assert isinstance(got, Received)
    todo = Answerer(Canned(), Keys(TOKEN, lambda _: "")).todo(got)
    assert (todo.actions[0].thread, todo.actions[0].message) == (44, 3)
