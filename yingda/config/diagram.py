# SPDX-License-Identifier: Apache-2.0
"""流程图 Diagram: the stages of a case and the events that lead from one to another, drawn.

MOVES is the table; a test of the house walks the flow and compares. Withdrawal leads from every
open stage to the end and is said in words, not drawn.
"""

from html import escape

from yingda.flow import EVOLVE
from yingda.flow.case import Stage
from yingda.flow.grammar import kept_as

NAMES = {
    "": "●", "registered": "已登记", "triaged": "已分级", "consulting": "会商中",
    "dispatched": "已派单", "signed_in": "办理中", "replied": "已答复", "accepted": "审核通过",
    "followed_up": "已回访", "closed": "已办结", "diverted": "已分流", "suspended": "已挂账",
    "merged": "已并单",
}  # fmt: skip

MOVES = {
    ("", "registered"): ("registered",),
    ("registered", "triaged"): ("triaged",),
    ("registered", "diverted"): ("diverted",),
    ("registered", "merged"): ("merged",),
    ("triaged", "dispatched"): ("dispatched",),
    ("triaged", "diverted"): ("diverted",),
    ("triaged", "merged"): ("merged",),
    ("dispatched", "signed_in"): ("signed_in",),
    ("dispatched", "triaged"): ("dispatch_undone", "dispute_upheld"),
    ("dispatched", "consulting"): ("disputed",),
    ("dispatched", "merged"): ("merged",),
    ("consulting", "dispatched"): ("ruled",),
    ("consulting", "signed_in"): ("ruled",),
    ("signed_in", "replied"): ("replied",),
    ("signed_in", "triaged"): ("dispute_upheld",),
    ("signed_in", "consulting"): ("disputed",),
    ("signed_in", "merged"): ("merged",),
    ("signed_in", "suspended"): ("suspended",),
    ("replied", "accepted"): ("accepted",),
    ("replied", "signed_in"): ("sent_back",),
    ("accepted", "followed_up"): ("follow_up_ended", "followed_up"),
    ("accepted", "closed"): ("followed_up",),
    ("followed_up", "closed"): ("closed",),
    ("followed_up", "signed_in"): ("reworked",),
    ("followed_up", "suspended"): ("suspended",),
    ("followed_up", "triaged"): ("reworked",),
    ("followed_up", "registered"): ("reworked",),
    ("suspended", "signed_in"): ("taken_up",),
    ("merged", "accepted"): ("echoed",),
    ("merged", "registered"): ("unmerged",),
    ("merged", "triaged"): ("unmerged",),
    ("closed", "registered"): ("reopened",),
    ("closed", "triaged"): ("reopened",),
    ("diverted", "registered"): ("reopened",),
    ("diverted", "triaged"): ("reopened",),
}
"""(stage before, stage after) → kept names of the events that lead there."""

WITHDRAWN_FROM = frozenset(Stage) - {Stage.CLOSED, Stage.DIVERTED}
"""Stages from which the person may withdraw the appeal."""

UNDRAWN = {
    ("closed", "registered"), ("diverted", "registered"), ("merged", "registered"),
    ("followed_up", "registered"), ("followed_up", "triaged"),
}  # fmt: skip
"""Moves that are said in words: a case that was never graded goes back to 已登记; one that was
answered through another case has no unit of its own to do it again."""

_PLACES = {
    "": (60, 70), "registered": (60, 190), "triaged": (240, 190), "dispatched": (430, 190),
    "signed_in": (630, 190), "replied": (810, 190), "accepted": (990, 190),
    "followed_up": (990, 340), "closed": (990, 490), "suspended": (690, 350),
    "consulting": (520, 350), "diverted": (150, 350), "merged": (430, 40),
}  # fmt: skip
_BENDS = {
    ("closed", "triaged"): (200, 540), ("accepted", "closed"): (1130, 340),
    ("merged", "accepted"): (900, 20), ("signed_in", "triaged"): (430, 90),
    ("followed_up", "signed_in"): (830, 255), ("triaged", "merged"): (300, 95),
    ("registered", "merged"): (120, 40), ("merged", "triaged"): (265, 70),
    ("dispatched", "merged"): (430, 110), ("signed_in", "merged"): (600, 60),
    ("accepted", "followed_up"): (975, 265), ("registered", "diverted"): (70, 300),
    ("followed_up", "suspended"): (840, 350), ("consulting", "dispatched"): (500, 310),
    ("signed_in", "consulting"): (565, 225), ("consulting", "signed_in"): (600, 320),
    ("signed_in", "suspended"): (665, 270),
}  # fmt: skip
_WIDE, _HIGH, _HALF_W, _HALF_H = 1100, 540, 50, 19


