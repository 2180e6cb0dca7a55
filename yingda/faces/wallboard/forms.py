# SPDX-License-Identifier: Apache-2.0
"""表单 Forms of the duty leader: an act at a seat, an incident, an exclusion."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BOX = {"class": "form-control"}
SELECT = {"class": "form-select"}


def queues() -> list[tuple[str, str]]:
    """The queues of the city, to choose from."""
    return [(queue.name, queue.title) for queue in settings.CITY.phone.queues]


def _must(field: Any) -> Any:
    field.must = True
    return field


class SitForm(forms.Form):
    """就位 A seat of the plan to sit at."""

    seat = forms.ChoiceField(label=_("坐席"), required=False, widget=forms.Select(SELECT))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        rows = settings.CITY.phone.seats
        found = [(str(n), str(n)) for row in rows for n in range(row.first, row.last + 1)]
        self.fields["seat"].choices = [("", "—"), *found]  # type: ignore[attr-defined]


class ActForm(forms.Form):
    """指令 Why, and that one is sure."""

    why = forms.CharField(
        label=_("理由"), required=False, max_length=200, widget=forms.TextInput(BOX),
        help_text=_("会写入监听记录，与您的姓名、时间一起保存。"),
    )  # fmt: skip
    sure = forms.BooleanField(
        label=_("已核对坐席号，确认执行"), required=True,
        error_messages={"required": _("请勾选确认")},
    )  # fmt: skip

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        _must(self.fields["why"])

    def clean_why(self) -> str:
        """The reason; every act of the duty leader at another's seat needs one."""
        why = str(self.cleaned_data["why"]).strip()
        if not why:
            raise forms.ValidationError(_("请写明理由"))
        return why


class MoveForm(ActForm):
    """调队 Which queues instead."""

    queues = forms.MultipleChoiceField(
        label=_("改为接听这些队列"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    field_order = ("queues", "why", "sure")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["queues"].choices = queues()  # type: ignore[attr-defined]


class SignOffForm(ActForm):
    """签出 And end a line that hangs, if wanted."""

    hang_up = forms.BooleanField(label=_("先挂断这个坐席的通话（话路挂死时）"), required=False)
    field_order = ("hang_up", "why", "sure")


ACTS: dict[str, type[ActForm]] = {
    "listen": ActForm, "whisper": ActForm, "join": ActForm, "move": MoveForm,
    "sign_off": SignOffForm, "ready": ActForm,
}  # fmt: skip
NAMES: dict[str, Promise] = {
    "listen": _("监听"), "whisper": _("密语"), "join": _("强插"), "move": _("调队"),
    "sign_off": _("签出"), "ready": _("示闲"),
}  # fmt: skip
WILL: dict[str, Promise] = {
    "listen": _("您的坐席话机会振铃，接起后听到双方说话；双方听不到您。"),
    "whisper": _("您的坐席话机会振铃，接起后只有话务员听得到您说话，来电人听不到。"),
    "join": _("您的坐席话机会振铃，接起后三方都能听到彼此。"),
    "move": _("正在进行的通话不受影响；此后只接所选队列的来话，空闲或示忙状态不变。"),
    "ready": _("坐席结束示忙，马上可以派来话；请先确认话务员在座。"),
    "sign_off": _("此后不再给这个坐席派来话，坐席空出，话务员须重新签入。"),
}
