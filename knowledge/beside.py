"""Something that is made in a thread of its own, beside whatever goes on meanwhile, for one who asks for it later."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Beside(Generic[T]):
    """Begins to make it at once. It pays where most of the making is done without the interpreter's lock."""

    def __init__(self, name: str, make: Callable[[], T]) -> None:
        """name: of the thread."""
        self._made: Future[T] = Future()
        self._make = make
        Thread(target=self._run, name=name, daemon=True).start()

    def _run(self) -> None:
        try:
            self._made.set_result(self._make())
        except BaseException as error:  # noqa: BLE001 - whoever asks for it gets it, and does not wait for ever
            self._made.set_exception(error)

    def get(self) -> T:
        """Waits until it is made. Raises what making it raised."""
        return self._made.result()
