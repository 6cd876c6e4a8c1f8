"""The account's menu, as WeChat wants it: most asked, officials, 6·26, help. A value; sends nothing.

A button's key is what a `CLICK` event brings back; wechat_talk knows what each means.
"""

from __future__ import annotations

from typing import Any

from bot import phrases_wechat as phrases


def menu(public_url: str = "") -> dict[str, Any]:
    """The body of menu/create. The page is offered where it has a public address."""
    most_asked = _group(
        phrases.MENU_MOST_ASKED, _click(phrases.MENU_JUNE_26, "june26"), _click(phrases.MENU_TOPICS, "topics")
    )
    page = [{"type": "view", "name": phrases.MENU_PAGE, "url": public_url}] if public_url else []
    how, privacy = _click(phrases.MENU_HOW, "help"), _click(phrases.MENU_PRIVACY, "privacy")
    officials = _click(phrases.MENU_OFFICIALS, "officials")
    return {"button": [most_asked, officials, _group(phrases.MENU_HELP, how, privacy, *page)]}


def _click(name: str, key: str) -> dict[str, Any]:
    return {"type": "click", "name": name, "key": key}


def _group(name: str, *buttons: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "sub_button": list(buttons)}
