"""Power cuts: a process is killed in mid-import, and the next one finds the archive whole, as before or as after."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.archive import save_interview
from knowledge.collection import load_collection
from knowledge.curation import add_phrasing
from knowledge.model import Pair
from knowledge.store import Store
from knowledge.verify import verify
from tests.knowledge.builders import Said, build, fresh_store

ROOT = Path(__file__).parents[2]
BEFORE = tuple(Said(f"第{number}问？", f"第{number}条回答是这样说的，大家记住。") for number in range(12))
AFTER = (Said("新增的一问？", "这一条回答从前没有。"), *BEFORE[2:])

DYING = """
import os, signal, sys
from knowledge.archive import save_interview
from knowledge.store import Store
from tests.knowledge.builders import build
from tests.knowledge.test_crash import AFTER

class Dying(Store):
    writes = 0

    def _one_more(self):
        Dying.writes += 1
        if Dying.writes == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)

    def execute(self, sql, parameters=()):
        self._one_more()
        return super().execute(sql, parameters)

    def insert(self, table, rows):
        for row in rows:
            self._one_more()
            super().insert(table, [row])

save_interview(Dying(sys.argv[1]), build("a", *AFTER), "a.txt")
print(Dying.writes)
"""


def _die_at(path: Path, write: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DYING, str(path), str(write)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def _archive(path: Path) -> None:
    store = fresh_store(str(path))
    save_interview(store, build("a", *BEFORE), "a.txt")
    add_phrasing(store, "a-5", "教的一句", who="李四", passage=0)
    store.close()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, tuple[Pair, ...]]:
    """How many writes an import takes that nobody interrupts, and the pairs it gives."""
    path = tmp_path_factory.mktemp("whole") / "bot.db"
    _archive(path)
    writes = int(_die_at(path, 0).stdout)
    return writes, tuple(load_collection(Store(path)).pairs)


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 1.0])
def test_a_process_killed_in_mid_import_leaves_the_archive_as_it_was(
    tmp_path: Path, whole: tuple[int, tuple[Pair, ...]], part: float
) -> None:
    writes, pairs = whole
    path = tmp_path / "bot.db"
    _archive(path)
    before = load_collection(Store(path))
    assert _die_at(path, max(1, round(writes * part))).returncode == -signal.SIGKILL
    store = Store(path)
    assert load_collection(store) == before
    assert verify(store).faults == ()
    assert save_interview(store, build("a", *AFTER), "a.txt").status == "corrected"
    assert load_collection(store).pairs == pairs


def test_a_process_killed_after_the_import_leaves_all_of_it(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    _archive(path)
    script = DYING.replace("print(Dying.writes)", "os.kill(os.getpid(), signal.SIGKILL)")
    command = [sys.executable, "-c", script, str(path), "0"]
    died = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert died.returncode == -signal.SIGKILL
    store = Store(path)
    assert len(load_collection(store).pairs) == len(AFTER)
    assert verify(store).faults == ()
