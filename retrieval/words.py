"""From text to what is counted: folding, words, concepts, character pairs. Only this module imports jieba.

The splitter is rjieba, jieba's own algorithm and dictionary compiled (same words, a sixth of the start-up); jieba
itself serves where rjieba has no wheel, and tests hold the two together.
Ranks nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any, TypeVar

from opencc import OpenCC

from retrieval import lexicon
from retrieval.once import once

Cut = Callable[[str], list[str]]
T = TypeVar("T")

_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\ud800-\udfff]"
)
_DAY_26 = re.compile(
    r"(?<!\d)6\s*[.·・•‧∙⋅\-/]\s*26(?!\d)|(?<!\d)626(?!\d)|六[.·・•]?二六|六月二十六[号日]?|6月26[号日]?"
)
_DAY_27 = re.compile(
    r"(?<!\d)6\s*[.·・•‧∙⋅\-/]\s*27(?!\d)|(?<!\d)627(?!\d)|六[.·・•]?二七|六月二十七[号日]?|6月27[号日]?"
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")
_COUNTED = re.compile(r"[0-9a-z\u3400-\u9fff\U00020000-\U0003134f]")
_RUN = re.compile(r"[0-9a-z%·\u3400-\u9fff\U00020000-\U0003134f]+")


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def traditional(text: str) -> str:
    """A text in traditional characters, as people elsewhere would type it."""
    converted: str = OpenCC("s2t").convert(text)
    return converted


@lru_cache(maxsize=2048)
def fold(text: str) -> str:
    """The one form in which texts and questions are compared: NFKC, simplified, lower case.

    6·26 is always written 6.26, which the splitter keeps whole.

    >>> fold("６．２６　區長")
    '6.26 区长'
    """
    text = unicodedata.normalize("NFKC", _HIDDEN.sub("", text))
    return _evened(_simplified(_HIDDEN.sub("", text)))


def fold_all(texts: Sequence[str]) -> list[str]:
    """What fold makes of each of many texts, in a third of the time: most of it is done to all of them at once."""
    clean = _HIDDEN.sub("", "\n".join(texts)).split("\n")
    even = "\n".join(unicodedata.normalize("NFKC", text) for text in clean)
    lines = _simplified(_HIDDEN.sub("", even)).split("\n")
    return list(map(_evened, lines) if len(lines) == len(texts) else map(fold, texts))


def _simplified(text: str) -> str:
    """Simplified and in lower case. Opencc knows one character in two steps only: 薴 is 苧, and 苧 is 苎."""
    converted: str = _simplifier().convert(text)
    return converted.replace("苧", "苎").lower()


def _evened(text: str) -> str:
    """A text with the days of June written one way and single spaces."""
    if "2" in text or "二" in text:
        text = _DAY_27.sub("6.27", _DAY_26.sub("6.26", text))
    return " ".join(text.split())


@cache
def own_words() -> frozenset[str]:
    """The folded words of our own lists, which the splitter keeps whole."""
    words = set(lexicon.user_dictionary())
    words.update(word for group in lexicon.synonym_groups() for word in group)
    for place in lexicon.districts():
        words.update((place.name, *place.aliases))
    return frozenset(fold_all([word for word in words if len(word) > 1]))


def reference_cut() -> Cut:
    """jieba's own splitter with our dictionary: 1 s to start; what rjieba is held to."""
    import jieba

    jieba.setLogLevel("WARNING")
    splitter = jieba.Tokenizer()
    splitter.initialize()
    for word in sorted(own_words()):
        before = splitter.FREQ.get(word, 0)
        splitter.add_word(word, 100_000)
        splitter.total -= before  # rjieba counts a word that it knew once, jieba twice
    return lambda text: list(splitter.cut(text, HMM=False))


@once  # a splitter that takes a word in while another thread cuts raises RuntimeError
def _splitter() -> Any:
    """rjieba with our dictionary, or None where it has no wheel.

    The module's own splitter, since importing it makes one anyway and a second takes another 28 MB.
    """
    try:
        import rjieba
    except ImportError:
        return None
    for word in sorted(own_words()):
        rjieba.add_word(word, 100_000, "n")
    return rjieba


@cache
def _cut() -> Cut:
    splitter = _splitter()
    return (lambda text: list(splitter.cut(text, False))) if splitter else reference_cut()


@lru_cache(maxsize=4096)
def tokenise(text: str) -> tuple[str, ...]:
    """The words of a folded text that carry its subject, in order: no function words, no punctuation."""
    return content(_cut()(text))


def content(words: Iterable[str]) -> tuple[str, ...]:
    """Those of some words that carry a subject, in order."""
    dull = lexicon.function_words()
    return tuple(word for word in words if word not in dull and _COUNTED.search(word))


def cut_lines(texts: Iterable[str]) -> list[str]:
    """Many folded texts cut by one call: all words and what stands between them, a line break between two texts.

    >>> cut_lines(["禁毒，经费", "宣传"])
    ['禁毒', '，', '经费', '\n', '宣传']
    """
    return _cut()("\n".join(texts))


def every_word(text: str) -> tuple[str, ...]:
    """All words of a folded text, function words too, punctuation left out."""
    return tuple(word for word in _cut()(text) if _COUNTED.search(word))


@lru_cache(maxsize=256)
def boundaries(text: str) -> frozenset[int]:
    """Where words of a folded text begin or end, as places between characters."""
    return frozenset(accumulate((len(word) for word in _cut()(text)), initial=0))


@lru_cache(maxsize=4096)
def is_word(text: str) -> bool:
    """Whether the splitter keeps a folded text of two or more characters whole."""
    return _cut()(text) == [text]


@cache
def _concepts_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for number, group in enumerate(lexicon.synonym_groups()):
        for word in fold_all(group):
            found.setdefault(word, []).append(f"#{number}")
    return {word: tuple(numbers) for word, numbers in found.items()}


def concepts(word: str) -> tuple[str, ...]:
    """The synonym groups that hold a word, as terms such as "#12"; () for none."""
    return _concepts_by_word().get(word, ())


def concepts_of(words: Iterable[str]) -> tuple[str, ...]:
    """Those of all the words, in order."""
    table = _concepts_by_word()
    return tuple(number for word in words if word in table for number in table[word])


def is_han(text: str) -> bool:
    """Whether a text is Han characters only."""
    return bool(_HAN_ONLY.fullmatch(text))


def characters(text: str) -> tuple[str, ...]:
    """The letters, digits and Han characters of a folded text, in order."""
    return tuple(_COUNTED.findall(text))


def character_pairs(text: str) -> tuple[str, ...]:
    """Every two neighbouring characters of a folded text within runs of letters, digits and Han characters.

    >>> character_pairs("禁毒，经费")
    ('禁毒', '经费')
    """
    return tuple(one + other for run in _RUN.findall(text) for one, other in pairwise(run))


def tagged(text: str) -> tuple[tuple[str, str], ...]:
    """All words of a text as written, with the splitter's guess of their kind: nr… for a name of a person.

    The user dictionary's words are no names.
    """
    return tuple((word, "n" if word in own_words() else kind) for word, kind in _tagger()(text))


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]]:
    splitter = _splitter()
    if splitter:
        return lambda text: list(splitter.tag(text))
    from jieba import posseg

    return lambda text: [(pair.word, pair.flag) for pair in posseg.cut(text)]
