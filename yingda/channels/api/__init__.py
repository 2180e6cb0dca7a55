# SPDX-License-Identifier: Apache-2.0
"""机器接口 The machines' door: other systems send appeals, read cases, and act for their unit."""
