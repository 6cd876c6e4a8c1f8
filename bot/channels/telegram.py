"""The Telegram channel: long polling by default, a webhook by setting. Ranks nothing, says nothing of its own.

What comes is claimed in the database before it is confirmed to the server, so nothing is lost and nothing is answered
twice. `run` raises TelegramDownError, in plain words and without the token, when only an operator or time can help.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from telegram import BotCommand
from telegram.error import Conflict, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot import phrases_telegram as phrases
from bot.channels.telegram_answer import Answerer, Dialogue
from bot.channels.telegram_decode import BadUpdateError, InlineAsked, Me, Received, decode
from bot.channels.telegram_delivery import Delivery
from bot.channels.telegram_desk import Desk
from bot.channels.telegram_keys import Keys, Taps
from bot.channels.telegram_lanes import Lanes
from bot.channels.telegram_network import POLL_SLACK_S, HaltedError, Leaving, Network, make_bot
from bot.channels.telegram_settings import TelegramSettings, keyed, plain, quiet_libraries
from bot.outbox import MIGRATIONS, Commits, Outbox
from bot.supervisor import Pauses
from knowledge.store import Store

log = logging.getLogger("bot.telegram")

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query")
LONGEST_POLL_PAUSE_S = 30.0
GRACE_S = 5.0
T = TypeVar("T")


class TelegramDownError(Exception):
    """The channel cannot go on; the message says why, in one line, without the token."""


class BusyError(Exception):
    """Not running yet, or too much in hand: the server shall send it again later."""


class TelegramChannel:
    """One bot. Run it with `run`; in webhook mode hand what was pushed to `receive`."""

    name = "telegram"

    def __init__(
        self, settings: TelegramSettings, dialogue: Dialogue, store: Store, pauses: Pauses | None = None
    ) -> None:
        self.settings = settings
        self._store, self._dialogue, self._pauses = store, dialogue, pauses or Pauses()
        self._taps = Taps(store)
        store.migrate(MIGRATIONS)
        self._desk: Desk | None = None
        self._me = Me(0, "")

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until stop is set. Raises TelegramDownError."""
        quiet_libraries()
        try:
            await self._serve(stop)
        except (InvalidToken, EndPointNotFound):
            raise TelegramDownError("the server refuses BOT_TELEGRAM_TOKEN; expected the one BotFather shows") from None
        except Conflict as error:
            raise TelegramDownError(
                f"another program reads this bot's messages; expected only one ({plain(error, self.settings)})"
            ) from None
        except TelegramDownError:
            raise
        except Exception as error:  # noqa: BLE001 - the token may stand in it
            raise TelegramDownError(plain(error, self.settings)) from None

    async def receive(self, update: object) -> None:
        """Claims one pushed update. Raises BadUpdateError for what is none, BusyError while it cannot be taken."""
        desk = self._desk
        if desk is None or not desk.lanes.has_room:
            raise BusyError
        got = decode(update, self._me)
        if got is None:
            return
        try:
            await desk.take([got])
        except Exception as error:  # noqa: BLE001 - the server shall send it again
            log.error("telegram_failed error=%s", self._told(error))  # noqa: TRY400
            raise BusyError from None

    async def _serve(self, stop: asyncio.Event) -> None:
        halt = asyncio.Event()
        revoked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        network = Network(halt)
        bot = make_bot(self.settings)
        keeper: asyncio.Task[None] | None = None
        try:
            await _unless(stop, revoked, bot.initialize())
            self._me = Me(bot.bot.id, bot.bot.username or "")
            await self._register(bot)
            self._desk = desk = self._open_desk(bot, network, halt, revoked)
            keeper = asyncio.create_task(desk.keep())
            keeper.add_done_callback(lambda task: _pass_on(task, revoked))
            await self._receive(bot, network, stop, revoked)
        except HaltedError:
            return
        finally:
            halt.set()
            open_desk, self._desk = self._desk, None
            if keeper:
                keeper.cancel()
            if open_desk:
                await open_desk.close(GRACE_S)
            with suppress(TelegramError, RuntimeError):
                await bot.shutdown()
            if not revoked.cancel():
                revoked.exception()  # seen, so that asyncio does not complain

    def _open_desk(
        self, bot: ExtBot[Leaving], network: Network, halt: asyncio.Event, revoked: asyncio.Future[None]
    ) -> Desk:
        settings = self.settings
        outbox = Outbox(
            self._store,
            self.name,
            lease_s=settings.lease_s,
            keep_s=settings.keep_hours * 3600,
            give_up_s=settings.give_up_hours * 3600,
        )
        commits = Commits(self._store)
        keys = Keys(settings.token, self._taps.recall)
        return Desk(
            bot,
            Answerer(self._dialogue, keys, settings.public_url),
            taps=self._taps,
            outbox=outbox,
            commits=commits,
            delivery=Delivery(bot, outbox, commits, network, pauses=self._pauses, told=self._told),
            lanes=Lanes(settings.pending, halt),
            key_of=self._key_of,
            told=self._told,
            revoked=lambda: _fail(revoked, InvalidToken()),
        )

    async def _receive(
        self, bot: ExtBot[Leaving], network: Network, stop: asyncio.Event, revoked: asyncio.Future[None]
    ) -> None:
        settings = self.settings
        if settings.webhook_url:
            await bot.set_webhook(
                settings.webhook_url, secret_token=settings.webhook_secret, allowed_updates=ALLOWED_UPDATES
            )
            log.info("telegram_started mode=webhook bot=%s", self._me.username)
            await _unless(stop, revoked, asyncio.Event().wait())
        await bot.delete_webhook()
        log.info("telegram_started mode=polling bot=%s", self._me.username)
        await self._poll(bot, network, stop, revoked)

    async def _poll(
        self, bot: ExtBot[Leaving], network: Network, stop: asyncio.Event, revoked: asyncio.Future[None]
    ) -> None:
        """Asks for news for ever; the server hears that it may forget them only after they are claimed."""
        next_id, failures = 0, 0
        desk = self._desk
        while desk:
            await _unless(stop, revoked, desk.lanes.room())
            try:
                updates = await _unless(stop, revoked, self._ask(bot, next_id))
            except RetryAfter as error:
                wait = error.retry_after
                seconds = float(wait if isinstance(wait, int) else wait.total_seconds())
                await _unless(stop, revoked, asyncio.sleep(seconds))
                continue
            except NetworkError as error:
                failures += 1
                network.down(self._told(error))
                await _unless(stop, revoked, asyncio.sleep(min(self._pauses.after(failures), LONGEST_POLL_PAUSE_S)))
                continue
            failures = 0
            network.up()
            await desk.take(self._understood(updates))
            next_id = max([next_id, *(_number(update) + 1 for update in updates)]) if updates else next_id

    async def _ask(self, bot: ExtBot[Leaving], next_id: int) -> Sequence[Any]:
        """Raw updates: one that python-telegram-bot cannot read would hold up all others for ever."""
        fields = {"offset": next_id, "timeout": int(self.settings.poll_s), "allowed_updates": ALLOWED_UPDATES}
        slack_s = self.settings.poll_s + POLL_SLACK_S
        found = await bot.do_api_request("getUpdates", fields, read_timeout=slack_s)
        return found if isinstance(found, list) else ()

    def _understood(self, updates: Sequence[object]) -> list[Received | InlineAsked]:
        understood: list[Received | InlineAsked] = []
        for update in updates:
            try:
                got = decode(update, self._me)
            except BadUpdateError as error:
                log.error("telegram_not_understood error=%s", self._told(error))  # noqa: TRY400
                continue
            if got is not None:
                understood.append(got)
        return understood

    async def _register(self, bot: ExtBot[Leaving]) -> None:
        commands = [BotCommand(name, words) for name, words in phrases.COMMANDS]
        try:
            await bot.set_my_commands(commands)
        except (RetryAfter, NetworkError) as error:
            log.warning("telegram_commands_not_registered error=%s", self._told(error))

    def _key_of(self, key: str) -> str:
        """Numbers of updates stay as they are; what holds a chat's number is stored as a fingerprint."""
        return f"{self.settings.bot_id} {key if key.isdecimal() else keyed(self.settings.token, key)[:32]}"

    def _told(self, error: BaseException) -> str:
        return plain(error, self.settings)


def _number(update: object) -> int:
    number = update.get("update_id") if isinstance(update, dict) else 0
    return number if isinstance(number, int) else 0


def _fail(future: asyncio.Future[None], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


def _pass_on(task: asyncio.Task[None], future: asyncio.Future[None]) -> None:
    """The keeper's end is the channel's end."""
    if not task.cancelled() and (error := task.exception()):
        _fail(future, error if isinstance(error, Exception) else RuntimeError(type(error).__name__))


async def _unless(stop: asyncio.Event, broken: asyncio.Future[None], work: Coroutine[Any, Any, T]) -> T:
    """The work's result. Raises HaltedError as soon as stop is set, and what broke as soon as it breaks."""
    doing, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait({doing, stopping, broken}, return_when=asyncio.FIRST_COMPLETED)
        if broken.done():
            broken.result()
        if stop.is_set():
            raise HaltedError
        return await doing
    finally:
        for task in (doing, stopping):
            if not task.done():
                task.cancel()
        await asyncio.gather(doing, stopping, return_exceptions=True)
