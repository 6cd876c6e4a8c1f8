"""The people behind the fake Bot API server: what they say and tap, and what they see. Knows no method."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.bot.fake_telegram_wire import Json, Wire

ME = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "问答",
    "username": "interview_bot",
    "supports_inline_queries": True,
}


@dataclass
class Sent:
    """A message as its receiver sees it now; html is what came last, history what it was before edits."""

    id: int
    chat: int
    text: str
    html: str
    keyboard: list[list[Json]]
    reply_to: int = 0
    history: list[str] = field(default_factory=list)

    def button(self, label: str) -> Json:
        return next(key for row in self.keyboard for key in row if label in key["text"])

    @property
    def labels(self) -> list[str]:
        return [key["text"] for row in self.keyboard for key in row]


class People(Wire):
    """Makes updates; the server hands them out."""

    def __init__(self) -> None:
        super().__init__()
        self.open_queries: set[str] = set()
        self._updates: deque[Json] = deque()
        self._next_update, self._next_message = 1000, 1
        self._news = asyncio.Event()

    def update(self, **fields: Any) -> int:
        self._next_update += 1
        self._updates.append({"update_id": self._next_update, **fields})
        self._news.set()
        return self._next_update

    def say(self, text: str | None, user: int = 7, chat: int = 0, kind: str = "private", **fields: Any) -> int:
        """A message, in a private chat with the user unless a chat is named; returns the number of the update."""
        return self.update(message=self.message(text, user, chat, kind, **fields))

    def message(self, text: str | None, user: int = 7, chat: int = 0, kind: str = "private", **fields: Any) -> Json:
        self._next_message += 1
        said: Json = {"message_id": self._next_message, "date": 1, "chat": {"id": chat or user, "type": kind}}
        said |= {"from": {"id": user, "is_bot": False, "first_name": "王"}} | fields
        return said if text is None else said | {"text": text}

    def tap(self, sent: Sent, label: str = "", user: int = 7, data: str | None = None, **fields: Any) -> str:
        query = f"q{self._next_update + 1}"
        self.open_queries.add(query)
        chat = {"id": sent.chat, "type": "private" if sent.chat > 0 else "supergroup"}
        message: Json = {"message_id": sent.id, "date": 1, "chat": chat, "text": sent.text, "from": ME}
        message["reply_markup"] = {"inline_keyboard": sent.keyboard}
        data = sent.button(label)["callback_data"] if data is None else data
        sender = {"id": user, "is_bot": False, "first_name": "王"}
        self.update(callback_query={"id": query, "from": sender, "message": message, "data": data} | fields)
        return query

    def inline(self, text: str, user: int = 7) -> str:
        query = f"i{self._next_update + 1}"
        self.open_queries.add(query)
        sender = {"id": user, "is_bot": False, "first_name": "王"}
        self.update(inline_query={"id": query, "from": sender, "query": text, "offset": ""})
        return query
