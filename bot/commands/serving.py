"""The command that is meant when none is named: the chat page, the kiosk and every channel whose settings are there."""

from __future__ import annotations

import argparse
import asyncio
import errno
import logging
import os
import signal
import socket
import sys
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from bot import __version__
from bot import phrases_console as say
from bot.afterwards import Afterwards
from bot.last_error import LastError
from bot.settings import SettingsError
from bot.supervisor import Pauses, Supervisor
from bot.watchdog import Watchdog, answers
from knowledge.collecting import no_collecting, settle

if TYPE_CHECKING:  # the web framework and Telegram's library take a second to import; other commands do without
    from bot.joining import House, Joined

BACKLOG = 256
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Line(Struct, frozen=True):
    """One line of what is on and what is off."""

    what: str
    where: str = ""
    how: str = ""

    def __str__(self) -> str:
        if self.where:
            return say.LINE_ON.format(what=self.what, where=self.where)
        return say.LINE_OFF.format(what=self.what, how=self.how)


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser("serve", help=say.SERVE_HELP, description=say.SERVE_HELP).set_defaults(run=serve)


def serve(_args: argparse.Namespace, house: House) -> int:
    """Until it is told to stop. Raises SettingsError for a setting that cannot be used or a port that is taken."""
    with no_collecting():
        house.begin()
        house.get_ready()
        running = _started(house)
        settle()  # before the collector is on again: it would begin with all of this
    asyncio.run(_run(running))
    return 0


def _started(house: House) -> Supervisor:
    """All channels, ready to answer."""
    from bot.channels.web_server import WebServer
    from bot.joining import join

    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT, stream=sys.stderr)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    last_error = LastError()
    logging.getLogger().addHandler(last_error)
    listening = _listen(house.settings.host, house.settings.port)
    port = listening.getsockname()[1]
    try:
        joined = join(house, last_error, time.monotonic())
        pauses = Pauses.from_env(house.environment)
        healthy = answers(house.settings.host, port)
        watchdog = Watchdog.from_env(house.environment, healthy)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    _announce(house, joined, port)
    channels = [WebServer(joined.app, listening), *joined.channels, watchdog, Afterwards(healthy, joined.afterwards)]
    return Supervisor(channels, pauses, joined.secrets)


def _listen(host: str, port: int) -> socket.socket:
    """The port, taken before anything else so that a second start says so at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # not create_server: its protocol is 0, for which asyncio leaves TCP_NODELAY off, and every reply waits 40 ms
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # on Windows it would let two programs take one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        listening.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise SettingsError(say.PORT_TAKEN.format(host=host, port=port)) from error
        raise SettingsError(f"BOT_HOST is {host!r}, BOT_PORT is {port}: {error}") from error
    return listening


def _announce(house: House, joined: Joined, port: int) -> None:
    collection = house.library.shelf().collection
    print(
        say.BANNER.format(
            name=say.NAME,
            version=__version__,
            articles=len(collection.articles),
            pairs=len(collection.pairs),
            phrasings=len(collection.phrasings),
        )
    )
    host = house.settings.host
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    lines = [Line(say.WEB, address), Line(say.KIOSK, f"{address}/kiosk")]
    lines += [Line(what, where, how) for what, where, how in joined.switches]
    print(*lines, say.STOP_HOW, sep="\n", flush=True)


async def _run(supervisor: Supervisor) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:  # Windows has no signal handlers on the loop
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    await supervisor.run(stop)
