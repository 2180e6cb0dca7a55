# SPDX-License-Identifier: Apache-2.0
"""引文链接 Links from the citations of a text to the articles of the law library."""

from datetime import date
from urllib.parse import urlencode

from django import template
from django.apps import apps
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from yingda.wording.citations import Cited, cited
from yingda.wording.numerals import said

register = template.Library()


@register.filter
def with_laws(text: str, on: date | None = None) -> SafeString:
    """`text`, escaped, each citation of an article as a link to it, valid on the day `on`."""
    made: list[str] = []
    at = 0
    for one in cited(text) if apps.is_installed("yingda.faces.knowledge") else ():
        if one.article and one.start >= at:
            made.append(escape(text[at : one.start]))
            link = escape(_address(one, on))
            made.append(
                f'<a class="law-link" href="{link}">{escape(text[one.start : one.end])}</a>'
            )
            at = one.end
    return mark_safe("".join([*made, escape(text[at:])]))


@register.filter
def law_address(title: str, article: str = "") -> str:
    """The address of an article that a reply cites by its title and "第十五条"."""
    found = cited(f"《{title.strip('《》')}》{article}")
    return _address(found[0], None) if found else ""


@register.filter
def article_name(key: str) -> str:
    """第十五条, 第十五条之一; "" for what stands before the articles."""
    number, _, bis = key.partition(".")
    if not number.isdecimal() or number == "0":
        return ""
    return f"第{said(int(number))}条" + (f"之{said(int(bis))}" if bis.isdecimal() else "")


def _address(one: Cited, on: date | None) -> str:
    asked = {"title": one.title, "article": one.article, "bis": one.bis}
    asked |= {"on": on.isoformat()} if on else {}
    return f"/laws/cited/?{urlencode({name: value for name, value in asked.items() if value})}"
