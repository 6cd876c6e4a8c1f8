"""Replies on a message board stand under the name of the body that replied."""

from __future__ import annotations

import pytest

from knowledge.transcript import read_interview


def pairs(text: str) -> list[tuple[str | None, str, str]]:
    found = read_interview("a", "留言板选登", f"留言板选登\n{text}").pairs
    return [(pair.question, pair.official.name, pair.answer) for pair in found]


@pytest.mark.parametrize(
    ("body", "reply"), [("回复单位", "回复内容"), ("答复部门", "答复内容"), ("办理单位", "办理情况")]
)
def test_a_reply_is_the_bodys_that_stands_above_it(body: str, reply: str) -> None:
    text = (
        f"留言标题：关于河水\n网友：ID6731\n留言内容：水清了吗？\n{body}：海棠县水利局\n回复时间：2023年2月1日\n{reply}：清了。\n"
        f"留言标题：关于鱼\n网友：ID2290\n留言内容：鱼呢？\n{body}：海棠县渔政站\n{reply}：多了。\n青鱼最多。"
    )
    assert pairs(text) == [("水清了吗？", "海棠县水利局", "清了。"), ("鱼呢？", "海棠县渔政站", "多了。\n青鱼最多。")]


def test_a_reply_without_a_body_is_under_no_false_name() -> None:
    text = "网友：水清了吗？\n回复内容：清了。\n网友：鱼呢？\n回复内容：多了。"
    assert all("单位" not in name for _, name, _ in pairs(text))
    assert [answer for _, _, answer in pairs(text)] == ["清了。", "多了。"]
