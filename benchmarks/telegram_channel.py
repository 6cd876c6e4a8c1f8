"""Messages a second and waiting times of the Telegram channel on loopback, beside an echo bot on the same framework.

    python -m benchmarks.telegram_channel [--messages 600] [--rounds 3]

The fake Bot API server of the tests runs in this process, each bot in a process of its own, in turns in the same run.
The channel renders an answer with buttons, claims and stores every step in a SQLite file (synchronous = FULL); the echo
bot keeps nothing. Rate limiters are in place on both, set to no limit. Goals: at least half of the echo bot's rate,
99 of 100 answers within 100 ms while 20 messages a second come in at random moments (Telegram itself lets a bot send
about 30 a second).
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from telegram import Update
from telegram.ext import AIORateLimiter, Application, ContextTypes, MessageHandler, filters

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_settings import TelegramSettings, quiet_libraries
from knowledge.store import Store
from tests.bot.channels.telegram_house import Canned
from tests.bot.fake_telegram import TOKEN, FakeTelegram

USERS = 50
PACE = 20
STALL_S = 15.0
LEAST_SHARE = 0.5
MOST_P99_MS = 100.0
Serve = Callable[[str, str], None]


def channel(url: str, folder: str) -> None:
    settings = TelegramSettings(TOKEN, api_url=url, messages_per_second=0, group_messages_per_minute=0)
    bot = TelegramChannel(settings, Canned(), Store(Path(folder) / "bot.db"))
    asyncio.run(bot.run(asyncio.Event()))


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def echo_bot(url: str, _folder: str) -> None:
    """As in python-telegram-bot's own example: one message after the other, which is its quickest way on loopback."""
    quiet_libraries()
    builder = Application.builder().token(TOKEN).base_url(f"{url}/bot")
    application = builder.rate_limiter(AIORateLimiter(overall_max_rate=0, group_max_rate=0)).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(stop_signals=None)


async def measure(serve: Serve, messages: int) -> tuple[float, int, list[float]]:
    """Messages a second when all of them wait already, how many were lost, and waiting times in ms at a steady pace."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeTelegram() as server:
            process = multiprocessing.get_context("spawn").Process(target=serve, args=(server.url, folder))
            process.start()
            try:
                await until(server, lambda: server.called("getUpdates"))
                await ask(server, 1)  # warm
                rate, lost = await flood(server, messages)
                waits = await steady(server, messages // 2)
            finally:
                process.kill()
                process.join()
    return rate, lost, waits


async def until(server: FakeTelegram, true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 120
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{len(server.sent)} answers after 120 s")
        await asyncio.sleep(0.0005)


async def ask(server: FakeTelegram, user: int) -> None:
    answered = server.answered.setdefault(user, asyncio.Event())
    answered.clear()
    server.say("笑气危险吗", user=user)
    await asyncio.wait_for(answered.wait(), 120)


async def flood(server: FakeTelegram, messages: int) -> tuple[float, int]:
    """Answers a second, and how many answers never came (none for STALL_S seconds)."""
    before, began = len(server.sent), time.perf_counter()
    for number in range(messages):
        server.say("笑气危险吗", user=1 + number % USERS)
    seen, last = before, began
    while seen - before < messages and time.perf_counter() - last < STALL_S:
        await asyncio.sleep(0.0005)
        if len(server.sent) > seen:
            seen, last = len(server.sent), time.perf_counter()
    return (seen - before) / (last - began), messages - (seen - before)


async def steady(server: FakeTelegram, messages: int) -> list[float]:
    """Waiting times in ms of visitors who come at random moments, PACE of them a second."""
    chance, waits = random.Random(1), []

    async def visitor(user: int) -> None:
        began = time.perf_counter()
        await ask(server, user)
        waits.append((time.perf_counter() - began) * 1000)

    visitors = []
    for number in range(messages):
        visitors.append(asyncio.create_task(visitor(1000 + number)))
        await asyncio.sleep(chance.expovariate(PACE))
    await asyncio.gather(*visitors)
    return waits


def p99(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[98]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    serves: dict[str, Serve] = {"echo bot": echo_bot, "channel": channel}
    rates: dict[str, list[float]] = {name: [] for name in serves}
    waits: dict[str, list[float]] = {name: [] for name in serves}
    losses = dict.fromkeys(serves, 0)
    for _ in range(wanted.rounds):
        for name, serve in serves.items():
            rate, lost, waited = asyncio.run(measure(serve, wanted.messages))
            rates[name].append(rate)
            losses[name] += lost
            waits[name] += waited
    for name in serves:
        rate, middle = statistics.median(rates[name]), statistics.median(waits[name])
        shown = f"wait: median {middle:5.1f} ms   p99 {p99(waits[name]):5.1f} ms"
        print(f"{name:9} {rate:6.0f} messages/s   {shown}   lost {losses[name]}")
    beside = zip(rates["channel"], rates["echo bot"], strict=True)
    share = statistics.median(own / echo for own, echo in beside)  # of the same round: others use the machine as well
    good = share >= LEAST_SHARE and p99(waits["channel"]) < MOST_P99_MS and not losses["channel"]
    print(f"share of the echo bot's rate: {share:.2f} (goal {LEAST_SHARE}); {'goals met' if good else 'GOALS MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
