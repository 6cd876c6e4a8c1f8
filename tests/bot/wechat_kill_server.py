"""Serves the account with the canned dialogue in a child that may be killed at any moment; a new one follows at once.

`python -m tests.bot.wechat_kill_server DATABASE` prints "port N", then "child PID" whenever a child begins. The parent
holds the listening socket and has everything imported, so a restart takes milliseconds and a hundred fit into a test.
Whoever starts it ends parent and child by their ids; both end by themselves after LIFE_S seconds.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import time

import uvicorn

from knowledge.store import Store
from tests.bot.wechat_house import REPLIES, Canned, app, listening, settings
from tests.bot.wechat_peer import encrypt

LIFE_S = 120
PR_SET_PDEATHSIG = 1


def configured(path: str) -> uvicorn.Config:
    store = Store(path)
    whole = app(Canned(store, REPLIES), store, settings("safe"), time.time)
    return uvicorn.Config(whole, log_level="critical", access_log=False, lifespan="off")


def warm_up() -> None:
    """Imports what uvicorn and cryptography import late, so that a child need not."""
    configured(":memory:").load()
    encrypt("")


def say(word: str, number: int) -> None:
    sys.stdout.write(f"{word} {number}\n")
    sys.stdout.flush()


def main(path: str) -> None:
    signal.alarm(LIFE_S)
    logging.disable()
    warm_up()
    port = listening()
    say("port", port.getsockname()[1])
    while True:
        child = os.fork()
        if child == 0:
            signal.alarm(LIFE_S)
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            uvicorn.Server(configured(path)).run(sockets=[port])
            os._exit(0)
        say("child", child)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(sys.argv[1])
