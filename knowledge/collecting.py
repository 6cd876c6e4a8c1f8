"""Memory while much is made that stays: the garbage collector is held off, and what was needed beside it goes back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of mallopt(3)
ARENAS = 2
LARGE = 32 * 1024 * 1024  # bytes that are had from the system by themselves


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
    is no use to another. What is less than LARGE comes from there and goes back there: glibc begins with 128 KB and
    comes to this only while large texts come and go, for each of which all threads wait. Before threads are started."""
    set_option = _of_libc("mallopt")
    if set_option:
        set_option(M_ARENA_MAX, ARENAS)
        set_option(M_MMAP_THRESHOLD, LARGE)
        set_option(M_TRIM_THRESHOLD, 2 * LARGE)


def _of_libc(name: str) -> Any:
    """A function of the C library, None where it has none of that name."""
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None


def settle() -> None:
    """From here on the collector runs, and passes over all that was made so far: for what stays until the end."""
    gc.freeze()
    gc.enable()
