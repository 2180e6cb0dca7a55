# SPDX-License-Identifier: Apache-2.0
"""网站 The web form of the city's own portal."""
