# SPDX-License-Identifier: Apache-2.0
"""密钥 Secrets: the keys of the installation, from the environment or made on the first run.

`secrets.toml` (mode 0600, git-ignored) holds what the environment does not give. Whoever loses the
sealing keys loses the particulars; whoever loses the record key can no longer verify the record.
"""

import base64
import os
import secrets
import tomllib
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """密钥 `sealing` maps an id to 32 bytes, in order; the first is used for what is sealed now."""

    django: str
    record: bytes
    sealing: dict[str, bytes]


class UnusableKey(Exception):
    """A key given is not usable; never says the key itself."""


def keys(folder: Path, environ: Mapping[str, str]) -> Keys:
    """The keys in force; those not in the environment are read from, or made in, `folder`."""
    kept: dict[str, str] = {}
    if not all(environ.get(name) for name in NAMES):
        kept = _kept(folder / "secrets.toml")
    django, record, sealing = (environ.get(name) or kept[name] for name in NAMES)
    return Keys(
        django=django, record=_bytes("YINGDA_RECORD_KEY", record), sealing=_sealing(sealing)
    )


NAMES = ("YINGDA_SECRET_KEY", "YINGDA_RECORD_KEY", "YINGDA_SEALING_KEYS")


def fresh() -> str:
    """32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _kept(path: Path) -> dict[str, str]:
    if not path.exists():
        path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        made = {NAMES[0]: secrets.token_urlsafe(48), NAMES[1]: fresh(), NAMES[2]: f"k1:{fresh()}"}
        text = "".join(f'{name} = "{value}"\n' for name, value in made.items())
        draft = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write("# 本安装的密钥：请备份，勿外传。 Keys of this installation.\n" + text)
        try:
            os.link(draft, path)  # whoever is first wins; the others read that file
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept = tomllib.loads(path.read_text(encoding="utf-8"))
    missing = [name for name in NAMES if not kept.get(name)]
    if missing:
        raise UnusableKey(f"{path}：缺少 {'、'.join(missing)}")
    return kept


def _bytes(name: str, text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise UnusableKey(f"{name}：不是 base64") from error
    if len(raw) != 32:
        raise UnusableKey(f"{name}：须为 32 字节，现为 {len(raw)} 字节")
    return raw


def _sealing(text: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, colon, value = part.partition(":")
        if not colon or name in found:
            raise UnusableKey("YINGDA_SEALING_KEYS：应写作 “编号:base64,编号:base64”，编号不得重复")
        found[name] = _bytes("YINGDA_SEALING_KEYS", value)
    if not found:
        raise UnusableKey("YINGDA_SEALING_KEYS：至少要有一把密钥")
    return found
