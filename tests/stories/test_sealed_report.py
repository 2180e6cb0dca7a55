# SPDX-License-Identifier: Apache-2.0
"""保密举报 A sealed report about a unit: it gets nothing, and who asked for the name is written."""

import pytest

from tests.flow import acts
from tests.given import BEGIN, DAY, HOUR, MINUTE
from tests.stories.telling import WHO, Appeal, delivered, reading, the_books_are_right
from yingda.flow import handle, sign_in
from yingda.flow.grammar import Person, Refusal
from yingda.office import person_behind, reveal
from yingda.record.models import Entry, Notice

pytestmark = pytest.mark.django_db


def test_a_sealed_report():
    report = acts.registering(
        title="反映街道执法人员收受好处", nature="report", confidential=True, accused="town"
    )
    sealed = Appeal(report, BEGIN)
    sealed.then(acts.grading())

    # The unit complained of handles nothing, helps in nothing, gets no copy, is not called.
    sealed.refused(acts.sending(acts.TOWN), "recusal")
    sealed.refused(acts.sending(acts.BUREAU, acts.TOWN), "recusal")
    sealed.refused(acts.sending(acts.BUREAU, copies=(acts.TOWN,)), "recusal")
    sealed.refused(acts.merging(unit="town"), "recusal")
    sealed.at(BEGIN + 10 * MINUTE).then(acts.sending(acts.BUREAU))

    # Not even the unit that handles it learns who called.
    clerk = acts.HELPER
    sealed.at(BEGIN + HOUR).then(sign_in.SignIn(by=clerk))
    refused = reveal(sealed.no, clerk, ["name", "phone"], "需要核实", now=sealed.now)
    assert isinstance(refused, Refusal) and refused.code == "hidden_from_units"
    assert set(person_behind(sealed.no, sealed.case, clerk)) == {"words"}
    town = Person("吴", "clerk", "town")
    assert isinstance(reveal(sealed.no, town, ["phone"], "问一下", now=sealed.now), Refusal)

    # The hotline may, with a reason, and that it did is part of the record for ever.
    plain = reveal(sealed.no, acts.CALLER, ["phone"], "回访", now=sealed.now)
    assert plain == {"phone": WHO.phone}
    seen = [e for e in sealed.story if e == "revealed"]
    assert len(seen) == 1
    bodies = "".join(Entry.objects.filter(no=sealed.no).values_list("body", flat=True))
    assert not any(secret in bodies for secret in (WHO.name, WHO.phone, WHO.address, WHO.words))
    assert not any(secret in str(sealed.line.__dict__) for secret in (WHO.name, WHO.phone))

    sealed.then(handle.NoteProgress(by=clerk, words="已移送纪检监察机构核查"))
    mine = acts.replying(sealed.now, by=clerk)
    sealed.at(BEGIN + 2 * DAY).then(mine, acts.ACCEPT, acts.CONTENT)
    delivered()
    assert not Notice.objects.filter(case_no=sealed.no, recipient="town").exists()
    assert "town" not in sealed.line.units and sealed.line.confidential
    assert reading("beijing-regulation-2021:15", BEGIN + 9 * DAY).value == 1
    the_books_are_right()
