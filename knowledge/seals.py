"""Seals: hashes over all that a reply shows and no article's text can prove, kept beside the rows they are made of.

Who said it, in which office and for which district; where question, answer and damage stand; outlet, date and title;
whether the article is withdrawn. Whoever writes those rows seals them in the same transaction (`seal_article`);
`verify` makes the seals again and compares. They find changes by hand and by a broken disk, not those of a forger,
who could seal again.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from msgspec import Struct

from knowledge.store import Store

Row = dict[str, Any]
Read = Callable[[str, Sequence[Any]], Iterable[Row]]

TABLES = ("article_seal", "pair_seal")
ARTICLE_PARTS = ("source", "places", "withdrawal")
PAIR_PARTS = ("attribution", "question", "answer", "damage")
_OF_PAIRS = "SELECT {0}.* FROM {0} JOIN pair ON pair.id = {0}.pair WHERE pair.retired_at IS NULL AND {1} ORDER BY {2}"


class Seals(Struct, frozen=True):
    """A row for each article and for each pair that is not retired: its id, and the hash of each part."""

    articles: tuple[Row, ...]
    pairs: tuple[Row, ...]


def seals_of(read: Read, article_id: str = "") -> Seals:
    """The seals that the rows of one article, or of all, would have now."""
    where, parameters = ("{0} = ?", [article_id]) if article_id else ("1", [])
    return Seals(tuple(_article_seals(read, where, parameters)), tuple(_pair_seals(read, where, parameters)))


def seal_article(store: Store, article_id: str) -> None:
    """Seals an article and its pairs as they are; call inside the transaction that wrote them."""
    for table in TABLES:
        store.execute(f"DELETE FROM {table} WHERE article = ?", [article_id])
    seals = seals_of(store.rows, article_id)
    for table, rows in zip(TABLES, (seals.articles, seals.pairs), strict=True):
        store.insert(table, rows)


def _article_seals(read: Read, where: str, parameters: Sequence[Any]) -> Iterator[Row]:
    def rows(sql: str, column: str, order: str) -> Iterable[Row]:
        return read(f"{sql} {where.format(column)} ORDER BY {order}", parameters)

    aliases = _grouped(
        rows(
            "SELECT district, alias FROM district_alias JOIN district ON district.id = district_alias.district WHERE",
            "district.article",
            "district, district_alias.position",
        ),
        "district",
    )
    districts = _grouped(
        rows("SELECT id, article, name FROM district WHERE", "article", "article, position"), "article"
    )
    listed = "SELECT article, name, office, district FROM official WHERE position IS NOT NULL AND"
    officials = _grouped(rows(listed, "article", "article, position"), "article")
    articles = "SELECT id, title, outlet, said, said_inferred, said_why, sha256, withdrawn_at FROM article WHERE"
    for row in rows(articles, "id", "id"):
        places = [[one["name"], [each["alias"] for each in aliases[one["id"]]]] for one in districts[row["id"]]]
        people = [[one["name"], one["office"], one["district"]] for one in officials[row["id"]]]
        said = [row[name] for name in ("title", "outlet", "said", "said_inferred", "said_why", "sha256")]
        yield {
            "article": row["id"],
            "source": _hash(said),
            "places": _hash([places, people]),
            "withdrawal": _hash(row["withdrawn_at"] is not None),
        }


def _pair_seals(read: Read, where: str, parameters: Sequence[Any]) -> Iterator[Row]:
    def parts(table: str, order: str) -> defaultdict[Any, list[Row]]:
        sql = _OF_PAIRS.format(table, where.format("pair.article"), f"{table}.pair, {order}")
        return _grouped(read(sql, parameters), "pair")

    pieces = parts("piece", "role, printing, number")
    passages = parts("passage", "number")
    damage = parts("damage", "number")
    rows = read(
        "SELECT pair.id, pair.article, kind, reporter, question, answer, name, office, district FROM pair "
        "LEFT JOIN official ON official.id = pair.official "
        f"WHERE retired_at IS NULL AND {where.format('pair.article')} ORDER BY pair.id",
        parameters,
    )
    for row in rows:
        name = row["id"]
        asked = [one for one in pieces[name] if one["role"] == "question"]
        told = [one for one in pieces[name] if one["role"] != "question"]
        yield {
            "pair": name,
            "article": row["article"],
            "attribution": _hash([row[one] for one in ("article", "kind", "reporter", "name", "office", "district")]),
            "question": _hash([row["question"], _values(asked)]),
            "answer": _hash([row["answer"], _values(told), _values(passages[name])]),
            "damage": _hash(_values(damage[name])),
        }


def _values(rows: Iterable[Row]) -> list[list[Any]]:
    return [list(row.values()) for row in rows]


def _grouped(rows: Iterable[Row], key: str) -> defaultdict[Any, list[Row]]:
    groups: defaultdict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _hash(value: Any) -> str:
    """32 hexadecimal digits of a value of rows; bytes, which nobody of the house writes, by their look."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
