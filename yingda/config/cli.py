# SPDX-License-Identifier: Apache-2.0
"""命令行 The console command `yingda`: our own commands by name, all others by Django.

A command that needs the database finds the embedded server running, or starts it and, as the last
to leave, stops it. `YINGDA_DATABASE_URL` names an outside server instead.
"""

import atexit
import os
import sys
from pathlib import Path

from psycopg.errors import UndefinedColumn, UndefinedTable

from yingda.config import arguments, catalogues, city, postgres, run
from yingda.config.secrets import UnusableKey
from yingda.config.words import english, line, tell

NO_DATABASE = {
    "check_standard", "show_standard", "write_docs", "version", "makemessages", "diffsettings",
    "setup_switch", "simulate_calls",
}  # fmt: skip
LONG = (
    "migrate", "load_", "rebuild_", "replay", "watch_", "send_", "listen_", "verify_", "export_",
    "bench",
)  # fmt: skip
OF_ANOTHER_AGE = (UndefinedTable, UndefinedColumn)
NO_TABLES = (
    "数据库还没有建表，或者不是这一版的表。请先运行 yingda migrate，或者 make run。",
    "The database has no tables yet, or those of another version: run yingda migrate, or make run.",
)
RUN = (
    "启动整套系统：数据库、网页、时限看守、发送",
    "run everything: database, web, watcher, sender",
)


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status."""
    words = sys.argv[1:] if argv is None else argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yingda.config.settings")
    try:
        catalogues.compile_stale()
        return _carry_out(words)
    except (postgres.PostgresError, city.CityError, UnusableKey, PermissionError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _carry_out(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help") and len(words) == 1:
        _show_commands()
        return 0
    if words[0] == "run":
        return run.main(words[1:])
    if words[0] not in NO_DATABASE and not {"-h", "--help"} & set(words):
        _have_database()
    if words[0].startswith(LONG):
        os.environ.setdefault("YINGDA_STATEMENT_TIMEOUT", "0")
    import django
    from django.core.management import execute_from_command_line
    from django.utils import translation

    django.setup()
    if not _known(words[0]):
        said = (
            "没有命令“{name}”。yingda --help 列出全部命令。",
            "There is no command “{name}”. yingda --help lists them.",
        )
        print(tell(*said).format(name=words[0]), file=sys.stderr)
        return 1
    arguments.speak()
    if english():
        translation.activate("en")
    from django.db import ProgrammingError

    try:
        execute_from_command_line(["yingda", *words])
    except ProgrammingError as error:
        if not isinstance(error.__cause__, OF_ANOTHER_AGE):
            raise
        print(tell(*NO_TABLES), file=sys.stderr)
        return 1
    return 0


def _known(name: str) -> bool:
    from django.core.management import get_commands

    return name.startswith("-") or name in ("help", "version") or name in get_commands()


def _have_database() -> None:
    if os.environ.get("YINGDA_DATABASE_URL"):
        return
    folder = city.state(os.environ) / "pg"
    url = postgres.enter(folder, say=lambda text: print(text, file=sys.stderr, flush=True))
    os.environ["YINGDA_DATABASE_URL"] = url
    atexit.register(_leave, folder)


def _leave(folder: Path) -> None:
    if "django.db" in sys.modules:
        run.close_connections()
    postgres.leave(folder)


def own_commands() -> dict[str, str]:
    """The commands of the house with one line each, in the person's language."""
    from django.core.management import get_commands, load_command_class

    found = {"run": tell(*RUN)}
    for name, package in sorted(get_commands().items()):
        if isinstance(package, str) and package.startswith("yingda."):
            command = load_command_class(package, name)
            chosen = getattr(command, "help_en", "") if english() else ""
            found[name] = str(chosen or command.help).strip().splitlines()[0]
    return found


def _show_commands() -> None:
    import django

    django.setup()
    line(tell("应答 · 城市 12345 热线开放平台", "Yingda · open platform of a city's 12345 hotline"))
    line(
        tell("用法：yingda 命令 [参数]    yingda 命令 --help", "Usage: yingda COMMAND [ARGUMENTS]")
    )
    commands = own_commands()
    width = max(map(len, commands))
    for name, text in commands.items():
        line(f"  {name:<{width}}  {text}")
    line(
        tell(
            "此外可用 Django 的全部命令（migrate、shell、createsuperuser …）。",
            "All of Django's commands work too (migrate, shell, createsuperuser …).",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
