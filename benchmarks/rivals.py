"""The engines that are measured side by side, each built from the same words and asked the same questions.

An engine takes its documents once and gives the numbers of the ten best for a question. Measures nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from benchmarks.corpus import Corpus
from retrieval.documents import Terms
from retrieval.formula import DECIMALS, K1, B

TOP = 10


class Rival(Protocol):
    def __init__(self, corpus: Corpus) -> None: ...

    def top(self, words: Sequence[str]) -> list[int]:
        """The numbers of the ten best documents, best first."""


class PlainRankBm25:
    """rank-bm25 as its own documentation uses it, with our formula and our order of ties."""

    def __init__(self, corpus: Corpus) -> None:
        from rank_bm25 import BM25Plus

        self._bm25 = BM25Plus(list(corpus.documents()), k1=K1, b=B, delta=1)

    def top(self, words: Sequence[str]) -> list[int]:
        scores = np.round(self._bm25.get_scores(words), DECIMALS)
        constant = sum(self._bm25.idf.get(word, 0.0) for word in words)  # what a document without any of the words gets
        best = np.argsort(-scores, kind="stable")[:TOP]
        return [int(number) for number in best if scores[number] > constant + 10**-DECIMALS]


class _Bm25s:
    """bm25s with the same formula."""

    backend = "numpy"

    def __init__(self, corpus: Corpus) -> None:
        from bm25s import BM25
        from bm25s.tokenization import Tokenized

        known: dict[str, int] = {}
        ids = [[known.setdefault(word, len(known)) for word in words] for words in corpus.documents()]
        self._bm25 = BM25(method="bm25+", k1=K1, b=B, delta=1, backend=self.backend)
        self._bm25.index(Tokenized(ids=ids, vocab=known), show_progress=False)
        if self.backend == "numba":
            self._bm25.activate_numba_scorer()

    def top(self, words: Sequence[str]) -> list[int]:
        found, _ = self._bm25.retrieve([list(words)], k=TOP, show_progress=False, n_threads=1)
        return [int(number) for number in found[0]]


class Bm25sNumpy(_Bm25s):
    pass


class Bm25sNumba(_Bm25s):
    backend = "numba"


class Tantivy:
    """tantivy in memory; words come split, its formula is BM25 with k1 1.2 and b 0.75."""

    def __init__(self, corpus: Corpus) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_integer_field("number", stored=True, fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(200_000_000, 1)
        for number, words in enumerate(corpus.documents()):
            writer.add_document(tantivy.Document(body=[" ".join(words)], number=number))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def top(self, words: Sequence[str]) -> list[int]:
        query, occur = self._tantivy.Query, self._tantivy.Occur.Should
        terms = [(occur, query.term_query(self._schema, "body", word, "freq")) for word in words]
        hits = self._searcher.search(query.boolean_query(terms), TOP, count=False).hits
        return [self._searcher.doc(address)["number"][0] for _, address in hits]


class Fts5:
    """SQLite FTS5 in memory; its formula is BM25 with k1 1.2 and b 0.75."""

    def __init__(self, corpus: Corpus) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute("CREATE VIRTUAL TABLE pair USING fts5(body, content='', tokenize='unicode61')")
        rows = ((number, " ".join(words)) for number, words in enumerate(corpus.documents()))
        self._database.executemany("INSERT INTO pair (rowid, body) VALUES (?, ?)", rows)
        self._database.commit()

    def top(self, words: Sequence[str]) -> list[int]:
        query = " OR ".join(f'"{word}"' for word in words)
        rows = self._database.execute("SELECT rowid FROM pair WHERE pair MATCH ? ORDER BY rank LIMIT ?", [query, TOP])
        return [row[0] for row in rows]


class Ours:
    """The bot's index, over words only."""

    def __init__(self, corpus: Corpus) -> None:
        from retrieval.index import Index

        self._index = Index(Terms(tuple(words), (), ()) for words in corpus.documents())

    def top(self, words: Sequence[str]) -> list[int]:
        return [hit.document for hit in self._index.search(Terms(tuple(words), (), ()), TOP)]


class OursAllKinds:
    """The bot's index over words, characters and sounds of whole texts, asked for as many hits as the bot asks for."""

    def __init__(self, corpus: Corpus) -> None:
        from retrieval.documents import terms
        from retrieval.index import Index

        self._terms: Callable[[str], Terms] = terms
        self._index = Index(terms("，".join(words)) for words in corpus.documents())

    def top(self, words: Sequence[str]) -> list[int]:
        return [hit.document for hit in self._index.search(self._terms("".join(words)), 150)[:TOP]]


RIVALS: dict[str, type[Rival]] = {
    "rank-bm25": PlainRankBm25,
    "bm25s, NumPy": Bm25sNumpy,
    "bm25s, numba": Bm25sNumba,
    "tantivy": Tantivy,
    "SQLite FTS5": Fts5,
    "ours": Ours,
    "ours, all kinds": OursAllKinds,
}
