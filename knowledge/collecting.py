"""Holds the garbage collector off while much is made that stays: it would walk all of it again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_collecting() -> Iterator[None]:
    """Without the collector (of cycles; what nothing points to any more goes at once all the same)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settle() -> None:
    """From here on the collector runs, and passes over all that was made so far: for what stays until the end."""
    gc.freeze()
    gc.enable()
