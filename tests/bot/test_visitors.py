"""Who asked cannot be found out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.visitors import Visitors
from knowledge.store import Store


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
