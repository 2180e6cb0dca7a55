# SPDX-License-Identifier: Apache-2.0
"""话务 Calls: facts about telephone calls and seats; pure, and nothing to decide.

Definitions: offered is a call that reached the switch on a hotline number; answered is a human who
picked up (never the greeting); the wait of the caller begins with the first ring.
"""
