"""Files -> the store: which files, in which order, with what outcome. Repeatable; each file is whole or not at all.

Reading is `formats`, `sidecar` and `transcript`; storing is `archive`. Prints nothing: who calls shows the progress.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct

from knowledge.archive import OtherInterview, Saved, plan, save_interview
from knowledge.formats import KINDS, UnreadableFile, read_file
from knowledge.model import Interview
from knowledge.notes import OTHER_INTERVIEW
from knowledge.sidecar import beside
from knowledge.store import Store
from knowledge.transcript import read_interview

# files done so far, of how many, and the file that is next; (n, n, None) at the end
Progress = Callable[[int, int, Path | None], None]
STEPS = 2
LONGEST_ID = 60


class NothingToImport(Exception):
    """A folder without a readable file."""


class Imported(Struct, frozen=True):
    """What came of one file. saved is None where the file was refused; refusal says why, in one line.

    Where the status is "no interview" (no pairs), nothing was stored either.
    """

    file: Path
    saved: Saved | None = None
    refusal: str = ""


def article_id(stem: str) -> str:
    """The id of an article from its file's name: letters (Chinese ones too) and digits, the rest one "-".

    >>> article_id("Zhuzhou 2021（终稿）")
    'zhuzhou-2021-终稿'
    """
    safe = re.sub(r"[\W_]+", "-", normalize("NFKC", stem).casefold()).strip("-")
    return safe[:LONGEST_ID].rstrip("-") or "article"


def printable_name(path: Path) -> str:
    """The file's name as text: bytes in it that are no UTF-8 (a disk from elsewhere) become question marks."""
    return path.name.encode(errors="replace").decode()


def read_interview_file(path: Path) -> Interview:
    """The interview in a file with what its sidecar says; no pairs if it is none. Raises UnreadableFile."""
    document = read_file(path)
    return read_interview(article_id(path.stem), document.title, document.text, beside(path), document.marks)


def files_in(path: Path) -> list[Path]:
    """The path itself, or the readable files of a folder and its folders, by name; hidden ones are passed over.

    Raises NothingToImport, which names the kinds of files that can be read.
    """
    if not path.is_dir():
        return [path]
    inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in KINDS and file.is_file())
    files = [file for file in inside if not any(part.startswith(".") for part in file.relative_to(path).parts)]
    if not files:
        raise NothingToImport(" ".join(sorted(KINDS)))
    return files


def no_progress(done: int, total: int, file: Path | None) -> None:
    """For who does not watch."""


def import_files(
    store: Store, files: Sequence[Path], *, dry_run: bool = False, progress: Progress = no_progress
) -> Iterator[Imported]:
    """One outcome a file, in order, as it goes. A refused file does not keep the others out.

    Raises sqlite3.Error if the database refuses; the files before are stored then, this one is not.
    """
    for number, file in enumerate(files):
        progress(STEPS * number, STEPS * len(files), file)
        try:
            interview = read_interview_file(file)
            progress(STEPS * number + 1, STEPS * len(files), file)
            yield Imported(file, _take_in(store, interview, file, dry_run=dry_run))
        except UnreadableFile as error:
            yield Imported(file, refusal=str(error))
        except OtherInterview as error:
            yield Imported(file, refusal=OTHER_INTERVIEW.format(file=printable_name(file), article=error))
    progress(STEPS * len(files), STEPS * len(files), None)


def _take_in(store: Store, interview: Interview, file: Path, *, dry_run: bool) -> Saved:
    if not interview.pairs:
        return Saved("no interview", interview)
    return plan(store, interview) if dry_run else save_interview(store, interview, printable_name(file))
