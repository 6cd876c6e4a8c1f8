"""A Reply as Telegram messages: HTML, escaped, each part within the limit and saying who speaks. Pure; no buttons.

The bot's own words are plain text, an official's words are a block quotation under the official's name, a reporter's
question is in italics under the reporter's. Nothing of a quotation is ever cut off or changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from bot import phrases_telegram as phrases
from bot.channels.telegram_split import LIMIT, clean, cuts, html, units
from bot.conversation import HelpCard, HelpLine, Quote, Reply

GAP = "\n\n"
LEAST_ROOM = 200  # below this a quotation begins on a new message


class Pages:
    """Blocks of markup put one below another, a new message where one is full."""

    def __init__(self) -> None:
        self._pages: list[str] = []
        self._blocks: list[str] = []
        self._used = 0

    @property
    def room(self) -> int:
        return LIMIT - self._used - (len(GAP) if self._blocks else 0)

    def put(self, markup: str, length: int) -> None:
        """length: of the text without the markup, at most LIMIT."""
        if length > self.room:
            self.turn()
        self._used = LIMIT - self.room + length
        self._blocks.append(markup)

    def turn(self) -> None:
        if self._blocks:
            self._pages.append(GAP.join(self._blocks))
        self._blocks, self._used = [], 0

    def all(self) -> tuple[str, ...]:
        self.turn()
        return tuple(self._pages)


def pages(reply: Reply, public_url: str = "") -> tuple[str, ...]:
    """The reply's messages, in order; at least one, none empty."""
    out = Pages()
    if reply.help:
        _help(out, reply.help)
    if reply.kind != "whole":
        _say(out, _own_words(reply))
    for quote in shown(reply):
        put_quote(out, quote, whole=reply.kind == "whole", public_url=public_url)
    if reply.kind == "whole":
        _say(out, reply.intro)  # what the reader should know about the print
    if reply.outcome == "choose":
        numbered = [phrases.NUMBERED.format(number=n, label=o.label) for n, o in enumerate(reply.offers, 1)]
        _say(out, "\n".join(numbered))
    unnamed = [name for name in reply.silent if name not in reply.intro]
    if unnamed and reply.kind == "question":
        _say(out, phrases.SILENT.format(names=phrases.SEPARATOR.join(unnamed)))
    if reply.related and reply.intro and not reply.answers:
        _say(out, phrases.RELATED)
    return out.all() or (html(reply.text).strip() or phrases.NOTHING,)


def shown(reply: Reply) -> Sequence[Quote]:
    """The quotations that stand in the reply; the others are behind buttons."""
    if reply.outcome == "choose":
        return ()
    return reply.answers if reply.outcome == "compare" or reply.kind == "whole" else reply.answers[:1]


def who(quote: Quote) -> str:
    """Official and office, as the bot's own source lines name them."""
    return f"{quote.official}（{quote.office}）" if quote.office else quote.official


def _own_words(reply: Reply) -> str:
    if reply.kind == "notice" or not (reply.intro or reply.answers or reply.help):
        return reply.text
    return reply.intro


def _help(out: Pages, card: HelpCard) -> None:
    """Whom to call stands before what to do."""
    lines = [f"<b>{html(_call(line))}</b>" for line in card.lines]
    text = [phrases.HELP_TITLE.format(title=card.title), *map(_call, card.lines), *card.advice]
    markup = [f"<b>{html(text[0])}</b>", *lines, *map(html, card.advice)]
    length = units(clean("\n".join(text)))
    if length <= LIMIT:
        out.put("\n".join(markup), length)
    else:
        _say(out, "\n".join(text))


def _call(line: HelpLine) -> str:
    form = phrases.HELP_LINE_FOR if line.purpose else phrases.HELP_LINE
    return form.format(number=line.number, name=line.name, purpose=line.purpose)


def _say(out: Pages, text: str) -> None:
    text = clean(text).strip()
    for start, end in cuts(text, out.room if out.room > LEAST_ROOM else LIMIT, LIMIT):
        out.put(html(text[start:end]), units(text[start:end]))


def put_quote(out: Pages, quote: Quote, *, whole: bool, public_url: str) -> None:
    """A quotation under its speaker's name; a part that continues on another message says so and names them again."""
    if whole and quote.question:
        asked = phrases.REPORTER_ASKED.format(who=quote.reporter or phrases.REPORTER, question=quote.question)
        _italic(out, clean(asked))
    text = clean(quote.answer if whole else quote.highlight)
    first, later = (form.format(who=who(quote)) for form in (phrases.SPEAKS, phrases.CONTINUED))
    source, source_markup = _source(quote, public_url)
    overhead = units(clean(later)) + units(source) + len("\n\n")
    if out.room < min(units(text) + overhead, LEAST_ROOM + overhead):
        out.turn()
    for start, end in cuts(text, out.room - overhead, LIMIT - overhead):
        head, tail, tail_markup = (later if start else first), "", ""
        if end == len(text):
            tail, tail_markup = "\n" + source, "\n" + source_markup
        markup = f"<b>{html(head)}</b>\n<blockquote>{html(text[start:end])}</blockquote>{tail_markup}"
        out.put(markup, units(clean(head)) + 1 + units(text[start:end]) + units(tail))


def _italic(out: Pages, text: str) -> None:
    for start, end in cuts(text, out.room if out.room > LEAST_ROOM else LIMIT, LIMIT):
        out.put(f"<i>{html(text[start:end])}</i>", units(text[start:end]))


def _source(quote: Quote, public_url: str) -> tuple[str, str]:
    form = phrases.SOURCE if quote.outlet else phrases.SOURCE_NO_OUTLET
    text = clean(form.format(who=quote.official, outlet=quote.outlet, said=quote.said_text)).strip()
    if not public_url:
        return text, html(text)
    link = f'<a href="{escape(public_url, quote=True)}/q/{escape(quote.pair, quote=True)}">{phrases.SEE_ARTICLE}</a>'
    return f"{text} {phrases.SEE_ARTICLE}", f"{html(text)} {link}"
