# SPDX-License-Identifier: Apache-2.0
"""复述 Read back: the sentence by which an operator checks what was written down, made from the
form while it is typed, never stored."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from yingda.faces.kit import names
from yingda.faces.kit.duty import Signed, duties
from yingda.hints import read_back as sentences

LONGEST = 3000
ASKED = ("own_words", "title", "name", "phone", "place_0", "place_1", "happened", "scale", "party")


@never_cache
@duties("operator", "duty_leader")
@require_POST
def read_back(request: Signed) -> HttpResponse:
    """The sentence for what is typed so far; nothing while nothing is."""
    said = {of: request.POST.get(of, "").replace("\0", "").strip()[:LONGEST] for of in ASKED}
    text = said["own_words"] or said["title"]
    street = names.place(said["place_0"]) if len(said["place_0"]) > 6 else ""
    where = [names.place(said["place_0"][:6]), street, said["place_1"]]
    fields = sentences.told(text) | {
        "name": said["name"], "phone": said["phone"], "accused": said["party"],
        "amount": "" if said["scale"] in text else said["scale"],
        "where": "".join(word for word in where if word and word not in text),
    }  # fmt: skip
    if said["happened"] and said["happened"].partition("（")[0] not in text:
        fields["when"] = said["happened"]
    return render(request, "desk/_read_back.html", {"sentence": sentences.sentence(fields)})
