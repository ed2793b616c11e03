"""A date is three fields; a wrong one says what is wrong and comes back as it was typed."""

import datetime

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from publius.ui.forms import DateField, DateInput


class DueForm(forms.Form):
    due = DateField(label="Due")


class PlainForm(forms.Form):
    due = forms.DateField(widget=DateInput)


def due(day: str, month: str, year: str) -> DueForm:
    return DueForm({"due_day": day, "due_month": month, "due_year": year})


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_date_survives_the_way_to_the_page_and_back(date):
    day, month, year = DateInput().decompress(date)

    form = due(day, month, year.rjust(4, "0"))

    assert form.is_valid()
    assert form.cleaned_data["due"] == date


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MARCH "])
def test_months_may_be_numbers_or_names(month):
    form = due("7", month, "2027")

    assert form.is_valid()
    assert form.cleaned_data["due"] == datetime.date(2027, 3, 7)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (("", "", ""), "Enter a date."),
        (("7", "", "2027"), "The date must include a month."),
        (("", "3", "2027"), "The date must include a day."),
        (("7", "3", "27"), "The year must have four figures."),
        (("31", "2", "2027"), "This date does not exist. Check the day and the month."),
        (("7", "Frimaire", "2027"), "This date does not exist. Check the day and the month."),
        (("x", "3", "2027"), "This date does not exist. Check the day and the month."),
    ],
)
def test_a_wrong_date_says_what_is_wrong(parts, message):
    assert due(*parts).errors == {"due": [message]}


def test_a_wrong_date_comes_back_as_it_was_typed():
    html = str(due("31-", "Feb", "two thousand")["due"])

    assert 'name="due_day" value="31-"' in html
    assert 'name="due_month" value="Feb"' in html
    assert 'name="due_year" value="two thousand"' in html


def test_a_stored_date_is_shown_in_its_parts():
    html = str(DueForm(initial={"due": datetime.date(2027, 3, 7)})["due"])

    assert 'name="due_day" value="7"' in html
    assert 'name="due_month" value="3"' in html
    assert 'name="due_year" value="2027"' in html


def test_an_unchanged_date_is_not_a_change():
    data = {"due_day": "7", "due_month": "3", "due_year": "2027"}

    assert not DueForm(data, initial={"due": datetime.date(2027, 3, 7)}).has_changed()


def test_the_input_serves_an_ordinary_date_field_too():
    form = PlainForm({"due_day": "7", "due_month": "March", "due_year": "2027"})

    assert form.is_valid()
    assert form.cleaned_data["due"] == datetime.date(2027, 3, 7)
