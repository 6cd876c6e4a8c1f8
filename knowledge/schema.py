"""The tables of the knowledge: what a clerk sees who opens the database with any SQLite tool.

Versioned migrations only, applied in order; holds no rows and reads them only to seal them (seals.py). Places
(start_at, end_at) count characters of article.text from 0, end not included. Times are UTC, written by SQLite itself.
"""

from __future__ import annotations

from typing import Any

from knowledge.seals import seals_of
from knowledge.store import Migrations, Store

__all__ = ["MIGRATIONS", "NOW", "prepare"]

NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

MIGRATIONS = Migrations("knowledge")

ARTICLES = (
    f"""CREATE TABLE article (
        id TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        outlet TEXT NOT NULL,
        said TEXT NOT NULL,
        said_inferred INTEGER NOT NULL CHECK (said_inferred IN (0, 1)),
        said_why TEXT NOT NULL,
        file TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('shipped', 'imported')),
        sha256 TEXT NOT NULL,
        imported_at TEXT NOT NULL DEFAULT ({NOW}),
        withdrawn_at TEXT,
        text TEXT NOT NULL
    )""",
    """CREATE TABLE district (
        id INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        position INTEGER NOT NULL,
        name TEXT NOT NULL,
        UNIQUE (article, name)
    )""",
    """CREATE TABLE district_alias (
        district INTEGER NOT NULL REFERENCES district(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        alias TEXT NOT NULL,
        PRIMARY KEY (district, position)
    ) WITHOUT ROWID""",
    # position is NULL for an official whom the article does not list: kept for the pairs that name them
    """CREATE TABLE official (
        id INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        position INTEGER,
        name TEXT NOT NULL,
        office TEXT NOT NULL,
        district TEXT NOT NULL,
        UNIQUE (article, name, office, district)
    )""",
    """CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        kind TEXT NOT NULL CHECK (kind IN ('repair', 'doubt')),
        position INTEGER NOT NULL,
        text TEXT NOT NULL
    )""",
    "CREATE INDEX note_by_article ON note(article)",
)

PAIRS = (
    # a pair that a corrected copy no longer holds is retired, not deleted: its id is never given away again
    """CREATE TABLE pair (
        id TEXT PRIMARY KEY,
        article TEXT NOT NULL REFERENCES article(id),
        position INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('answer', 'statement', 'quotation')),
        official INTEGER NOT NULL REFERENCES official(id),
        reporter TEXT NOT NULL,
        question TEXT,
        answer TEXT NOT NULL,
        retired_at TEXT
    )""",
    "CREATE INDEX pair_by_article ON pair(article, position)",
    "CREATE INDEX pair_by_official ON pair(official)",
    # printing numbers the further places (role 'repeat') where the same answer is printed, from 0
    """CREATE TABLE piece (
        pair TEXT NOT NULL REFERENCES pair(id) ON DELETE CASCADE,
        role TEXT NOT NULL CHECK (role IN ('question', 'answer', 'repeat')),
        printing INTEGER NOT NULL,
        number INTEGER NOT NULL,
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL,
        joint TEXT NOT NULL,
        PRIMARY KEY (pair, role, printing, number)
    ) WITHOUT ROWID""",
    # places is JSON: [[start, end], ...] with a third member where a joint stands before the piece
    """CREATE TABLE passage (
        pair TEXT NOT NULL REFERENCES pair(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        places TEXT NOT NULL,
        PRIMARY KEY (pair, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE damage (
        pair TEXT NOT NULL REFERENCES pair(id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start_at INTEGER NOT NULL,
        end_at INTEGER NOT NULL,
        left_out INTEGER NOT NULL CHECK (left_out IN (0, 1)),
        PRIMARY KEY (pair, number)
    ) WITHOUT ROWID""",
)

ASKING = (
    # passage_text is what the phrasing was meant for: by it the phrasing finds its passage again in a corrected copy
    f"""CREATE TABLE phrasing (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        pair TEXT NOT NULL REFERENCES pair(id),
        passage INTEGER,
        text TEXT NOT NULL,
        passage_text TEXT NOT NULL,
        folded TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('shipped', 'taught', 'suggested')),
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL DEFAULT ({NOW}),
        removed_by TEXT,
        removed_at TEXT
    )""",
    "CREATE INDEX phrasing_by_pair ON phrasing(pair)",
    "CREATE INDEX phrasing_by_folded ON phrasing(folded)",
    f"""CREATE TABLE declined_topic (
        slug TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        near INTEGER NOT NULL CHECK (near IN (0, 1)),
        reply TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('shipped', 'taught')),
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL DEFAULT ({NOW}),
        removed_by TEXT,
        removed_at TEXT
    )""",
    f"""CREATE TABLE declined_phrasing (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        topic TEXT NOT NULL REFERENCES declined_topic(slug),
        text TEXT NOT NULL,
        folded TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('shipped', 'taught', 'suggested')),
        added_by TEXT NOT NULL,
        added_at TEXT NOT NULL DEFAULT ({NOW}),
        removed_by TEXT,
        removed_at TEXT
    )""",
    "CREATE INDEX declined_phrasing_by_topic ON declined_phrasing(topic)",
    "CREATE INDEX declined_phrasing_by_folded ON declined_phrasing(folded)",
)

