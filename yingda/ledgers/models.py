# SPDX-License-Identifier: Apache-2.0
"""Django looks for tables here; they live with their ledgers."""

from .alike import AlikeLine, PieceCount
from .answers import AnswerLine
from .assessment import AssessmentLine
from .callers import CallerLine, CallNote
from .calls import BookLine, CallLine, GapLine, RefusedLine, SeatLine, SetAside
from .cases import CaseLine
from .follow_ups import FollowUpLine
from .hotspots import HotspotLine
from .incidents import IncidentLine, IncidentSaid
from .limits import ClockLine
from .listed import ListedLine
from .missed import TryLine
from .orders import OrderLine
from .present import PresentLine, SeatPost
from .recordings import HeardLine, RecordingLine, TranscriptLine
from .rising import RisingLine
from .seat_orders import SeatOrder
from .set_aside import SetAsideAsked
from .suggestions import SuggestionLine
from .turns import TurnLine

__all__ = [
    "AlikeLine", "AnswerLine", "AssessmentLine", "BookLine", "CallLine", "CallNote",
    "CallerLine", "CaseLine", "ClockLine", "FollowUpLine", "GapLine", "HeardLine",
    "HotspotLine", "IncidentLine", "IncidentSaid", "ListedLine", "OrderLine", "PieceCount",
    "PresentLine", "RecordingLine", "RefusedLine", "RisingLine", "SeatLine", "SeatOrder",
    "SeatPost", "SetAside", "SetAsideAsked", "SuggestionLine", "TranscriptLine", "TryLine",
    "TurnLine",
]  # fmt: skip
