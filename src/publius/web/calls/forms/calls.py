"""Drafting a call: what it is for, its seats, its offer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import DateField, RadioSelect
from publius.web.people.models import Kind

from ..models import Call, Importance, Offer, Seat
from .posting import PostedOnceForm

KIND_HINTS = {
    Kind.PROFESSIONAL: _("For example a transport planner or an occupational therapist."),
    Kind.PRACTICAL: _("For example somebody who cycles to work or drives a cab."),
    Kind.LIVED: _("For example a blind pedestrian, or somebody who has used direct payments."),
}
MOST_SKILLS = 12


class CallForm(PostedOnceForm, forms.ModelForm):
    """What one round of examination is for, how large, until when."""

    closes_on = DateField(
        label=_("Until when can people say they are interested?"),
        help_text=_("At least two weeks from publishing, for example 27 3 2027."),
        required=False,
    )
    looks = {
        "summary": {"rows": 5},
        "size": {"width": 3, "suffix": _("people")},
        "closes_on": {"optional": False},  # a draft may lack it, a published call may not
    }

    class Meta:
        model = Call
        fields = ["title", "summary", "size", "area", "closes_on"]
        labels = {
            "title": _("Title of the call"),
            "summary": _("What the group is for"),
            "size": _("How large is the group?"),
            "area": _("Which area is it about?"),
        }
        help_texts = {
            "title": _("What the group does: “Crafting the bike-lane plan”."),
            "summary": _("What people will look at, and what happens with what they find."),
            "size": _("Groups of 8 to 24 work well."),
            "area": _("People who know this area count for more. Leave it empty if any will do."),
        }
        error_messages = {
            "title": {"required": _("Give the call a title.")},
            "summary": {"required": _("Say in a few sentences what the group is for.")},
            "size": {
                "required": _("Say how many people the group has."),
                "min_value": _("A group needs at least 2 people."),
                "invalid": _("Write the size as a number, for example 12."),
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].empty_label = _("Any area")


class SeatForm(PostedOnceForm, forms.ModelForm):
    """Somebody the call needs."""

    kind = forms.ChoiceField(
        label=_("How do they come to know it?"),
        choices=Kind.choices,
        widget=RadioSelect(hints=KIND_HINTS),
        error_messages={"required": _("Choose how they come to know it.")},
    )
    skills = forms.CharField(
        label=_("Skills or topics"),
        help_text=_("Separate them by commas: signal timing, junction design."),
        max_length=600,
        required=False,
    )
    minimum = forms.IntegerField(
        label=_("At least"),
        min_value=0,
        max_value=500,
        initial=1,
        error_messages={"required": _("Say how many people this seat needs at least.")},
    )
    maximum = forms.IntegerField(
        label=_("At most"),
        min_value=1,
        max_value=500,
        initial=1,
        error_messages={"required": _("Say how many people this seat takes at most.")},
    )
    importance = forms.ChoiceField(
        label=_("Can the group do without?"),
        choices=[
            (Importance.MUST, _("No: this seat must be filled")),
            (Importance.NICE, _("Yes: good to have")),
        ],
        widget=RadioSelect,
        initial=Importance.MUST,
    )
    looks = {
        "title": {"width": "two-thirds"},
        "need": {"rows": 8},
        "minimum": {"width": 3},
        "maximum": {"width": 3},
    }
    field_order = ["title", "kind", "need", "skills", "area", "minimum", "maximum", "importance"]

    class Meta:
        model = Seat
        fields = [
            "title", "kind", "need", "skills", "area", "minimum", "maximum", "importance",
        ]  # fmt: skip
        labels = {
            "title": _("Who is needed?"),
            "need": _("What should they know or have lived through?"),
            "area": _("Should they know one area in particular?"),
        }
        help_texts = {
            "title": _("For example “Person who cycles to work”."),
            "need": _(
                "About sixty words or more, in the words such a person would use: what they do, "
                "where, with whom, what has gone well and badly. These words find people."
            ),
        }
        error_messages = {
            "title": {"required": _("Say who is needed.")},
            "need": {"required": _("Say what they should know or have lived through.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].empty_label = _("No, any area")
        if self.instance.pk:
            self.initial["skills"] = ", ".join(self.instance.skills)

    def clean_skills(self) -> list[str]:
        parts = [" ".join(part.split()) for part in self.cleaned_data["skills"].split(",")]
        skills = list(dict.fromkeys(part for part in parts if part))
        if len(skills) > MOST_SKILLS:
            raise ValidationError(
                _("Name at most %(most)s skills; there are %(count)s. Keep the telling ones."),
                params={"most": MOST_SKILLS, "count": len(skills)},
            )
        return skills

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        least, most = facts.get("minimum"), facts.get("maximum")
        if least is not None and most is not None and most < least:
            self.add_error(
                "maximum",
                _("The maximum must be at least the minimum. Raise it or lower the minimum."),
            )
        return facts


BENEFITS_TEXT = _(
    "Being paid can affect your benefits. Before you say yes, get free and independent advice, "
    "for example from Citizens Advice. You can choose to be paid less, to be paid in vouchers or "
    "not to be paid, and you can change your mind."
)


class OfferForm(forms.ModelForm):
    """What people get and give, in full, before they say yes. A draft may have gaps."""

    looks = {
        name: {"rows": 3, "optional": False}
        for name in (
            "pay", "expenses", "access_support", "benefits_warning",
            "time_asked", "when_and_where", "given_back", "contact",
        )
    }  # fmt: skip

    class Meta:
        model = Offer
        fields = [
            "pay", "expenses", "access_support", "benefits_warning",
            "time_asked", "when_and_where", "given_back", "contact",
        ]  # fmt: skip
        labels = {
            "pay": _("Pay"),
            "expenses": _("Expenses"),
            "access_support": _("Access support"),
            "benefits_warning": _("Pay and benefits"),
            "time_asked": _("Time asked"),
            "when_and_where": _("When and where"),
            "given_back": _("What people get back"),
            "contact": _("Whom to ask"),
        }
        help_texts = {
            "pay": _("How much, for what, and when it arrives. Slow payment keeps people away."),
            "expenses": _("Travel, care, a personal assistant; in advance if you can."),
            "access_support": _("What you arrange without being asked, and what on request."),
            "benefits_warning": _("Change this text so that it is true for you."),
            "time_asked": _("All of it: meetings, reading, travelling."),
            "when_and_where": _("Dates, times, places, and whether one can join from home."),
            "given_back": _("What they will hear, see changed, learn, or can show to others."),
            "contact": _("A name or office with a telephone number or an e-mail address."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["benefits_warning"] = BENEFITS_TEXT
