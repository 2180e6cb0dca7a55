# SPDX-License-Identifier: Apache-2.0
"""For the tests of the office."""

from random import Random

import pytest

from yingda.office import numbers


@pytest.fixture
def chance() -> Random:
    """The same chance every time."""
    return Random(12345)


@pytest.fixture(autouse=True)
def no_numbers_left() -> None:
    """A test that counts statements or runs beside another begins with a block of its own."""
    numbers.forget()
