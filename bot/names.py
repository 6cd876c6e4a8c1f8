"""Names of persons in what a visitor typed, as places in the text: Chinese ones, those with a dot, those in pinyin.

Rules and the splitter's own guesses; the word lists are names.toml. Errs towards finding one: a name that is kept may
harm somebody, a word that is covered costs staff a guess. Covers nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from msgspec import Struct

from knowledge.model import Span
from retrieval.lexicon import function_words
from retrieval.sounds import spelt, syllables
from retrieval.words import boundaries, fold, is_han, tagged

PROPER = 3  # characters of a proper noun that may be a name
LONGEST_PART = 6  # characters of a part of a name with a dot
FEW = 3  # Latin words, at most, of a text in which two of them may be a name
_DOT = re.compile(r"[·•・‧∙⋅]")
_LATIN = re.compile(r"[A-Za-z]+")
_LATIN_PAIR = re.compile(r"(?<![A-Za-z])([A-Za-z]{2,6})[ \u3000]+([A-Za-z]{2,12})(?![A-Za-z])")
_PLACE = re.compile(r".家[河界湾沟坝港口庄屯寨坪冲]$|.{2,}[河镇乡村桥湖路街县]$")


class _Token(Struct, frozen=True):
    """A word of the text with its place and the splitter's guess of its kind."""

    word: str
    start: int
    kind: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.word)

    @property
    def is_named(self) -> bool:
        """Whether the splitter takes it for a name of a person."""
        return self.kind.startswith("nr")


def person_names(text: str, known: frozenset[str] = frozenset()) -> tuple[Span, ...]:
    """Where names of persons stand, in order, none touching another; `known` ones, or what sounds so, are none."""
    if _openings().isdisjoint(fold(text)) and not _DOT.search(text) and not _LATIN_PAIR.search(text):
        return ()  # most questions: splitting them takes ten times as long
    tokens, words = _tagged(text), _words_of(text)
    found = (*_guessed(tokens), *_after_surnames(words), *_around_dots(text, tokens), *_in_pinyin(text))
    lengths, sounds = _sounds_of(known)
    strange = (span for span in found if not _is_known(text, span, known, lengths, sounds))
    return _merged(_whole(text, span, words) for span in strange)


@lru_cache(maxsize=8)
def _sounds_of(known: frozenset[str]) -> tuple[frozenset[int], frozenset[tuple[str, ...]]]:
    """How long the known names are, and how those of persons sound: visitors spell them by ear."""
    alike = frozenset(syllables(fold(name)) for name in known if len(name) == PROPER)
    return frozenset(map(len, known)), alike


def _is_known(
    text: str, span: Span, known: frozenset[str], lengths: Iterable[int], sounds: frozenset[tuple[str, ...]]
) -> bool:
    """Whether a known name, or what sounds like one, touches this place."""
    for length in lengths:
        for start in range(max(0, span.start - length + 1), min(span.end, len(text) - length + 1)):
            name = text[start : start + length]
            if name in known or (length == PROPER and is_han(name) and syllables(fold(name)) in sounds):
                return True
    return False


def _whole(text: str, span: Span, words: Sequence[_Token]) -> Span:
    """A name of two characters with the character after it that nothing else claims: 梁朝 辉."""
    rest = next((one.word for one in words if one.start == span.end), "")
    alone = len(rest) == 1 and is_han(rest) and fold(rest) not in _list("goes_on") and not _is_title(fold(rest))
    is_short = len(span.of(text)) == PROPER - 1 and is_han(span.of(text)) and rest not in function_words()
    return Span(span.start, span.end + 1) if alone and is_short else span


@cache
def _list(key: str) -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(lists[key].split())


@cache
def _surnames() -> frozenset[str]:
    """Those that may begin a name which the splitter guessed."""
    return _list("sure_surnames") | _list("double_surnames") | _list("other_surnames")


@cache
def _openings() -> frozenset[str]:
    """The characters that a name may begin with."""
    return frozenset(name[0] for name in (*_surnames(), "阿", "小"))


@cache
def _sure() -> frozenset[str]:
    """Those that begin a name wherever they stand alone."""
    return _list("sure_surnames") | _list("double_surnames")


@cache
def _spelt_surnames() -> frozenset[str]:
    return frozenset("".join(syllables(one)) for one in _surnames())


def _tagged(text: str) -> tuple[_Token, ...]:
    words = tagged(text) if text else ()
    starts = accumulate((len(word) for word, _ in words), initial=0)
    return tuple(_Token(word, start, kind) for (word, kind), start in zip(words, starts, strict=False))


