"""The last error is one line, however long it was."""

from __future__ import annotations

import logging

from bot.last_error import LONGEST, LastError


def test_only_errors_are_kept_on_one_short_line() -> None:
    handler, log = LastError(), logging.Logger("of this test")
    log.addHandler(handler)
    log.warning("not this")
    assert handler.line == ""
    log.error("disk\nfull %s", "x" * 999)
    assert "disk full xxx" in handler.line
    assert "\n" not in handler.line
    assert len(handler.line) == LONGEST
