"""A bot that is started again knows what was done meanwhile; its index stays where only phrasings came or went."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.archive import withdraw
from knowledge.curation import add_declined_phrasing, add_phrasing, remove_declined_phrasing, remove_phrasing
from knowledge.store import Store
from tests import tiny

MONEY, WORK, ASKED = "tianyuan-01", "tianyuan-02", "票子翻番没"


def outcome(folder: Path, question: str = ASKED) -> str:
    """What a bot says that starts now."""
    house = tiny.house(folder)
    judgement = house.library.shelf().judge.judge(question)
    house.store.close()
    answered = judgement.answers[0].candidate.pair.id if judgement.answers else judgement.declined
    return f"{judgement.outcome} {answered}".strip()


def index(folder: Path) -> bytes:
    return (folder / "bot.index").read_bytes()


@pytest.fixture
def started(tmp_path: Path) -> Path:
    """Where a bot has run before."""
    assert outcome(tmp_path) == "none"
    return tmp_path


def meanwhile(folder: Path, do: Callable[[Store], object]) -> None:
    """What another process does to the database."""
    store = Store(folder / "bot.db")
    do(store)
    store.close()


def test_what_was_taught_and_undone_meanwhile_needs_no_other_index(started: Path) -> None:
    kept = index(started)
    meanwhile(started, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    assert outcome(started) == f"answer {MONEY}"
    meanwhile(started, lambda store: remove_phrasing(store, _newest(store, "phrasing"), "甲"))
    assert outcome(started) == "none"
    assert index(started) == kept


def test_what_was_declined_and_undone_meanwhile_needs_no_other_index(started: Path) -> None:
    kept = index(started)
    meanwhile(started, lambda store: add_declined_phrasing(store, "penalty", ASKED, who="甲"))
    assert outcome(started) == "none penalty"
    meanwhile(started, lambda store: remove_declined_phrasing(store, _newest(store, "declined_phrasing"), "甲"))
    assert outcome(started) == "none"
    assert index(started) == kept


def test_a_phrasing_that_was_in_the_kept_index_can_be_undone(tmp_path: Path) -> None:
    tiny.house(tmp_path).store.close()
    meanwhile(tmp_path, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    assert outcome(tmp_path) == f"answer {MONEY}"
    kept = index(tmp_path)
    meanwhile(tmp_path, lambda store: remove_phrasing(store, _newest(store, "phrasing"), "甲"))
    assert outcome(tmp_path) == "none"
    assert index(tmp_path) == kept


def test_a_withdrawn_article_is_gone_from_the_index_too(started: Path) -> None:
    kept = index(started)
    meanwhile(started, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    meanwhile(started, lambda store: withdraw(store, "tianyuan"))
    assert outcome(started) == "none"
    assert index(started) != kept
    assert "百分之六十".encode() not in index(started)


def test_a_database_from_a_backup_has_what_it_had(started: Path) -> None:
    """The version of what is done to the backup is that of what was done before; the index is of the other."""
    backup = started / "backup.db"
    meanwhile(started, lambda store: store.values("VACUUM INTO ?", [str(backup)]))
    meanwhile(started, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    (started / "bot.index").unlink()
    assert outcome(started) == f"answer {MONEY}"
    for part in ("bot.db-wal", "bot.db-shm"):
        (started / part).unlink(missing_ok=True)
    shutil.copy(backup, started / "bot.db")
    meanwhile(started, lambda store: add_phrasing(store, WORK, "手艺谁教", who="甲"))
    assert outcome(started) == "none"
    assert outcome(started, "手艺谁教") == f"answer {WORK}"


def test_a_process_that_keeps_an_older_state_last_spoils_nothing(started: Path) -> None:
    older = index(started)
    meanwhile(started, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    (started / "bot.index").unlink()
    assert outcome(started) == f"answer {MONEY}"
    (started / "bot.index").write_bytes(older)
    assert outcome(started) == f"answer {MONEY}"


@pytest.mark.parametrize("left", [b"", b"interview index, form 1\n", b"half of it"])
def test_what_a_crash_or_an_older_version_left_is_built_anew(started: Path, left: bytes) -> None:
    kept = index(started)
    meanwhile(started, lambda store: add_phrasing(store, MONEY, ASKED, who="甲"))
    (started / "bot.index").write_bytes(left)
    (started / "bot.index0.part").write_bytes(kept[:99])
    assert outcome(started) == f"answer {MONEY}"
    assert index(started) not in {kept, left}


def _newest(store: Store, table: str) -> int:
    return int(store.values(f"SELECT max(id) FROM {table}")[0][0])
