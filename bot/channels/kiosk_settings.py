"""What an operator may set for a kiosk, and the PIN of its staff corner. Draws nothing."""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from binascii import Error as BrokenBase64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import scrypt
from threading import Lock

COST, BLOCK, LANES = 2**14, 8, 1  # 16 MB and some 40 ms for each try
SALT_BYTES = 16
PIN = re.compile(r"[0-9]{6,12}")
FREE_TRIES = 3
FIRST_WAIT_S = 10.0
LONGEST_WAIT_S = 900.0
_HASH = re.compile(r"scrypt:[A-Za-z0-9+/=]{24}:[A-Za-z0-9+/=]{44}")


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """kiosk and event name the statistics. idle_s without a touch, then warn_s of counting down, then all is wiped.

    pin_hash: "" keeps the staff corner shut. exit_flag: the file whose appearance ends the kiosk, "" for none.
    public_url: where QR codes lead to; "" shows none.
    """

    kiosk: str = "kiosk-1"
    event: str = ""
    idle_s: int = 60
    warn_s: int = 15
    pin_hash: str = field(default="", repr=False)
    exit_flag: str = ""
    public_url: str = ""

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> KioskSettings:
        """Reads BOT_KIOSK_NAME, _EVENT, _IDLE_S, _WARN_S, _PIN_HASH, _EXIT_FLAG and BOT_PUBLIC_URL.

        Raises ValueError naming the key.
        """
        pin_hash = env.get("BOT_KIOSK_PIN_HASH", "")
        if pin_hash and not _HASH.fullmatch(pin_hash):
            raise ValueError("BOT_KIOSK_PIN_HASH is no hash, expected what kiosk-setup wrote: scrypt:…:…")
        public_url = env.get("BOT_PUBLIC_URL", "").rstrip("/")
        if public_url and not public_url.startswith(("http://", "https://")):
            raise ValueError(f"BOT_PUBLIC_URL is {public_url!r}, expected http://… or https://…")
        return cls(
            kiosk=env.get("BOT_KIOSK_NAME") or cls().kiosk,
            event=env.get("BOT_KIOSK_EVENT", ""),
            idle_s=_whole(env, "BOT_KIOSK_IDLE_S", cls().idle_s, 5, 3600),
            warn_s=_whole(env, "BOT_KIOSK_WARN_S", cls().warn_s, 3, 120),
            pin_hash=pin_hash,
            exit_flag=env.get("BOT_KIOSK_EXIT_FLAG", ""),
            public_url=public_url,
        )


def _whole(env: Mapping[str, str], key: str, default: int, least: int, most: int) -> int:
    raw = env.get(key, "").strip() or str(default)
    if not raw.isdecimal() or not least <= int(raw) <= most:
        raise ValueError(f"{key} is {raw!r}, expected whole seconds from {least} to {most}")
    return int(raw)


def hash_pin(pin: str, salt: bytes | None = None) -> str:
    """What BOT_KIOSK_PIN_HASH is set to. Raises ValueError unless the PIN is 6 to 12 digits."""
    if not PIN.fullmatch(pin):
        raise ValueError(f"the PIN has {len(pin)} characters, expected 6 to 12 digits")
    salt = salt or secrets.token_bytes(SALT_BYTES)
    return f"scrypt:{b64encode(salt).decode()}:{b64encode(_derive(pin, salt)).decode()}"


def _derive(pin: str, salt: bytes) -> bytes:
    return scrypt(pin.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=64 * 1024 * 1024, dklen=32)


class PinGate:
    """Checks PINs in constant time and makes whoever guesses wait: three tries, then 10 s, doubling to 15 minutes."""

    def __init__(self, pin_hash: str, clock_s: Callable[[], float]) -> None:
        self._hash, self._clock_s, self._lock = pin_hash, clock_s, Lock()
        self._failures, self._open_at_s = 0, 0.0

    @property
    def has_pin(self) -> bool:
        return bool(self._hash)

    def wait_s(self) -> int:
        """How many seconds nothing is checked yet; 0 when a try is allowed."""
        return max(0, -int(-(self._open_at_s - self._clock_s()) // 1))

    def passes(self, pin: str) -> bool:
        """One try. While one has to wait, the right PIN fails too, and is not looked at."""
        with self._lock:
            if not self._hash or self.wait_s():
                return False
            if PIN.fullmatch(pin) and _matches(pin, self._hash):
                self._failures = 0
                return True
            self._failures += 1
            over = self._failures - FREE_TRIES
            if over >= 0:
                self._open_at_s = self._clock_s() + min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(over, 20))
            return False


def _matches(pin: str, pin_hash: str) -> bool:
    try:
        _, salt, wanted = pin_hash.split(":")
        return hmac.compare_digest(_derive(pin, b64decode(salt)), b64decode(wanted))
    except (ValueError, BrokenBase64):
        return False
