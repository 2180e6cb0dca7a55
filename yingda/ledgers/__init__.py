# SPDX-License-Identifier: Apache-2.0
"""台账 Ledgers: what officers look at. Each file is one ledger: its table, the lines a case has in
it, and the questions it answers. No rule lives here; all can be written afresh from the record."""
