"""Where one can go or what one can do: buttons, back links, breadcrumbs, pages."""

from typing import Any

from django.core.paginator import Page
from django.template import Library, RequestContext
from django.utils.safestring import SafeString

from publius.ui.components import draw

register = Library()
ELLIPSIS = "…"


@register.simple_tag
def button(
    text: str,
    *,
    href: str = "",
    kind: str = "",
    name: str = "",
    value: str = "",
    hidden: str = "",
    classes: str = "",
) -> SafeString:
    """A button; with ``href`` a link that looks like one. ``kind``: secondary, warning, inverse."""
    look = f"govuk-button--{kind}" if kind else ""
    return draw(
        "button",
        text=text,
        href=href,
        look=look,
        name=name,
        value=value,
        hidden=hidden,
        classes=classes,
    )


@register.simple_tag
def back_link(href: str, text: str = "") -> SafeString:
    return draw("back_link", href=href, text=text)


@register.simple_tag
def breadcrumbs(*labels_and_urls: str) -> SafeString:
    """``{% breadcrumbs "Home" home_url "Open calls" calls_url %}``: pairs, outermost first."""
    pairs = zip(labels_and_urls[::2], labels_and_urls[1::2], strict=True)
    return draw("breadcrumbs", trail=[{"label": label, "url": url} for label, url in pairs])


@register.simple_tag(takes_context=True)
def pagination(context: RequestContext, page: Page, parameter: str = "page") -> SafeString | str:
    """Links to the other pages of a list; keeps the search that is in the address."""
    if page.paginator.num_pages < 2:
        return ""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return draw(
        "pagination",
        items=[page_item(context, parameter, number, page.number) for number in numbers],
        previous=page.has_previous() and address(context, parameter, page.previous_page_number()),
        following=page.has_next() and address(context, parameter, page.next_page_number()),
    )


def page_item(context: RequestContext, parameter: str, number: Any, current: int) -> dict:
    if not isinstance(number, int):
        return {"gap": True}
    return {
        "number": number,
        "url": address(context, parameter, number),
        "current": number == current,
    }


def address(context: RequestContext, parameter: str, number: int) -> str:
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is None:
        return f"?{parameter}={number}"
    query[parameter] = number
    return f"?{query.urlencode()}"
