"""The garbage collector while much is made that stays."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.collecting import no_collecting, settle

HOME = Path(__file__).resolve().parents[2]


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


ALONE = """
from pathlib import Path
from knowledge.collecting import no_collecting

def resident_mb():
    rows = dict(row.split(":", 1) for row in Path("/proc/self/status").read_text(encoding="utf-8").splitlines())
    return int(rows["VmRSS"].split()[0]) / 1024

before = resident_mb()
with no_collecting():
    kept = [f"{number:>1000}" for number in range(60_000)]
    del kept[:-1]
    at_most = resident_mb()
print(at_most - before, resident_mb() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the process's memory where Linux shows it")
def test_what_was_needed_only_while_it_was_made_goes_back_to_the_system() -> None:
    """In a process of its own: one that has run other tests may have free memory to take from."""
    told = subprocess.run([sys.executable, "-c", ALONE], cwd=HOME, capture_output=True, text=True, check=True).stdout
    at_most, after = map(float, told.split())
    assert at_most > 40
    assert after < 15
