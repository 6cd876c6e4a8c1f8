"""Takes in what ships with the bot: interviews, their phrasings, the declined topics. Again only when it has changed.

What staff did stays: a taught phrasing, a removed phrasing, a withdrawn article, an article they imported themselves.
Changes go to the change log as `phrasings` (ref: the article's id) and `declined` (many at once: load again).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from knowledge.archive import log, save_interview
from knowledge.collection import pairs_of
from knowledge.model import Interview
from knowledge.phrasings import attach, read_declined, read_phrasings
from knowledge.schema import NOW
from knowledge.shipped_phrasings import SHIPPED, replace_phrasings, replace_topics
from knowledge.store import Store

INTERVIEWS = "*.txt"
PHRASINGS = ".phrasings.toml"
DECLINED = "declined.toml"


class Synced(Struct, frozen=True):
    """One interview (or the declined topics) that was taken in, with what a person should look at."""

    name: str
    doubts: tuple[str, ...] = ()


def sync_shipped(store: Store, folder: Path) -> tuple[Synced, ...]:
    """What was new or changed in the folder; () where nothing was, after a look at the hashes of its files only.

    Raises UnreadableFile (a sidecar too) or BadPhrasings, naming the file; that interview is then as it was before.
    """
    known = {row["name"]: row["sha256"] for row in store.rows("SELECT name, sha256 FROM shipped_file")}
    reader = _fingerprint(sorted(Path(__file__).parent.glob("*.py")))
    done = []
    for path in sorted(folder.glob(INTERVIEWS)):
        mark = f"{reader} {_fingerprint(_belonging(path))}"
        if known.get(path.stem) != mark:
            done.append(_sync_interview(store, path, mark))
    declined = folder / DECLINED
    if declined.exists() and known.get(DECLINED) != (mark := _fingerprint([declined])):
        done.append(_sync_declined(store, declined, mark))
    return tuple(done)


def _belonging(path: Path) -> list[Path]:
    beside = (path.with_suffix(".toml"), path.with_suffix(PHRASINGS))
    return [path, *(other for other in beside if other.exists())]


def _fingerprint(paths: Iterable[Path]) -> str:
    """Of names and contents. Over the reader's own modules too: a better reader reads the shipped interviews again."""
    digest = sha256()
    for path in paths:
        digest.update(f"{path.name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def _sync_interview(store: Store, path: Path, mark: str) -> Synced:
    from knowledge.ingest import read_interview_file  # its patterns take a quarter of a second: not at every start

    interview = read_interview_file(path)
    asked = path.with_suffix(PHRASINGS)
    entries = read_phrasings(asked) if asked.exists() else ()
    with store.writing():
        interview = _save(store, interview, path.name)
        pairs = pairs_of(store, interview.article.id, withdrawn=True)
        phrasings, doubts = attach(entries, pairs, interview.article.text, asked.name)
        if replace_phrasings(store, interview.article.id, phrasings, pairs):
            log(store, "phrasings", interview.article.id)
        _remember(store, path.stem, mark)
    return Synced(path.stem, (*interview.doubts, *doubts))


def _save(store: Store, interview: Interview, file: str) -> Interview:
    """Saves a shipped interview, unless staff have imported this article themselves: theirs stays."""
    rows = store.rows("SELECT origin FROM article WHERE id = ?", [interview.article.id])
    if rows and rows[0]["origin"] != SHIPPED:
        return interview
    return save_interview(store, interview, file, "shipped").interview


def _sync_declined(store: Store, path: Path, mark: str) -> Synced:
    topics = read_declined(path)
    with store.writing():
        replace_topics(store, topics)
        log(store, "declined", "")
        _remember(store, DECLINED, mark)
    return Synced(DECLINED)


def _remember(store: Store, name: str, mark: str) -> None:
    store.execute(
        "INSERT INTO shipped_file (name, sha256) VALUES (?, ?) "
        f"ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, synced_at = {NOW}",
        [name, mark],
    )
