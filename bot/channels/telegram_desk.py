"""Between what the server sent and what is sent back: claims, asks for the answer, has it delivered, picks up what
was left over. Receives nothing by itself.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.constants import ChatAction, ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot import phrases_telegram as phrases
from bot.channels.telegram_answer import Answerer, Todo, trouble
from bot.channels.telegram_decode import InlineAsked, Received
from bot.channels.telegram_delivery import NO_PREVIEW, Delivery, NotOursError, RevokedError
from bot.channels.telegram_keys import Taps
from bot.channels.telegram_lanes import Lanes
from bot.channels.telegram_network import HaltedError, Leaving
from bot.outbox import Claim, Commits, Entry, Outbox

log = logging.getLogger("bot.telegram")

BLINK_S = 0.3
MOST_TRIES = 20
PURGE_S = 3600.0
INLINE_CACHE_S = 30
THINKERS = 4


class Desk:
    """Everything between receiving and sending. told: makes an error printable; key_of: the key a claim is stored
    under; revoked: called when the server refuses the token.
    """

    def __init__(
        self,
        bot: ExtBot[Leaving],
        answerer: Answerer,
        *,
        taps: Taps,
        outbox: Outbox,
        commits: Commits,
        delivery: Delivery,
        lanes: Lanes,
        key_of: Callable[[str], str],
        told: Callable[[BaseException], str],
        revoked: Callable[[], None],
    ) -> None:
        self._bot, self._answerer, self._taps = bot, answerer, taps
        self._outbox, self._commits, self._delivery, self.lanes = outbox, commits, delivery, lanes
        self._key_of, self._told, self._revoked = key_of, told, revoked
        self._thinkers = ThreadPoolExecutor(THINKERS, thread_name_prefix="telegram")
        self._latest_inline: dict[int, InlineAsked] = {}

    async def take(self, received: Sequence[Received | InlineAsked]) -> None:
        """Returns when all of it is claimed: from then on it is ours to answer, whatever happens."""
        started_s = time.perf_counter()
        for asked in received:
            if isinstance(asked, InlineAsked):
                self._latest_inline[asked.user] = asked
                self.lanes.put(f"inline {asked.user}", lambda asked=asked: self._inline(asked))  # type: ignore[misc]
        kept = [got for got in received if isinstance(got, Received)]
        claims = [Claim(self._key_of(got.key), str(got.chat), got.to_json()) for got in kept]
        if claims:
            self._put(await self._commits.do(lambda: self._outbox.claim(claims)), started_s)

    async def keep(self) -> None:
        """Signs of life, pick-ups and tidying, until cancelled."""
        purged_s = float("-inf")
        while True:
            await self._commits.do(self._outbox.extend)
            self._put(await self._commits.do(self._outbox.take_over), time.perf_counter(), again=True)
            if time.monotonic() - purged_s > PURGE_S:
                purged_s = time.monotonic()
                dropped = await self._commits.do(self._purge)
                if dropped:
                    log.error("telegram_dropped reason=too_old count=%d", dropped)
            await asyncio.sleep(self._outbox.lease_s / 3)

    async def close(self, grace_s: float) -> None:
        """Ends what was begun and leaves the rest to whoever comes next."""
        await self.lanes.close(grace_s)
        await self._commits.do(self._outbox.release)
        self._thinkers.shutdown(wait=False, cancel_futures=True)
        self._commits.close()

    def _purge(self) -> int:
        self._taps.purge()
        return self._outbox.purge()

    def _put(self, entries: Sequence[Entry], started_s: float, *, again: bool = False) -> None:
        for entry in entries:
            self.lanes.put(entry.lane, lambda entry=entry: self._handle(entry, started_s, again))  # type: ignore[misc]

    async def _handle(self, entry: Entry, started_s: float, again: bool) -> None:
        try:
            if again and not await self._commits.do(lambda: self._outbox.again(entry.id)):
                return
            if entry.state == "claimed":
                entry = await self._prepare(entry, started_s)
            await self._delivery.carry_out(entry)
        except (NotOursError, HaltedError):
            return
        except RevokedError:
            self._revoked()
        except Exception as error:  # noqa: BLE001 - one conversation must not end the others
            log.error("telegram_failed error=%s", self._told(error))  # noqa: TRY400
            await self._let_go(entry)

    async def _let_go(self, entry: Entry) -> None:
        """Another try later, but not for ever."""
        try:
            if entry.tries >= MOST_TRIES and entry.state != "claimed":
                await self._commits.do(lambda: self._outbox.close(entry.id, "dropped"))
            else:
                await self._commits.do(lambda: self._outbox.let_go(entry.id))
        except Exception as error:  # noqa: BLE001 - the lease will run out
            log.error("telegram_failed error=%s", self._told(error))  # noqa: TRY400

    async def _prepare(self, entry: Entry, started_s: float) -> Entry:
        """The entry with its answer, stored; "typing" is shown when that takes longer than a blink."""
        got = Received.from_json(entry.received)
        work = asyncio.get_running_loop().run_in_executor(self._thinkers, self._think_and_store, entry, got)
        done, _ = await asyncio.wait({work}, timeout=BLINK_S)
        if not done and got.kind != "tap":
            await self._type(got)
        todo, parts = await work
        ms = (time.perf_counter() - started_s) * 1000
        log.info("answered channel=telegram kind=%s outcome=%s ms=%.1f", got.kind, todo.outcome, ms)
        return Entry(entry.id, "prepared", entry.lane, "", parts, tries=entry.tries)

    def _think_and_store(self, entry: Entry, got: Received) -> tuple[Todo, tuple[str, ...]]:
        """In one thread: a change of threads may cost more than the work. Raises NotOursError.

        In one transaction with what the dialogue keeps: no question is counted twice if the process dies in between.
        """
        thought: tuple[Todo, tuple[str, ...]] = self._commits.together([lambda: self._thought(entry, got)])[0]
        return thought

    def _thought(self, entry: Entry, got: Received) -> tuple[Todo, tuple[str, ...]]:
        todo = trouble(got) if entry.tries >= MOST_TRIES else self._think(got)
        parts = tuple(action.to_json() for action in todo.actions)
        self._taps.remember(todo.remember)
        if not self._outbox.prepare(entry.id, parts):
            raise NotOursError
        return todo, parts

    def _think(self, got: Received) -> Todo:
        try:
            return self._answerer.todo(got)
        except Exception as error:  # noqa: BLE001 - the visitor gets an honest line instead of silence
            # the message of an error may hold what the visitor said
            log.error("telegram_trouble error=%s", type(error).__name__)  # noqa: TRY400
            return trouble(got)

    async def _type(self, got: Received) -> None:
        try:
            await self._bot.send_chat_action(got.chat, ChatAction.TYPING, message_thread_id=got.thread or None)
        except TelegramError:
            return  # a nicety; the answer will meet the same trouble and deal with it

    async def _inline(self, asked: InlineAsked) -> None:
        if self._latest_inline.get(asked.user) is not asked:
            return
        del self._latest_inline[asked.user]
        try:
            found = await asyncio.get_running_loop().run_in_executor(self._thinkers, self._answerer.inline, asked)
            results = [
                InlineQueryResultArticle(
                    one.id,
                    one.title,
                    InputTextMessageContent(one.html, ParseMode.HTML, link_preview_options=NO_PREVIEW),
                    description=one.preview,
                )
                for one in found
            ]
            button = None if results else InlineQueryResultsButton(phrases.INLINE_NOTHING, start_parameter="inline")
            await self._bot.answer_inline_query(asked.query, results, INLINE_CACHE_S, button=button)
        except TelegramError:
            return  # the client asks again at the next key
        except Exception as error:  # noqa: BLE001 - as above
            log.error("telegram_trouble error=%s", type(error).__name__)  # noqa: TRY400
