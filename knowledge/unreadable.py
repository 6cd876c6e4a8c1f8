"""The one error of reading files; its message is a line for the person who brought the file."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file that gives no text: empty, binary, damaged, encrypted, scanned, too large or of an unknown kind."""
