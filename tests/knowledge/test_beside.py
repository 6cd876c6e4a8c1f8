"""What is made in a thread beside other work."""

from __future__ import annotations

from threading import Event, current_thread

import pytest

from knowledge.beside import Beside


def test_it_is_made_in_a_thread_of_its_own_once() -> None:
    made: list[str] = []

    def make() -> str:
        made.append(current_thread().name)
        return "made"

    beside = Beside("archive", make)
    assert (beside.get(), beside.get()) == ("made", "made")
    assert made == ["archive"]


def test_who_asks_waits_until_it_is_made() -> None:
    may = Event()
    beside = Beside("archive", lambda: may.wait(10))
    may.set()
    assert beside.get()


def test_what_goes_wrong_is_raised_to_who_asks() -> None:
    def make() -> str:
        raise ValueError("no archive")

    with pytest.raises(ValueError, match="no archive"):
        Beside("archive", make).get()