def said(kept: str) -> str:
    """The Chinese of an event: the first words of its docstring."""
    kind = next(event for event in EVOLVE if kept_as(event) == kept)
    return (kind.__doc__ or kept).split("\n")[0].split(" ")[0].rstrip(".:;,：")


def mermaid() -> str:
    """The table as a Mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f"    {stage.value}: {NAMES[stage.value]}" for stage in Stage]
    for (before, after), kept in MOVES.items():
        lines.append(f"    {before or '[*]'} --> {after}: {'、'.join(map(said, kept))}")
    return "\n".join([*lines, "    closed --> [*]", ""])


def svg() -> str:
    """The table as a picture: a box a stage, an arrow a move; the same input, the same bytes."""
    parts = [_HEAD]
    drawn = {move: kept for move, kept in MOVES.items() if move not in UNDRAWN}
    parts += [_arrow(*move) for move in drawn]
    parts += [_label(*move, kept) for move, kept in drawn.items()]
    parts += [_box(name) for name in _PLACES]
    return "\n".join([*parts, "</svg>", ""])


_HEAD = f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" \
font-family="Noto Sans CJK SC, sans-serif" font-size="13" role="img" aria-label="诉求办理流程图">
<!-- SPDX-License-Identifier: Apache-2.0. Generated by `make docs`; do not edit. -->
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" \
orient="auto"><path d="M0 0L8 4L0 8z" fill="#4a5a68"/></marker></defs>
<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>"""


def _curve(before: str, after: str) -> tuple[float, float, float, float, float, float]:
    """From, bend and to of an arrow; it keeps to its right side, so that opposite ones part."""
    (x1, y1), (x2, y2) = _PLACES[before], _PLACES[after]
    if bend := _BENDS.get((before, after)):
        return (*_edge(x1, y1, *bend), *bend, *_edge(x2, y2, *bend))
    long = max(((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5, 1)
    neighbours = long < 190 and (after, before) not in MOVES
    out = 0 if neighbours else 26 + long * 0.13
    bend = (x1 + x2) / 2 + (y1 - y2) / long * out, (y1 + y2) / 2 + (x2 - x1) / long * out
    return (*_edge(x1, y1, *bend), *bend, *_edge(x2, y2, *bend))


def _edge(x: float, y: float, to_x: float, to_y: float) -> tuple[float, float]:
    """Where the line from the middle of a box towards a point leaves the box."""
    dx, dy = to_x - x, to_y - y
    share = min(_HALF_W / abs(dx) if dx else 9, _HALF_H / abs(dy) if dy else 9)
    return x + dx * share, y + dy * share


def _arrow(before: str, after: str) -> str:
    x1, y1, bx, by, x2, y2 = _curve(before, after)
    path = f"M{x1:.0f} {y1:.0f}Q{bx:.0f} {by:.0f} {x2:.0f} {y2:.0f}"
    return f'<path d="{path}" fill="none" stroke="#8797a5" marker-end="url(#tip)"/>'


def _label(before: str, after: str, kept: tuple[str, ...]) -> str:
    x1, y1, bx, by, x2, y2 = _curve(before, after)
    x, y = (x1 + 2 * bx + x2) / 4, (y1 + 2 * by + y2) / 4
    lines = [said(name) for name in kept]
    rows = "".join(
        f'<tspan x="{x:.0f}" dy="{0 if nth == 0 else 13}">{escape(words)}</tspan>'
        for nth, words in enumerate(lines)
    )
    style = 'text-anchor="middle" fill="#33424f" font-size="11" stroke="#ffffff"'
    return f'<text y="{y + 4:.0f}" {style} stroke-width="3" paint-order="stroke">{rows}</text>'


def _box(name: str) -> str:
    x, y = _PLACES[name]
    if not name:
        return f'<circle cx="{x}" cy="{y}" r="9" fill="#4a5a68"/>'
    ends = name in ("closed", "diverted")
    fill = "#e6eef5" if not ends else "#dfe9df"
    at = f'x="{x - _HALF_W}" y="{y - _HALF_H}" width="{2 * _HALF_W}" height="{2 * _HALF_H}"'
    box = f'<rect {at} rx="7" fill="{fill}" stroke="#4a5a68"/>'
    words = f'<text x="{x}" y="{y + 5}" text-anchor="middle" fill="#1f2b35">{NAMES[name]}</text>'
    return box + words
