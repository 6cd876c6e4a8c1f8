"""`kiosk-setup`: writes what starts a kiosk; `kiosk-statistics`: how it was used, as CSV. Starts nothing itself."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path
from typing import Protocol, TextIO

from bot import phrases_kiosk as words
from bot.channels.kiosk_settings import hash_pin
from bot.commands.kiosk_launch import FLAG, UnfitValue, verified, write_files
from bot.settings import HOME, Settings
from bot.statistics import as_csv, counts
from bot.typing.desk import build_table, table_path
from knowledge.store import Store

PIN_DIGITS = 6


class House(Protocol):
    """What the commands need of run_bot.House."""

    typed: TextIO

    @property
    def settings(self) -> Settings: ...
    @property
    def store(self) -> Store: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    setup = commands.add_parser("kiosk-setup", help=words.SETUP_HELP, description=words.SETUP_HELP)
    setup.add_argument("folder", type=Path, help=words.SETUP_FOLDER)
    setup.add_argument("--name", default="kiosk-1", help=words.SETUP_NAME)
    setup.add_argument("--event", default="", help=words.SETUP_EVENT)
    setup.add_argument("--port", type=int, default=8000, help=words.SETUP_PORT)
    setup.add_argument("--user", default="kiosk", help=words.SETUP_USER)
    setup.add_argument("--public-url", default="", help=words.SETUP_PUBLIC)
    setup.add_argument("--pin-stdin", action="store_true", help=words.SETUP_PIN)
    setup.set_defaults(run=set_up)
    told = commands.add_parser("kiosk-statistics", help=words.STATISTICS_HELP, description=words.STATISTICS_HELP)
    told.add_argument("--event", default="", help=words.STATISTICS_EVENT)
    told.add_argument("--out", type=Path, help=words.STATISTICS_FILE)
    told.set_defaults(run=statistics)


def set_up(args: argparse.Namespace, house: House) -> int:
    """0 when everything is written; 1 when the folder cannot be written; 2 for a PIN or value that does not fit."""
    pin = house.typed.readline().strip() if args.pin_stdin else f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"
    try:
        values = _values(args, house.settings, hash_pin(pin))
    except ValueError:
        return _complain(words.SETUP_BAD_PIN, 2)
    folder = args.folder.absolute()
    try:
        written = write_files(folder, values)
    except UnfitValue as error:
        return _complain(words.SETUP_BAD_VALUE.format(key=error.args[0], value=error.args[1]), 2)
    except OSError as error:
        return _complain(words.SETUP_FAILED.format(path=folder, why=error), 1)
    for path in written:
        print(words.SETUP_WRITTEN.format(path=path))
    if not args.pin_stdin:
        print(words.SETUP_PIN_MADE.format(pin=pin))
    _prepare_keyboard(table_path(house.settings.database))
    _check(folder)
    names = {"user": args.user, "data": values["DATA"], "folder": folder}
    print(words.SETUP_NEXT_DEBIAN.format(**names))
    print(words.SETUP_NEXT_WINDOWS.format(**names))
    return 0


def _values(args: argparse.Namespace, settings: Settings, pin_hash: str) -> dict[str, str]:
    database = settings.database.absolute()
    return {
        "USER": args.user,
        "ROOT": str(HOME),
        "PYTHON": sys.executable,
        "DATA": str(database.parent),
        "DATABASE": str(database),
        "FOLDER": str(args.folder.absolute()),
        "FLAG": FLAG,
        "PORT": str(args.port),
        "PUBLIC": args.public_url.rstrip("/"),
        "NAME": args.name,
        "EVENT": args.event,
        "PIN_HASH": pin_hash,
    }


def _prepare_keyboard(path: Path) -> None:
    print(words.SETUP_TABLE, flush=True)
    print(words.SETUP_TABLE_READY.format(path=path) if build_table(path) else words.SETUP_TABLE_FAILED)


def _check(folder: Path) -> None:
    said = verified(folder)
    if said is None:
        print(words.SETUP_NOT_CHECKED)
    else:
        print(words.SETUP_CHECK_SAID.format(said=said) if said else words.SETUP_CHECKED)


def statistics(args: argparse.Namespace, house: House) -> int:
    """0 when printed or written; 1 when the file cannot be written."""
    found = counts(house.store, args.event)
    text = as_csv(found, words.STATISTICS_HEADS, words.STATISTICS_NAMES)
    if args.out is None:
        sys.stdout.write(text)
        return 0
    try:
        args.out.write_text(text, encoding="utf-8-sig", newline="")  # with the mark that Excel needs for Chinese
    except OSError as error:
        return _complain(words.STATISTICS_FAILED.format(path=args.out, why=error), 1)
    print(words.STATISTICS_WRITTEN.format(path=args.out, rows=len(found)))
    return 0


def _complain(line: str, status: int) -> int:
    print(line, file=sys.stderr)
    return status
