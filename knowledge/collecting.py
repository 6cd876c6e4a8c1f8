"""Memory while much is made that stays: the garbage collector is held off, and what was needed beside it goes back."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


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
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim:
            trim(0)


def settle() -> None:
    """From here on the collector runs, and passes over all that was made so far: for what stays until the end."""
    gc.freeze()
    gc.enable()
