# SPDX-License-Identifier: Apache-2.0
"""话路 Phone: the city's own switch (Asterisk), its seats, and what it tells us.

The switch keeps the promise by itself: calls are answered, queued, rung, recorded and noted by its
dialplan without us. We write its configuration, show its present, and keep the book.
"""
