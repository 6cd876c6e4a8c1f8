"""Event loops of a test's own, whatever runs in the same process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def own_loops() -> Iterator[None]:
    """Hides the loop that a browser keeps running in this thread between two tests: beside it none could be run."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(running)
