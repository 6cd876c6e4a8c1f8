"""Speech that is only told: a tale, and `有人问：“难不难领？”我的回答是：不难。`, which asks nothing of anybody.

Looks at a label, its words and the line below; who speaks otherwise, voices.py works out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.labels import Label, stated
from knowledge.lines import Paragraph
from knowledge.newsroom import QUESTION_WORDS, THANKS, plain

_QUOTED = re.compile(r"\s*[“「\"][^“”「」\"]{2,200}[？?][”」\"]")
_ASKED = re.compile(r"\s*[^“”「」。？?]{2,80}[？?](?=\s*\S)")
_SOMEBODY = re.compile(r"[常也还]?有[的些]?(?!记者)")
_OPENS = re.compile(r"\s*[“「『]")
SHORTEST = 4


def is_story(paragraphs: Sequence[Paragraph], spoken: Mapping[int, Label]) -> bool:
    """Whether a tale is told: no label says who asks or answers, and most of the speech is in quotation marks."""
    quoted = sum(bool(_OPENS.match(paragraphs[place].text, label.start)) for place, label in spoken.items())
    return quoted * 2 > len(spoken) and not any(map(stated, spoken.values()))


def tells_question(paragraphs: Sequence[Paragraph], place: int, found: Mapping[int, Label]) -> bool:
    """Whether the label at this place only reports who asks: the words go on behind the quotation, or below it."""
    label = found[place]
    words = plain(paragraphs[place].text[label.start :])
    quoted = _QUOTED.match(words)
    if stated(label) != "asks" or not quoted:
        return stated(label) == "asks" and _answers_itself(paragraphs, place, found)
    rest = words[quoted.end() :].strip()
    below = found.get(place + 1)
    if rest:
        answered = below is not None and stated(below) != "asks" and not _SOMEBODY.match(label.name)
        return len(rest) >= SHORTEST and not (answered or QUESTION_WORDS.search(rest) or THANKS.match(rest))
    above = next((found[other] for other in range(place - 1, -1, -1) if other in found), None)
    return above is not None and stated(above) != "asks" and below is None and place + 1 < len(paragraphs)


def _answers_itself(paragraphs: Sequence[Paragraph], place: int, found: Mapping[int, Label]) -> bool:
    """`有人问：要不要钱？不要。` in an answer: nobody answers below."""
    words = plain(paragraphs[place].text[found[place].start :])
    asked = _ASKED.match(words)
    below = found.get(place + 1)
    if asked is None or not _SOMEBODY.match(found[place].name) or place + 1 >= len(paragraphs):
        return False
    rest = words[asked.end() :].strip()
    return below is not None and stated(below) == "asks" and not (QUESTION_WORDS.search(rest) or THANKS.match(rest))
