# SPDX-License-Identifier: Apache-2.0
"""拒绝用语 Spoken: every refusal the code can speak, found in its source without running it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct


class Spoken(Struct, frozen=True, kw_only=True, order=True):
    """One refusal as written: its code, its Chinese words with {slots}, and the clause it names."""

    code: str
    words: str
    clause: str
    line: int


def refusals(file: Path) -> list[Spoken]:
    """The refusals of one file, in the order in which they stand.

    Raises ValueError for words that are not written out: they could not be translated.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    outer = _texts(tree.body)
    found: list[Spoken] = []
    for scope in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        inner = list(_assignments(scope))
        for call in (node for node in ast.walk(scope) if _speaks(node)):
            assert isinstance(call, ast.Call)
            texts = {**outer, **_texts([a for a in inner if a.lineno <= call.lineno])}
            found.append(_spoken(call, texts, file))
    return sorted(found, key=lambda spoken: spoken.line)


def _speaks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal"


def _assignments(scope: ast.FunctionDef) -> Iterator[ast.Assign]:
    return (node for node in ast.walk(scope) if isinstance(node, ast.Assign))


def _texts(body: list[ast.Assign] | list[ast.stmt]) -> dict[str, str]:
    """Names to which a plain text is assigned; the last assignment counts."""
    return {
        target.id: node.value.value
        for node in body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }


def _spoken(call: ast.Call, texts: dict[str, str], file: Path) -> Spoken:
    given = dict(zip(("code", "words", "clause"), call.args, strict=False))
    given |= {word.arg: word.value for word in call.keywords if word.arg}
    code, words = (_text(given[name], texts) for name in ("code", "words"))
    if not code or not words:
        raise ValueError(f"{file}:{call.lineno}: a refusal whose words are not written out")
    clause = _text(given["clause"], texts) if "clause" in given else ""
    return Spoken(code=code, words=words, clause=clause or "", line=call.lineno)


def _text(node: ast.expr, texts: dict[str, str]) -> str | None:
    if isinstance(node, ast.Constant):
        return str(node.value)
    return texts.get(node.id) if isinstance(node, ast.Name) else None
