"""What the dialogue itself says, without a channel: what each channel is held to."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from secrets import token_hex

from bot.conversation import Message, Quote, Reply
from bot.dialogue import Dialogue
from tests.bot.drivers import opened, template

CHOOSE = "<to choose from>"
TUNE = Path(__file__).parents[1] / "evaluation" / "tune.jsonl"


@cache
def direct() -> Dialogue:
    """The dialogue itself, without a channel."""
    return opened(template()).dialogue(remembered=False)


@cache
def worded(question: str) -> str:
    """The question itself; for CHOOSE one that the evidence does not settle: which it is shifts with each tuning."""
    rows = TUNE.read_text(encoding="utf-8").splitlines() if question == CHOOSE else ()
    asked = (json.loads(row)["q"] for row in rows)
    return next((one for one in asked if replies(one).outcome == "choose"), question)


def replies(*texts: str) -> Reply:
    """What the dialogue says to the last of these."""
    visitor = f"direct:{token_hex(8)}"
    return [direct().answer(Message(text, visitor)) for text in texts][-1]


def quoted(reply: Reply) -> tuple[Quote, ...]:
    """Whose words every channel shows at once; further officials may stand behind a button."""
    if reply.outcome == "choose":
        return ()
    return reply.answers if reply.outcome == "compare" else reply.answers[:1]


def says_all(text: str, answer: str) -> bool:  # a part may end after any sentence
    return all(sentence in text for sentence in re.findall("[^。！？]+[。！？]?", answer))
