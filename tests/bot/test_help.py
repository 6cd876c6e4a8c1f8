"""Whom to call: the file that ships, and files that an operator got wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.help import HelpCards, HelpError
from bot.settings import Settings
from retrieval import lexicon, urgency

NUMBER = '[[number]]\nnumber = "110"\nname = "公安报警"\npurpose = "报警"\n'
CARD = '[[card]]\nkind = "crime"\ntitle = "请报警"\nadvice = ["离开"]\ncall = ["110"]\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "help.toml"


def test_a_card_has_its_numbers_in_order(file: Path) -> None:
    file.write_text("\ufeff" + CARD + NUMBER, encoding="utf-8")
    card = HelpCards(file).card("crime")
    assert (card.title, card.advice) == ("请报警", ("离开",))
    assert [(line.number, line.name, line.purpose) for line in card.lines] == [("110", "公安报警", "报警")]


def test_an_unknown_kind_gets_the_first_card(file: Path) -> None:
    file.write_text(CARD + NUMBER, encoding="utf-8")
    assert HelpCards(file).card("never heard of") == HelpCards(file).card("crime")


def test_there_is_a_card_for_every_kind_of_emergency() -> None:
    kinds = set(HelpCards(Settings().help_file).kinds)
    assert set(urgency.load().kinds) <= kinds
    assert {row["kind"] for row in lexicon.table("urgent.toml")["always"]} <= kinds


def test_every_card_that_ships_names_a_number_and_what_to_do() -> None:
    cards = HelpCards(Settings().help_file)
    for kind in cards.kinds:
        card = cards.card(kind)
        assert card.title
        assert card.advice
        assert any(line.number.isdecimal() for line in card.lines)


def test_the_first_card_is_for_a_life_in_danger() -> None:
    assert HelpCards(Settings().help_file).card("").lines[0].number == "120"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "at least one"),
        ("not toml", "expected a TOML file"),
        (CARD, r"\[\[number\]\] entries for 110"),
        (NUMBER, "at least one"),
        (CARD.replace('kind = "crime"\n', "") + NUMBER, "kind"),
        (CARD.replace('title = "请报警"\n', "") + NUMBER, "title"),
        (CARD.replace('call = ["110"]', "call = []") + NUMBER, "call"),
        (CARD.replace('call = ["110"]', "call = [110, 120]") + NUMBER, "120"),
        (CARD.replace('call = ["110"]', 'call = "110"') + NUMBER, "call"),
        (CARD.replace('advice = ["离开"]', 'advice = "离开"') + NUMBER, "advice"),
        (CARD + NUMBER.replace('name = "公安报警"\n', ""), "name"),
        ("card = [1]\n", "card"),
        ("number = 5\n" + CARD, "number"),
    ],
)
def test_a_mistake_is_named_with_its_entry(file: Path, content: str, said: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(HelpError, match=said) as refused:
        HelpCards(file)
    assert "help.toml" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(HelpError, match=r"gone\.toml"):
        HelpCards(tmp_path / "gone.toml")


@given(
    st.binary(max_size=100) | st.text(max_size=60).map(lambda text: (CARD + NUMBER + text).encode("utf-8", "ignore"))
)
def test_any_file_is_read_or_refused(content: bytes) -> None:
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        with suppress(HelpError):
            assert HelpCards(Path(file.name)).card("crime").lines
