"""A visitor who notices nothing would make every journey pass: so this is what they notice."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def visitor(arrives):
    visitor = arrives()
    visitor.goes_to("/privacy/")
    yield visitor
    visitor.complaints.clear()


def puts_on_the_page(visitor, html: str) -> None:
    visitor.page.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html
    )


def test_a_picture_from_another_site(visitor):
    puts_on_the_page(visitor, '<img alt="" src="https://elsewhere.example/pixel.gif">')
    visitor.page.wait_for_timeout(100)

    with pytest.raises(AssertionError, match=r"elsewhere\.example"):
        visitor.finds_the_page_in_order()


def test_a_style_inside_the_page(visitor):
    puts_on_the_page(visitor, "<style>p { color: red }</style>")
    visitor.page.wait_for_timeout(100)

    with pytest.raises(AssertionError, match="Content Security Policy"):
        visitor.finds_the_page_in_order()


@pytest.mark.parametrize(
    "html", ['<a href="">Back</a>', "<button type=submit>Continue</button>"], ids=["link", "button"]
)
def test_something_to_press_that_does_nothing(visitor, html):
    puts_on_the_page(visitor, html)

    with pytest.raises(AssertionError, match="do nothing"):
        visitor.finds_the_page_in_order()


def test_words_that_cannot_be_read(visitor):
    puts_on_the_page(visitor, '<p><a href="/"><img src="/static/ui/icon.svg"></a></p>')

    with pytest.raises(AssertionError, match="image-alt"):
        visitor.finds_the_page_in_order()


def test_something_beyond_the_edge(visitor):
    visitor.page.set_viewport_size({"width": 120, "height": 256})

    with pytest.raises(AssertionError, match="wide"):
        visitor.looks_for_the_edge_of("/privacy/")
