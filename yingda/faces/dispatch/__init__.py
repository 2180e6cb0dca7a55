# SPDX-License-Identifier: Apache-2.0
"""派单台 Dispatch desk: what waits for the hotline, what units ask of it, replies to review."""
