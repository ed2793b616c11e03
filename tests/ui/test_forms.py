"""`{{ form }}` draws labels, hints and errors so that everybody meets them together."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from publius.ui.forms import CheckboxSelectMultiple, RadioSelect
from tests.ui.drawn import draw, squeeze
from tests.ui.gallery import GalleryForm

KINDS = [("professional", "Professional"), ("lived", "Lived")]


def tag_with(html: str, **attributes: str) -> str:
    """The one opening tag that carries these attributes."""
    wanted = [f'{name}="{value}"' for name, value in attributes.items()]
    tags = [tag for tag in re.findall(r"<[a-z][^>]*>", html) if all(w in tag for w in wanted)]
    assert len(tags) == 1, tags
    return tags[0]


def test_a_label_belongs_to_its_input_and_the_hint_is_read_with_it():
    html = str(GalleryForm()["title"].as_field_group())

    assert tag_with(html, **{"for": "id_title"}).startswith("<label")
    assert 'aria-describedby="id_title_helptext"' in tag_with(html, id="id_title")
    assert ">As people would say it.<" in html


def test_an_error_is_read_with_the_input_and_marks_it():
    html = str(GalleryForm({"title": ""})["title"].as_field_group())

    control = tag_with(html, id="id_title")
    assert 'aria-describedby="id_title_helptext id_title_error"' in control
    assert 'aria-invalid="true"' in control
    assert "govuk-input--error" in control
    assert re.search(
        r'<p id="id_title_error"[^>]*><span[^>]*>Error:</span> Fill this in.</p>', html
    )


def test_choices_are_a_fieldset_that_carries_hint_and_error():
    html = str(GalleryForm({"kind": "king"})["kind"].as_field_group())

    assert 'aria-describedby="id_kind_error"' in tag_with(html, **{"class": "govuk-fieldset"})
    assert "king is not one of the available choices" in html
    assert tag_with(html, value="lived", type="radio").count('id="id_kind_2"') == 1


def test_a_choice_can_carry_its_own_hint():
    class KindForm(forms.Form):
        kind = forms.ChoiceField(choices=KINDS, widget=RadioSelect(hints={"lived": "You lived it"}))

    html = str(KindForm()["kind"].as_field_group())

    assert 'aria-describedby="id_kind_1_hint"' in tag_with(html, value="lived")
    assert 'id="id_kind_1_hint" class="govuk-hint govuk-radios__hint">You lived it<' in html
    assert "aria-describedby" not in tag_with(html, value="professional")


def test_chosen_boxes_stay_ticked_when_the_form_comes_back():
    class NeedsForm(forms.Form):
        kinds = forms.MultipleChoiceField(choices=KINDS, widget=CheckboxSelectMultiple)
        name = forms.CharField()

    html = str(NeedsForm({"kinds": ["lived"], "name": ""})["kinds"])

    assert "checked" in tag_with(html, value="lived")
    assert "checked" not in tag_with(html, value="professional")


def test_the_summary_names_every_problem_and_links_to_its_place():
    html = draw("{% error_summary form %}", form=GalleryForm({"title": "", "pay": "12"}))

    assert '<a href="#id_title">Title of the call: Fill this in.</a>' in html
    assert '<a href="#id_kind_0">Kind: Choose one.</a>' in html
    assert '<a href="#id_decide_by_0">Decision due: Enter a date.</a>' in html
    assert '<a href="#id_need">Whom do you need? Fill this in.</a>' in html
    assert "id_pay" not in html


def test_the_summary_leaves_a_sentence_that_a_form_wrote_as_it_is():
    class NameForm(forms.Form):
        name = forms.CharField(error_messages={"required": "Enter a name to call you by."})
        size = forms.IntegerField(label="Size", error_messages={"min_value": "Too small a group."})

        def clean_size(self):
            raise forms.ValidationError("The group must be even.")

    html = draw("{% error_summary form %}", form=NameForm({"name": "", "size": "3"}))

    assert '<a href="#id_name">Enter a name to call you by.</a>' in html
    assert '<a href="#id_size">The group must be even.</a>' in html


def test_the_summary_says_what_is_wrong_with_the_whole_form():
    class PairForm(forms.Form):
        least = forms.IntegerField()

        def clean(self):
            raise forms.ValidationError("The least is above the most.")

    html = draw("{% error_summary form %}", form=PairForm({"least": "3"}))

    assert "<li>The least is above the most.</li>" in html


@pytest.mark.parametrize("data", [None, {"name": "Amina"}], ids=["not sent yet", "all well"])
def test_there_is_no_summary_without_a_problem(data):
    class NameForm(forms.Form):
        name = forms.CharField()

    assert draw("{% error_summary form %}", form=NameForm(data)) == ""


def test_the_summary_is_honest_about_files():
    sent = {"plan": SimpleUploadedFile("plan.txt", b"lanes")}

    with_file = draw("{% error_summary form %}", form=GalleryForm({"title": ""}, sent))
    without = draw("{% error_summary form %}", form=GalleryForm({"title": ""}))

    assert "Only files have to be chosen again" in with_file
    assert "Only files have to be chosen again" not in without


def test_a_form_drawn_whole_has_summary_and_fields():
    class NameForm(forms.Form):
        name = forms.CharField()
        secret = forms.CharField(widget=forms.HiddenInput, initial="7")

    html = draw("{{ form }}", form=NameForm({"secret": "7"}))

    assert html.index("There is a problem") < html.index('id="id_name"')
    assert tag_with(html, name="secret") == (
        '<input type="hidden" name="secret" value="7" id="id_secret">'
    )


def test_fields_that_may_be_left_empty_say_so():
    form = GalleryForm()

    assert ">E-mail address (optional)</label>" in str(form["email"].as_field_group())
    assert ">Title of the call</label>" in str(form["title"].as_field_group())


def test_a_question_can_be_the_heading_of_its_page():
    form = GalleryForm()

    label = squeeze(draw("{% field form.title heading=True %}", form=form))
    legend = squeeze(draw("{% field form.kind heading=True %}", form=form))

    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"' in label
    assert '<h1 class="govuk-fieldset__heading">Kind</h1></legend>' in legend


def test_options_of_the_tag_win_over_those_of_the_form():
    html = draw("{% field form.title width=20 %}", form=GalleryForm())

    assert 'class="govuk-input govuk-input--width-20"' in tag_with(html, id="id_title")


def test_a_long_text_is_counted_and_never_cut_off():
    html = draw("{% field form.need %}", form=GalleryForm({"need": "x" * 700}))

    area = tag_with(html, id="id_need")
    assert "maxlength" not in area
    assert 'aria-describedby="id_need_error id_need-info"' in area
    assert 'data-maxlength="600"' in html
    assert "x" * 700 in html
    assert "Write at most 600 characters. You wrote 700." in html


def test_words_can_be_counted_instead():
    html = draw("{% field form.need words=50 rows=3 %}", form=GalleryForm())

    assert 'data-maxwords="50"' in html
    assert "You can write up to 50 words" in html
    assert 'rows="3"' in tag_with(html, id="id_need")


def test_a_form_keeps_the_messages_it_wrote_itself():
    class PayForm(forms.Form):
        pay = forms.IntegerField(min_value=1, error_messages={"required": "Say what you pay."})

    assert ">Error:</span> Say what you pay.</p>" in str(PayForm({})["pay"].as_field_group())
    assert ">Error:</span> Enter 1 or more.</p>" in str(PayForm({"pay": 0})["pay"].as_field_group())


def test_what_was_typed_cannot_leave_its_field():
    attack = '"><script>alert(1)</script>'

    html = draw("{{ form }}", form=GalleryForm({"title": attack, "need": attack, "kind": attack}))

    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_a_formset_is_drawn_with_one_summary():
    class NameForm(forms.Form):
        name = forms.CharField(label="Name")

    formset = forms.formset_factory(NameForm, extra=0)(
        {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "form-0-name": "", "form-1-name": ""}
    )

    html = draw("{{ formset }}", formset=formset)

    assert html.count("There is a problem") == 1
    assert '<a href="#id_form-1-name">Name: Fill this in.</a>' in html
    assert tag_with(html, name="form-TOTAL_FORMS", value="2").startswith("<input")
