"""The frame of every page: title, menu, messages, help."""

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from tests.ui.drawn import draw

PAGE = '{% extends "base.html" %}{% block title %}Describe the seat{% endblock %}'


class NameForm(forms.Form):
    name = forms.CharField()


Names = forms.formset_factory(NameForm, extra=2)


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (None, "<title>Describe the seat – Arden Vale</title>"),
        (NameForm(), "<title>Describe the seat – Arden Vale</title>"),
        (Names(), "<title>Describe the seat – Arden Vale</title>"),
        (NameForm({"name": ""}), "<title>Error: Describe the seat – Arden Vale</title>"),
        (Names({}), "<title>Error: Describe the seat – Arden Vale</title>"),
    ],
    ids=["no form", "fresh form", "fresh forms", "form with errors", "damaged forms"],
)
def test_the_title_says_first_that_something_is_wrong(form, title):
    assert title in draw(PAGE, some_form=form, service_name="Arden Vale")


def test_the_menu_says_where_one_is():
    navigation = [
        {"label": "Open calls", "url": "/calls/", "current": True},
        {"label": "How it works", "url": "/how/", "current": False},
    ]

    html = draw(PAGE, navigation=navigation)

    assert html.count('aria-current="page"') == 1
    assert 'href="/calls/" aria-current="page"' in html


@pytest.mark.parametrize(
    ("level", "kind"), [(20, "important"), (25, "success"), (30, "warning"), (40, "error")]
)
def test_messages_stand_above_the_content(level, kind):
    html = draw(PAGE, messages=[Message(level, "Saved <b>")])

    assert f"publius-notification--{kind}" in html
    assert "Saved &lt;b&gt;" in html


def test_help_is_on_every_page():
    html = render_to_string("404.html", {"help_email": "help@arden.example"})

    assert html.count('href="mailto:help@arden.example"') == 2


def test_an_expired_form_is_explained():
    assert "could not be sure that it was you" in render_to_string(
        "403.html", {"reason": "form_expired"}
    )
    assert "Your account may not do this" in render_to_string("403.html", {})
