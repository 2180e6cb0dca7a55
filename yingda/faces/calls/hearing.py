# SPDX-License-Identifier: Apache-2.0
"""听录 Hearing a recording in the page: asked with a reason, then streamed, part by part."""

import re
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from yingda.calls.speech import Said
from yingda.faces.kit import asking
from yingda.faces.kit.duty import Signed, duties
from yingda.flow.grammar import Refusal
from yingda.ledgers.recordings import HeardLine
from yingda.office import hearing

from . import seeing, views

WIDE, HIGH = 600, 100
"""The waveform's own measures; the page stretches it."""

RANGE = re.compile(r"bytes=(\d*)-(\d*)")
OPEN_END = 4 * 1024 * 1024
"""So much is sent at once to one who asks for all the rest."""


@duties("operator", *seeing.WATCHERS)
@require_POST
def hear(request: Signed, switch: str, call_id: str) -> HttpResponse:
    """Ask to hear a call: the player, or 422 with what is missing."""
    by = seeing.seen_by(request)
    line = seeing.opened(switch, call_id, by)
    done = hearing.ask(by, line, request.POST.get("reason", ""))
    shown = views.shown(line, by.duty)
    if isinstance(done, Refusal):
        shown |= {"refusal": asking.in_words(done), "typed": request.POST.get("reason", "")}
        return _answer(request, "calls/_ask.html", shown, 422)
    return _answer(request, "calls/_player.html", shown | player(done), 200)


def _answer(request: Signed, part: str, shown: dict[str, Any], status: int) -> HttpResponse:
    page = part if request.headers.get("HX-Request") else "calls/page.html"
    answer = render(request, page, shown | {"part": part}, status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def player(heard: HeardLine) -> dict[str, Any]:
    """What the player shows: the waveform, the words, where the sound comes from."""
    kept = hearing.sound_of(heard)
    seconds = kept.seconds if kept else 0.0
    return {
        "hearing": heard, "kept": kept, "wave": drawn(bytes(kept.peaks)) if kept else "",
        "wide": WIDE, "high": HIGH, "words": [spoken(one) for one in hearing.words_of(heard)],
        "seconds": f"{seconds:.1f}",
    }  # fmt: skip


def spoken(one: Said) -> dict[str, Any]:
    """One sentence of a transcript."""
    minutes, seconds = divmod(int(one.at), 60)
    return {"said": one, "clock": f"{minutes}:{seconds:02d}", "at": f"{one.at:.1f}"}


def drawn(peaks: bytes) -> str:
    """The waveform as the path of an SVG: one stroke a peak, up and down from the middle."""
    step = WIDE / max(1, len(peaks))
    middle, loudest = HIGH / 2, max(32, *peaks, 0)
    strokes = []
    for n, peak in enumerate(peaks):
        reach = max(0.5, peak / loudest * (middle - 2))
        strokes.append(f"M{(n + 0.5) * step:.2f} {middle - reach:.1f}V{middle + reach:.1f}")
    return "".join(strokes)


@duties("operator", *seeing.WATCHERS)
@require_GET
def sound(request: Signed, heard_id: UUID) -> Any:
    """The sound that was asked for, or the part of it that the browser wants."""
    by = seeing.seen_by(request)
    heard = hearing.granted(str(heard_id), by)
    kept = hearing.sound_of(heard) if heard else None
    if kept is None:
        raise Http404
    asked = request.headers.get("Range", "")
    begin, until = _range(asked, kept.size)
    if begin >= until:
        nothing = {"Content-Range": f"bytes */{kept.size}"}
        return HttpResponse(status=416, headers=nothing)
    answer = StreamingHttpResponse(
        hearing.pieces(kept, begin, until), content_type="audio/wav", status=206 if asked else 200
    )
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Content-Length"] = str(until - begin)
    answer.headers["Cache-Control"] = "private, no-store"
    if asked:
        answer.headers["Content-Range"] = f"bytes {begin}-{until - 1}/{kept.size}"
    return answer


def _range(asked: str, size: int) -> tuple[int, int]:
    """What part of `size` bytes is asked for; nothing (0, 0) where that cannot be."""
    if not asked:
        return 0, size
    found = RANGE.fullmatch(asked.strip())
    if not found or not any(found.groups()):
        return 0, 0
    first, last = found.groups()
    if not first:  # the last so many bytes
        return max(0, size - int(last)), size
    begin = int(first)
    return begin, min(size, int(last) + 1 if last else begin + OPEN_END)
