"""A reply cut into parts of at most 2,048 bytes: between passages, each part saying who speaks. Pure; stores nothing.

What is quoted is found again in the reply's text by the quotes' own words, so however the dialogue lays out its text, a
part knows whose words it carries. Nothing is left out or changed between the labels: the parts, joined, are the text.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from urllib.parse import quote as percent

from msgspec import Struct

from bot import phrases_wechat as phrases
from bot.channels.wechat_xml import clean
from bot.conversation import Quote

LIMIT_BYTES = 2048
UNIT_BYTES = 900  # leaves room for a label, a link and the last line
LABEL_BYTES = 300
LINK_BYTES = 240
PASSAGE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’」』）)】〕》]*\s*|\n\s*)|[^。！？；\n]+\Z")
CLAUSE = re.compile(r"[^，、：]*[，、：]|[^，、：]+\Z")


class Unit(Struct, frozen=True):
    """A run of text that stays together. quote is whose words it is, None for the bot's own."""

    text: str
    quote: Quote | None = None


def pages(text: str, quotes: Sequence[Quote], public_url: str = "", limit: int = LIMIT_BYTES) -> tuple[str, ...]:
    """The parts, in order, each ready to send; one if it fits. public_url: where /q/PAIR is, "" for no links."""
    text = clean(text).strip()
    if not public_url and size(text) <= limit:
        return (text,)
    runs = told_apart(text, [quote for quote in quotes if quote.answer])
    whole = _with_links("".join(run.text for run in runs), _links(_quoted(runs) or quotes[:1], public_url))
    if size(whole) <= limit:
        return (whole,)
    parts = _filled([unit for run in runs for unit in _units(run)], public_url, limit)
    return tuple(_rendered(parts, number, public_url) for number in range(1, len(parts) + 1))


def size(text: str) -> int:
    return len(text.encode("utf-8"))


def told_apart(text: str, quotes: Sequence[Quote]) -> list[Unit]:
    """The text as runs of the bot's words and of officials' words, in order; joined they are the text."""
    found: list[tuple[int, int, Quote]] = []
    for quote in quotes:
        places = (_place(text, words, found) for words in (clean(quote.answer), clean(quote.highlight)))
        place = next((place for place in places if place), None)
        if place:
            found.append((*place, quote))
    runs, at = [], 0
    for start, end, quote in sorted(found, key=lambda one: one[0]):
        runs += [Unit(text[at:start]), Unit(text[start:end], quote)]
        at = end
    return [run for run in (*runs, Unit(text[at:])) if run.text]


def _place(text: str, words: str, taken: Sequence[tuple[int, int, Quote]]) -> tuple[int, int] | None:
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if all(end <= begun or start >= ended for begun, ended, _ in taken):
            return start, end
        start = text.find(words, start + 1)
    return None


def _units(run: Unit) -> Iterator[Unit]:
    for passage in PASSAGE.findall(run.text):
        pieces = [passage] if size(passage) <= UNIT_BYTES else _short(passage)
        yield from (Unit(piece, run.quote) for piece in pieces)


def _short(passage: str) -> Iterator[str]:
    """Cuts an overlong sentence after commas, and what has none between characters."""
    for clause in CLAUSE.findall(passage):
        rest = clause.encode("utf-8")
        while len(rest) > UNIT_BYTES:
            head = rest[:UNIT_BYTES].decode("utf-8", "ignore")
            yield head
            rest = rest[len(head.encode("utf-8")) :]
        yield rest.decode("utf-8")


def _filled(units: Sequence[Unit], public_url: str, limit: int) -> list[list[Unit]]:
    """Each part takes as many units as fit; a line that leads up to a quote stays with what it leads up to."""
    parts: list[list[Unit]] = [[]]
    everyone = {unit.quote.pair for unit in units if unit.quote}  # the longest labels, to measure with
    for unit in units:
        fuller = [*parts[-1], unit]
        if not parts[-1] or size(_part(fuller, everyone, 99, 100, public_url)) <= limit:
            parts[-1] = fuller
            continue
        last = parts[-1][-1]
        leads_up = unit.quote and not last.quote and size(last.text) <= LABEL_BYTES and len(parts[-1]) > 1
        parts.append([parts[-1].pop(), unit] if leads_up else [unit])
    return parts


def _rendered(parts: Sequence[Sequence[Unit]], number: int, public_url: str) -> str:
    begun = {quote.pair for part in parts[: number - 1] for quote in _quoted(part)}
    return _part(parts[number - 1], begun, number, len(parts), public_url)


def _part(part: Sequence[Unit], begun: Container[str], number: int, total: int, public_url: str) -> str:
    """The part with its labels, links and last line. begun: pairs that an earlier part has quoted from."""
    own = "".join(unit.text for unit in part if unit.quote is None)
    named: set[str] = set()
    told = []
    for unit in part:
        if unit.quote and unit.quote.pair not in named:
            named.add(unit.quote.pair)
            goes_on = unit.quote.pair in begun
            told += [] if unit.quote.official in own and not goes_on else [f"{_label(unit.quote, goes_on)}\n"]
        told.append(unit.text)
    line = phrases.MORE_FOLLOWS if number < total else phrases.LAST_PART
    text = _with_links("".join(told).strip(), _links(_quoted(part), public_url))
    return f"{text}\n\n{line.format(number=number, total=total)}"


def _quoted(units: Sequence[Unit]) -> list[Quote]:
    by_pair = {unit.quote.pair: unit.quote for unit in units if unit.quote}
    return list(by_pair.values())


def _label(quote: Quote, goes_on: bool) -> str:
    frame = phrases.SPEAKER_GOES_ON if goes_on else phrases.SPEAKER
    official, office = clean(quote.official), clean(quote.office)
    label = frame.format(speaker=f"{official}（{office}）" if office else official)
    if size(label) <= LABEL_BYTES:
        return label
    return frame.format(speaker=official.encode("utf-8")[: LABEL_BYTES // 2].decode("utf-8", "ignore"))


def _links(quotes: Sequence[Quote], public_url: str) -> list[str]:
    if not public_url:
        return []
    line = phrases.SOURCE if len(quotes) == 1 else phrases.SOURCE_OF
    links = [(quote.official, f"{public_url}/q/{percent(clean(quote.pair), safe='')}") for quote in quotes]
    lines = [line.format(official=clean(official), link=link) for official, link in links]
    return [line for line in lines if size(line) <= LINK_BYTES]


def _with_links(text: str, lines: Sequence[str]) -> str:
    return "\n\n".join(filter(None, (text, "\n".join(lines))))
