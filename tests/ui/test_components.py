"""The tags that page templates are made of."""

from django.core.paginator import Paginator
from django.test import RequestFactory

from tests.ui.drawn import draw, squeeze

ATTACK = '"><script>alert(1)</script>'


def test_a_button_with_an_address_is_a_link():
    assert draw("{% button 'Start' href='/start/' %}").startswith('<a href="/start/" role="button"')
    assert draw("{% button 'Save' %}").startswith('<button type="submit" class="govuk-button')


def test_a_button_can_say_which_of_several_it_is():
    html = draw(
        "{% button 'Withdraw' kind='warning' name='do' value='withdraw' hidden='Night buses' %}"
    )

    assert 'name="do" value="withdraw"' in html
    assert "govuk-button--warning" in html
    assert 'Withdraw<span class="govuk-visually-hidden"> Night buses</span>' in html


def test_pages_keep_the_search_that_is_in_the_address():
    request = RequestFactory().get("/calls/", {"q": "bus & bike", "page": "2"})
    page = Paginator(range(30), 10).get_page(2)

    html = draw("{% pagination page %}", page=page, request=request)

    assert 'href="?q=bus+%26+bike&amp;page=3" rel="next"' in html
    assert 'aria-label="Page 2" aria-current="page"' in html


def test_a_single_page_needs_no_pagination():
    assert draw("{% pagination page %}", page=Paginator([1], 10).get_page(1)) == ""


def test_steps_say_in_words_where_one_stands():
    html = squeeze(draw("{% journey steps 2 %}", steps=["Understand", "Explore", "Weigh"]))

    assert 'Understand<span class="govuk-visually-hidden"> (done)</span>' in html
    assert 'aria-current="step">Explore<span class="govuk-visually-hidden"> (now)</span>' in html
    assert 'Weigh<span class="govuk-visually-hidden"> (still to come)</span>' in html


def test_kinds_differ_by_word_and_sign_not_only_by_colour():
    drawn = [draw(f"{{% kind_tag '{kind}' %}}") for kind in ("professional", "practical", "lived")]

    signs = {html[html.index("<svg") : html.index("</svg>")] for html in drawn}
    assert len(signs) == 3
    assert [html.rsplit(">", 2)[1].removesuffix("</span") for html in drawn] == [
        "Professional",
        "Practical",
        "Lived",
    ]


def test_a_linked_card_has_one_link_with_the_short_name():
    html = draw(
        "{% card title=title href='/c/1/' %}<p>Long text</p>{% endcard %}", title="Night buses"
    )

    assert html.count("<a ") == 1
    assert '<a href="/c/1/">Night buses</a>' in html


def test_the_first_cell_of_a_row_is_its_heading():
    html = draw(
        "{% table 'Seats' headers rows numeric='2' %}", headers=["Seat", "n"], rows=[["Cab", 2]]
    )

    assert '<th scope="row" class="govuk-table__header">Cab</th>' in html
    assert '<td class="govuk-table__cell govuk-table__cell--numeric">2</td>' in html


def test_stacked_rows_carry_the_titles_of_their_columns_and_stay_a_table():
    html = draw(
        "{% table 'Votes' headers rows stacks=True %}",
        headers=["Statement", "Group A"],
        rows=[["Buses keep the bridge.", "80% of 20"]],
    )

    assert '<td class="govuk-table__cell" role="cell" data-title="Group A">80% of 20</td>' in html
    assert [html.count(f'role="{role}"') for role in ("table", "row", "rowheader")] == [1, 2, 1]


def test_a_change_link_says_what_it_changes():
    html = draw("{% row 'Decision' href='/e/' %}Where{% endrow %}")

    assert '>Change<span class="govuk-visually-hidden"> Decision</span></a>' in html


def test_texts_of_people_are_escaped_in_every_component():
    html = draw(
        "{% card title=x href=x eyebrow=x foot=x %}{{ x }}{% endcard %}"
        "{% seat title=x kind='lived' count=x %}{{ x }}{% endseat %}"
        "{% notification title=x %}{{ x }}{% endnotification %}"
        "{% details summary=x %}{{ x }}{% enddetails %}"
        "{% row x href=x action=x %}{{ x }}{% endrow %}"
        "{% table x list list %}{% stat x x note=x %}{% term x %}{{ x }}{% endterm %}"
        "{% task x href=x status=x hint=x key='k' %}"
        "{% person name=x href=x aside=x %}{{ x }}{% endperson %}"
        "{% button x href=x hidden=x %}{% breadcrumbs x x %}{% tag x x %}{% progress 1 2 x %}"
        "{% journey list 1 %}"
        "{% why_you title=x %}{{ x }}{% endwhy_you %}{% hero title=x %}{{ x }}{% endhero %}",
        x=ATTACK,
        list=[ATTACK],
    )

    assert html.count("<script") == 0
    assert html.count("&lt;script&gt;") > 40
