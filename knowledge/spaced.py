"""Labels without a colon: `涂绍文　三年新增……` behind a question, of one who is known or does it twice; names alone.

Looks at the whole document, since one such line could be anything: a caption, a guest with an office, a title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.labels import Label, stated
from knowledge.lines import Paragraph, ends_asking, is_finished
from knowledge.newsroom import OFFICE_END, is_person, plain

_SPACED = re.compile(r"([一-鿿·]{2,12})[ \t\u3000]{1,8}(?=[^\s\d])")
_CHOICE = re.compile(r"[AＡ]\s?[.．、]")
SHORTEST = 2
LONGEST_ALONE = 12


def spaced_labels(
    paragraphs: Sequence[Paragraph], found: Mapping[int, Label], known: Iterable[str]
) -> dict[int, Label]:
    """The further labels, by place."""
    names = frozenset(known)
    places: dict[str, list[int]] = defaultdict(list)
    for place, paragraph in enumerate(paragraphs):
        opening = _SPACED.match(paragraph.text) if place and place not in found else None
        if opening and (opening[1] in names or is_person(opening[1])) and _says(paragraph.text[opening.end() :]):
            places[opening[1]].append(place)
    labels = {}
    for name, lines in places.items():
        answers = sum(ends_asking(paragraphs[place - 1].text) for place in lines)
        if answers * 2 >= len(lines) and answers >= (1 if name in names else SHORTEST):
            labels.update({place: _label(name, paragraphs[place].text) for place in lines})
    return labels


def lone_labels(paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> dict[int, Label]:
    """Lines that hold nothing but 记者 or a name, by place, where both kinds stand alone twice or more, above words."""
    roles: dict[str, list[int]] = defaultdict(list)
    persons: dict[str, list[int]] = defaultdict(list)
    for place, paragraph in enumerate(paragraphs[:-1]):
        name = paragraph.text.strip("*【】[] ")
        if place not in found and len(name) <= LONGEST_ALONE:
            if stated(Label(name, 0)) == "asks" and not is_person(name):
                roles[name].append(place)
            elif is_person(name):
                persons[name].append(place)
    asking = [place for places in roles.values() if len(places) >= 2 for place in places]
    answering = [place for places in persons.values() if len(places) >= 2 for place in places]
    if not (asking and answering):
        return {}
    names = {place: paragraphs[place].text.strip("*【】[] ") for place in (*asking, *answering)}
    return {place: Label(name, len(paragraphs[place].text)) for place, name in names.items() if place + 1 not in names}


def without_choices(paragraphs: Sequence[Paragraph], found: Mapping[int, Label]) -> dict[int, Label]:
    """The labels without `A. …` where no `Q. …` asks: there they are choices of a list."""
    asked = any(label.name in {"Q", "Ｑ"} for label in found.values())
    return {place: label for place, label in found.items() if asked or not _CHOICE.match(paragraphs[place].text)}


def _says(words: str) -> bool:
    return is_finished(words) and not OFFICE_END.search(plain(words)) and not re.search(r"(?:摄|供图)[）)]?$", words)


def _label(name: str, text: str) -> Label:
    opening = _SPACED.match(text)
    return Label(name, opening.end() if opening else 0)
