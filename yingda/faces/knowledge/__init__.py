# SPDX-License-Identifier: Apache-2.0
"""知识库 Knowledge: its pages for officers; and the pages of the law library."""
