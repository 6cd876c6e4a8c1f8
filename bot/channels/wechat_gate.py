"""Whom to believe: signature, age and envelope of a request, before anybody reads what it says. Answers nothing.

plain: the signature covers token, time and nonce but not the body, so the first body that came with a signature is the
only one (`Gate.admit`). safe: the body must be in an envelope, whose own signature covers it. compatible: either.
Every refusal looks the same from outside; the log line of the channel says more.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bot.channels.wechat_crypto import BadEnvelope, Envelope, same, signature
from bot.channels.wechat_messages import Received, received
from bot.channels.wechat_settings import WeChatSettings
from bot.channels.wechat_xml import BadMessage, read
from bot.claims import Claims, Clock

AHEAD_S = 60  # how far the platform's clock may be ahead of ours
MAX_PARAMETER = 256
PARAMETERS = ("signature", "timestamp", "nonce", "msg_signature", "encrypt_type")


class Refused(Exception):
    """Not from WeChat, too old, or not as the account's mode wants it. why is for the log only."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Knock(Struct, frozen=True):
    """What the address of a request says."""

    signature: str = ""
    timestamp: str = ""
    nonce: str = ""
    msg_signature: str = ""
    encrypt_type: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Knock:
        """Raises Refused if a value is longer than WeChat ever makes it."""
        values = {name: query.get(name, "") for name in PARAMETERS}
        if any(len(value) > MAX_PARAMETER for value in values.values()):
            raise Refused("an overlong parameter")
        return cls(**values)

    @property
    def sealed(self) -> bool:
        return self.encrypt_type.lower() == "aes" or bool(self.msg_signature)


class Opened(Struct, frozen=True):
    """A message that may be believed. key is the number of the key that opened it, None if it came in the clear."""

    message: Received
    key: int | None = None


class Gate:
    """Lets in what the account's own platform sent, within the last `max_age_s` seconds."""

    def __init__(self, settings: WeChatSettings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self.envelope = Envelope(settings.appid, settings.aes_keys)

    def verify(self, knock: Knock) -> None:
        """Raises Refused unless the request is fresh and the plain signature fits."""
        self._check_age(knock.timestamp)
        if not same(knock.signature, signature(self._settings.token, knock.timestamp, knock.nonce)):
            raise Refused("signature")

    def greet(self, knock: Knock) -> None:
        """What can be told before the body is read. Raises Refused.

        A sealed request is held to msg_signature later; a plain signature beside it must fit all the same.
        """
        wants_seal = self._settings.mode == "safe"
        if wants_seal and not knock.sealed:
            raise Refused("a plain message, but BOT_WECHAT_MODE is safe")
        if knock.sealed and knock.msg_signature and not knock.signature and self._settings.mode != "plain":
            self._check_age(knock.timestamp)
        else:
            self.verify(knock)

    def open(self, knock: Knock, body: bytes) -> Opened:
        """The message. Raises Refused, or BadMessage for a plain body that is none."""
        if knock.sealed and self._settings.mode != "plain":
            return self._opened(knock, body)
        fields = read(body)
        if "Encrypt" in fields and "MsgType" not in fields:
            raise Refused("an encrypted message, but BOT_WECHAT_MODE is plain")
        return Opened(received(fields))

    def admit(self, knock: Knock, opened: Opened, claims: Claims) -> None:
        """Holds a signature to the first message it came with. Raises Refused. Call inside `claims.store.writing()`."""
        if self._settings.mode == "safe":
            return  # msg_signature covers the body
        content = claims.digest(*opened.message.content)
        key = claims.digest("wechat signature", knock.timestamp, knock.nonce)
        if claims.once(key, lambda: content).reply != content:
            raise Refused("a signature seen before, with another message")

    def _opened(self, knock: Knock, body: bytes) -> Opened:
        """Whatever is wrong inside is refused in the same words, so that nobody learns how far it was read."""
        try:
            sealed = read(body).get("Encrypt", "")
            expected = signature(self._settings.token, knock.timestamp, knock.nonce, sealed)
            if not sealed or not same(knock.msg_signature, expected):
                raise Refused("msg_signature")
            plain, key = self.envelope.open(sealed)
            return Opened(received(read(plain)), key)
        except (BadEnvelope, BadMessage):
            raise Refused("an envelope that does not open: check BOT_WECHAT_AES_KEY and BOT_WECHAT_APPID") from None

    def _check_age(self, timestamp: str) -> None:
        if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
            raise Refused("no timestamp")
        age_s = self._clock() - int(timestamp)
        if age_s > self._settings.max_age_s or age_s < -AHEAD_S:
            raise Refused(f"timestamp {age_s:.0f} s away from this machine's clock")
