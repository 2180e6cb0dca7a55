# SPDX-License-Identifier: Apache-2.0
"""交换机程序 Program: a real Asterisk from Debian in a folder of its own, without root.

Packages are downloaded by apt into a private root (signatures and sums are apt's), unpacked by
dpkg-deb, and run by the loader that came with them: nothing of the host is touched. Only those
libraries are taken that the loaded modules need.
"""

import fcntl
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from .elf import needed

TRIPLES = {
    "x86_64": ("x86_64-linux-gnu", "ld-linux-x86-64.so.2"),
    "aarch64": ("aarch64-linux-gnu", "ld-linux-aarch64.so.1"),
}
TRIPLE, LOADER = TRIPLES.get(platform.machine(), TRIPLES["x86_64"])
SUITE = "sid"  # no stable release has had Asterisk since Debian 11
SWITCH = ("asterisk", "asterisk-modules")
CALLERS = ("sip-tester",)
VOICE = ("espeak-ng", "espeak-ng-data")
IN_LIBC = {"libc", "libm", "libdl", "librt", "libpthread", "libresolv", "ld-linux"}
ELSEWHERE = {
    "libcrypto3": "libssl3", "liblber2": "libldap2", "libpulsecommon": "libpulse0",
    "libnssutil3": "libnss3", "libsmime3": "libnss3", "libssl3.so": "libnss3",
    "libplc4": "libnspr4", "libplds4": "libnspr4",
}  # fmt: skip
"""Libraries that stand in a package of another name."""

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
LIBRARY = re.compile(r"lib(?!perl|python|icu|db|sys|pam|apt|selinux)")
Say = Callable[[str], None]


class NoProgram(Exception):
    """The switch could not be had; says why."""


def libraries(root: Path) -> Path:
    """The folder of the libraries under `root`."""
    return root / "usr/lib" / TRIPLE


def has(root: Path, binary: str) -> bool:
    """Whether `root` has a program of that name, whole."""
    return (root / f".{binary}").exists()


def command(root: Path, binary: str) -> list[str]:
    """The command line that runs a program of `root` by its own loader."""
    place = libraries(root)
    path = f"{place}:{place / 'asterisk'}:{place / 'pulseaudio'}"
    return [
        str(place / LOADER), "--library-path", path, "--argv0", binary,
        str(next(p for p in (root / "usr/sbin" / binary, root / "usr/bin" / binary) if p.exists())),
    ]  # fmt: skip


def environment(root: Path) -> dict[str, str]:
    """What such a program finds in its environment."""
    own = {"OPENSSL_CONF": "/dev/null", "OPENSSL_MODULES": str(libraries(root) / "ossl-modules")}
    return os.environ | own


