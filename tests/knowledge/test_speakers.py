"""Who speaks, however the label is printed; every answer under its own speaker's name."""

from __future__ import annotations

import pytest

from knowledge.transcript import read_interview


def answers(text: str, title: str = "一河清水") -> list[tuple[str, str]]:
    return [(pair.official.name, pair.answer) for pair in read_interview("a", title, text).pairs]


def offices(text: str, title: str = "一河清水") -> dict[str, str]:
    return {one.name: one.office for one in read_interview("a", title, text).article.officials}


@pytest.mark.parametrize(
    "label", ["孙文静局长", "孙文静女士", "孙文静校友", "孙文静 县水利局局长", "县水利局局长 孙文静"]
)
def test_a_label_with_a_title_names_the_person(label: str) -> None:
    text = f"记者：水清了吗？\n{label}：清了。\n记者：还会浑吗？\n{label}：不会了。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "不会了。")]


def test_a_title_in_a_label_gives_way_to_the_whole_office_of_the_lead() -> None:
    lead = "日前，海棠县水利局局长孙文静接受本报记者采访。"
    assert offices(f"{lead}\n记者：水清了吗？\n孙文静局长：清了。") == {"孙文静": "海棠县水利局局长"}


def test_a_title_alone_is_better_than_no_office() -> None:
    assert offices("记者：水清了吗？\n孙文静局长：清了。") == {"孙文静": "局长"}


def test_a_reporter_who_is_asked_answers() -> None:
    text = "孙文静 海棠电视台记者：我正在河边。\n主持人：水清了吗？\n孙文静：清了。\n主持人：鱼多吗？\n孙文静：多。"
    assert answers(text) == [("孙文静", "清了。"), ("孙文静", "多。")]
