# SPDX-License-Identifier: Apache-2.0
"""操作 Acts: what an officer may do now in a case, by stage and duty; each command has one address.

The flow decides in the end; this table only keeps the page from offering what cannot succeed.
"""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from msgspec import Struct

from yingda import flow
from yingda.flow import (
    assess,
    close,
    dispatch,
    dispute,
    divert,
    extend,
    follow_up,
    handle,
    merge,
    pause,
    register,
    reply,
    reveal,
    review,
    rework,
    sign_in,
    supervise,
    triage,
    whistle,
)  # fmt: skip
from yingda.flow.case import Case, Stage
from yingda.flow.grammar import Command
from yingda.roster.models import Officer


class Act(Struct, frozen=True):
    """A command with its address (a noun) and its name."""

    command: type[Command]
    slug: str
    name: Promise


ACTS = (
    Act(sign_in.SignIn, "sign-ins", _("签收")),
    Act(dispatch.Dispatch, "dispatches", _("派单")),
    Act(triage.Triage, "triages", _("分级")),
    Act(reply.Reply, "replies", _("答复")),
    Act(review.Accept, "acceptances", _("审核通过")),
    Act(review.SendBack, "returns", _("退回补正")),
    Act(follow_up.FollowUp, "follow-ups", _("回访")),
    Act(whistle.AnswerWhistle, "whistle-answers", _("报到")),
    Act(dispute.Uphold, "upheld-disputes", _("异议成立")),
    Act(dispute.Reject, "rejected-disputes", _("异议不成立")),
    Act(dispute.Rule, "rulings", _("会商裁定")),
    Act(extend.GrantExtension, "granted-extensions", _("批准延期")),
    Act(extend.RefuseExtension, "refused-extensions", _("不批准延期")),
    Act(pause.GrantPause, "granted-pauses", _("批准暂停")),
    Act(pause.RefusePause, "refused-pauses", _("不批准暂停")),
    Act(assess.ApproveExclusion, "approved-exclusions", _("同意剔除")),
    Act(assess.RefuseExclusion, "refused-exclusions", _("不同意剔除")),
    Act(assess.ConfirmExclusion, "confirmed-exclusions", _("维持剔除")),
    Act(handle.Contact, "contacts", _("联系诉求人")),
    Act(handle.NoteProgress, "progress", _("办理进展")),
    Act(handle.Contribute, "contributions", _("协办反馈")),
    Act(close.Close, "closures", _("办结")),
    Act(rework.Rework, "reworks", _("退回重办")),
    Act(dispatch.UndoDispatch, "undone-dispatches", _("撤销派单")),
    Act(dispatch.AddAssisting, "assisting", _("加派协办")),
    Act(dispute.Dispute, "disputes", _("提出异议")),
    Act(extend.AskExtension, "extensions", _("申请延期")),
    Act(pause.AskPause, "pauses", _("申请暂停")),
    Act(pause.Resume, "resumptions", _("恢复计时")),
    Act(whistle.Whistle, "whistles", _("吹哨")),
    Act(assess.AskExclusion, "exclusions", _("申请剔除")),
    Act(assess.ContestExclusion, "contests", _("对剔除有异议")),
    Act(triage.Regrade, "regrades", _("改级")),
    Act(divert.AnswerAtOnce, "answers", _("即时答复")),
    Act(divert.HandOver, "hand-overs", _("转紧急热线")),
    Act(divert.Inform, "informs", _("告知法定途径")),
    Act(divert.TellProgress, "progress-told", _("告知办理进展")),
    Act(divert.Explain, "explanations", _("解释说明")),
    Act(divert.PointElsewhere, "pointers", _("引导其他渠道")),
    Act(divert.Persuade, "persuasions", _("劝导教育")),
    Act(merge.Merge, "merges", _("并单")),
    Act(merge.Unmerge, "unmerges", _("拆分")),
    Act(supervise.Urge, "urges", _("催办")),
    Act(supervise.Supervise, "supervisions", _("督办")),
    Act(close.Suspend, "suspensions", _("挂账")),
    Act(close.TakeUp, "taken-up", _("恢复办理")),
    Act(close.Reopen, "reopenings", _("重新办理")),
    Act(close.Withdraw, "withdrawals", _("诉求人撤回")),
    Act(register.Supplement, "supplements", _("补充内容")),
    Act(reveal.Seal, "seals", _("设为保密")),
    Act(reveal.Reveal, "reveals", _("查看诉求人")),
    Act(reveal.Erase, "erasures", _("删除个人信息")),
)
"""In the order in which they are offered: what the stage waits for comes first."""

