"""What the Telegram tests share: a canned dialogue at the channel's own port, and a bot running on the fake server."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from msgspec.structs import replace

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_settings import TelegramSettings
from bot.conversation import HelpCard, HelpLine, Message, Offer, Quote, Reply
from bot.supervisor import Pauses
from knowledge.store import Store
from tests.bot.fake_telegram import TOKEN, FakeTelegram

HIGHLIGHT = "笑气不是毒品<但>同样危险&有害。"
ANSWER = f"同志们好。{HIGHLIGHT}要远离它。"
LONG = "".join(f"第{number}句说的是禁毒工作要常抓不懈、久久为功，人人有责。" for number in range(400))


def quote(pair: str = "p1", official: str = "曾毅鹏", answer: str = ANSWER, highlight: str = HIGHLIGHT) -> Quote:
    at = answer.index(highlight)
    return Quote(
        pair=pair, official=official, office="区禁毒委主任", district="株洲经开区", outlet="株洲日报", said="2021-06",
        said_inferred=False, said_text="2021年6月", article="a1", article_title="访谈", question="笑气<危险>吗？",
        reporter="株洲日报", answer=answer, highlight=highlight, highlight_at=(at, at + len(highlight)),
        spans=((0, len(answer)),), highlight_spans=((at, at + len(highlight)),),
    )  # fmt: skip


QUOTES = {
    "p1": quote(),
    "p2": quote("p2", "姚永告", "抓好宣传。", "抓好宣传。"),
    "long": quote("long", "邓元连", LONG, LONG[:30]),
    "p" * 70: quote("p" * 70, "长编号", "编号很长。也能看。", "编号很长。"),
}
ONE = QUOTES["p1"]
HELP = HelpCard("先救人", ("不要离开。",), (HelpLine("急救", "120", "叫不醒"), HelpLine("公安报警", "110")))
REPLIES = {
    "笑气": Reply("answer", "x", intro="找到一段原话。", answers=(ONE,)),
    "几位": Reply("answer", "x", answers=(ONE, QUOTES["p2"]), offers=(Offer("经费呢", "经费涨了多少"),)),
    "对比": Reply("compare", "x", answers=(ONE, QUOTES["p2"]), silent=("醴陵市",)),
    "哪个": Reply("choose", "x", intro="您想问哪一条？", answers=(ONE, QUOTES["p2"]),
                offers=(Offer("甲的话", "1", "p1"), Offer("乙的话", "2", "p2"), Offer("长的", "3", "p" * 70))),
    "救命": Reply("urgent", "x", intro="也看看这个：", answers=(ONE,), help=HELP),
    "长文": Reply("answer", "x", answers=(QUOTES["long"],)),
    "特长": Reply("answer", "x", answers=(replace(QUOTES["long"], highlight=LONG, highlight_at=(0, len(LONG))),)),
    "长编号": Reply("answer", "x", answers=(QUOTES["p" * 70],)),
    "长按钮": Reply("none", "没有。", intro="没有。", related=(Offer("很长的问题", "很长的问题笑气" * 9),)),
}  # fmt: skip
NONE = Reply("none", "访谈没有谈到。", intro="访谈没有谈到。", related=(Offer("笑气危险吗", "笑气危险吗"),))


@dataclass
class Canned:
    """Replies by a word in the question. Slow or broken on request."""

    asked: list[Message] = field(default_factory=list)
    judged: list[tuple[int, bool, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    districts: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, message: Message) -> Reply:
        if message.text.startswith("/"):
            return self._command(message)
        if message.text.startswith("只看"):
            self.districts.append((message.visitor, message.text[2:]))
            return Reply("none", f"您在{message.text[2:]}。", kind="notice")
        self.asked.append(message)
        if "慢" in message.text:
            time.sleep(0.5)
        if "坏" in message.text:
            raise RuntimeError(f"no answer to {message.text}")
        reply = next((reply for word, reply in REPLIES.items() if word in message.text), NONE)
        return replace(reply, record=len(self.asked))

    def whole(self, pair_id: str, visitor: str = "") -> Reply | None:
        found = QUOTES.get(pair_id)
        return Reply("answer", "x", kind="whole", answers=(found,)) if found else None

    def pick(self, visitor: str, pair_id: str) -> Reply | None:
        found = QUOTES.get(pair_id)
        return Reply("answer", "x", answers=(found,)) if found else None

    def quote(self, pair_id: str) -> Quote | None:
        return QUOTES.get(pair_id)

    def feedback(self, record: int, good: bool, reason: str = "") -> bool:
        self.judged.append((record, good, reason))
        return record <= len(self.asked)

    def _command(self, message: Message) -> Reply:
        if message.text == "/forget":
            self.forgotten.append(message.visitor)
        offers = (
            tuple(Offer(name, f"只看{name}") for name in ("天元区", "茶陵县")) if "district" in message.text else ()
        )
        return Reply("none", f"通知 {message.text}", kind="notice", offers=offers)

    def suggest(self, typed: str, limit: int = 6) -> tuple[Offer, ...]:
        return (Offer("抓宣传", "抓宣传", "p2"), Offer("笑气", "笑气", "p1"))[:limit]


@dataclass
class Room:
    """A fake server, a bot that runs against it, and what it says through."""

    server: FakeTelegram
    channel: TelegramChannel
    dialogue: Canned
    store: Store
    stop: asyncio.Event
    task: asyncio.Task[None]

    async def until(self, true: Callable[[], Any], seconds: float = 5.0) -> None:
        """Raises AssertionError when it does not come true in time, or the bot has fallen over."""
        deadline = time.monotonic() + seconds
        while not true():
            if self.task.done() and not self.task.cancelled() and self.task.exception():
                raise AssertionError("the bot fell over") from self.task.exception()
            assert time.monotonic() < deadline, f"waited {seconds} s in vain"
            await asyncio.sleep(0.005)

    async def answers(self, count: int) -> None:
        await self.until(lambda: len(self.server.sent) >= count)

    async def settled(self) -> None:
        """Until nothing is open in the outbox."""
        sql = "SELECT count(*) AS n FROM outbox WHERE state IN ('claimed', 'prepared', 'sending')"
        await self.until(lambda: not self.server.unconfirmed and self.store.rows(sql)[0]["n"] == 0)


def settings(server: FakeTelegram, **changes: Any) -> TelegramSettings:
    plain = TelegramSettings(TOKEN, api_url=server.url, poll_s=2, lease_s=0.6, read_timeout_s=2.0)
    return dataclasses.replace(plain, **({"messages_per_second": 0.0} | changes))


def states(store: Store) -> list[str]:
    """Of all rows of the outbox, in order."""
    return [row["state"] for row in store.rows("SELECT state FROM outbox ORDER BY id")]


PAUSES = Pauses(first_s=0.02, longest_s=0.1)


@asynccontextmanager
async def room(server: FakeTelegram | None = None, store: Store | None = None, **changes: Any) -> AsyncIterator[Room]:
    """A running bot; what it was is asserted to end in an orderly way."""
    own = server is None
    server = server or FakeTelegram()
    if own:
        await server.listen()
    store, dialogue = store or Store(":memory:"), Canned()
    channel = TelegramChannel(settings(server, **changes), dialogue, store, PAUSES)
    stop = asyncio.Event()
    task = asyncio.create_task(channel.run(stop))
    try:
        yield Room(server, channel, dialogue, store, stop, task)
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), 10)
        if own:
            await server.hang_up()


def scene(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Lets pytest run an async test, with an end to all waiting."""

    @wraps(test)
    def run(*args: Any, **fixtures: Any) -> None:
        asyncio.run(asyncio.wait_for(test(*args, **fixtures), 240))

    return run
