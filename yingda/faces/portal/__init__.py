# SPDX-License-Identifier: Apache-2.0
"""门户 Portal: the public writes an appeal, looks it up, adds to it, rates it."""
