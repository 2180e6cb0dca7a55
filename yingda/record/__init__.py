# SPDX-License-Identifier: Apache-2.0
"""案卷 The record: what happened, entry by entry, never changed. Only the office writes here."""