BY_SLUG = {act.slug: act for act in ACTS}
Kinds = set[type[Command]]

INTERNAL: Kinds = {
    register.Register, merge.TakeIn, merge.LetGo, merge.Echo, supervise.Climb,
    follow_up.EndFollowUp,
}  # fmt: skip
"""Commands that are no act of an officer in an existing case."""

_EXITS: Kinds = {act.command for act in ACTS if act.command in divert.DECIDE}
_URGED: Kinds = {supervise.Urge, supervise.Supervise}
_REGRADED: Kinds = {triage.Regrade}
_MORE: Kinds = {close.Withdraw, register.Supplement, *_URGED, *_REGRADED}
_ASKED: Kinds = {
    dispute.Uphold, dispute.Reject, extend.GrantExtension, extend.RefuseExtension,
    pause.GrantPause, pause.RefusePause, pause.Resume,
}  # fmt: skip
_COUNTED: Kinds = {
    assess.AskExclusion, assess.ApproveExclusion, assess.RefuseExclusion, assess.ContestExclusion,
    assess.ConfirmExclusion,
}  # fmt: skip
_ANYWHERE: Kinds = {reveal.Reveal, reveal.Seal, reveal.Erase}
_HANDLED: Kinds = {handle.Contact, handle.NoteProgress, handle.Contribute, whistle.AnswerWhistle}

OFFERED: dict[Stage, Kinds] = {
    Stage.REGISTERED: {triage.Triage, merge.Merge, *_EXITS, *(_MORE - _REGRADED)},
    Stage.TRIAGED: {dispatch.Dispatch, triage.Triage, merge.Merge, *_EXITS, *_MORE},
    Stage.CONSULTING: {dispute.Rule, *_MORE},
    Stage.DISPATCHED: {
        sign_in.SignIn, dispute.Dispute, dispatch.UndoDispatch, dispatch.AddAssisting, merge.Merge,
        follow_up.FollowUp, *_HANDLED, *_ASKED, *_MORE,
    },
    Stage.SIGNED_IN: {
        sign_in.SignIn, reply.Reply, dispute.Dispute, extend.AskExtension, pause.AskPause,
        whistle.Whistle, dispatch.AddAssisting, merge.Merge, close.Suspend, follow_up.FollowUp,
        *_HANDLED, *_ASKED, *_MORE, *_COUNTED,
    },
    Stage.REPLIED: {review.Accept, review.SendBack, follow_up.FollowUp, *_MORE, *_COUNTED},
    Stage.ACCEPTED: {follow_up.FollowUp, *(_MORE - _URGED), *_COUNTED},
    Stage.FOLLOWED_UP: {
        close.Close, rework.Rework, close.Suspend, close.Withdraw, triage.Regrade, *_COUNTED,
    },
    Stage.CLOSED: {close.Reopen, *_COUNTED},
    Stage.DIVERTED: {close.Reopen},
    Stage.SUSPENDED: {close.TakeUp, close.Withdraw, register.Supplement},
    Stage.MERGED: {merge.Unmerge, close.Withdraw},
}  # fmt: skip

BESIDE: set[type[Command]] = {
    *_MORE, *_ANYWHERE, merge.Merge, dispatch.AddAssisting, dispatch.UndoDispatch, pause.Resume,
    close.Suspend, close.Reopen, merge.Unmerge,
}  # fmt: skip
"""Acts that no stage waits for: they are offered, but their form is not opened unasked."""

