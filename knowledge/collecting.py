"""Memory while much is made that stays: the garbage collector is held off, and what was needed beside it goes back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

M_ARENA_MAX = -8  # of mallopt(3)
ARENAS = 2


@contextmanager
def no_collecting() -> Iterator[None]:
    """Without the collector, which would walk all that is made again and again.

    It is for cycles; what nothing points to any more goes at once all the same.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        give_back()
        if was_on:
            gc.enable()


def give_back() -> None:
    """Hands memory that is free again to the system, where the C library can: glibc keeps it by itself."""
    trim = _of_libc("malloc_trim")
    if trim:
        trim(0)


def share_arenas() -> None:
    """Lets all threads take memory from the same few places: glibc gives each thread its own, and what is free in one
    is no use to another. Before threads are started."""
    set_option = _of_libc("mallopt")
    if set_option:
        set_option(M_ARENA_MAX, ARENAS)


def _of_libc(name: str) -> Any:
    """A function of the C library, None where it has none of that name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def settle() -> None:
    """From here on the collector runs, and passes over all that was made so far: for what stays until the end."""
    gc.freeze()
    gc.enable()
