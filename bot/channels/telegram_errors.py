"""What an error of a call to the server means for the call. Pure; calls nothing.

The question that matters: may the message have arrived? Only what surely did not leave, or what the server surely
refused, may be tried again.
"""

from __future__ import annotations

from enum import Enum, auto

import httpx
from msgspec import Struct
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)


class Means(Enum):
    """again: it did not leave. wait: the server wants a pause. doubt: it may have arrived. unreadable: the markup.
    same: nothing to change. uneditable: the message to edit is gone. gone: the visitor blocked the bot, or the chat is
    no more. moved: the group has another number. refused: for good. revoked: the token is not ours any more.
    """

    AGAIN = auto()
    WAIT = auto()
    DOUBT = auto()
    UNREADABLE = auto()
    SAME = auto()
    UNEDITABLE = auto()
    GONE = auto()
    MOVED = auto()
    REFUSED = auto()
    REVOKED = auto()


class Verdict(Struct, frozen=True):
    """wait_s: for WAIT. chat: for MOVED."""

    means: Means
    wait_s: float = 0.0
    chat: int = 0


def judge(error: TelegramError) -> Verdict:
    match error:
        case RetryAfter():
            wait = error.retry_after
            return Verdict(Means.WAIT, float(wait if isinstance(wait, int) else wait.total_seconds()))
        case ChatMigrated():
            return Verdict(Means.MOVED, chat=error.new_chat_id)
        case Forbidden():
            return Verdict(Means.GONE)
        case InvalidToken() | EndPointNotFound():
            return Verdict(Means.REVOKED)
        case BadRequest():
            return Verdict(_refusal(error.message.lower()))
        case TimedOut() | NetworkError() if isinstance(error.__cause__, NEVER_LEFT):
            return Verdict(Means.AGAIN)
        case Conflict():
            return Verdict(Means.AGAIN)
        case _ if "too many requests" in error.message.lower():
            return Verdict(Means.WAIT, 5.0)
        case _:
            return Verdict(Means.DOUBT)


def _refusal(said: str) -> Means:
    if "parse entities" in said:
        return Means.UNREADABLE
    if "not modified" in said:
        return Means.SAME
    if "message to edit not found" in said or "can't be edited" in said or "message_id_invalid" in said:
        return Means.UNEDITABLE
    if "chat not found" in said or "user is deactivated" in said or "not enough rights" in said:
        return Means.GONE
    return Means.REFUSED
