"""WeChat's wire names and what they mean to us: fields to Received, a reply's text to fields.

Decides nothing: which kinds get an answer is for wechat_talk, whom to believe is for wechat_gate.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bot.channels.wechat_xml import BadMessage, read, write

SCENE = "qrscene_"  # stands before the QR code's own key when a visitor follows the account by scanning it


class Received(Struct, frozen=True):
    """One message or event. kind is "text", "voice", "image", …, or "event"; then event is "subscribe", "click", ….

    visitor is the sender's openid, account the receiving account's id. said: the text, or what a voice message says.
    """

    visitor: str
    account: str
    created: str
    kind: str
    said: str = ""
    number: str = ""
    event: str = ""
    event_key: str = ""

    @property
    def claim(self) -> tuple[str, ...]:
        """What tells a message from every other: the number alone collides between visitors, and events have none."""
        own = (self.event, self.event_key) if self.kind == "event" else (self.number,)
        return ("wechat", self.visitor, self.created, *own)

    @property
    def content(self) -> tuple[str, ...]:
        """Everything that was decoded: what a signature that does not cover the body is held to."""
        return (self.account, *self.claim, self.kind, self.said)


def decode(body: bytes) -> Received:
    """Raises BadMessage if it is no XML, or does not say from whom, to whom or of which kind it is."""
    return received(read(body))


def received(fields: Mapping[str, str]) -> Received:
    """Raises BadMessage, which names what is missing."""
    missing = [name for name in ("FromUserName", "ToUserName", "MsgType") if not fields.get(name, "").strip()]
    if missing:
        raise BadMessage(f"without {', '.join(missing)}")
    return Received(
        visitor=fields["FromUserName"].strip(),
        account=fields["ToUserName"].strip(),
        created=fields.get("CreateTime", "").strip(),
        kind=fields["MsgType"].strip().lower(),
        said=fields.get("Content") or fields.get("Recognition", ""),
        number=fields.get("MsgId", "").strip(),
        event=fields.get("Event", "").strip().lower(),
        event_key=fields.get("EventKey", "").strip().removeprefix(SCENE),
    )


def encode(text: str, to: Received, now_s: int) -> str:
    """The XML of a text reply. now_s is Unix seconds, handed in so that a repeat gets the very same reply."""
    names = {"ToUserName": to.visitor, "FromUserName": to.account}
    return write({**names, "CreateTime": now_s, "MsgType": "text", "Content": text})


def encode_sealed(sealed: str, msg_signature: str, now_s: int, nonce: str) -> str:
    """The XML around an envelope."""
    return write({"Encrypt": sealed, "MsgSignature": msg_signature, "TimeStamp": now_s, "Nonce": nonce})
