"""A script that formats_pdf.py runs: PDF bytes on standard input, {"pages": […]} or {"wrong": …} on standard output.

Stands alone and imports nothing of the house, so that it starts fast and a crash stays here.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MOST_PAGES = 2_000
MOST_MEMORY = 2 * 1024**3


def text_of(data: bytes) -> dict[str, Any]:
    """The text of each page, or what is wrong."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"wrong": "password" if "assword" in str(error) else "damaged"}
    if len(pdf) > MOST_PAGES:
        return {"wrong": "too long"}
    return {"pages": [pdf[number].get_textpage().get_text_bounded() for number in range(len(pdf))]}


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    limit_memory()
    sys.stdout.buffer.write(json.dumps(text_of(sys.stdin.buffer.read())).encode("ascii"))
