# SPDX-License-Identifier: Apache-2.0
"""话务 Calls: every call with its story and recording; those who were missed, and rung back."""
