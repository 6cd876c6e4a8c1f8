"""Works that wait together share a transaction; one that fails is undone alone; nothing is told before it is kept."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.wechat_batches import Batches
from knowledge.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "bot.db")
    with made.writing() as writing:
        writing.execute("CREATE TABLE note (word TEXT NOT NULL)")
    return made


def note(store: Store, word: str) -> Callable[[], str]:
    def work() -> str:
        store.insert("note", [{"word": word}])
        if word == "bad":
            raise ValueError(word)
        return word

    return work


def notes(store: Store) -> set[str]:
    return {row["word"] for row in store.rows("SELECT word FROM note")}


def test_each_gets_what_its_own_work_gives(store: Store) -> None:
    async def all_at_once() -> list[str]:
        batches = Batches(store)
        return await asyncio.gather(*(batches.run(note(store, str(number))) for number in range(200)))

    assert asyncio.run(all_at_once()) == [str(number) for number in range(200)]
    assert len(notes(store)) == 200


def test_a_work_that_fails_is_undone_alone(store: Store) -> None:
    async def three() -> list[str | BaseException]:
        batches = Batches(store)
        works = (batches.run(note(store, word)) for word in ("a", "bad", "b"))
        return await asyncio.gather(*works, return_exceptions=True)

    first, failed, last = asyncio.run(three())
    assert (first, str(failed), last) == ("a", "bad", "b")
    assert notes(store) == {"a", "b"}


def test_a_result_is_kept_before_it_is_told(store: Store) -> None:
    """Another connection, as another process has, sees it at once."""
    other = Store(store.path)

    async def one_by_one() -> None:
        batches = Batches(store)
        for number in range(20):
            told = await batches.run(note(store, str(number)))
            assert told in notes(other)

    asyncio.run(one_by_one())


def test_a_database_that_cannot_be_written_is_told_to_all_who_wait(store: Store) -> None:
    async def all_at_once() -> list[str | BaseException]:
        batches = Batches(store)
        store.close()
        works = (batches.run(note(store, str(number))) for number in range(5))
        return await asyncio.gather(*works, return_exceptions=True)

    assert all(isinstance(told, sqlite3.Error) for told in asyncio.run(all_at_once()))


def test_one_who_no_longer_waits_holds_nobody_up(store: Store) -> None:
    async def impatient() -> str:
        batches = Batches(store)
        given_up = asyncio.create_task(batches.run(note(store, "a")))
        await asyncio.sleep(0)
        given_up.cancel()
        return await batches.run(note(store, "b"))

    assert asyncio.run(impatient()) == "b"
    assert notes(store) == {"a", "b"}, "a message is answered even if the platform has hung up: its repeat will come"
