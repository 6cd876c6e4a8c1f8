"""What is made at most once in a process, also where several threads ask for it at the same time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """As functools.cache, which lets two threads make the same thing side by side."""
    lock, kept = Lock(), cache(make)

    @wraps(make)
    def made() -> T:
        with lock:
            return kept()

    return made
