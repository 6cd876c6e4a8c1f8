"""Labelled questions as other people would type them, made by rule: to see what it costs. Measures nothing.

Each rule is deterministic: the same question always gets the same change.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from retrieval.labelled import Labelled
from retrieval.sounds import syllables
from retrieval.words import fold, traditional

Change = Callable[[str], str]
_HAN = re.compile(r"[\u4e00-\u9fff]")
_PUNCTUATION = re.compile(r"[^\w\s]|_")
SEED = 626
TYPO_EVERY = 8  # characters, about, for one typo

POLITE = "您好，麻烦问一下，{}，谢谢您了"
CHATTER = (
    "今天早上出门买菜碰到老邻居扯了半天闲谈，天气也热得不行，我这个人记性又不好，怕忘了就赶紧打几个字，"
    "打得不好莫见怪，手机也是崽刚教我用的，字小得看不清，边上电视还开得老大声，屋里人催我吃饭，我讲等一下，"
    "先让我问清楚再讲，不然心里头老是惦记着，{}，晓得的话就回我一句，不急的，我就在手机边上等着，吃完饭再来看也要得"
)


def full_width(text: str) -> str:
    """Letters, digits and punctuation of ASCII in their wide forms."""
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def unpunctuated(text: str) -> str:
    return " ".join(_PUNCTUATION.sub(" ", text).split())


def with_emoji(text: str) -> str:
    return f"😅{text[: len(text) // 2]}🙏{text[len(text) // 2 :]}❓❓"


def in_pinyin(text: str) -> str:
    """The whole question spelt without tones."""
    return " ".join(syllables(fold(text)))


def typing_errors(letters: str, seed: int = SEED) -> Change:
    """Homophones in place of characters, drawn from `letters`: about one character in eight."""
    alike: dict[str, list[str]] = {}
    for letter in dict.fromkeys(_HAN.findall(letters)):
        alike.setdefault(syllables(letter)[0], []).append(letter)

    def change(text: str) -> str:
        chance = random.Random(f"{seed}{text}")  # noqa: S311 - a typo, not a secret
        places = [number for number, letter in enumerate(text) if _HAN.match(letter)]
        chosen = chance.sample(places, min(len(places), max(1, len(places) // TYPO_EVERY))) if places else []
        found = list(text)
        for place in chosen:
            others = [one for one in alike.get(syllables(text[place])[0], ()) if one != text[place]]
            if others:
                found[place] = chance.choice(others)
        return "".join(found)

    return change


def rules(letters: str) -> Mapping[str, Change]:
    """The changes by name. letters: a text whose characters typos are drawn from."""
    return {
        "typos": typing_errors(letters),
        "traditional": traditional,
        "unpunctuated": unpunctuated,
        "full_width": full_width,
        "pinyin": in_pinyin,
        "emoji": with_emoji,
        "polite": POLITE.format,
        "chatter": CHATTER.format,
    }


def changed(labels: Iterable[Labelled], change: Change) -> list[Labelled]:
    """The questions with every turn changed."""
    return [replace(label, turns=tuple(map(change, label.turns))) for label in labels]
