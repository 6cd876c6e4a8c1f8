"""How far long work has come: a bar that is redrawn on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

from typing import TextIO

from bot.table import clip, pad, width

BAR_COLUMNS = 24
LINE_COLUMNS = 78
PLAIN_LINES = 10


class ProgressBar:
    """Writes to `stream` (standard error, so that output stays clean). Work of a single step shows nothing."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._tenths = 0
        self._shown = 0

    def show(self, done: int, total: int, text: str) -> None:
        """done of total steps; text says what is next."""
        if self._live:
            filled = BAR_COLUMNS * done // max(total, 1)
            bar = "#" * filled + "." * (BAR_COLUMNS - filled)
            self._draw(clip(f"[{bar}] {text}", LINE_COLUMNS))
        elif total > PLAIN_LINES and done * PLAIN_LINES // total > self._tenths:
            self._tenths = done * PLAIN_LINES // total
            print(text, file=self._stream, flush=True)

    def clear(self) -> None:
        """Takes the bar away before other output is printed."""
        if self._live and self._shown:
            self._draw("")
            print("\r", end="", file=self._stream, flush=True)

    def _draw(self, line: str) -> None:
        print("\r" + pad(line, max(self._shown, width(line))), end="", file=self._stream, flush=True)
        self._shown = width(line)
