# SPDX-License-Identifier: Apache-2.0
"""网址 The operator's desk."""

from django.urls import path

from . import listed, on_call, read_back, suggestions, telephone, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/earlier/", views.earlier, name="earlier"),
    path("desk/registrations/", views.registration, name="registrations"),
    path("desk/registrations/suggestions/", suggestions.suggestions, name="desk_suggestions"),
    path("desk/callers/", listed.callers, name="listed_callers"),
    path("desk/registrations/read-back/", read_back.read_back, name="read_back"),
    path("desk/telephone/", telephone.bar, name="telephone"),
    path("desk/telephone/window/", telephone.window, name="telephone_window"),
    path("desk/telephone/word/", telephone.word, name="telephone_word"),
    path("desk/helps/", telephone.helps, name="helps"),
    path("desk/orders/", telephone.order, name="seat_orders"),
    path("desk/calls/<str:call>/", on_call.call, name="call"),
    path("desk/calls/<str:call>/number/", on_call.number, name="call_number"),
    path("desk/calls/<str:call>/no-case/", on_call.no_case, name="call_no_case"),
    path("desk/calls/<str:call>/abuse/", on_call.abuse, name="call_abuse"),
    path("desk/follow-ups/", views.to_call, name="follow_ups"),
]
