"""A small table of words for the keyboard's tests, and the built one where a test needs it."""

from __future__ import annotations

from bot.typing.table import MemoryTable, Word


def word(text: str, spelt: str, weight: int) -> Word:
    return Word(text, tuple(spelt.split()), weight)


def small_table() -> MemoryTable:
    return MemoryTable(
        [
            word("举报", "ju bao", 535), word("聚宝", "ju bao", 6), word("举", "ju", 900), word("局", "ju", 3000),
            word("报", "bao", 4000), word("保", "bao", 2000), word("进度", "jin du", 392), word("禁毒", "jin du", 211),
            word("怎么办", "zen me ban", 117), word("怎么", "zen me", 27339), word("西安", "xi an", 900),
            word("先", "xian", 25558), word("西", "xi", 3000), word("安", "an", 2000), word("女", "nv", 2000),
            word("女儿", "nv er", 800), word("虐待", "nve dai", 90), word("金", "jin", 5000), word("读", "du", 700),
            word("县", "xian", 25000), word("长", "chang", 9000), word("长", "zhang", 90),
            word("现场", "xian chang", 1500), word("经费", "jing fei", 1898), word("县长", "xian zhang", 900),
            word("禁", "jin", 300), word("毒", "du", 300),
            word("经", "jing", 4000), word("费", "fei", 900), word("儿", "er", 900), word("虐", "nve", 90),
            word("待", "dai", 900), word("怎", "zen", 900), word("么", "me", 900), word("办", "ban", 900),
        ]
    )  # fmt: skip
