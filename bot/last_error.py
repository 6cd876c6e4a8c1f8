"""Keeps the last line that was logged as an error, for people who look after a kiosk. Logs nothing itself."""

from __future__ import annotations

import logging
from datetime import datetime

LONGEST = 200


class LastError(logging.Handler):
    """Add it to the root logger: `logging.getLogger().addHandler(last_error)`; `line` is "" as long as all is well."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.line = ""

    def emit(self, record: logging.LogRecord) -> None:
        when = datetime.fromtimestamp(record.created).astimezone().strftime("%m-%d %H:%M:%S")
        self.line = f"{when} {' '.join(record.getMessage().split())}"[:LONGEST]
