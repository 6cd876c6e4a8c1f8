"""WeChat's side, written from the published scheme and from nothing of ours: signs, encrypts, sends, decrypts, checks.

Signature: SHA-1 over the sorted, joined token, timestamp, nonce (and ciphertext). Envelope: AES-256-CBC, IV = first 16
bytes of the key, PKCS#7 to 32; inside 16 random bytes, the length, the message, the appid. Reads with ElementTree.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
from dataclasses import dataclass
from urllib.parse import urlencode
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

TOKEN = "spamtest"
APPID = "wx2c2769f8efd9abc2"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OTHER_AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ACCOUNT = "gh_680bdefc8c5d"
OPENID = "oIaodvwZe03Amjb8_jQ0ZHGmr-4w"


def sign(*parts: str) -> str:
    joined = "".join(sorted(parts))
    return hashlib.sha1(joined.encode("utf-8")).hexdigest()  # noqa: S324 - the published scheme


def cipher(aes_key: str) -> Cipher[modes.CBC]:
    key = base64.b64decode(aes_key + "=")
    return Cipher(algorithms.AES(key), modes.CBC(key[:16]))


def encrypt(message: str, aes_key: str = AES_KEY, appid: str = APPID) -> str:
    raw = message.encode("utf-8")
    plain = os.urandom(16) + struct.pack(">I", len(raw)) + raw + appid.encode()
    padder = PKCS7(256).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = cipher(aes_key).encryptor()
    return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()


def encrypt_raw(plain: bytes, aes_key: str = AES_KEY) -> str:
    """A ciphertext over exactly these bytes, to make envelopes that are wrong in one place."""
    encryptor = cipher(aes_key).encryptor()
    return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()


def decrypt(sealed: str, aes_key: str = AES_KEY, appid: str = APPID) -> str:
    decryptor = cipher(aes_key).decryptor()
    padded = decryptor.update(base64.b64decode(sealed)) + decryptor.finalize()
    unpadder = PKCS7(256).unpadder()
    plain = unpadder.update(padded) + unpadder.finalize()
    (size,) = struct.unpack(">I", plain[16:20])
    assert plain[20 + size :].decode() == appid
    return plain[20 : 20 + size].decode("utf-8")


def xml(**fields: str | int) -> str:
    """As the platform writes it: text in CDATA, numbers bare."""
    parts = [f"<{name}>{_told(value)}</{name}>" for name, value in fields.items()]
    return "<xml>" + "\n".join(parts) + "</xml>"


def _told(value: str | int) -> str:
    return str(value) if isinstance(value, int) else f"<![CDATA[{value}]]>"


def text_message(content: str, number: int = 1, created_s: int = 1_700_000_000, openid: str = OPENID) -> str:
    return xml(
        ToUserName=ACCOUNT,
        FromUserName=openid,
        CreateTime=created_s,
        MsgType="text",
        Content=content,
        MsgId=number,
    )


def event(name: str, key: str = "", created_s: int = 1_700_000_000, openid: str = OPENID) -> str:
    return xml(
        ToUserName=ACCOUNT,
        FromUserName=openid,
        CreateTime=created_s,
        MsgType="event",
        Event=name,
        EventKey=key,
    )


@dataclass(frozen=True)
class Posted:
    """A request as it would go over the wire: the query and the body."""

    query: str
    body: bytes


@dataclass(frozen=True)
class Platform:
    """Posts as the platform does in one of its modes."""

    mode: str = "plain"
    token: str = TOKEN
    appid: str = APPID
    aes_key: str = AES_KEY

    def greeting(self, now_s: float, echo: str = "4375120948345356249", nonce: str = "1514711492") -> str:
        stamp = str(int(now_s))
        signed = {"signature": sign(self.token, stamp, nonce), "echostr": echo, "timestamp": stamp, "nonce": nonce}
        return urlencode(signed)

    def post(self, message: str, now_s: float, nonce: str = "486452656") -> Posted:
        stamp = str(int(now_s))
        query = {"signature": sign(self.token, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": OPENID}
        if self.mode == "plain":
            return Posted(urlencode(query), message.encode("utf-8"))
        sealed = encrypt(message, self.aes_key, self.appid)
        query |= {"encrypt_type": "aes", "msg_signature": sign(self.token, stamp, nonce, sealed)}
        envelope = f"<Encrypt><![CDATA[{sealed}]]></Encrypt>"
        if self.mode == "safe":
            body = f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName>{envelope}</xml>"
        else:
            body = message.removesuffix("</xml>") + envelope + "</xml>"
        return Posted(urlencode(query), body.encode("utf-8"))

    def read(self, body: bytes) -> dict[str, str]:
        """The fields of a reply; an envelope is checked and opened first."""
        fields = flat(body)
        if "Encrypt" not in fields:
            return fields
        expected = sign(self.token, fields["TimeStamp"], fields["Nonce"], fields["Encrypt"])
        assert fields["MsgSignature"] == expected
        return flat(decrypt(fields["Encrypt"], self.aes_key, self.appid).encode("utf-8"))


def flat(body: bytes) -> dict[str, str]:
    root = ElementTree.fromstring(body.decode("utf-8"))  # noqa: S314 - our own reply
    assert root.tag == "xml"
    return {child.tag: child.text or "" for child in root}
