# SPDX-License-Identifier: Apache-2.0
"""名录 Roster: units, subjects, officers, places, and the dispatch directory."""
