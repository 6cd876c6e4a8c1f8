"""What passes between a channel and the dialogue: Message in, Reply out. Values only; knows no channel and no database.

A channel decodes what it received into a Message, hands it to `Dialogue.answer`, and encodes the Reply in its own way.
`Reply.text` reads well as plain text and is enough for a channel that can show nothing else.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Outcome = Literal["answer", "compare", "choose", "urgent", "none"]
ReplyKind = Literal["question", "whole", "notice"]


class Message(Struct, frozen=True):
    """One thing a visitor said. visitor is an opaque key that is unique across channels ("" for none: no session).

    explain: whether the reply should tell why, which takes another search.
    """

    text: str
    visitor: str = ""
    channel: str = "console"
    explain: bool = False


class Quote(Struct, frozen=True):
    """Printed words with their source: an official's, or the paper's own (by_paper). highlight and answer are verbatim.

    spans and highlight_spans are (start, end) in the article's text. highlight_at is where the highlight stands inside
    `answer`, (start, end); said_text is the date as a visitor reads it, e.g. "2021年6月（据文中内容推定）".
    """

    pair: str
    official: str
    office: str
    district: str
    outlet: str
    said: str
    said_inferred: bool
    said_text: str
    article: str
    article_title: str
    question: str | None
    reporter: str
    answer: str
    highlight: str
    highlight_at: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    highlight_spans: tuple[tuple[int, int], ...]
    damage: tuple[tuple[str, int, int], ...] = ()
    by_paper: bool = False

    @property
    def source_line(self) -> str:
        """Who, office, paper and date, one line. office already names the district where the print does."""
        if self.by_paper:
            printed = f"《{self.outlet}》{self.office}" if self.outlet else self.office
            return f"{printed}，{self.said_text}"
        spoke = f"{self.official}（{self.office}）" if self.office else self.official
        return f"{spoke}，《{self.outlet}》{self.said_text}" if self.outlet else f"{spoke}，{self.said_text}"


class Offer(Struct, frozen=True):
    """Something to tap: `label` is shown, `text` is what tapping it says. pair is set where it leads to one pair."""

    label: str
    text: str
    pair: str = ""


class HelpLine(Struct, frozen=True):
    """A number to call: name "公安报警", number "110", what it is for."""

    name: str
    number: str
    purpose: str = ""


class HelpCard(Struct, frozen=True):
    """Help before anything else: what to do now, in the bot's own words, and whom to call, first things first."""

    title: str
    advice: tuple[str, ...]
    lines: tuple[HelpLine, ...]


class Reply(Struct, frozen=True):
    """What the bot answers.

    kind: "question" (an outcome of retrieval), "whole" (the whole answer of one pair was asked for), "notice" (a
    greeting, help, privacy, rate limit: only the bot speaks; outcome is "none").
    intro: the bot's own sentence(s), before the quotations; never an official's words.
    answers: answer: best first; compare: one an official; choose: up to three to choose from (show label of `offers`).
    related: nearby topics, never as an answer. offers: what may be tapped (choices, suggestions, other officials).
    silent: districts/officials that said nothing on it (compare, or a named district).
    record: number for feedback, None where nothing was recorded. explain: lines that tell why, where it was asked for.
    text: the whole reply as plain text.
    """

    outcome: Outcome
    text: str
    kind: ReplyKind = "question"
    intro: str = ""
    confidence: float = 0.0
    answers: tuple[Quote, ...] = ()
    related: tuple[Offer, ...] = ()
    offers: tuple[Offer, ...] = ()
    silent: tuple[str, ...] = ()
    help: HelpCard | None = None
    record: int | None = None
    ms: float = 0.0
    explain: tuple[str, ...] = ()
