"""What an interview is made of. Frozen values; no files, no database, no network.

Glossary (newsroom English in code, Chinese in data)

article 报道
    One printed text with its outlet and date. Its text is stored once and never altered.
interview 访谈
    An article in which reporters ask and officials answer. An article may hold several.
reporter 记者 / official 受访官员 / office 职务 / district 县市区
    Who asks, who answers, in which office and for which place.
turn 一次发言
    What one speaker says before the next speaker begins.
pair 问答
    The reporter's question, if one was printed, and the official's whole answer to it.
statement 无问之答
    A pair without a question: the question was lost in print, or it is a closing remark.
quotation 导语引语
    An official's words in quotation marks inside a lead; kept beside the pairs, never counted as one.
lead 导语
    What the paper itself says above an interview, editor's notes too; kept beside the pairs, under the paper's name.
passage 句段
    A sentence or clause of an answer: what a highlight is made of.
piece
    A run of the article's text that belongs to an answer. An answer is its pieces, joined.
span
    (start, end) in the article's text, in characters, end not included.
damage 原文缺损
    Words the print spoilt: left out and shown as DAMAGE_MARK, or kept but never highlighted.
phrasing 相似问
    Another way to ask for a passage.
declined topic 不答之题
    What people ask and the interviews do not say, with an honest reply that points on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

DAMAGE_MARK = "〔原文此处缺损〕"
PARAGRAPH = "\n"

PairKind = Literal["answer", "statement", "quotation", "lead"]
BESIDE: tuple[PairKind, ...] = ("quotation", "lead")  # what stands beside the interview: words in a lead, no answer
DamageKind = Literal["stray question", "foreign word", "breaks off", "unbalanced quotation"]


class Span(Struct, frozen=True, order=True):
    """A half-open run of characters, start <= end, in the article's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span ({self.start}, {self.end}), expected 0 <= start <= end")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class Piece(Struct, frozen=True):
    """A run of article text and what joins it to the piece before.

    joint is "" (first piece, or a sentence joined over a page break), PARAGRAPH, or DAMAGE_MARK.
    """

    span: Span
    joint: str = ""


def render(text: str, pieces: Iterable[Piece]) -> str:
    """The words of the pieces as a reader sees them; the only way an answer's text is ever made.

    >>> render("甲乙，and丙", [Piece(Span(0, 3)), Piece(Span(6, 7), DAMAGE_MARK)])
    '甲乙，〔原文此处缺损〕丙'
    """
    return "".join(piece.joint + piece.span.of(text) for piece in pieces)


class Damage(Struct, frozen=True):
    """A spoilt place. left_out: its words are replaced by DAMAGE_MARK; else kept, never highlighted."""

    kind: DamageKind
    span: Span
    left_out: bool


class Official(Struct, frozen=True):
    """Who answers. office as printed, one string; district by its name in the sidecar, or "".

    Of a lead the paper, with what its words are (导语, 编者按) for the office.
    """

    name: str
    office: str = ""
    district: str = ""


class District(Struct, frozen=True):
    """A place an interview speaks for, with the everyday names people use for it."""

    name: str
    aliases: tuple[str, ...] = ()


class Passage(Struct, frozen=True):
    """A sentence or clause of an answer, verbatim at its pieces; holds no damage."""

    pieces: tuple[Piece, ...]
    text: str

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(piece.span for piece in self.pieces)


class Pair(Struct, frozen=True):
    """A question, if one was printed, and the official's whole answer.

    id is stable: the same after importing the article again, or a corrected copy of it.
    repeats are the further places where the same answer is printed, a tuple of pieces each.
    """

    id: str
    article_id: str
    kind: PairKind
    official: Official
    reporter: str
    question: str | None
    question_pieces: Sequence[Piece]
    answer: str
    pieces: Sequence[Piece]
    passages: Sequence[Passage]
    damage: tuple[Damage, ...] = ()
    repeats: tuple[Sequence[Piece], ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        return tuple(piece.span for piece in self.pieces)

    @property
    def is_beside(self) -> bool:
        """Whether it stands beside the interview."""
        return self.kind in BESIDE

    @property
    def by_paper(self) -> bool:
        """Whether the paper says it, and no official."""
        return self.kind == "lead"


class Article(Struct, frozen=True):
    """A stored article. said is when the words were spoken or printed, e.g. "2021-06"."""

    id: str
    title: str
    text: str
    outlet: str = ""
    said: str = ""
    said_inferred: bool = False
    said_why: str = ""
    districts: tuple[District, ...] = ()
    officials: tuple[Official, ...] = ()
    sha256: str = ""


class Interview(Struct, frozen=True):
    """What reading one article gives: the article, its pairs, and doubts for a person.

    quotations: what stands beside the pairs, officials' words in leads and the leads themselves.
    """

    article: Article
    pairs: tuple[Pair, ...]
    quotations: tuple[Pair, ...] = ()
    repairs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Phrasing(NamedTuple):
    """Another way to ask. passage is the passage's number within its pair, None for the whole answer."""

    text: str
    pair_id: str
    passage: int | None = None


class DeclinedTopic(Struct, frozen=True):
    """What the interviews do not say: how people ask for it and the honest reply."""

    slug: str
    title: str
    reply: str
    phrasings: Sequence[str] = ()


class Collection(Struct, frozen=True):
    """Everything that answers are made of, read once from the store; version changes with any change.

    quotations: as in Interview.
    """

    version: int
    articles: tuple[Article, ...] = ()
    pairs: Sequence[Pair] = ()
    quotations: Sequence[Pair] = ()
    phrasings: Sequence[Phrasing] = ()
    declined: tuple[DeclinedTopic, ...] = ()
