"""Text from people is shown as they meant it, and cannot attack readers."""

import datetime
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from publius.ui.markdown import TAGS, to_html
from publius.ui.marking import mark
from publius.ui.wording import chance, money, percent, plain_date
from tests.ui.attacks import ATTACKS
from tests.ui.drawn import draw

SAFE_STARTS = ("http://", "https://", "mailto:", "tel:")


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict]] = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def assert_harmless(html: str) -> None:
    for tag, attributes in read(html).tags:
        assert tag in TAGS
        assert set(attributes) <= {"href", "title", "rel", "start", "scope"}
        assert attributes.get("href", "https://").lower().startswith(SAFE_STARTS)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markdown_lets_no_attack_through(attack):
    assert_harmless(to_html(attack))


@given(st.text(alphabet="<>\"'&/=:[]()!`#*_-| \n\tabjavscriptonerr1", max_size=80))
def test_no_text_becomes_a_tag_that_we_do_not_know(text):
    assert_harmless(to_html(text))


def test_markdown_keeps_what_people_mean():
    html = to_html("One *two* **three**\n\n- a\n- b\n\n> said")

    assert html == (
        "<p>One <em>two</em> <strong>three</strong></p>\n"
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
        "<blockquote>\n<p>said</p>\n</blockquote>\n"
    )


@pytest.mark.parametrize(
    ("text", "top", "tags"),
    [
        ("# a\n## b", 2, ["h2", "h3"]),
        ("### a\n#### b", 2, ["h2", "h3"]),
        ("# a\n###### b", 3, ["h3", "h6"]),
    ],
)
def test_headings_fit_under_those_of_the_page(text, top, tags):
    assert [tag for tag, _attributes in read(to_html(text, top_heading=top)).tags] == tags


def test_links_do_not_vouch_for_their_target():
    assert draw("{{ text|markdown }}", text="[x](https://a.example)") == (
        '<p><a href="https://a.example" rel="nofollow noopener">x</a></p>'
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_marking_words_lets_no_attack_through(attack):
    html = mark(attack, ["script", "alert", "x", "<", "onerror"])

    reader = read(html)
    assert {tag for tag, _attributes in reader.tags} <= {"mark"}
    assert reader.text == attack


def test_a_text_that_claims_to_be_safe_is_escaped_all_the_same():
    assert mark(mark_safe("<b>bus</b>"), ()) == "&lt;b&gt;bus&lt;/b&gt;"


def test_attacks_in_the_words_themselves_do_nothing():
    assert mark("a <b> c", ["<b>"]) == "a <mark>&lt;b&gt;</mark> c"


@given(st.text(max_size=60), st.lists(st.text(max_size=6), max_size=4))
def test_marking_never_changes_what_is_read(text, words):
    plain = text.replace("\r", "").replace("\x00", "")

    assert read(mark(plain, words)).text == plain


def test_whole_words_are_marked_in_any_case_and_the_longest_wins():
    html = mark("Buses use the Bus lane; a bus, not a busker.", ["bus", "bus lane"])

    assert html == ("Buses use the <mark>Bus lane</mark>; a <mark>bus</mark>, not a busker.")


def test_without_words_the_text_stays_plain():
    assert mark("Tom & Amina", ["", "  "]) == "Tom &amp; Amina"


def test_a_reason_shows_its_source_and_kind():
    html = draw(
        "{% reason text words 'Vouched for' 'lived' %}{% endreason %}",
        text="I <3 buses",
        words=["buses"],
    )

    assert html == (
        '<li><p class="publius-reason__text">I &lt;3 <mark>buses</mark></p>'
        '<span class="publius-reason__source">Lived · Vouched for</span></li>'
    )


def test_a_reason_says_what_everyday_words_were_understood_as():
    html = draw(
        "{% reason text meanings=meanings notes=notes %}<b>Hide</b>{% endreason %}",
        text="My white stick <3",
        meanings=[(["white stick", "stick"], "visual <impairment>")],
        notes=["Counts less: <old>."],
    )

    assert html == (
        '<li><p class="publius-reason__text">My <mark>white stick</mark> &lt;3</p>'
        '<span class="publius-reason__source">Matched <q>white stick</q>, <q>stick</q> as '
        "<strong>visual &lt;impairment&gt;</strong></span>"
        '<span class="publius-reason__source">Counts less: &lt;old&gt;.</span><b>Hide</b></li>'
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, ""), (0, "0%"), (0.001, "less than 1%"), (0.245, "24%"), (0.5, "50%"),
     (0.9999, "more than 99%"), (1, "100%")],
)  # fmt: skip
def test_shares_are_never_rounded_to_nothing_or_everything(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, ""), (0, "none"), (1 / 7, "1 in 7"), (0.25, "1 in 4"), (0.5, "1 in 2"),
     (0.52, "1 in 2"), (0.667, "2 in 3"), (0.72, "7 in 10"), (0.99, "9 in 10"), (1, "certain"),
     (1 / 2500, "1 in 2,500")],
)  # fmt: skip
def test_chances_are_said_as_people_say_them(share, words):
    assert chance(share) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [(None, ""), (15, "£15"), (1250, "£1,250"), (Decimal("12.5"), "£12.50"), (0, "£0"),
     (Decimal("0.05"), "£0.05"), (-3, "−£3")],
)  # fmt: skip
def test_money_shows_pence_only_where_there_are_some(amount, words):
    assert money(amount) == words


def test_dates_are_written_out():
    summer = datetime.datetime(2027, 7, 1, 13, 30, tzinfo=datetime.UTC)

    assert plain_date(datetime.date(2026, 11, 23)) == "23 November 2026"
    assert plain_date(summer) == "1 July 2027, 2:30pm"
    assert plain_date(None) == ""
