"""The WeChat official account: GET and POST /wechat. Bounds the body, asks the gate, answers once.

A repeat gets the same reply, since claim, session and reply are one transaction. Anything that is no message of ours
ends in a clear 4xx or in `success`; what the dialogue raises ends in a polite line and one line in the log.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot import phrases
from bot.channels.wechat_batches import Batches
from bot.channels.wechat_crypto import signature
from bot.channels.wechat_gate import Gate, Knock, Opened, Refused
from bot.channels.wechat_messages import Received, encode, encode_sealed
from bot.channels.wechat_settings import WeChatSettings
from bot.channels.wechat_talk import Answerer, Spoken, Talk
from bot.channels.wechat_waiting import Waiting
from bot.channels.wechat_xml import BadMessage
from bot.claims import Claims, Clock, Kept
from bot.faults import place

MAX_BODY_BYTES = 64 * 1024
BODY_WITHIN_S = 5.0
SUCCESS = "success"
PLAIN = {"X-Content-Type-Options": "nosniff"}

log = logging.getLogger("bot.wechat")


class TooLarge(Exception):
    """The body is longer than any message of WeChat's."""


def account_routes(dialogue: Answerer, settings: WeChatSettings, claims: Claims, clock: Clock) -> list[Route]:
    """The account's routes. dialogue must write through claims.store: its writes join the claim's transaction."""
    account = Account(dialogue, settings, claims, clock)

    async def verify(request: Request) -> Response:
        try:
            return account.verify(request)
        except Refused as error:
            return refusal(error)

    async def receive(request: Request) -> Response:
        began = time.perf_counter()
        try:
            knock = Knock.of(request.query_params)
            account.gate.greet(knock)
            async with asyncio.timeout(BODY_WITHIN_S):  # wait_for would make a task of it
                body = await bounded_body(request)
            return await account.receive(knock, body, began)
        except (Refused, BadMessage, TooLarge, TimeoutError, ClientDisconnect) as error:
            return refusal(error)

    return [Route("/wechat", verify, methods=["GET"]), Route("/wechat", receive, methods=["POST"])]


class Account:
    """One official account: requests in, responses out."""

    def __init__(self, dialogue: Answerer, settings: WeChatSettings, claims: Claims, clock: Clock) -> None:
        self.gate = Gate(settings, clock)
        self._token, self._claims, self._clock = settings.token, claims, clock
        self._talk = Talk(dialogue, Waiting(claims), settings.public_url)
        self._batches = Batches(claims.store)

    def verify(self, request: Request) -> Response:
        """The platform asks whether the address is ours: its echostr comes back. Raises Refused."""
        self.gate.verify(Knock.of(request.query_params))
        echo = request.query_params.get("echostr", "")
        log.info("verified channel=wechat")
        return Response(echo, media_type="text/plain", headers=PLAIN)

    async def receive(self, knock: Knock, body: bytes, began: float) -> Response:
        """The reply to a message, sealed if the message was. Raises Refused or BadMessage."""
        opened = self.gate.open(knock, body)
        kept, outcome = await self._answered(knock, opened)
        ms = (time.perf_counter() - began) * 1000
        log.info("answered channel=wechat kind=%s outcome=%s ms=%.1f", safe(opened.message.kind), outcome, ms)
        if not kept.reply:
            return Response(SUCCESS, media_type="text/plain", headers=PLAIN)
        xml = encode(kept.reply, opened.message, int(kept.made_s))
        return Response(xml if opened.key is None else self._sealed(xml, opened.key), media_type="application/xml")

    async def _answered(self, knock: Knock, opened: Opened) -> tuple[Kept, str]:
        """The reply and its outcome. When the dialogue fails, what it wrote is undone and the polite line is kept."""
        try:
            return await self._batches.run(lambda: self._claimed(knock, opened, self._talk.reply))
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 - the visitor gets a line whatever went wrong
            log.error("failed channel=wechat error=%s at=%s", type(error).__name__, place(error))  # noqa: TRY400
        trouble = Spoken(phrases.TROUBLE, "trouble")
        try:
            return await self._batches.run(lambda: self._claimed(knock, opened, lambda _: trouble))
        except Refused:
            raise
        except Exception as error:  # noqa: BLE001 - the database itself is in trouble
            log.error("unkept channel=wechat error=%s at=%s", type(error).__name__, place(error))  # noqa: TRY400
            return Kept(trouble.text, self._clock()), trouble.outcome

    def _claimed(self, knock: Knock, opened: Opened, speak: Callable[[Received], Spoken]) -> tuple[Kept, str]:
        """Inside a batch's transaction: the reply that is kept for the message, or the one that is spoken now."""
        outcome = "repeat"

        def answer() -> str:
            nonlocal outcome
            spoken = speak(opened.message)
            outcome = spoken.outcome
            return spoken.text

        self.gate.admit(knock, opened, self._claims)
        kept = self._claims.once(self._claims.digest(*opened.message.claim), answer)
        return kept, outcome

    def _sealed(self, xml: str, key: int) -> str:
        now_s, nonce = int(self._clock()), str(secrets.randbelow(10**10))
        sealed = self.gate.envelope.seal(xml.encode("utf-8"), key)
        return encode_sealed(sealed, signature(self._token, str(now_s), nonce, sealed), now_s, nonce)


async def bounded_body(request: Request) -> bytes:
    """The body, however it comes. Raises TooLarge as soon as it is known to be longer than MAX_BODY_BYTES."""
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and (len(announced) > 9 or int(announced) > MAX_BODY_BYTES):
        raise TooLarge
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise TooLarge
    return bytes(body)


def refusal(error: Exception) -> Response:
    """One short line, the same for all that is refused; the log says why, without a word of the visitor's."""
    if isinstance(error, Refused):
        status, why = 403, error.why
    elif isinstance(error, BadMessage):
        status, why = 400, str(error)
    elif isinstance(error, TooLarge):
        status, why = 413, f"more than {MAX_BODY_BYTES} bytes"
    else:
        status, why = 408, "the body did not arrive"
    log.warning("refused channel=wechat status=%d why=%s", status, why)
    return Response("refused", status, media_type="text/plain", headers={**PLAIN, "Connection": "close"})


def safe(name: str) -> str:
    """A word from outside, fit for a log line."""
    return "".join(letter for letter in name if letter.isascii() and letter.isalnum())[:20] or "unknown"
