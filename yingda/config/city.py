# SPDX-License-Identifier: Apache-2.0
"""城市设置 City: what one city chooses - its name, books of the standard, channels, faces, roster.

A city is one TOML file and never Python. Which file: `YINGDA_CITY`, else `city.toml` in the root
of the checkout, else `city.example.toml`. A key that is not known is refused, with key and file.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from yingda.calls.plan import Plan, faults

ROOT = Path(__file__).resolve().parents[2]
DEFAULT_BOOKS = (
    "gbt-33358-2016",
    "state-council-2025",
    "beijing-regulation-2021",
    "beijing-draft-2021",
    "demo-city",
)


class City(msgspec.Struct, frozen=True, kw_only=True):
    """城市 The choices of one city. `roster` is a folder of CSV files, beside the city file;
    `reader`: a larger model that reads appeals beside our weights, `package.module:function`."""

    name: str
    books: tuple[str, ...] = DEFAULT_BOOKS
    channels: tuple[str, ...] = ("web", "api")
    faces: tuple[str, ...] = (
        "kit", "cases", "desk", "dispatch", "unit", "reports", "portal", "wallboard", "calls",
        "knowledge",
    )  # fmt: skip
    roster: str = "demo/roster"
    number: str = "12345"
    phone: Plan = Plan()
    demo: bool = False
    reader: str = ""


class CityError(Exception):
    """The city file cannot be used; says file, key and reason."""


def read(path: Path) -> City:
    """Read the city file at `path`. Raises `CityError` with file, key and reason."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CityError(f"{path}：读不到城市设置文件（{error.strerror}）") from error
    except tomllib.TOMLDecodeError as error:
        raise CityError(f"{path}：不是正确的 TOML（{error}）") from error
    known = City.__struct_fields__
    for key in said:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"，是否想写 “{near[0]}”？" if near else f"；可用的键：{'、'.join(known)}"
            raise CityError(f"{path}：不认识的键 “{key}”{hint}")
    try:
        city = msgspec.convert(said, City)
    except msgspec.ValidationError as error:
        raise CityError(f"{path}：{error}") from error
    if wrong := faults(city.phone):
        raise CityError(f"{path} [phone]：{'；'.join(wrong)}")
    folder = (path.parent / city.roster).resolve()
    return msgspec.structs.replace(city, roster=str(folder))


def chosen(environ: Mapping[str, str]) -> Path:
    """The city file that is in force."""
    if environ.get("YINGDA_CITY"):
        return Path(environ["YINGDA_CITY"]).resolve()
    own = ROOT / "city.toml"
    return own if own.exists() else ROOT / "city.example.toml"


def state(environ: Mapping[str, str]) -> Path:
    """What this installation keeps outside its tables: `YINGDA_STATE`, else `.yingda`."""
    return Path(environ.get("YINGDA_STATE") or ROOT / ".yingda").absolute()
