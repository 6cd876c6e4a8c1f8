"""The outbox: claims, steps, leases, doubt, forgetting; and writes that share a transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.outbox import MIGRATIONS, Claim, Commits, Outbox
from knowledge.store import Store

ONE = Claim("1", "chat 7", "笑气危险吗")


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store() -> Store:
    store = Store(":memory:")
    store.migrate(MIGRATIONS)
    return store


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(store: Store, clock: Clock) -> Outbox:
    return Outbox(store, "telegram", now=clock)


@pytest.fixture
def other(store: Store, clock: Clock) -> Outbox:
    """Another process on the same database."""
    return Outbox(store, "telegram", now=clock)


def row(store: Store) -> dict[str, object]:
    return store.rows("SELECT * FROM outbox")[0]


def test_a_claim_is_given_once(outbox: Outbox, other: Outbox) -> None:
    assert [entry.received for entry in outbox.claim([ONE, ONE])] == ["笑气危险吗"]
    assert other.claim([ONE]) == []
    assert len(other.claim([Claim("2", "", ""), Claim("3", "", "")])) == 2


def test_channels_do_not_share_keys(store: Store, outbox: Outbox) -> None:
    outbox.claim([ONE])
    assert Outbox(store, "wechat").claim([ONE])


def test_the_question_is_erased_with_the_answer_stored_and_the_answer_and_address_when_sent(
    outbox: Outbox, store: Store
) -> None:
    (entry,) = outbox.claim([ONE])
    assert outbox.prepare(entry.id, ["甲", "乙"])
    assert (row(store)["received"], row(store)["state"]) == ("", "prepared")
    for part in (1, 2):
        assert outbox.sending(entry.id)
        assert outbox.moved_on(entry.id, part)
    assert outbox.close(entry.id, "sent")
    done = row(store)
    assert (done["state"], done["received"], done["parts"], done["lane"], done["owner"]) == ("sent", "", "[]", "", "")
    assert outbox.claim([ONE]) == []


def test_every_step_is_refused_to_others_and_out_of_order(outbox: Outbox, other: Outbox) -> None:
    (entry,) = outbox.claim([ONE])
    steps: list[Callable[[Outbox], bool]] = [
        lambda box: box.prepare(entry.id, []),
        lambda box: box.sending(entry.id),
        lambda box: box.held(entry.id),
        lambda box: box.moved_on(entry.id, 1),
        lambda box: box.doubt(entry.id, []),
        lambda box: box.close(entry.id, "sent"),
    ]
    assert not any(step(other) for step in steps)
    assert not outbox.sending(entry.id)
    assert outbox.prepare(entry.id, ["甲"])
    assert not outbox.prepare(entry.id, ["乙"])
    assert not outbox.doubt(entry.id, [])
    assert outbox.sending(entry.id)
    assert not outbox.sending(entry.id)
    assert outbox.held(entry.id)
    assert outbox.sending(entry.id)
    assert outbox.close(entry.id, "sent")
    assert not any(step(outbox) for step in steps)


def test_a_lease_that_ran_out_is_taken_over_and_the_first_owner_has_lost_it(
    outbox: Outbox, other: Outbox, clock: Clock
) -> None:
    (entry,) = outbox.claim([ONE])
    outbox.prepare(entry.id, ["甲"])
    assert other.take_over() == []
    clock.now += 9
    outbox.extend()
    clock.now += 9
    assert other.take_over() == []
    clock.now += 2
    (taken,) = other.take_over()
    assert (taken.id, taken.parts, taken.tries, taken.state) == (entry.id, ("甲",), 0, "prepared")
    assert other.again(taken.id)
    assert not outbox.again(taken.id)
    other.release()
    assert other.take_over()[0].tries == 1
    assert not outbox.sending(entry.id)
    assert other.sending(entry.id)


def test_what_is_released_or_let_go_is_free_at_once_and_comes_oldest_first(outbox: Outbox, other: Outbox) -> None:
    first, second = outbox.claim([ONE, Claim("2", "", "")])
    outbox.let_go(second.id)
    assert [entry.id for entry in other.take_over()] == [second.id]
    other.release()
    outbox.release()
    assert [entry.id for entry in other.take_over()] == [first.id, second.id]


def test_doubt_replaces_what_was_to_be_sent_by_one_line(outbox: Outbox, other: Outbox, clock: Clock) -> None:
    (entry,) = outbox.claim([ONE])
    outbox.prepare(entry.id, ["甲", "乙"])
    outbox.sending(entry.id)
    outbox.moved_on(entry.id, 1)
    outbox.sending(entry.id)
    assert outbox.doubt(entry.id, ["可能没有送到"])
    clock.now += 60
    (taken,) = other.take_over()
    assert (taken.state, taken.parts, taken.part, taken.told_loss) == ("prepared", ("可能没有送到",), 0, 1)


def test_finished_rows_are_forgotten_and_hopeless_ones_dropped(outbox: Outbox, store: Store, clock: Clock) -> None:
    done, _ = outbox.claim([ONE, Claim("2", "chat", "text")])
    outbox.close(done.id, "sent")
    clock.now += 25 * 3600
    assert outbox.purge() == 1
    assert [found["state"] for found in store.rows("SELECT state FROM outbox ORDER BY id")] == ["sent", "dropped"]
    assert "chat" not in repr(store.rows("SELECT * FROM outbox"))
    clock.now += 48 * 3600
    assert outbox.purge() == 0
    assert store.rows("SELECT * FROM outbox") == []


def test_claims_hold_across_processes(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "bot.db") for _ in range(2)]
    for store in stores:
        store.migrate(MIGRATIONS)
    taken = [Outbox(store, "telegram").claim([Claim(str(n), "", "") for n in range(50)]) for store in stores]
    assert [len(entries) for entries in taken] == [50, 0]
    for store in stores:
        store.close()


def test_writes_that_wait_together_are_committed_together_and_give_their_results(store: Store) -> None:
    async def play() -> list[int]:
        commits = Commits(store)
        box = Outbox(store, "telegram")
        claims = [lambda n=n: len(box.claim([Claim(str(n), "", "")])) for n in range(30)]
        found = await asyncio.gather(*(commits.do(claim) for claim in claims))
        commits.close()
        return found

    assert asyncio.run(play()) == [1] * 30


def test_a_write_that_fails_undoes_its_transaction_and_is_told(store: Store) -> None:
    async def play() -> list[object]:
        commits = Commits(store)
        box = Outbox(store, "telegram")
        good = commits.do(lambda: len(box.claim([ONE])))
        bad = commits.do(lambda: store.rows("SELECT * FROM nowhere"))
        found = await asyncio.gather(good, bad, return_exceptions=True)
        again = await commits.do(lambda: len(box.claim([ONE])))
        commits.close()
        return [*found, again]

    first, second, again = asyncio.run(play())
    assert isinstance(first, sqlite3.OperationalError)
    assert isinstance(second, sqlite3.OperationalError)
    assert again == 1
