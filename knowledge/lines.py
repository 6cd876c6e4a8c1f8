"""Article text -> paragraphs with their places, and what the end of a line tells. Knows no speakers.

A paragraph is a line that holds something. `marks` are what the file's format knew and plain text does not show:
headings, bold paragraphs, block quotes. A plain text file has none, and everything works without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from knowledge.model import Span
from knowledge.newsroom import ORDINAL

MarkKind = Literal["heading", "bold", "quote", "item"]
BLANK = " \t\r\v\f\u3000\xa0\u200b\u200c\u200d\u2060\ufeff\u2028\u2029\x1c\x1d\x1e\x1f\x85\u2002\u2003\u2009"
CLOSERS = "”’」』）)】》〉］]\"'"
SENTENCE_END = "。！？!?…；;：:～~"
RULE = re.compile(r"[-—–=_*·•.＊－ ]{3,}")


class Mark(Struct, frozen=True):
    """What the format says of the paragraph at span."""

    kind: MarkKind
    span: Span


class Paragraph(Struct, frozen=True):
    """A line that holds something: `text` is the article's text at `span`, without white space around it."""

    line: int
    span: Span
    text: str
    marks: frozenset[MarkKind] = frozenset()

    def part(self, start: int, end: int | None = None) -> Span:
        """The article span of a part of this paragraph, given in places of its text, trimmed."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start] in BLANK:
            start += 1
        while stop > start and self.text[stop - 1] in BLANK:
            stop -= 1
        return Span(self.span.start + start, self.span.start + stop)

    @property
    def is_rule(self) -> bool:
        return bool(RULE.fullmatch(self.text))


REMARK = r"(?:[（(][^（）()\n：:。？！]{1,60}[）)])?"  # 贺东升（市税务局局长）：
INLINE = re.compile(r"(?<=[？?。！!）)”])[ \t\u3000]{0,8}(?=(?:问|答|追问|Q|A|Ｑ|Ａ)\s?\d{0,3}[：:])")
OPENS_INLINE = re.compile(r"[\d一二三四五六七八九十、.．\s]{0,8}(?:问|Q|Ｑ)\s?\d{0,3}[：:]")


def paragraphs(text: str, marks: Iterable[Mark] = ()) -> tuple[Paragraph, ...]:
    """The lines that hold something, in order, each with the marks that cover its start."""
    kinds: dict[int, set[MarkKind]] = {}
    for mark in marks:
        kinds.setdefault(mark.span.start, set()).add(mark.kind)
    return tuple(
        Paragraph(line, span, span.of(text), frozenset(kinds.get(span.start, ())))
        for line, whole in _lines(text)
        if whole.start < whole.end
        for span in _exchanges(text, whole)
    )


def _exchanges(text: str, line: Span) -> Iterator[Span]:
    """A line that holds question and answer (`问：…？答：…`) is as many paragraphs."""
    start = line.start
    if OPENS_INLINE.match(text, start, line.end):
        for cut in INLINE.finditer(text, start, line.end):
            yield Span(start, cut.start())
            start = cut.end()
    yield Span(start, line.end)


def split_at(text: str, lines: Iterable[Paragraph], names: Iterable[str], headline: str = "") -> tuple[Paragraph, ...]:
    """The paragraphs, cut where one of these speakers is labelled in mid-line: `…是吗？ 杨凤瑞：是的。`

    The headline stays whole: `“三年清一河”孙文静：还要三年` is nobody's turn.
    """
    wanted = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)[:60])
    label = re.compile(rf"(?<=[？?。！!）)”])[ \t\u3000]{{0,8}}(?=(?:{wanted}){REMARK}[：:])") if wanted else None
    return tuple(
        part
        for line in lines
        for part in (_cut(text, line, label) if label and not _is_headline(line.text, headline, label) else (line,))
    )


def _is_headline(line: str, headline: str, label: re.Pattern[str]) -> bool:
    """Whether it is the headline and not a whole interview run together in one line."""
    return line == headline and len(label.findall(line)) < 2


def _cut(text: str, line: Paragraph, label: re.Pattern[str]) -> Iterator[Paragraph]:
    start = line.span.start
    for cut in label.finditer(text, start, line.span.end):
        if cut.start() > start:
            span = Span(start, cut.start())
            yield Paragraph(line.line, span, span.of(text), line.marks)
            start = cut.end()
    span = Span(start, line.span.end)
    yield Paragraph(line.line, span, span.of(text), line.marks) if start > line.span.start else line


def _lines(text: str) -> Iterator[tuple[int, Span]]:
    start = 0
    for line, content in enumerate(text.split("\n"), start=1):
        left = len(content) - len(content.lstrip(BLANK))
        right = len(content.rstrip(BLANK))
        yield line, Span(start + min(left, right), start + right)
        start += len(content) + 1


def is_finished(text: str) -> bool:
    """Whether a line ends where a sentence ends.

    >>> is_finished("坚决打赢。”"), is_finished("脱毒脱瘾，回归")
    (True, False)
    """
    bare = text.rstrip(BLANK)
    core = bare.rstrip(CLOSERS)
    if not core or re.search(r"://\S*$", bare[-200:]):
        return True
    return core[-1] in SENTENCE_END or bare[-1] in "）)】]" or (core[-1] == "." and core[-2:-1].isalnum())


def ends_asking(text: str) -> bool:
    """Whether the last sentence is a question."""
    return text.rstrip(BLANK + CLOSERS).endswith(("？", "?"))


def starts_item(text: str) -> bool:
    """Whether a line opens an item of a list, so that it never continues the line before."""
    return bool(ORDINAL.match(text)) or text[:1] in "●■◆▲△○□▶►★☆•·-—"


def is_headline(text: str) -> bool:
    """Whether a line has the shape of a heading inside an article: short, no sentence, no comma list."""
    return (
        len(text) <= 32
        and not is_finished(text)
        and not re.search(r"[，,。；;！？!?]|://", text)
        and not starts_item(text)
    )
