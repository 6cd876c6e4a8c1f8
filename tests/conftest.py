"""A busy machine fails no property test, and a browser in the same process no event loop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.loops import own_loops

settings.register_profile("untimed", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _own_loops(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a browser may come after one with it, as the processes share the tests out."""
    if "browser" in request.fixturenames:
        yield
    else:
        with own_loops():
            yield
