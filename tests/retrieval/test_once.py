"""What is made once although several threads ask for it."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from retrieval.once import once


def test_threads_that_ask_together_get_the_same_thing() -> None:
    together = Barrier(4)

    @once
    def made() -> object:
        return object()

    def ask(_: int) -> object:
        together.wait(10)
        return made()

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(4)))) == 1


def test_the_first_words_of_a_process_may_be_cut_by_several_threads() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from retrieval.words import tokenise\n"
        "with ThreadPoolExecutor(4) as threads:\n"
        "    list(threads.map(tokenise, ['禁毒经费' * 2000 + str(number) for number in range(8)]))\n"
    )
    home = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], cwd=home, check=True, capture_output=True, timeout=60)
