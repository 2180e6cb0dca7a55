# SPDX-License-Identifier: Apache-2.0
"""报表 Reports: readings of the standard, and what those who assess and keep watch look at."""
