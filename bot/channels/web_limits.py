"""How fast one address may ask: a token bucket in memory. Holds addresses for minutes, writes none down."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

MOST_ADDRESSES = 10_000
THIS_MACHINE = ("127.", "::1", "localhost")


class Pace:
    """Allows per_minute asks a minute for each address, all of them at once if need be; 0 allows everything."""

    def __init__(self, per_minute: int, clock_s: Callable[[], float]) -> None:
        self._per_minute, self._clock_s = per_minute, clock_s
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str) -> bool:
        """Takes a token. This machine itself (a kiosk, a test) is never held back."""
        if not self._per_minute or address.startswith(THIS_MACHINE):
            return True
        with self._lock:
            return self._take(address, self._clock_s())

    def _take(self, address: str, now_s: float) -> bool:
        tokens, before_s = self._buckets.pop(address, (float(self._per_minute), now_s))
        tokens = min(self._per_minute, tokens + (now_s - before_s) * self._per_minute / 60)
        allowed = tokens >= 1
        self._buckets[address] = (tokens - 1 if allowed else tokens, now_s)
        if len(self._buckets) > MOST_ADDRESSES:
            self._buckets.popitem(last=False)
        return allowed
