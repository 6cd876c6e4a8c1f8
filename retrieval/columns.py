"""Named arrays and a JSON head in one file. Data only: nothing in it is ever executed, and a changed byte is noticed.

The file is MAGIC, the SHA-256 digest of all that follows, the length of the head (8 bytes, little-endian), the head,
and the arrays, each beginning at a multiple of 64 bytes. Knows nothing of what the arrays mean.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.formula import Ints

MAGIC = b"interview index, form 2\n"
DIGEST_BYTES = 32
TYPES = ("<u8", "<i8", "<i4", "<u4", "<u2", "|u1", "<f8", "<f4")
_ALIGNED = 64


class ColumnsError(Exception):
    """The bytes are no such file, or are damaged."""


def require(holds: bool, otherwise: str) -> None:
    """Raises ColumnsError with `otherwise` unless it holds."""
    if not holds:
        raise ColumnsError(otherwise)


def write(path: Path, head: Mapping[str, Any], arrays: Mapping[str, Ints]) -> None:
    """Puts the file in place in one step. Raises OSError.

    It does not wait for the disk: what a power cut tears is noticed by its digest, and made anew.
    """
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_packed(head, arrays))
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def read(path: Path) -> tuple[dict[str, Any], dict[str, Ints]]:
    """The head and the arrays, which cannot be written to. Raises ColumnsError, OSError.

    Numpy asks for large pages of memory: of small ones there are thousands to be made, and other threads wait for that.
    """
    with path.open("rb") as file:
        data = np.empty(os.fstat(file.fileno()).st_size, dtype=np.uint8)
        data = data[: file.readinto(data.data)]
    data.flags.writeable = False
    return unpacked(data.data)


def unpacked(data: bytes | memoryview) -> tuple[dict[str, Any], dict[str, Ints]]:
    """What the bytes of such a file hold. Raises ColumnsError for any others."""
    view, start = memoryview(data), len(MAGIC) + DIGEST_BYTES
    require(view[: len(MAGIC)] == MAGIC, "no index file, or of another form")
    digest = sha256(view[start:]).digest()  # processors have instructions for it
    require(digest == view[len(MAGIC) : start], "damaged")
    body = start + 8 + int.from_bytes(view[start : start + 8], "little")
    try:
        head = json.loads(bytes(view[start + 8 : body]))
        return head, dict(_arrays(head["arrays"], view[body:]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError, OverflowError) as error:
        raise ColumnsError(f"head: {error!r}") from error


def _arrays(rows: list[list[Any]], body: memoryview) -> Iterator[tuple[str, Ints]]:
    for name, form, offset, count in rows:
        require(form in TYPES, f"type {form!r}, expected one of {TYPES}")
        require(type(offset) is type(count) is int and min(offset, count) >= 0, f"{name}: a place below 0")
        require(offset + count * np.dtype(form).itemsize <= len(body), f"{name}: ends after the file")
        part = body[offset : offset + count * np.dtype(form).itemsize]
        yield name, np.frombuffer(part, dtype=form) if count else np.zeros(0, dtype=form)


def _packed(head: Mapping[str, Any], arrays: Mapping[str, Ints]) -> list[bytes]:
    rows, parts, offset = [], [], 0
    for name, values in arrays.items():
        data = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("<"))
        rows.append([name, data.dtype.str, offset, len(data)])
        parts.append(data.tobytes() + bytes(-data.nbytes % _ALIGNED))
        offset += len(parts[-1])
    written = json.dumps({**head, "arrays": rows}).encode()
    written += b" " * (-(len(MAGIC) + DIGEST_BYTES + 8 + len(written)) % _ALIGNED)
    parts = [len(written).to_bytes(8, "little"), written, *parts]
    digest = sha256()
    for part in parts:
        digest.update(part)
    return [MAGIC, digest.digest(), *parts]
