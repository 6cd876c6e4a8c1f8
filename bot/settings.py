"""What an operator may set, read once from the environment. Opens nothing.

A channel's own settings stand in its own module; these are what every part shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

HOME = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the key and what is expected."""


class Settings(Struct, frozen=True):
    """database: the SQLite file. interviews: the folder of interviews that ship. help_file: whom to call, as TOML.

    session_minutes: how long a conversation is remembered. asks_per_minute: of one visitor, 0 for no limit.
    keep_days: how long a recorded question is kept. confidence: a fitted line of one's own, None for the shipped one.
    """

    database: Path = HOME / "data" / "bot.db"
    interviews: Path = HOME / "knowledge" / "interviews"
    help_file: Path = HOME / "bot" / "help.toml"
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""
    session_minutes: int = 30
    asks_per_minute: int = 30
    keep_days: int = 180
    confidence: Path | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Raises SettingsError naming the key."""
        public_url = env.get("BOT_PUBLIC_URL", "").rstrip("/")
        if public_url and not public_url.startswith(("http://", "https://")):
            raise SettingsError(f"BOT_PUBLIC_URL is {public_url!r}, expected http://… or https://…")
        default = cls()
        return cls(
            database=Path(env.get("BOT_DATABASE") or default.database),
            interviews=Path(env.get("BOT_INTERVIEWS") or default.interviews),
            help_file=Path(env.get("BOT_HELP_FILE") or default.help_file),
            host=env.get("BOT_HOST") or default.host,
            port=_whole(env, "BOT_PORT", default.port, 0, 65535),
            public_url=public_url,
            session_minutes=_whole(env, "BOT_SESSION_MINUTES", default.session_minutes, 1, 1440),
            asks_per_minute=_whole(env, "BOT_ASKS_PER_MINUTE", default.asks_per_minute, 0, 100_000),
            keep_days=_whole(env, "BOT_KEEP_DAYS", default.keep_days, 1, 3650),
            confidence=Path(env["BOT_CONFIDENCE"]) if env.get("BOT_CONFIDENCE") else None,
        )


def _whole(env: Mapping[str, str], key: str, default: int, low: int, high: int) -> int:
    value = env.get(key) or str(default)
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise SettingsError(f"{key} is {value!r}, expected a whole number from {low} to {high}")
    return int(value)
