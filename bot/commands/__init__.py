"""The commands of run_bot.py, one idea a module. Each prints; the work itself is done elsewhere.

A module is imported when one of its commands is called, or when all of them are listed: together they take a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

MODULES = {  # in the order of --help; the first serves when no command is named
    "serving": ("serve",),
    "asking": ("ask", "chat"),
    "importing": ("import",),
    "knowledge": ("articles", "pairs", "show", "withdraw", "verify"),
    "suggesting": ("suggestions",),
    "learning": ("unanswered", "teach", "decline", "undo", "history", "topics-declined", "counts"),
    "measuring": ("evaluate", "tune"),
    "kiosk": ("kiosk-setup", "kiosk-statistics"),
    "wechat": ("wechat-menu",),
}


def every_module() -> list[ModuleType]:
    return [import_module(f"bot.commands.{name}") for name in MODULES]


def modules_for(words: Sequence[str]) -> list[ModuleType]:
    """The module of the command that a call names; all of them where it names none that there is."""
    called = words[0] if words else "serve"
    found = [name for name, commands in MODULES.items() if called in commands]
    return [import_module(f"bot.commands.{found[0]}")] if found else every_module()
