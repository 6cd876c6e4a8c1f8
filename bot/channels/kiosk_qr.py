"""A QR code as an SVG picture, made on the spot. The one module that imports segno."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

QUIET_MODULES = 2


@lru_cache(maxsize=64)
def address_code(public_url: str, pair: str) -> Markup:
    """The permanent address of a pair as an inline SVG without its own size; "" where no public address is set."""
    if not public_url:
        return Markup()
    import segno  # nobody has a code to show before there is a public address

    code = segno.make(f"{public_url}/q/{quote(pair, safe='')}", error="m", micro=False)
    drawn = code.svg_inline(border=QUIET_MODULES, omitsize=True, light="#fff", dark="#000", svgclass="qr__code")
    return Markup(drawn)  # noqa: S704 - made by segno from modules; holds no text
