# SPDX-License-Identifier: Apache-2.0
"""词条 Entries: versions are kept, challenges settled once, nothing told out of its days."""

from datetime import UTC, date, datetime

import pytest

from yingda.knowledge import entries
from yingda.knowledge.models import Entry, Gram, Version

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, tzinfo=UTC)
SAID = {
    "question": "居住证怎么办", "answer": "到派出所办理，当场领取。", "similar": ["暂住证如何办理"],
    "subject": "", "owner": "ga", "source": "居住证暂行条例第九条",
    "valid_from": date(2026, 1, 1), "valid_until": None, "review_by": date(2027, 1, 1),
}  # fmt: skip


def written(code="K1", **other):
    return entries.write(code, SAID | other, by="li", at=AT)


def test_a_change_is_a_new_version_and_the_old_words_are_kept():
    written()
    assert written(answer="网上办理。").version == 2
    kept = Version.objects.filter(entry_id="K1")
    assert [v.said["answer"] for v in kept] == ["到派出所办理，当场领取。", "网上办理。"]


def test_writing_the_same_again_is_no_new_version():
    written()
    assert written().version == 1 and Version.objects.count() == 1


def test_pairs_are_counted_and_uncounted_with_the_words():
    written()
    written("K2", question="车牌怎么办", similar=[], answer="到车管所。")
    assert Gram.objects.get(gram="怎么").entries == 2
    written("K2", question="车牌摇号", similar=[], answer="到车管所。")
    assert Gram.objects.get(gram="怎么").entries == 1


def test_an_entry_is_told_only_on_its_days_and_gives_its_version():
    written(valid_until=date(2026, 6, 30))
    assert entries.to_tell("K1", "", date(2026, 6, 30)) == ("K1", "1")
    after = entries.to_tell("K1", "1", date(2026, 7, 1))
    before = entries.to_tell("K1", "1", date(2025, 12, 31))
    assert after.code == "entry_ended" and "2026-06-30" in str(after)
    assert before.code == "entry_not_yet" and before.fields == ("entry",)


def test_an_entry_that_is_not_there_is_not_told():
    refused = entries.to_tell("K9", "1", date(2026, 6, 30))
    assert refused.code == "no_such_entry" and "K9" in str(refused)


@pytest.mark.parametrize("version", ["", "2", "02", "第2版", "２"])
def test_only_the_version_in_force_is_told(version):
    written(), written(answer="网上办理。")
    assert entries.to_tell("K1", version, date(2026, 6, 30)) == ("K1", "2")


@pytest.mark.parametrize(
    ("version", "words"), [("1", "取代"), ("3", "没有第3版"), ("0", "没有"), ("新版", "没有")]
)
def test_a_version_that_was_replaced_or_never_was_is_refused(version, words):
    written(), written(answer="网上办理。")
    refused = entries.to_tell("K1", version, date(2026, 6, 30))
    assert (refused.code, refused.fields) == ("not_this_version", ("version",))
    assert words in str(refused) and "第2版" in str(refused)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(ValueError, match="早于"):
        written(valid_until=date(2025, 1, 1))
    assert not Entry.objects.exists()


def test_a_challenge_is_seen_until_it_is_settled_once():
    written()
    one = entries.challenge("K1", 1, "电话已改号", by="wang", at=AT)
    assert [e.code for e in entries.overdue(date(2026, 11, 23))] == ["K1"]
    entries.settle(one, upheld=True, opinion="已改", by="li", at=AT)
    assert not entries.overdue(date(2026, 11, 23)).exists()
    with pytest.raises(ValueError, match="已处理"):
        entries.settle(one, upheld=False, opinion="再看", by="li", at=AT)


def test_a_challenge_says_why_and_names_a_version_that_was():
    written()
    with pytest.raises(ValueError, match="理由"):
        entries.challenge("K1", 1, " ", by="wang", at=AT)
    with pytest.raises(Version.DoesNotExist):
        entries.challenge("K1", 9, "不对", by="wang", at=AT)
    assert Entry.objects.get(code="K1").challenges == 0


def test_an_entry_not_read_again_in_time_is_overdue():
    written(review_by=date(2026, 3, 1))
    assert entries.overdue(date(2026, 3, 2)).count() == 1
    assert entries.overdue(date(2026, 3, 1)).count() == 0
