"""The web application served for real on loopback: uvicorn in a thread, on a free port."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


@contextmanager
def serving(app: ASGIApp, port: int = 0, *, trusts_proxy: bool = False) -> Iterator[str]:
    """The base address, while it is served."""
    proxies = "*" if trusts_proxy else None
    config = uvicorn.Config(
        app, port=port, log_level="critical", ws="none", lifespan="off", forwarded_allow_ips=proxies
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{_port(server)}"
    finally:
        server.should_exit = True
        thread.join(10)


def _port(server: uvicorn.Server) -> int:
    for _ in range(500):
        if server.started:
            return int(server.servers[0].sockets[0].getsockname()[1])
        time.sleep(0.01)
    raise RuntimeError("the server did not start within 5 s")
