"""One key for all spellings of a speaker: RW is ReadWrite网, 曾 and 曾主任 are 曾毅鹏, 澎湃 is 澎湃新闻.

Compares names only; knows no document. Two long forms that fit leave a short form as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from knowledge.newsroom import OFFICE_END, OUTLET, is_person, plain

_INITIALS = re.compile(r"[A-Z]{2,4}")
_WORD = re.compile(r"[A-Z][a-z]+")
_GIVEN = re.compile(
    r"([^\s，。；、：:（）()“”]{1,24})\s?[（(](?:以下|下文)均?简称为?[：:]?\s?[“\"「]?([^“”\"」）)\s]{1,12})[”\"」]?[）)]"
)
_NOTED = re.compile(r"([一-鿿·]{2,12}?)简称(?:为|作)?[：:]?[“\"「]?([一-鿿A-Za-z]{1,6})(?![一-鿿A-Za-z])")
_EQUALS = re.compile(r"([A-ZＡ-Ｚ●○■□◆◇▲△▼▽★☆])\s?[=＝]\s?(《[^《》]{2,16}》|[一-鿿·]{2,12})")
_ROLES = frozenset("记问答")


def given_forms(text: str) -> Iterator[tuple[str, str]]:
    """(short, full) where the text itself shortens a name: `张三（以下简称“张”）`, `（以下张三简称张）`, `●＝张三`."""
    noted = [
        couple for note in re.findall(r"以下(?!均?简称)[^。；\n]{2,80}", text) for couple in _NOTED.findall(note[2:])
    ]
    noted += [(full, short) for short, full in _EQUALS.findall(text)]
    for full, short in [*_GIVEN.findall(text), *noted]:
        person = next((full[-size:] for size in (4, 3, 2) if len(full) >= size and is_person(full[-size:])), "")
        yield short, person or full


def keys_of(names: Iterable[str], known: Iterable[str] = (), given: Iterable[tuple[str, str]] = ()) -> dict[str, str]:
    """The key of each name. known: full names that stand elsewhere in the article; given: (short, full).

    >>> keys_of(["ReadWrite网", "Eben Upton", "RW", "EU"])["RW"]
    'ReadWrite网'
    """
    wanted = dict.fromkeys(names)
    told = dict(given)
    longer: dict[str, set[str]] = defaultdict(set)
    for full in dict.fromkeys([*wanted, *known]):
        for short in _short_forms(full):
            longer[short].add(full)
    keys = {}
    for name in wanted:
        full_forms = {full for form in _asked_forms(name) for full in longer.get(form, ())} - {name}
        keys[name] = told.get(name) or (full_forms.pop() if len(full_forms) == 1 else name)
    return {name: keys.get(key, key) for name, key in keys.items()}


def _short_forms(full: str) -> Iterator[str]:
    """What a full name may be shortened to, each with what kind of shortening it is."""
    bare = plain(full)
    capitals = "".join(re.findall(r"[A-Z]", bare))
    if len(bare) > len(capitals):
        yield f"initials {capitals}"
        yield f"initials {''.join(word[0] for word in bare.split()).upper()}"
    if is_person(bare):
        yield f"surname {bare[0]}"
        yield from (f"word {word}" for word in bare.split() if word != bare)
    elif OUTLET.search(bare):
        yield from (f"outlet {bare[:size]}" for size in range(2, len(bare)))


def _asked_forms(name: str) -> Iterator[str]:
    """The kinds of shortening that a name may be."""
    bare = plain(name)
    if _INITIALS.fullmatch(bare):
        yield f"initials {bare}"
    elif _WORD.fullmatch(bare):
        yield f"word {bare}"
    if (len(bare) == 1 and bare not in _ROLES) or (2 <= len(bare) <= 4 and OFFICE_END.search(bare)):
        yield f"surname {bare[0]}"
    if len(bare) >= 2:
        yield f"outlet {bare}"
