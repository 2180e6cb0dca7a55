# SPDX-License-Identifier: Apache-2.0
"""名录 Roster: its tables, step by step."""
