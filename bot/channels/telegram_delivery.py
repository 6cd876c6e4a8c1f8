"""Carries out what was prepared: calls to the Telegram server, each message at most once. Decides no words.

A new message is marked `sending` in the database at the last moment, after all waiting, and only what surely did not
arrive is sent again. Edits and confirmations may be repeated without harm, so they are not marked.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.channels.telegram_answer import Action, may_be_lost
from bot.channels.telegram_errors import Means, Verdict, judge
from bot.channels.telegram_network import SLOTS, Leaving, Network
from bot.outbox import Commits, Done, Entry, Outbox
from bot.supervisor import Pauses

log = logging.getLogger("bot.telegram")

MOST_TELLINGS = 5
DONE = Verdict(Means.SAME)
TAG = re.compile("<[^>]*>")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class NotOursError(Exception):
    """Another process has taken this over, or it was given up."""


class RevokedError(Exception):
    """The server does not accept the token any more."""


class Change(Struct, frozen=True):
    """How an action has to be carried out otherwise: in another chat, without markup, as a message of its own."""

    chat: int = 0
    is_plain: bool = False
    is_anew: bool = False

    def apply(self, action: Action) -> Action:
        if self.chat:
            action = replace(action, chat=self.chat)
        if self.is_plain:
            action = replace(action, html=unescape(TAG.sub("", action.html)))
        return replace(action, do="send", message=0) if self.is_anew else action


class Delivery:
    """Carries out entries of the outbox with a bot. told: makes an error printable."""

    def __init__(
        self,
        bot: ExtBot[Leaving],
        outbox: Outbox,
        commits: Commits,
        network: Network,
        *,
        pauses: Pauses,
        told: Callable[[BaseException], str],
    ) -> None:
        self._bot, self._outbox, self._commits = bot, outbox, commits
        self._network, self._pauses, self._told = network, pauses, told
        self._slots = asyncio.Semaphore(SLOTS)

    async def carry_out(self, entry: Entry) -> None:
        """Until all parts are done or given up. Raises RevokedError, NotOursError, HaltedError."""
        if entry.state == "sending":
            entry = await self._doubt(entry, Action.from_json(entry.parts[entry.part]))
        failures, change = 0, Change()
        while entry.part < len(entry.parts):
            action = change.apply(Action.from_json(entry.parts[entry.part]))
            verdict = await self._try(entry, action, change)
            failures = failures + 1 if verdict.means in {Means.AGAIN, Means.DOUBT} else 0
            entry, change = await self._settle(entry, action, verdict, change, failures)

    async def _settle(
        self, entry: Entry, action: Action, verdict: Verdict, change: Change, failures: int
    ) -> tuple[Entry, Change]:
        """What follows from a try: the next part, the same again, or the end."""
        is_new = action.do == "send"
        match verdict.means:
            case Means.REVOKED:
                await self._hold(entry, is_new)
                raise RevokedError
            case _ if verdict == DONE or action.do == "tell":
                return await self._next(entry), Change(change.chat)
            case Means.DOUBT if is_new:
                return await self._doubt(entry, action), change
            case Means.AGAIN | Means.DOUBT | Means.WAIT:
                await self._hold(entry, is_new)
                pause_s = verdict.wait_s or self._pauses.after(failures)
                await self._network.rest(pause_s, until_back=verdict.means is not Means.WAIT)
                return entry, change
            case Means.UNREADABLE if not change.is_plain:
                log.error("telegram_markup_refused part=%d", entry.part)
                await self._hold(entry, is_new)
                return entry, replace(change, is_plain=True)
            case Means.MOVED if change.chat != verdict.chat:
                await self._hold(entry, is_new)
                return entry, replace(change, chat=verdict.chat)
            case Means.UNEDITABLE if action.do == "edit":
                return entry, replace(change, is_anew=True)
            case Means.UNEDITABLE if action.do == "keys":
                return await self._next(entry), change
            case _:
                log.warning("telegram_dropped reason=%s", verdict.means.name.lower())
                return await self._end(entry, "dropped"), change

    async def _try(self, entry: Entry, action: Action, change: Change) -> Verdict:
        try:
            async with self._slots:
                await self._call(entry.id, action, None if change.is_plain else ParseMode.HTML)
        except TelegramError as error:
            verdict = judge(error)
            if verdict.means in {Means.AGAIN, Means.DOUBT} and action.do != "tell":
                self._network.down(self._told(error))
            return verdict
        self._network.up()
        return DONE

    async def _call(self, entry: int, action: Action, mode: str | None) -> None:
        """What the server says of the message is not read: what it accepted is done, in whatever form it says so."""
        to = {"chat_id": action.chat, "reply_markup": keyboard(action)}
        text = {"text": action.html, "parse_mode": mode, "link_preview_options": NO_PREVIEW}
        match action.do:
            case "send":
                place = {"message_thread_id": action.thread or None, "reply_parameters": _reply_to(action)}
                await self._request("sendMessage", {**to, **text, **place}, lambda: self._mark(entry))
            case "edit":
                await self._request("editMessageText", {**to, **text, "message_id": action.message})
            case "keys":
                await self._request("editMessageReplyMarkup", {**to, "message_id": action.message})
            case "tell":
                await self._bot.answer_callback_query(action.query, action.html or None, show_alert=action.alert)

    async def _request(self, method: str, fields: dict[str, Any], leaving: Leaving | None = None) -> None:
        given = {name: value for name, value in fields.items() if value is not None}
        await self._bot.do_api_request(method, given, rate_limit_args=leaving)

    async def _mark(self, entry: int) -> None:
        if not await self._commits.do(lambda: self._outbox.sending(entry)):
            raise NotOursError

    async def _hold(self, entry: Entry, is_new: bool) -> None:
        if is_new:
            await self._commits.do(lambda: self._outbox.held(entry.id))

    async def _next(self, entry: Entry) -> Entry:
        part = entry.part + 1
        if part == len(entry.parts):
            return await self._end(entry, "sent")
        if not await self._commits.do(lambda: self._outbox.moved_on(entry.id, part)):
            raise NotOursError
        return replace(entry, part=part, state="prepared")

    async def _end(self, entry: Entry, state: Done) -> Entry:
        if not await self._commits.do(lambda: self._outbox.close(entry.id, state)):
            raise NotOursError
        return replace(entry, part=len(entry.parts))

    async def _doubt(self, entry: Entry, action: Action) -> Entry:
        """The message may have arrived: the visitor is told, and asked to ask again.

        An answer is sent at most once; this line, where its own fate is in doubt too, at least once.
        """
        if entry.told_loss >= MOST_TELLINGS:
            log.error("telegram_lost")
            return await self._end(entry, "lost")
        log.warning("telegram_doubtful")
        parts = (may_be_lost(action).to_json(),)
        if not await self._commits.do(lambda: self._outbox.doubt(entry.id, parts)):
            raise NotOursError
        if entry.told_loss:
            await self._network.rest(self._pauses.after(entry.told_loss), until_back=True)
        return replace(entry, state="prepared", parts=parts, part=0, told_loss=entry.told_loss + 1)


def keyboard(action: Action) -> InlineKeyboardMarkup | None:
    if not action.rows:
        return None
    return InlineKeyboardMarkup([[_button(*label) for label in row] for row in action.rows])


def _button(label: str, data: str, url: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, url=url) if url else InlineKeyboardButton(label, callback_data=data)


def _reply_to(action: Action) -> ReplyParameters | None:
    return ReplyParameters(action.message, allow_sending_without_reply=True) if action.message else None
