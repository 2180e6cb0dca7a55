# SPDX-License-Identifier: Apache-2.0
"""大屏 Wallboard: the telephone as it is now, and what the duty leader can do about it."""
