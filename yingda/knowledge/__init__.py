# SPDX-License-Identifier: Apache-2.0
"""知识库 Knowledge: answers that may be given at once, and the law library that they cite.

An entry has an owner, a source, the days on which it holds and a day on which it is to be read
again; each change is a new version, and an answer given keeps entry and version. A law keeps its
editions, so that what was valid on a given day can be told.
"""
