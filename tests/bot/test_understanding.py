"""What a visitor may say instead of a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import phrases
from bot.understanding import command_of, number_of, spoken_district

OFFERED = ("只看天元区", "只看茶陵县", phrases.OPEN_DISTRICT)


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("帮助", "help"), ("帮助。", "help"), (" 帮助！", "help"), ("/START", "welcome"), ("？", "help"),
        ("全文", "whole"),
        ("“全文”", "whole"), ("👍", "good"), ("隱私", "privacy"), ("忘记我~", "forget"), ("帮助我戒毒", ""), ("", ""),
        ("全文说了什么", ""),
    ],
)  # fmt: skip
def test_a_command_is_known_by_the_whole_message(said: str, command: str) -> None:
    assert command_of(said) == command


def test_every_word_that_is_offered_is_understood() -> None:
    for name, words in phrases.COMMANDS.items():
        assert {command_of(word) for word in words} == {name}


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("1", 1), ("１", 1), ("第2个", 2), ("选 3", 3), ("第三条", 3), ("2。", 2), ("12", 12), ("100", None),
        ("110", None),
        ("120", None), ("一", None), ("三个区", None), ("2021年", None), ("", None), ("-1", None), ("1.5", None),
    ],
)  # fmt: skip
def test_a_number_picks_only_where_it_is_nothing_else(said: str, number: int | None) -> None:
    assert number_of(said) == number


@pytest.mark.parametrize(
    ("said", "choices", "district"),
    [
        ("只看天元区", (), "天元区"),
        ("只看 天元区", (), "天元区"),
        ("天元区", OFFERED, "天元区"),
        ("天元区", (), None),
        ("全部", OFFERED, ""),
        ("全部", (), None),
        ("不限县市区", (), ""),
        ("只看到一个人倒在地上没有呼吸了怎么办", (), None),
        ("经费多少", OFFERED, None),
    ],
)
def test_a_district_is_fixed_by_saying_so(said: str, choices: tuple[str, ...], district: str | None) -> None:
    assert spoken_district(said, choices) == district


@given(st.text(max_size=40))
def test_any_message_can_be_understood(text: str) -> None:
    assert command_of(text) in {"", "whole", "good", "bad", *phrases.COMMANDS}
    number = number_of(text)
    assert number is None or 0 <= number <= 99
    spoken_district(text, OFFERED)
