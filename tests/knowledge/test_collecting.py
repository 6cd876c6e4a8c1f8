"""The garbage collector while much is made that stays."""

from __future__ import annotations

import gc

import pytest

from knowledge.collecting import no_collecting, settle


def fails_inside() -> None:
    with no_collecting():
        assert not gc.isenabled()
        raise ValueError("broken")


def test_the_collector_is_off_inside_and_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="broken"):
        fails_inside()
    assert gc.isenabled()


def test_inside_another_it_stays_off_until_the_outer_one_ends() -> None:
    with no_collecting():
        with no_collecting():
            pass
        assert not gc.isenabled()


def test_what_was_made_before_is_passed_over_from_then_on() -> None:
    kept: list[list[str]] = [[]]
    try:
        settle()
        assert gc.isenabled()
        assert not any(made is kept for made in gc.get_objects())
    finally:
        gc.unfreeze()
