"""Labels that only a gap sets off: `涂绍文　三年新增……` behind a question, of one who is known or does it twice.

Looks at the whole document, since one such line could be anything: a caption, a guest with an office, a title.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.labels import Label
from knowledge.lines import Paragraph, ends_asking, is_finished
from knowledge.newsroom import OFFICE_END, is_person, plain

_SPACED = re.compile(r"([一-鿿·]{2,12})[ \t\u3000]{1,8}(?=[^\s\d])")
SHORTEST = 2


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


def _says(words: str) -> bool:
    return is_finished(words) and not OFFICE_END.search(plain(words)) and not re.search(r"(?:摄|供图)[）)]?$", words)


def _label(name: str, text: str) -> Label:
    opening = _SPACED.match(text)
    return Label(name, opening.end() if opening else 0)
