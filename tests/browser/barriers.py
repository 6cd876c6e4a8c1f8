"""WCAG 2.2 A and AA by axe-core: all rules, and those that colours decide."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

ALL = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OF_COLOUR = ("color-contrast", "link-in-text-block")  # all that a dark scheme or high contrast can change


def barriers(page: Page, rules: tuple[str, ...] = ALL) -> list[str]:
    """What violates the rules, a line an element. Raises ValueError where no rule found anything to look at."""
    response = Axe().run(page, options={"runOnly": list(rules)}).response
    if not response["passes"] and not response["violations"]:
        raise ValueError(f"rules are {rules}, expected some that apply to the page")
    return [
        f"{one['id']}: {node['html'][:160]} {node['any'][:1]}"
        for one in response["violations"]
        for node in one["nodes"]
    ]
