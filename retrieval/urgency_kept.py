"""The urgency model as it was read, kept in a file beside the database: to read its table takes a tenth of a start.

The table is what is fitted and compared. What is kept is made of it, and anew for any other table or code; damaged or
missing it is as good as none.
"""

from __future__ import annotations

import contextlib
from hashlib import sha256
from pathlib import Path

import numpy as np

from retrieval import columns, urgency
from retrieval.columns import ColumnsError, require
from retrieval.marks import code_mark
from retrieval.urgency import Urgency


def load(kept: Path, path: Path | None = None) -> Urgency:
    """The model of the table `path`, or the one that ships. Raises UrgencyError."""
    table = urgency.table_bytes(path)
    mark = sha256(code_mark().encode() + table).hexdigest()
    try:
        return _read(kept, mark)
    except (OSError, ColumnsError):
        model = urgency.parse_bytes(table, path)
        with contextlib.suppress(OSError):
            _write(kept, mark, model)
        return model


def _write(kept: Path, mark: str, model: Urgency) -> None:
    head = {"mark": mark, "kinds": model.kinds, "biases": model.biases, "line": model.line}
    terms = np.frombuffer("\n".join(model.rows).encode(), dtype=np.uint8)  # a term is part of a line
    columns.write(kept, head, {"terms": terms, "weights": model.weights.reshape(-1)})


def _read(kept: Path, mark: str) -> Urgency:
    """Raises ColumnsError, OSError."""
    head, arrays = columns.read(kept)
    try:
        require(head["mark"] == mark, "made of another table or by other code")
        text = arrays["terms"].tobytes().decode()
        terms = text.split("\n") if text else []
        biases = tuple(map(float, head["biases"]))
        weights = arrays["weights"].reshape(len(terms), len(biases))
        require(weights.dtype == np.float32, "weights of another type")
        rows = dict(zip(terms, range(len(terms)), strict=True))
        return Urgency(tuple(map(str, head["kinds"])), biases, rows, weights, float(head["line"]))
    except (KeyError, TypeError, ValueError) as error:
        raise ColumnsError(f"{kept.name}: {error!r}, expected the columns of a model") from error
