"""Lines that are items of a list though no mark stands before them: short, behind `三件实事：` or marked by the format.

Looks at paragraphs only; what an item means for an answer, turns.py and repair.py say.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.labels import find
from knowledge.lines import Paragraph, is_finished, starts_item

LONGEST = 40


def list_items(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """Where the items begin, in places of the text. A list goes on while its lines stand equally far apart."""
    items: set[int] = set()
    gap = 0  # 0: no list is open
    for before, line in pairwise(paragraphs):
        apart = line.line - before.line
        announced = before.text.endswith(("：", ":")) and before.span.start not in items and not _is_label(before.text)
        if "item" in line.marks or (_is_short(line) and (announced or apart == gap)):
            items.add(line.span.start)
            gap = apart
        else:
            gap = 0
    return frozenset(items)


def _is_label(text: str) -> bool:
    label = find(text)
    return label is not None and label.start >= len(text)


def _is_short(line: Paragraph) -> bool:
    """An item without a full stop: no sentence, no heading, no label."""
    text = line.text
    return (
        len(text) <= LONGEST
        and not (is_finished(text) or starts_item(text) or line.marks or line.is_rule)
        and text[-1] not in "，、,"
        and find(text) is None
    )
