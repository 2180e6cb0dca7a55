# SPDX-License-Identifier: Apache-2.0
"""网址 The knowledge base, and the law library."""

from django.urls import path

from . import laws, owning, views

urlpatterns = [
    path("knowledge/", views.home, name="knowledge"),
    path("knowledge/search/", views.found, name="knowledge_search"),
    path("knowledge/beside/<str:no>/", views.beside, name="knowledge_beside"),
    path("knowledge/due/", owning.due, name="knowledge_due"),
    path("knowledge/new/", owning.write, name="knowledge_new"),
    path("knowledge/entries/<str:code>/", views.entry, name="knowledge_entry"),
    path("knowledge/entries/<str:code>/challenges/", views.challenge, name="knowledge_challenge"),
    path("knowledge/entries/<str:code>/versions/", owning.write, name="knowledge_versions"),
    path("knowledge/entries/<str:code>/readings/", owning.read_again, name="knowledge_readings"),
    path("knowledge/challenges/<int:nth>/", owning.settle, name="knowledge_settle"),
    path("laws/", laws.home, name="laws"),
    path("laws/cited/", laws.cited, name="laws_cited"),
    path("laws/<int:nth>/", laws.law, name="law"),
]
