# SPDX-License-Identifier: Apache-2.0
"""交换机设置 What is written for the switch, without one."""

from pathlib import Path

import msgspec
import pytest

from yingda.calls.plan import Plan, Trunk, faults
from yingda.channels.phone import configuration, practice, program
from yingda.channels.phone.configuration import Place
from yingda.config import city

PLACE = Place(Path("/srv/switch"), Path("/srv/switch/program"))
SITES = Path(city.ROOT, "deploy/switch")


def written(plan, key=b"k" * 32):
    return configuration.written(plan, PLACE, key)


def test_every_file_is_whole_and_no_mark_of_the_template_is_left():
    for name, text in written(Plan()).items():
        assert "{%" not in text and "{{" not in text, name
        assert "SPDX" in text, name


def test_a_second_hotline_number_is_a_line_of_the_city_file():
    queue = msgspec.structs.replace(Plan().queues[1], numbers=("1234501",))
    plan = msgspec.structs.replace(Plan(), queues=(Plan().queues[0], queue, Plan().queues[2]))
    assert "exten => 1234501,1," in written(plan)["extensions.conf"]


def test_secrets_differ_by_installation_and_by_site():
    words = {
        configuration.ami_secret(key, site) for key in (b"a" * 32, b"b" * 32) for site in ("a", "b")
    }
    assert len(words) == 4
    assert configuration.seat_password(b"a" * 32, "a", "1001") not in words


def test_two_sites_are_built_from_two_city_files_and_share_nothing_that_must_differ():
    plans = [city.read(SITES / f"site-{site}.toml").phone for site in "ab"]
    assert not any(faults(plan) for plan in plans)
    assert len({plan.switch for plan in plans}) == 2
    assert len({row.first for plan in plans for row in plan.seats}) == 2
    first, second = (written(plan)["asterisk.conf"] for plan in plans)
    assert "systemname = hotline-a" in first and "systemname = hotline-b" in second


def test_practice_rings_nobody_but_this_machine(tmp_path):
    plan = Plan(trunks=(Trunk(name="carrier-a", host="198.51.100.1"),))
    with pytest.raises(practice.NotLoopback):
        practice.Practice(plan, tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libc.so.6", "libc6"),
        ("libssl.so.3", "libssl3t64"),
        ("libcrypto.so.3", "libssl3t64"),
        ("libcom_err.so.2", "libcom-err2"),
        ("libstdc++.so.6", "libstdc++6"),
        ("libgslcblas.so.0", "libgslcblas0"),
        ("libssl3.so", "libnss3"),
        ("libnowhere.so.9", ""),
    ],
)
def test_a_library_is_found_in_its_package(soname, package):
    there = {
        "libc6", "libssl3t64", "libcom-err2", "libstdc++6", "libgslcblas0", "libnss3", "libgsl28",
    }  # fmt: skip
    assert program._package(soname, there) == package


def test_what_a_carrier_says_of_a_caller_is_stripped_to_digits_before_anything_is_noted():
    """A comma in it would be another header of the event, a bar another field of the queue log."""
    said = [
        line for line in written(Plan())["extensions.conf"].splitlines() if "CALLERID(num)}" in line
    ]
    assert said == [" same => n,Set(FROM=${FILTER(0-9+,${CALLERID(num)})})"]
