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
    """The refusals of one file, in the order in which they stand; those that a small function of
    the file words for others (`_refused(code, words)`) are found where they are said.

    Raises ValueError for words that are not written out: they could not be translated.
    """
    tree = ast.parse(file.read_text(encoding="utf-8"))
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    speakers = {"Refusal", *(scope.name for scope in scopes if _passes_on(scope))}
    outer = _texts(tree.body)
    found: set[Spoken] = set()
    for scope in (scope for scope in scopes if scope.name not in speakers):
        inner = list(_assignments(scope))
        for call in _calls(scope, speakers):
            texts = {**outer, **_texts([a for a in inner if a.lineno <= call.lineno])}
            found.add(_spoken(call, texts, file))
    return sorted(found, key=lambda spoken: spoken.line)


def _calls(scope: ast.FunctionDef, speakers: set[str]) -> Iterator[ast.Call]:
    calls = (node for node in ast.walk(scope) if isinstance(node, ast.Call))
    return (call for call in calls if getattr(call.func, "id", "") in speakers)


def _passes_on(scope: ast.FunctionDef) -> bool:
    """Whether the function words a refusal with what it was given as (code, words)."""
    given = [a.arg for a in scope.args.args[:2]]
    return any(
        [getattr(word, "id", "") for word in call.args[:2]] == given
        for call in _calls(scope, {"Refusal"})
    )


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
