"""The chapters say what the code does: its settings, its errcodes, its log lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import phrases_wechat as phrases

ROOT = Path(__file__).resolve().parents[3]
CHAPTERS = ["docs/wechat.md", "docs/wechat.zh-CN.md"]


def told(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_setting_is_explained_and_no_other(chapter: str) -> None:
    names = set(re.findall(r"BOT_[A-Z_]+", told("bot/channels/wechat_settings.py")))
    assert set(re.findall(r"BOT_[A-Z_]+", told(chapter))) == names


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_errcode_that_is_explained_is_told_in_plain_words(chapter: str) -> None:
    codes = {int(code) for code in re.findall(r"(?<![\d.])[4-8]\d{4}(?!\d)", told(chapter))}
    assert codes
    assert codes <= set(phrases.ERRCODES)


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize(
    "words",
    ["an envelope that does not open", "away from this machine's clock", "BOT_WECHAT_MODE is safe", "is plain"],
)
def test_the_log_says_what_the_chapter_quotes(chapter: str, words: str) -> None:
    assert words in told(chapter)
    assert words in told("bot/channels/wechat_gate.py")


def test_the_files_that_the_guide_points_to_are_there() -> None:
    for path in re.findall(r"`(bot/[a-z_/]+\.py)`", told("docs/channels.md")):
        assert (ROOT / path).exists() or path in {"bot/channels/wechat_work.py", "bot/phrases_x.py"}, path


def test_the_guide_is_under_a_page() -> None:
    assert len(told("docs/channels.md").split()) < 500
