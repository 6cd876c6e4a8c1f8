"""Makes the shipped phrasings in the store what the files say. Touches nothing that people taught or removed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from knowledge.archive_rows import Row
from knowledge.curation import fold_words
from knowledge.model import Pair, Phrasing
from knowledge.phrasings import ShippedTopic
from knowledge.schema import NOW
from knowledge.store import Store

SHIPPED = "shipped"
Key = tuple[str, str]  # where the phrasing belongs, and its folded words


class Drawer(Struct, frozen=True):
    """A table of phrasings and the part of it that a shipped file speaks for."""

    table: str
    place: str
    where: str = "1"
    parameters: tuple[str, ...] = ()


def replace_phrasings(store: Store, article_id: str, phrasings: Sequence[Phrasing], pairs: Sequence[Pair]) -> bool:
    """Whether anything changed. Call inside writing()."""
    passages = {pair.id: pair.passages for pair in pairs}
    wanted: dict[Key, Row] = {}
    for asked in phrasings:
        meant = "" if asked.passage is None else passages[asked.pair_id][asked.passage].text
        row = {"pair": asked.pair_id, "text": asked.text, "passage": asked.passage, "passage_text": meant}
        wanted.setdefault((asked.pair_id, fold_words(asked.text)), row)
    scope = "pair IN (SELECT id FROM pair WHERE article = ?)"
    return _replace(store, Drawer("phrasing", "pair", scope, (article_id,)), wanted)


def replace_topics(store: Store, topics: Sequence[ShippedTopic]) -> None:
    """The declined topics with their phrasings; a topic that staff made themselves keeps their words."""
    rows = store.rows("SELECT slug FROM declined_topic WHERE origin = 'shipped' AND removed_at IS NULL")
    for slug in sorted({row["slug"] for row in rows} - {topic.slug for topic in topics}):
        store.execute(f"UPDATE declined_topic SET removed_by = ?, removed_at = {NOW} WHERE slug = ?", [SHIPPED, slug])
    for topic in topics:
        store.execute(
            "INSERT INTO declined_topic (slug, title, near, reply, origin, added_by) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (slug) DO UPDATE SET title = excluded.title, near = excluded.near, "
            "reply = excluded.reply, removed_by = NULL, removed_at = NULL "
            "WHERE origin = 'shipped' AND coalesce(removed_by, 'shipped') = 'shipped'",
            [topic.slug, topic.title, int(topic.near), topic.reply, SHIPPED, SHIPPED],
        )
    wanted: dict[Key, Row] = {}
    for topic in topics:
        for ask in topic.ask:
            wanted.setdefault((topic.slug, fold_words(ask)), {"topic": topic.slug, "text": ask})
    _replace(store, Drawer("declined_phrasing", "topic"), wanted)


def _replace(store: Store, drawer: Drawer, wanted: dict[Key, Row]) -> bool:
    rows = store.rows(f"SELECT * FROM {drawer.table} WHERE {drawer.where}", drawer.parameters)
    live: dict[Key, Row] = {}
    refused: set[Key] = set()
    for row in rows:
        key = (row[drawer.place], row["folded"])
        if row["removed_at"] is None:
            live[key] = row
        elif row["removed_by"] != SHIPPED:
            refused.add(key)
    gone = [row for key, row in live.items() if row["origin"] == SHIPPED and key not in wanted]
    new = [(key, row) for key, row in wanted.items() if key not in live and key not in refused]
    moved = [
        {**row, "id": live[key]["id"]}
        for key, row in wanted.items()
        if key in live and live[key]["origin"] == SHIPPED and any(live[key][name] != row[name] for name in row)
    ]
    for row in gone:
        store.execute(
            f"UPDATE {drawer.table} SET removed_by = ?, removed_at = {NOW} WHERE id = ?", [SHIPPED, row["id"]]
        )
    for row in moved:
        names = ", ".join(f"{name} = :{name}" for name in row if name != "id")
        store.execute(f"UPDATE {drawer.table} SET {names} WHERE id = :id", row)
    [now] = store.rows(f"SELECT {NOW} AS added_at")  # once: the column's default asks the clock for each row
    made = {"origin": SHIPPED, "added_by": SHIPPED, **now}
    store.insert(drawer.table, ({**row, **made, "folded": key[1]} for key, row in new))
    return bool(gone or new or moved)