def bring(root: Path, modules: Iterable[str], *, practice: bool = False, say: Say = print) -> None:
    """Have Asterisk, the voice and, for `practice`, SIPp under `root`. Raises NoProgram."""
    root.mkdir(parents=True, exist_ok=True)
    with open(root / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted: dict[str, tuple[str, ...]] = {"asterisk": SWITCH, "espeak-ng": VOICE}
        wanted |= {"sipp": CALLERS} if practice else {}
        todo = [(name, packages) for name, packages in wanted.items() if not has(root, name)]
        if not todo:
            return
        try:
            apt = _Apt(root / ".apt", say)
            for name, packages in todo:
                _add(apt, root, packages, [*modules] if name == "asterisk" else [], name)
                (root / f".{name}").touch()
        except (OSError, subprocess.SubprocessError, StopIteration) as error:
            detail = str(getattr(error, "stderr", "") or error)
            raise NoProgram(f"取不到交换机程序：{detail.strip()[-300:]}") from error
        finally:
            shutil.rmtree(root / ".apt", ignore_errors=True)
            for spare in ("usr/share/doc", "usr/share/man"):
                shutil.rmtree(root / spare, ignore_errors=True)


def _add(apt: "_Apt", root: Path, packages: Iterable[str], modules: list[str], name: str) -> None:
    apt.unpack(packages, root)
    candidates = apt.closure(packages)
    if not modules:  # small programs: all their libraries at once, which spares rounds
        apt.unpack({n for n in candidates if LIBRARY.match(n)}, root)
    seen: set[Path] = set()
    place = libraries(root)
    parts = [place / "asterisk/modules" / f"{module}.so" for module in modules]
    if missing := [p.name for p in parts if not p.exists()]:
        raise NoProgram(f"软件包中没有模块：{'、'.join(missing)}")
    todo = [Path(command_path(root, name)), *parts]
    while todo:
        wanted: set[str] = set()
        for path in todo:
            seen.add(path)
            wanted |= needed(path)
        found = {soname: _find(place, soname) for soname in wanted}
        apt.unpack({_package(s, candidates) for s, p in found.items() if p is None} - {""}, root)
        there = {p for s in wanted if (p := _find(place, s))}
        todo = sorted(there - seen)


def command_path(root: Path, binary: str) -> str:
    """Where a program lies under `root`."""
    return next(str(p) for p in (root / "usr").glob(f"*bin/{binary}"))


def _find(place: Path, soname: str) -> Path | None:
    spots = (place / soname, place / "asterisk" / soname, place / "pulseaudio" / soname)
    return next((spot for spot in spots if spot.exists()), None)


def _package(soname: str, candidates: set[str]) -> str:
    """The package of a library: Debian names it after the library and its version."""
    stem, _, version = soname.lower().replace("_", "-").partition(".so")
    stem, version = re.sub(r"-(\d[\d.]*)$", r"\1", stem), version.lstrip(".").split(".")[0]
    if stem in IN_LIBC or stem.startswith("ld-linux"):
        return "libc6"
    plain = {re.sub(r"t64$", "", name).replace("-", ""): name for name in candidates}
    stem = stem.replace("-", "")
    first = ELSEWHERE.get(f"{stem}{version}") or ELSEWHERE.get(stem) or ""
    if soname in ("libssl3.so", "libnss3.so"):
        first = "libnss3"
    for guess in (first, f"{stem}{version}", stem, f"{stem}0"):
        if guess and guess in plain:
            return plain[guess]
    near = sorted(n for p, n in plain.items() if p.startswith(re.sub(r"\d+$", "", stem)))
    return near[0] if near else ""


class _Apt:
    """A private root of apt: lists and downloads of its own, the host's keys and mirror."""

    def __init__(self, place: Path, say: Say) -> None:
        for folder in ("lists/partial", "cache/archives/partial", "debs"):
            (place / folder).mkdir(parents=True, exist_ok=True)
        (place / "status").touch()
        (place / "sources.list").write_text(f"deb [signed-by={KEYRING}] {mirror()} {SUITE} main\n")
        options = {
            "Dir::State": place, "Dir::State::lists": place / "lists",
            "Dir::State::status": place / "status", "Dir::Cache": place / "cache",
            "Dir::Cache::pkgcache": "pkg.bin", "Dir::Cache::srcpkgcache": "src.bin",
            "Dir::Etc::sourcelist": place / "sources.list", "Dir::Etc::sourceparts": "/nonexistent",
            "Dir::Etc::preferencesparts": "/nonexistent", "Acquire::Languages": "none",
            "APT::Sandbox::User": "", "Acquire::Retries": "3",
        }  # fmt: skip
        self.options = [word for key, value in options.items() for word in ("-o", f"{key}={value}")]
        self.debs, self.say, self.done = place / "debs", say, set[str]()
        say("读取软件包目录 …")
        self._apt("update")

    def _apt(self, *words: str, cwd: Path | None = None) -> str:
        line = ["apt-get", "-q", *self.options, *words]
        return subprocess.run(
            line, check=True, capture_output=True, text=True, cwd=cwd, timeout=300
        ).stdout

    def closure(self, packages: Iterable[str]) -> set[str]:
        """All packages that these depend on."""
        said = self._apt("install", "-y", "--no-install-recommends", "--print-uris", *packages)
        return set(re.findall(r"^'[^']+' ([^_]+)_", said, re.M))

    def unpack(self, packages: Iterable[str], root: Path) -> None:
        """Download and unpack packages under `root`."""
        if not (todo := sorted(set(packages) - self.done)):
            return
        self.say(f"下载 {'、'.join(todo)}")
        self._apt("download", *todo, cwd=self.debs)
        for deb in sorted(self.debs.glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", deb, root], check=True, capture_output=True)
            deb.unlink()
        if (root / "lib").is_dir():  # before the merge of /lib and /usr/lib
            shutil.copytree(root / "lib", root / "usr/lib", symlinks=True, dirs_exist_ok=True)
            shutil.rmtree(root / "lib")
        self.done |= set(todo)


def mirror() -> str:
    """The mirror of Debian that this host uses. Raises NoProgram if it names none."""
    for path in (Path("/etc/apt/sources.list.d/debian.sources"), Path("/etc/apt/sources.list")):
        if path.exists():
            words = path.read_text(encoding="utf-8")
            if found := re.search(r"^(?:URIs:|deb(?: \[[^]]*\])?)\s+(\S+)", words, re.M):
                return found[1]
    raise NoProgram("本机没有 Debian 软件源，无法下载交换机程序")
