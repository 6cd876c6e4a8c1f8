"""A Bot API server for the tests: real HTTP on loopback, the real server's limits, errors and words. No Telegram.

Holds updates until they are confirmed by an offset, long polls, ends an older poll with 409, pushes to a webhook with
the secret token. `fault` makes the next call of a method fail in a given way. Every message it accepted is in `sent`.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict, deque
from contextlib import suppress
from typing import Any

import httpx

from tests.bot.fake_telegram_html import MarkupError, visible
from tests.bot.fake_telegram_people import ME, People, Sent
from tests.bot.fake_telegram_wire import DroppedError, Json, RefusedError

TOKEN = "123456789:AAF-fake_token_of_the_tests_0123456789"
SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HAS_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class FakeTelegram(People):
    """Start it with `async with`. Faults: an int status, "drop" (before), "lose", "garble", "hang" (after it)."""

    def __init__(self, token: str = TOKEN) -> None:
        super().__init__()
        self.token = token
        self.sent: list[Sent] = []
        self.answered: dict[int, asyncio.Event] = {}
        self.calls: list[tuple[str, Json]] = []
        self.faults: dict[str, deque[Any]] = defaultdict(deque)
        self.blocked: set[int] = set()
        self.told: list[Json] = []
        self.inline_results: dict[str, list[Json]] = {}
        self.webhook = ""
        self.secret = ""
        self.revoked = False
        self.pushed: list[int] = []
        self.delay_s = 0.0
        self._poll = 0
        self._pusher: asyncio.Task[None] | None = None

    async def listen(self, port: int = 0) -> None:
        await super().listen(port)
        self._pusher = asyncio.create_task(self._push())

    async def hang_up(self) -> None:
        if self._pusher:
            self._pusher.cancel()
            await asyncio.gather(self._pusher, return_exceptions=True)
        await super().hang_up()

    def fault(self, method: str, *faults: Any) -> None:
        self.faults[method].extend(faults)

    @property
    def unconfirmed(self) -> list[int]:
        return [update["update_id"] for update in self._updates]

    def called(self, method: str) -> list[Json]:
        return [fields for name, fields in self.calls if name == method]

    # the wire

    async def do(self, token: str, method: str, fields: Json) -> Any:
        self.calls.append((method, fields))
        fault = self.faults[method].popleft() if self.faults[method] else None
        if token != self.token or self.revoked or fault == 401:
            raise RefusedError(401, "Unauthorized")
        if fault == "drop":
            raise DroppedError
        if fault in (429, 502, 403):
            said = {
                429: "Too Many Requests: retry after 1",
                502: "Bad Gateway",
                403: "Forbidden: bot was blocked by the user",
            }
            raise RefusedError(fault, said[fault], **({"retry_after": 1} if fault == 429 else {}))
        if isinstance(fault, RefusedError):
            raise fault
        handler = getattr(self, "on_" + re.sub("[A-Z]", lambda upper: "_" + upper[0].lower(), method), None)
        if handler is None:
            raise RefusedError(404, "Not Found")
        if self.delay_s and method != "getUpdates":
            await asyncio.sleep(self.delay_s)
        result = await handler(fields)
        if fault == "lose":
            raise DroppedError
        if fault == "garble":
            return {"new in this version": True}
        if fault == "hang":
            await asyncio.sleep(3600)
        return result

    # methods

    async def on_get_me(self, _: Json) -> Json:
        return ME

    async def on_get_updates(self, fields: Json) -> list[Json]:
        if self.webhook:
            raise RefusedError(409, HAS_WEBHOOK)
        self._poll += 1
        mine, offset = self._poll, int(fields.get("offset", 0))
        while self._updates and offset > self._updates[0]["update_id"]:
            self._updates.popleft()
        self._news.set()
        deadline = asyncio.get_running_loop().time() + int(fields.get("timeout", 0))
        while not self._updates:
            self._news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), max(0.0, deadline - asyncio.get_running_loop().time()))
            if mine != self._poll:
                raise RefusedError(409, OTHER_POLL)
            if asyncio.get_running_loop().time() >= deadline:
                break
        return list(self._updates)[: int(fields.get("limit", 100))]

    async def on_send_message(self, fields: Json) -> Json:
        chat = int(fields["chat_id"])
        if chat in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        text, keyboard = self._checked(fields), self._keyboard(fields)
        self._next_message += 1
        reply_to = json.loads(fields.get("reply_parameters", "{}")).get("message_id", 0)
        sent = Sent(self._next_message, chat, text, fields["text"], keyboard, reply_to)
        self.sent.append(sent)
        if chat in self.answered:
            self.answered[chat].set()
        return self._shown(sent)

    async def on_edit_message_text(self, fields: Json) -> Json:
        sent, text, keyboard = self._known(fields), self._checked(fields), self._keyboard(fields)
        if (text, fields["text"], keyboard) == (sent.text, sent.html, sent.keyboard):
            raise RefusedError(400, SAME)
        sent.history.append(sent.html)
        sent.text, sent.html, sent.keyboard = text, fields["text"], keyboard
        return self._shown(sent)

    async def on_edit_message_reply_markup(self, fields: Json) -> Json:
        sent, keyboard = self._known(fields), self._keyboard(fields)
        if keyboard == sent.keyboard:
            raise RefusedError(400, SAME)
        sent.keyboard = keyboard
        return self._shown(sent)

    async def on_answer_callback_query(self, fields: Json) -> bool:
        self._take_query(fields["callback_query_id"])
        if len(fields.get("text", "")) > 200:
            raise RefusedError(400, "Bad Request: MESSAGE_TOO_LONG")
        self.told.append(fields)
        return True

    async def on_answer_inline_query(self, fields: Json) -> bool:
        self._take_query(fields["inline_query_id"])
        results = json.loads(fields["results"])
        ids = [result["id"] for result in results]
        if len(set(ids)) < len(ids):
            raise RefusedError(400, "Bad Request: RESULT_ID_DUPLICATE")
        if any(not 0 < len(name.encode()) <= 64 for name in ids):
            raise RefusedError(400, "Bad Request: RESULT_ID_INVALID")
        for result in results:
            content = result["input_message_content"]
            self._checked({"text": content["message_text"], "parse_mode": content.get("parse_mode", "")})
        self.inline_results[fields["inline_query_id"]] = results
        return True

    async def on_send_chat_action(self, fields: Json) -> bool:
        if fields.get("action") != "typing":
            raise RefusedError(400, "Bad Request: wrong parameter action in request")
        return True

    async def on_set_my_commands(self, fields: Json) -> bool:
        for command in json.loads(fields["commands"]):
            if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]) or not 0 < len(command["description"]) <= 256:
                raise RefusedError(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    async def on_set_webhook(self, fields: Json) -> bool:
        if not fields["url"].startswith(("https://", "http://127.0.0.1:")):
            raise RefusedError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        self.webhook, self.secret = fields["url"], fields.get("secret_token", "")
        self._news.set()
        return True

    async def on_delete_webhook(self, _: Json) -> bool:
        self.webhook = ""
        return True

    # checks

    def _checked(self, fields: Json) -> str:
        text = str(fields["text"])
        try:
            text = visible(text) if fields.get("parse_mode") == "HTML" else text
        except MarkupError as error:
            raise RefusedError(400, f"Bad Request: can't parse entities: {error}") from None
        if not text.strip():
            raise RefusedError(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise RefusedError(400, "Bad Request: message is too long")
        return text

    def _keyboard(self, fields: Json) -> list[list[Json]]:
        rows: list[list[Json]] = json.loads(fields.get("reply_markup") or "{}").get("inline_keyboard", [])
        for key in (key for row in rows for key in row):
            if not key["text"].strip():
                raise RefusedError(400, "Bad Request: inline keyboard button text must be non-empty")
            if "url" not in key and not 1 <= len(key["callback_data"].encode()) <= 64:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
        return rows

    def _known(self, fields: Json) -> Sent:
        chat, number = int(fields["chat_id"]), int(fields["message_id"])
        for sent in self.sent:
            if (sent.chat, sent.id) == (chat, number):
                return sent
        raise RefusedError(400, "Bad Request: message to edit not found")

    def _take_query(self, query: str) -> None:
        if query not in self.open_queries:
            raise RefusedError(400, OLD_QUERY)
        self.open_queries.discard(query)

    def _shown(self, sent: Sent) -> Json:
        chat = {"id": sent.chat, "type": "private"}
        return {"message_id": sent.id, "date": 1, "chat": chat, "text": sent.text, "from": ME}

    async def _push(self) -> None:
        """Pushes one update after the other to the webhook, again and again until it is accepted."""
        async with httpx.AsyncClient(trust_env=False) as client:
            while True:
                if not (self.webhook and self._updates):
                    await asyncio.sleep(0.005)
                    continue
                update = self._updates[0]
                header = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
                try:
                    status = (await client.post(self.webhook, json=update, headers=header)).status_code
                except httpx.HTTPError:
                    status = 0
                self.pushed.append(status)
                if status == 200:
                    self._updates.popleft()
                else:
                    await asyncio.sleep(0.05)