Fits = Callable[[Case, str], bool]


def _mine(case: Case, unit: str) -> bool:
    return case.order_of(unit) is not None


def _signed(case: Case, unit: str) -> bool:
    order = case.order_of(unit)
    return order is not None and order.signed_at is not None


def _leading(case: Case, unit: str) -> bool:
    order = case.order_of(unit)
    return order is not None and order.signed_at is not None and order.role == "lead"


def _assisting(case: Case, unit: str) -> bool:
    order = case.order_of(unit)
    return order is not None and order.signed_at is not None and order.role == "assisting"


def _disputed(case: Case, unit: str) -> bool:
    return case.objection is not None


def _own_dispute(case: Case, unit: str) -> bool:
    order = case.order_of(unit)
    return any(o.order == order.nth and not o.decided for o in case.objections if order)


def _exclusion(*states: str) -> Fits:
    return lambda case, unit: case.exclusion is not None and case.exclusion.state in states


ONLY_IF: dict[type[Command], Fits] = {
    sign_in.SignIn: lambda case, unit: (
        _mine(case, unit) and not _signed(case, unit) and not _own_dispute(case, unit)
    ),
    dispute.Dispute: lambda case, unit: (
        _mine(case, unit) and not case.ruled and not _disputed(case, unit)
    ),
    dispute.Uphold: _disputed,
    dispute.Reject: _disputed,
    handle.Contact: _signed,
    handle.NoteProgress: _signed,
    handle.Contribute: _assisting,
    reply.Reply: lambda case, unit: _leading(case, unit) and not _disputed(case, unit),
    extend.AskExtension: lambda case, unit: _leading(case, unit) and not extend.asked(case),
    extend.GrantExtension: lambda case, unit: extend.asked(case) is not None,
    extend.RefuseExtension: lambda case, unit: extend.asked(case) is not None,
    pause.AskPause: lambda case, unit: (
        _leading(case, unit) and not pause.asked(case) and not _paused(case, unit)
    ),
    pause.GrantPause: lambda case, unit: pause.asked(case) is not None,
    pause.RefusePause: lambda case, unit: pause.asked(case) is not None,
    pause.Resume: lambda case, unit: (
        _paused(case, unit) and (not unit or _leading(case, unit))
    ),
    whistle.Whistle: lambda case, unit: (
        _leading(case, unit) and (o := case.order_of(unit)) is not None and o.level == "subdistrict"
    ),
    whistle.AnswerWhistle: lambda case, unit: any(
        w.unit == unit and not w.answered_at for w in case.whistles
    ),
    dispatch.UndoDispatch: lambda case, unit: not any(o.signed_at for o in case.orders if o.stands),
    assess.AskExclusion: lambda case, unit: _leading(case, unit) and case.exclusion is None,
    assess.ApproveExclusion: _exclusion("asked", "once"),
    assess.RefuseExclusion: _exclusion("asked", "once", "contested"),
    assess.ContestExclusion: _exclusion("excluded"),
    assess.ConfirmExclusion: _exclusion("contested"),
    reveal.Seal: lambda case, unit: not case.appeal.confidential,
    reveal.Erase: lambda case, unit: not case.erased,
    reveal.Reveal: lambda case, unit: not case.erased and (
        not unit or (_signed(case, unit) and not reveal.hidden_from_units(case))
    ),
    merge.Merge: lambda case, unit: not case.links.children,
}  # fmt: skip


def _paused(case: Case, unit: str) -> bool:
    return any(k.open and k.paused for k in case.clocks)


def offered(case: Case, officer: Officer) -> list[Act]:
    """What the officer may do now, what the stage waits for first."""
    allowed = OFFERED.get(case.stage, set()) | _ANYWHERE
    mine = set(officer.duties)
    unit = officer.unit_id or ""
    return [
        act
        for act in ACTS
        if act.command in allowed
        and flow.DUTIES[act.command] & mine
        and ONLY_IF.get(act.command, _always)(case, unit)
    ]


def _always(case: Case, unit: str) -> bool:
    return True
