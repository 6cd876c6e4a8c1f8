"""The only wiring: reads the environment, opens the database, joins the parts, runs a command.

`python run_bot.py` serves the chat page and every channel whose settings are there; `python run_bot.py --help` lists
the rest.
"""

from __future__ import annotations

import gc
import os
import sys

if __name__ == "__main__":
    gc.disable()  # until all modules are read: they stay, and the collector would walk them again and again

from bot.early import INTERRUPTED, Early, begun, opened
from knowledge.collecting import settle, share_arenas

if __name__ == "__main__":
    share_arenas()
    EARLY = begun(sys.argv[1:], os.environ)  # before the other modules, which take as long as the database

import argparse
import io
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TextIO

from bot import __version__
from bot import phrases_console as say
from bot.commands import every_module, modules_for
from bot.dialogue import Dialogue, Memory
from bot.help import HelpCards, HelpError
from bot.library import Library
from bot.records import Records
from bot.sessions import Sessions
from bot.settings import Settings, SettingsError
from bot.visitors import Visitors
from knowledge.model import Collection
from knowledge.phrasings import BadPhrasings
from knowledge.store import Store, StoreError
from knowledge.unreadable import UnreadableFile
from retrieval import confidence, urgency, urgency_kept
from retrieval.catalogue import Catalogue
from retrieval.judge import Judge
from retrieval.meaning import MeaningError
from retrieval.snapshot import Ahead

EXPECTED = (
    SettingsError,
    StoreError,
    sqlite3.Error,
    HelpError,
    BadPhrasings,
    UnreadableFile,
    confidence.ConfidenceError,
    urgency.UrgencyError,
    MeaningError,
)


class House:
    """The parts, each made when first asked for."""

    def __init__(
        self,
        settings: Settings,
        environment: dict[str, str],
        typed: TextIO | None = None,
        early: Early | None = None,
    ) -> None:
        """typed: what a person types while a command runs; None for standard input. early: what has begun already."""
        self.settings, self.environment, self.typed = settings, environment, typed or sys.stdin
        self._early = early
        self._ahead: Ahead | None = None

    @cached_property
    def store(self) -> Store:
        """The database, with the interviews that ship taken in."""
        return self._early.store if self._early else opened(self.settings)

    @cached_property
    def library(self) -> Library:
        return Library(self.store, self.judge, self._early.loading if self._early else None)

    def judge(self, collection: Collection) -> Judge:
        """A judge of a collection with the fitted models: those beside the database, else those that ship.

        The index is kept in a file beside the database, unless it is only an experiment (version -1).
        """
        ahead, self._ahead = self._ahead, None
        kept = None if collection.version < 0 else self._kept_index
        return Judge(collection, self.confidences, self.urgency, Catalogue.of(collection, kept, ahead))

    def begin(self) -> None:
        """Begins to read the kept index and the collection, for who has more to do before the first question."""
        self._ahead = Ahead(self._kept_index)
        self._early = self._early or Early(self.store)

    def get_ready(self) -> None:
        """Makes what the first question needs of anything but the collection, while that is being loaded."""
        Judge(Collection(version=-1), self.confidences, self.urgency).get_ready()

    @property
    def _kept_index(self) -> Path:
        return self.settings.database.with_suffix(".index")

    @cached_property
    def confidences(self) -> confidence.Confidences:
        own = self.settings.confidence or self.settings.database.with_name(confidence.SHIPPED)
        return confidence.load(own if own.exists() or self.settings.confidence else None)

    @cached_property
    def urgency(self) -> urgency.Urgency:
        own = self.settings.database.with_name(urgency.SHIPPED)
        return urgency_kept.load(self.settings.database.with_suffix(".urgency"), own if own.exists() else None)

    @cached_property
    def memory(self) -> Memory:
        """Sessions and records in the database."""
        return self._memory(self.store)

    def dialogue(self, *, remembered: bool = True) -> Dialogue:
        """The dialogue; remembered=False keeps all in this process only, for what is measured or explained."""
        memory = self.memory if remembered else self._memory(Store(":memory:"))
        return Dialogue(self.library, memory, HelpCards(self.settings.help_file), self.settings)

    def _memory(self, store: Store) -> Memory:
        sessions = Sessions(store, Visitors(store), self.settings.session_minutes * 60)
        return Memory(sessions, Records(store, self.settings.keep_days))


def parser(call: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """What understands a call of these words; None for what understands every call."""
    found = argparse.ArgumentParser(prog="run_bot.py", description=say.SERVE_HELP)
    found.add_argument("--version", action="version", version=__version__)
    found.set_defaults(run=_serve)
    commands = found.add_subparsers(metavar="命令")
    for command in every_module() if call is None else modules_for(call):
        command.add(commands)
    return found


def _serve(args: argparse.Namespace, house: House) -> int:
    """The command that is meant when none is named."""
    from bot.commands.serving import serve

    return serve(args, house)


def _speak_utf8(*streams: TextIO) -> None:
    """Also on a terminal that is set to something else; bytes that are no UTF-8 stop nothing."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None, typed: TextIO | None = None, early: Early | None = None) -> int:
    """The exit status: 0 done, 1 something is wrong and was said, 2 the call's words are off."""
    _speak_utf8(typed or sys.stdin, sys.stdout, sys.stderr)
    words = sys.argv[1:] if arguments is None else arguments
    args = parser(words).parse_args(words)
    settle()
    environment = dict(os.environ)
    try:
        return int(args.run(args, House(Settings.from_env(environment), environment, typed, early)))
    except EXPECTED as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(early=EARLY))
