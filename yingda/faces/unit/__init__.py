# SPDX-License-Identifier: Apache-2.0
"""承办端 Unit: what a handling unit has to do, by time left, and all it was ever sent."""