def _words_of(text: str) -> tuple[_Token, ...]:
    return tuple(_Token(text[start:end], start) for start, end in pairwise(sorted(boundaries(text))))


def _guessed(tokens: Sequence[_Token]) -> Iterator[Span]:
    """What the splitter takes for a name, where it looks like one; also in two words (周 志强)."""
    for token, after in zip(tokens, (*tokens[1:], _Token("", 0)), strict=False):
        name = fold(token.word)
        is_proper = token.is_named or (token.kind == "nz" and len(name) == PROPER)
        if is_proper and _is_like_a_name(name):
            yield Span(token.start, token.end)
        elif _makes_a_name(token, after):
            yield Span(token.start, after.end)


def _makes_a_name(token: _Token, after: _Token) -> bool:
    """徐海 涛, 周 志强."""
    name, given = fold(token.word), fold(after.word)
    if len(name) == PROPER - 1:
        return after.is_named and len(given) == 1 and _is_like_a_name(name)
    return token.is_named and name in _surnames() and len(given) == PROPER - 1 and _may_be_given(given)


def _is_like_a_name(name: str) -> bool:
    surname = name[:2] if name[:2] in _list("double_surnames") else name[:1]
    given = name.removeprefix(surname)
    begins = surname in _surnames() or surname in {"阿", "小"}
    longest = {"小": 1, "阿": 2}.get(surname, 3)  # the splitter may take the next word along
    return begins and 1 <= len(given) <= longest and is_han(name) and not _is_word(name) and not _is_title(given)


def _is_word(name: str) -> bool:
    return not _list("no_names").isdisjoint({name, name[:2]}) or bool(_PLACE.search(name))


def _is_title(given: str) -> bool:
    return given in _list("titles")


def _may_be_given(word: str) -> bool:
    return 1 <= len(word) <= 2 and is_han(word) and not _is_title(word) and word not in function_words()


def _after_surnames(tokens: Sequence[_Token]) -> Iterator[Span]:
    """A surname and one or two characters with it; where it is a word of its own too, only after 邻居 and the like."""
    for number, token in enumerate(tokens):
        surname = fold(token.word)
        related = number > 0 and fold(tokens[number - 1].word) in _list("relations")
        if surname in _sure() or (related and surname in _surnames()):
            given = _given(tokens[number + 1 : number + 3])
            if given and not _is_title(fold(given)) and not _is_word(surname + fold(given)):
                yield Span(token.start, token.end + len(given))
        elif 3 <= len(surname) <= 4 and surname[:2] in _list("double_surnames"):
            yield Span(token.start, token.end)


def _given(tokens: Sequence[_Token]) -> str:
    """The given name that these words begin with, "" where they begin with none."""
    words = [token.word for token in tokens]
    if not words or not _may_be_given(fold(words[0])) or fold(words[0]) in _list("goes_on"):
        return ""
    single = len(words[0]) == 1 and len(words) > 1 and len(words[1]) == 1
    goes_on = single and is_han(words[1]) and fold(words[1]) not in _list("goes_on") and not _is_title(fold(words[1]))
    return words[0] + words[1] if goes_on else words[0]


def _around_dots(text: str, tokens: Sequence[_Token]) -> Iterator[Span]:
    """买买提·艾力: the word on each side of the dot, and more of it where it is no everyday word."""
    for dot in _DOT.finditer(text):
        left = [token for token in reversed(tokens) if token.end <= dot.start()]
        right = [token for token in tokens if token.start >= dot.end()]
        before, after = _part(left, dot.start()), _part(right, dot.end())
        if before and after:
            yield Span(dot.start() - before, dot.end() + after)


def _part(tokens: Sequence[_Token], edge: int) -> int:
    """How many characters of a name stand beside a dot, 0 where none do."""
    length = 0
    for token in tokens:
        is_beside = edge in {token.start, token.end}
        more = token.is_named or (len(token.word) == 1 and fold(token.word) not in _list("goes_on"))
        if not is_han(token.word) or length + len(token.word) > LONGEST_PART or not (is_beside or more):
            break
        length += len(token.word)
    return length


def _in_pinyin(text: str) -> Iterator[Span]:
    """A surname and a given name in Latin letters, where the text is not spelt in pinyin as a whole."""
    words = _LATIN.findall(text)
    for pair in _LATIN_PAIR.finditer(text):
        surname, given = pair[1].lower(), pair[2].lower()
        few = len(words) <= FEW and (any(map(is_han, text)) or len(words) == 2)
        capital = pair[1].istitle() and pair[2].istitle()
        if (few or capital) and surname in _spelt_surnames() and 1 <= len(spelt(given)) <= 2:
            yield Span(*pair.span())


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
