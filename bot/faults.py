"""What may be logged of a fault of ours: its kind and where it was raised. Its message might hold a visitor's words."""

from __future__ import annotations

import traceback


def place(error: Exception) -> str:
    """The file and line that raised it, `file.py:12`; "unknown" for one that was never raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "unknown"
