"""Who asked cannot be found out."""

from __future__ import annotations

import hmac
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.visitors import Visitors
from knowledge.store import Store, StoreError


def test_a_visitor_has_the_same_alias_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    first = Visitors(Store(path)).alias("web:a")
    assert Visitors(Store(path)).alias("web:a") == first


def test_two_visitors_have_two_aliases() -> None:
    visitors = Visitors(Store(":memory:"))
    assert visitors.alias("web:a") != visitors.alias("web:b")


def test_another_database_gives_another_alias() -> None:
    assert Visitors(Store(":memory:")).alias("web:a") != Visitors(Store(":memory:")).alias("web:a")


@given(st.text(max_size=40))
def test_an_alias_holds_nothing_of_its_visitor(visitor: str) -> None:
    alias = Visitors(Store(":memory:")).alias(visitor)
    assert len(alias) == 32
    assert set(alias) <= set("0123456789abcdef")


def test_the_key_is_in_a_file_for_its_owner_only_and_in_no_database(tmp_path: Path) -> None:
    store = Store(tmp_path / "bot.db")
    Visitors(store)
    key = (tmp_path / "bot.key").read_text()
    assert len(key) == 64
    assert stat.S_IMODE((tmp_path / "bot.key").stat().st_mode) == 0o600 or os.name == "nt"
    store.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bot.db", "bot.key"]
    assert key.encode() not in (tmp_path / "bot.db").read_bytes()


def test_a_copy_of_the_database_without_the_file_leads_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    store = Store(tmp_path / "bot.db")
    alias = Visitors(store).alias("web:a")
    store.close()
    (tmp_path / "copy" / "bot.db").write_bytes((tmp_path / "bot.db").read_bytes())
    copied = Store(tmp_path / "copy" / "bot.db")
    assert Visitors(copied).alias("web:a") != alias
    copied.close()


def test_the_key_of_an_older_version_moves_out_of_the_database(tmp_path: Path) -> None:
    store, key = Store(tmp_path / "bot.db"), "ab" * 32
    with store.writing():
        store.execute("CREATE TABLE visitor_key (key TEXT NOT NULL)")
        store.execute("INSERT INTO visitor_key VALUES (?)", (key,))
    alias = hmac.new(bytes.fromhex(key), b"web:a", sha256).hexdigest()[:32]
    assert Visitors(store).alias("web:a") == alias
    assert store.rows("SELECT name FROM sqlite_master WHERE name = 'visitor_key'") == []
    assert Visitors(store).alias("web:a") == alias
    store.close()


@pytest.mark.parametrize("content", [b"", b"abcd", b"\xff" * 64, b"zz" * 32])
def test_a_spoilt_key_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bot.key").write_bytes(content)
    store = Store(tmp_path / "bot.db")
    assert Visitors(store).alias("web:a") == Visitors(store).alias("web:a")
    store.close()


def test_a_key_that_cannot_be_kept_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "bot.key").mkdir()
    store = Store(tmp_path / "bot.db")
    with pytest.raises(StoreError, match=r"bot\.key"):
        Visitors(store)
    store.close()


def test_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "bot.db") for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        aliases = set(pool.map(lambda store: Visitors(store).alias("web:a"), stores))
    assert len(aliases) == 1
    for store in stores:
        store.close()
