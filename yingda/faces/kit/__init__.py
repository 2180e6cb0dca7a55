# SPDX-License-Identifier: Apache-2.0
"""件 Kit: what every face shares - layout, parts, tokens, duties on routes, forms of commands."""
