# SPDX-License-Identifier: Apache-2.0
"""服务用语 Wording: reads an answer and advises; it never decides and never blocks.

`advise` gives advice in place, by the rules of `rules/*.toml` (data, with examples for and
against); `alike` says how alike an answer is to others; `plain` how hard it is to read; `answered`
which requests of the appeal it takes up. Pure: texts in, values out.
"""

from .advise import Advice, advise
from .answered import Taken, answered
from .citations import Cited, Edition, cited
from .formula import Alike, Seen, alike
from .plain import Plain, plain
from .rules import Rule, rules

__all__ = [
    "Advice", "Alike", "Cited", "Edition", "Plain", "Rule", "Seen", "Taken", "advise", "alike",
    "answered", "cited", "plain", "rules",
]  # fmt: skip
