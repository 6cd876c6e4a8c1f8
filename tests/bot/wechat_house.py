"""A small canned dialogue behind the port that the channel owns, and an app around it, for the WeChat tests.

It keeps a count of each visitor's questions in the store: a message answered twice would show as a jump.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
from starlette.applications import Starlette

from bot import phrases
from bot.channels.wechat import account_routes
from bot.channels.wechat_settings import WeChatSettings
from bot.claims import Claims
from bot.conversation import Message, Offer, Quote, Reply
from knowledge.store import Migrations, Store
from tests.bot.wechat_peer import AES_KEY, APPID, TOKEN, Platform, text_message

SECRET = b"a secret of the tests, 32 bytes."
PUBLIC = "https://bot.example.cn"

migrations = Migrations("canned dialogue")


@migrations()
def turns(tables: Any) -> None:
    tables["turns"].create({"visitor": str, "number": int}, pk="visitor")


def quote(
    answer: str = "近年来，我区禁毒委多措并举。", pair: str = "zyp-1", official: str = "曾毅鹏", highlight: str = ""
) -> Quote:
    return Quote(
        pair=pair,
        official=official,
        office="株洲经开区管委会主任",
        district="株洲经开区",
        outlet="株洲日报",
        said="2021-06",
        said_inferred=False,
        said_text="2021年6月",
        article="zhuzhou-2021",
        article_title="访谈",
        question="取得了哪些成效？",
        reporter="记者",
        answer=answer,
        highlight=highlight or answer,
        highlight_at=(0, len(answer)),
        spans=((0, len(answer)),),
        highlight_spans=((0, len(answer)),),
    )


def quoting(*quotes: Quote, intro: str = "") -> Reply:
    told = [f"{one.source_line}说：\n“{one.answer}”" for one in quotes]
    return Reply("answer", "\n\n".join([*filter(None, [intro]), *told]), intro=intro, answers=quotes, confidence=0.9)


LONG = quote("".join(f"第{number}项，区禁毒委认真落实工作部署，深入学校社区企业。" for number in range(80)))
REPLIES = {
    "长答": quoting(LONG),
    "短答": quoting(quote()),
    "选哪个": Reply("choose", "请选：\n1. 天元区\n2. 茶陵县", answers=(quote(),), offers=(Offer("天元区", "1"),)),
}


class Canned:
    """Answers "第N问：…" and a few fixed words; forgets, greets, fails on demand."""

    def __init__(self, store: Store, replies: dict[str, Reply] | None = None) -> None:
        self._store, self._replies = store, replies or {}
        self.forgotten: list[str] = []
        store.migrate(migrations)

    def answer(self, message: Message) -> Reply:
        number = self._count(message.visitor)
        if message.text == "坏掉":
            raise RuntimeError(f"cannot answer {message.text}")
        if message.text in self._replies:
            return self._replies[message.text]
        command = next((name for name, words in phrases.COMMANDS.items() if message.text in words), "")
        if command:
            return self.notice(command)
        return Reply("none", f"第{number}问：{message.text}")

    def notice(self, name: str) -> Reply:
        return Reply("none", f"通知：{name}", kind="notice")

    def forget(self, visitor: str) -> None:
        self.forgotten.append(visitor)
        with self._store.writing() as store:
            store.execute("DELETE FROM turns WHERE visitor = ?", (visitor,))

    def _count(self, visitor: str) -> int:
        with self._store.writing() as store:
            sql = "INSERT INTO turns VALUES (?, 1) ON CONFLICT (visitor) DO UPDATE SET number = number + 1"
            store.execute(sql, (visitor,))
        return int(self._store.rows("SELECT number FROM turns WHERE visitor = ?", (visitor,))[0]["number"])


def settings(mode: str = "plain", **more: str) -> WeChatSettings:
    told = {"BOT_WECHAT_TOKEN": TOKEN, "BOT_WECHAT_APPID": APPID, "BOT_WECHAT_MODE": mode}
    if mode != "plain":
        told["BOT_WECHAT_AES_KEY"] = AES_KEY
    return WeChatSettings.from_env({**told, **more})


def app(canned: Canned, store: Store, given: WeChatSettings, clock: Callable[[], float]) -> Starlette:
    return Starlette(routes=account_routes(canned, given, Claims(store, SECRET, clock), clock))


MODES = ["plain", "compatible", "safe"]


def listening() -> socket.socket:
    """A listening socket on a free port of loopback.

    Says that it is TCP, which socket.create_server does not: asyncio turns Nagle's delay off only where it is said;
    else each reply takes 40 ms more.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.bind(("127.0.0.1", 0))
    made.listen(256)
    return made


class House:
    """The account under test, its platform and its clock."""

    def __init__(self, mode: str = "plain", **more: str) -> None:
        self.now_s = 1_700_000_000.0
        self.store = Store(":memory:")
        self.canned = Canned(self.store, REPLIES)
        self.app = app(self.canned, self.store, settings(mode, **more), lambda: self.now_s)
        self.platform = Platform(mode)
        self._number = 0

    def send(
        self, query: str, body: bytes | AsyncIterator[bytes] | None = None, method: str = "POST"
    ) -> httpx.Response:
        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
                return await client.request(method, f"/wechat?{query}", content=body)

        return asyncio.run(sent())

    def post(self, message: str, nonce: str = "") -> httpx.Response:
        self._number += 1
        posted = self.platform.post(message, self.now_s, nonce or f"9{self._number}")
        return self.send(posted.query, posted.body)

    def said(self, message: str) -> str:
        """What the visitor reads; "" where nothing is sent."""
        response = self.post(message)
        assert response.status_code == 200
        return "" if response.content == b"success" else self.platform.read(response.content)["Content"]

    def asks(self, text: str) -> str:
        self._number += 1
        return self.said(text_message(text, number=self._number))
