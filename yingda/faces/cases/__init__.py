# SPDX-License-Identifier: Apache-2.0
"""案卷页 Cases: the page of a case, for every duty: what it is, what happened, what to do."""
