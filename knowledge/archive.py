"""Writing interviews into the store: save one, whole or not at all; withdraw one. Reads no file and no clock.

Every change adds a row to the change log in the same transaction: `article` (saved), `withdrawn` (ref: its id).
Phrasings and declined topics are kept by `curation`; reading is `collection`.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from knowledge.archive_rows import article_row, damage_rows, pair_row, passage_rows, piece_rows
from knowledge.collection import UnknownArticle, pairs_ever, stored_article
from knowledge.keep_ids import keep_ids
from knowledge.model import Article, Interview, Official, Pair
from knowledge.notes import SAME_TEXT
from knowledge.reattach import Move, reattach
from knowledge.schema import NOW
from knowledge.seals import seal_article
from knowledge.store import Store

Status = Literal["new", "unchanged", "corrected", "restored", "no interview"]
Origin = Literal["shipped", "imported"]


class OtherInterview(Exception):
    """An article of this id is in use and shares no answer with the new text: replacing it would lose it."""


class Saved(Struct, frozen=True):
    """What saving an interview did, or would do.

    interview has the ids and doubts as stored. retired: ids of pairs that the corrected copy no longer holds.
    """

    status: Status
    interview: Interview
    retired: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()


def save_interview(store: Store, interview: Interview, file: str, origin: Origin = "imported") -> Saved:
    """Stores an interview in one transaction; the same one again changes nothing.

    A corrected copy keeps the ids of its pairs and the phrasings people taught. A withdrawn article comes back if it is
    imported, not if it is shipped. Raises OtherInterview, or sqlite3.Error if the database refuses; nothing is changed
    then.
    """
    with store.writing():
        saved = plan(store, interview, origin)
        if saved.status == "unchanged":
            return saved
        _write_article(store, saved.interview.article, file, origin)
        _write_pairs(store, saved)
        _write_notes(store, saved.interview)
        for move in saved.moves:
            store.execute(
                "UPDATE phrasing SET passage = ?, passage_text = ? WHERE id = ?",
                [move.passage, move.passage_text, move.phrasing],
            )
        seal_article(store, saved.interview.article.id)
        log(store, "article", saved.interview.article.id)
    return saved


def plan(store: Store, interview: Interview, origin: Origin = "imported") -> Saved:
    """What `save_interview` would do; changes nothing. Raises OtherInterview."""
    interview = replace(interview, article=_with_hash(interview.article))
    article_id = interview.article.id
    known = stored_article(store, article_id)
    if known is None:
        doubts = _same_text_elsewhere(store, interview.article)
        return Saved("new", replace(interview, doubts=(*interview.doubts, *doubts)))
    old = pairs_ever(store, article_id)
    interview = _with_kept_ids(old, interview)
    new = (*interview.pairs, *interview.quotations)
    retired_before = _ids(store, "SELECT id FROM pair WHERE article = ? AND retired_at IS NOT NULL", article_id)
    live = tuple(pair for pair in old if pair.id not in retired_before)
    withdrawn = _is_withdrawn(store, article_id)
    same = known == interview.article and live == new
    if same and not (withdrawn and origin == "imported"):
        return Saved("unchanged", interview)
    if origin == "imported" and not withdrawn and not _have_a_pair_in_common(live, new):
        raise OtherInterview(article_id)
    kept = {pair.id for pair in new}
    retired = tuple(pair.id for pair in live if pair.id not in kept)
    moves, doubts = reattach(_phrasing_rows(store, article_id), new)
    interview = replace(interview, doubts=(*interview.doubts, *doubts))
    return Saved("restored" if same else "corrected", interview, retired, moves)


def withdraw(store: Store, article_id: str) -> bool:
    """Takes an article out of every reply at once; its rows stay. False if it was withdrawn before.

    Raises UnknownArticle.
    """
    with store.writing():
        if not store.rows("SELECT id FROM article WHERE id = ?", [article_id]):
            raise UnknownArticle(article_id)
        done = store.execute(
            f"UPDATE article SET withdrawn_at = {NOW} WHERE id = ? AND withdrawn_at IS NULL", [article_id]
        )
        if done:
            seal_article(store, article_id)
            log(store, "withdrawn", article_id)
    return bool(done)


def log(store: Store, what: str, ref: str) -> None:
    """Adds to the change log; call inside the transaction that makes the change."""
    store.insert("change", [{"what": what, "ref": ref}])


def text_hash(text: str) -> str:
    """The hash that is stored beside an article's text and checked by `verify`."""
    return sha256(text.encode()).hexdigest()


def _with_hash(article: Article) -> Article:
    return replace(article, sha256=text_hash(article.text))


def _with_kept_ids(old: Iterable[Pair], interview: Interview) -> Interview:
    kept = keep_ids(tuple(old), (*interview.pairs, *interview.quotations))
    return replace(
        interview,
        pairs=tuple(pair for pair in kept if not pair.is_beside),
        quotations=tuple(pair for pair in kept if pair.is_beside),
    )


