# SPDX-License-Identifier: Apache-2.0
"""知识库 Knowledge has two apps, the room and its face: the face needs a label of its own."""

from django.apps import AppConfig


class KnowledgeFace(AppConfig):
    """The face; it has no tables."""

    name = "yingda.faces.knowledge"
    label = "knowledge_face"