RECORDS = (
    # every change to what answers are made of, written in the same transaction; the newest version is the version
    f"""CREATE TABLE change (
        version INTEGER PRIMARY KEY AUTOINCREMENT,
        what TEXT NOT NULL,
        ref TEXT NOT NULL,
        at TEXT NOT NULL DEFAULT ({NOW})
    )""",
    # what the bot's own files were when they were last taken in, so that a start without changes reads nothing else
    f"""CREATE TABLE shipped_file (
        name TEXT PRIMARY KEY,
        sha256 TEXT NOT NULL,
        synced_at TEXT NOT NULL DEFAULT ({NOW})
    )""",
)

VIEWS = (
    """CREATE VIEW answers AS
    SELECT pair.id, official.name AS official, official.office, official.district, article.outlet, article.said,
        pair.kind, pair.question, pair.answer, article.title, article.id AS article
    FROM pair JOIN official ON official.id = pair.official JOIN article ON article.id = pair.article
    WHERE pair.retired_at IS NULL AND article.withdrawn_at IS NULL
    ORDER BY article.id, pair.position""",
    """CREATE VIEW askings AS
    SELECT phrasing.id, phrasing.text AS asked, phrasing.pair, official.name AS official, phrasing.passage,
        passage.text AS passage_text, phrasing.origin, phrasing.added_by, phrasing.added_at
    FROM phrasing JOIN pair ON pair.id = phrasing.pair JOIN official ON official.id = pair.official
        JOIN article ON article.id = pair.article
        LEFT JOIN passage ON passage.pair = phrasing.pair AND passage.number = phrasing.passage
    WHERE phrasing.removed_at IS NULL AND pair.retired_at IS NULL AND article.withdrawn_at IS NULL
    ORDER BY phrasing.id""",
    """CREATE VIEW declined_askings AS
    SELECT declined_phrasing.id, declined_phrasing.text AS asked, declined_topic.slug AS topic, declined_topic.title,
        declined_topic.reply, declined_phrasing.origin, declined_phrasing.added_by, declined_phrasing.added_at
    FROM declined_phrasing JOIN declined_topic ON declined_topic.slug = declined_phrasing.topic
    WHERE declined_phrasing.removed_at IS NULL AND declined_topic.removed_at IS NULL
    ORDER BY declined_phrasing.id""",
    """CREATE VIEW damaged_places AS
    SELECT damage.pair, official.name AS official, damage.kind, damage.left_out,
        substr(article.text, damage.start_at + 1, damage.end_at - damage.start_at) AS words,
        damage.start_at, damage.end_at
    FROM damage JOIN pair ON pair.id = damage.pair JOIN official ON official.id = pair.official
        JOIN article ON article.id = pair.article
    ORDER BY article.id, damage.start_at""",
)


# hashes over what a reply shows, made again and compared by `verify`; see seals.py
SEALS = (
    """CREATE TABLE article_seal (
        article TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        places TEXT NOT NULL,
        withdrawal TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE pair_seal (
        pair TEXT PRIMARY KEY,
        article TEXT NOT NULL,
        attribution TEXT NOT NULL,
        question TEXT NOT NULL,
        answer TEXT NOT NULL,
        damage TEXT NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX pair_seal_by_article ON pair_seal(article)",
)


@MIGRATIONS(name="0001_articles_and_pairs")
def _articles_and_pairs(tables: Any) -> None:
    for statement in (*ARTICLES, *PAIRS):
        tables.execute(statement)


@MIGRATIONS(name="0002_phrasings_and_declined_topics")
def _phrasings_and_declined_topics(tables: Any) -> None:
    for statement in ASKING:
        tables.execute(statement)


@MIGRATIONS(name="0003_changes_and_views")
def _changes_and_views(tables: Any) -> None:
    for statement in (*RECORDS, *VIEWS):
        tables.execute(statement)


@MIGRATIONS(name="0004_seals")
def _seals(tables: Any) -> None:
    """Seals what an older version wrote, as it stands."""
    for statement in SEALS:
        tables.execute(statement)
    found = seals_of(tables.query)
    tables["article_seal"].insert_all(found.articles)
    tables["pair_seal"].insert_all(found.pairs)


@MIGRATIONS(name="0005_leads")
def _leads(tables: Any) -> None:
    """by_paper: of a quotation whether the paper itself says it. The reader takes in leads when it reads again."""
    tables.execute("ALTER TABLE pair ADD COLUMN by_paper INTEGER NOT NULL DEFAULT 0 CHECK (by_paper IN (0, 1))")


def prepare(store: Store) -> None:
    """Brings the tables up to date. Safe when several processes start at once: one migrates, the others wait."""
    if MIGRATIONS.pending(store):
        with store.writing():
            store.migrate(MIGRATIONS)