def _same_text_elsewhere(store: Store, article: Article) -> tuple[str, ...]:
    rows = store.rows("SELECT id FROM article WHERE sha256 = ? AND withdrawn_at IS NULL", [article.sha256])
    return tuple(SAME_TEXT.format(article=row["id"]) for row in rows)


def _have_a_pair_in_common(old: Iterable[Pair], new: Iterable[Pair]) -> bool:
    """The same pair, or at least the same answer (under a corrected name); an article without pairs has all of them."""
    known = {words for pair in old for words in (pair.id, pair.answer)}
    return not known or any(pair.id in known or pair.answer in known for pair in new)


def _is_withdrawn(store: Store, article_id: str) -> bool:
    return bool(_ids(store, "SELECT id FROM article WHERE id = ? AND withdrawn_at IS NOT NULL", article_id))


def _ids(store: Store, sql: str, article_id: str) -> frozenset[str]:
    return frozenset(row["id"] for row in store.rows(sql, [article_id]))


def _phrasing_rows(store: Store, article_id: str) -> list[dict[str, object]]:
    return store.rows(
        "SELECT phrasing.* FROM phrasing JOIN pair ON pair.id = phrasing.pair "
        "WHERE pair.article = ? AND phrasing.removed_at IS NULL ORDER BY phrasing.id",
        [article_id],
    )


def _write_article(store: Store, article: Article, file: str, origin: Origin) -> None:
    row = {**article_row(article), "file": file, "origin": origin}
    names = ", ".join(row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    store.execute(
        f"INSERT INTO article ({names}) VALUES ({', '.join(f':{name}' for name in row)}) "
        f"ON CONFLICT (id) DO UPDATE SET {updates}, imported_at = {NOW}"
        + (", withdrawn_at = NULL" if origin == "imported" else ""),
        row,
    )
    store.execute("DELETE FROM district WHERE article = ?", [article.id])
    for position, district in enumerate(article.districts):
        store.insert("district", [{"article": article.id, "position": position, "name": district.name}])
        number = store.rows("SELECT last_insert_rowid() AS id")[0]["id"]
        aliases = enumerate(district.aliases)
        store.insert("district_alias", ({"district": number, "position": n, "alias": alias} for n, alias in aliases))


def _write_pairs(store: Store, saved: Saved) -> None:
    article, interview = saved.interview.article, saved.interview
    pairs = (*interview.pairs, *interview.quotations)
    officials = _write_officials(store, article, (pair.official for pair in pairs))
    for table in ("piece", "passage", "damage"):
        store.execute(f"DELETE FROM {table} WHERE pair IN (SELECT id FROM pair WHERE article = ?)", [article.id])
    store.execute(f"UPDATE pair SET retired_at = coalesce(retired_at, {NOW}) WHERE article = ?", [article.id])
    for position, pair in enumerate(pairs):
        row = pair_row(pair, position, officials[pair.official])
        updates = ", ".join(f"{name} = excluded.{name}" for name in row if name not in ("id", "article"))
        store.execute(
            f"INSERT INTO pair ({', '.join(row)}) VALUES ({', '.join(f':{name}' for name in row)}) "
            f"ON CONFLICT (id) DO UPDATE SET {updates}, retired_at = NULL WHERE article = excluded.article",
            row,
        )
        store.insert("piece", piece_rows(pair))
        store.insert("passage", passage_rows(pair))
        store.insert("damage", damage_rows(pair))


def _write_officials(store: Store, article: Article, named: Iterable[Official]) -> dict[Official, int]:
    """The row id of each official. One who is no longer named keeps a row as long as a retired pair needs it."""
    store.execute("UPDATE official SET position = NULL WHERE article = ?", [article.id])
    position = {official: number for number, official in enumerate(article.officials)}
    for official in dict.fromkeys((*article.officials, *named)):
        store.execute(
            "INSERT INTO official (article, position, name, office, district) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (article, name, office, district) DO UPDATE SET position = excluded.position",
            [article.id, position.get(official), official.name, official.office, official.district],
        )
    rows = store.rows("SELECT id, name, office, district FROM official WHERE article = ?", [article.id])
    return {Official(row["name"], row["office"], row["district"]): row["id"] for row in rows}


def _write_notes(store: Store, interview: Interview) -> None:
    article_id = interview.article.id
    store.execute("DELETE FROM note WHERE article = ?", [article_id])
    notes = [("repair", text) for text in interview.repairs] + [("doubt", text) for text in interview.doubts]
    rows = ({"article": article_id, "kind": kind, "position": n, "text": text} for n, (kind, text) in enumerate(notes))
    store.insert("note", rows)
