"""Saying what you know, and what backs it."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import DateField, RadioSelect

from ..consents import wording_for
from ..models import EvidenceSource, Kind, Purpose, Visibility
from .fields import ListField

FEWEST_WORDS = 5
OWN_SOURCES = [  # answers and verified badges are added by Publius itself
    (EvidenceSource.ROLE, _("A job or role I have or had")),
    (EvidenceSource.QUALIFICATION, _("A qualification or course")),
    (EvidenceSource.CONTRIBUTION, _("Something I contributed to")),
    (EvidenceSource.PUBLICATION, _("Something I wrote, made or published")),
    (EvidenceSource.BADGE, _("A badge or award")),
    (EvidenceSource.VOUCH, _("An organisation can vouch for me")),
    (EvidenceSource.SELF_ACCOUNT, _("A longer account of my own")),
]

RUN_OUT = {EvidenceSource.BADGE, EvidenceSource.QUALIFICATION}


@dataclass(frozen=True)
class KindGuide:
    """How one kind of expertise is explained and asked for."""

    kind: Kind
    title: str | Promise
    explanation: str | Promise
    question: str | Promise
    example: str | Promise


GUIDES = {
    guide.kind: guide
    for guide in (
        KindGuide(
            Kind.PROFESSIONAL,
            _("I was trained for it"),
            _("A job, a trade or a subject you learned: planning streets, nursing, bookkeeping."),
            _("What were you trained for, and what have you done with it?"),
            _(
                "For example: I am a traffic engineer. For nine years I have designed crossings "
                "and junctions for two county councils."
            ),
        ),
        KindGuide(
            Kind.PRACTICAL,
            _("I do it"),
            _("Something you do in everyday life: cycling to work, driving a cab, running a club."),
            _("What do you do, how often, and where?"),
            _(
                "For example: I cycle to the hospital five days a week, in the dark in winter, "
                "and know every place where the lane ends."
            ),
        ),
        KindGuide(
            Kind.LIVED,
            _("I have lived it"),
            _("Something you or somebody close went through: sight loss, caring, debt, asylum."),
            _("What have you lived through that others could learn from?"),
            _(
                "For example: I lost most of my sight at forty and get around town with a cane. "
                "I have used direct payments for six years."
            ),
        ),
    )
}
VISIBILITY_HINTS = {
    Visibility.MATCHING: _(
        "A public body learns that something you keep to yourself counted, but not what."
    ),
    Visibility.CONVENERS: _("They read your words, without your name, when a call fits."),
    Visibility.PUBLIC: _("Anybody may read your words, without your name."),
}


class ExpertiseForm(forms.Form):
    """One thing a person knows. Lived experience has its own agreement on the same page."""

    words = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write at least one sentence.")},
    )
    skills = ListField(
        label=_("A few key words"),
        help_text=_("With commas between. For example: junction design, cargo bikes, Urdu"),
        required=False,
    )
    visibility = forms.ChoiceField(
        label=_("Who may read these words?"),
        choices=Visibility.choices,
        widget=RadioSelect(hints=VISIBILITY_HINTS),
        error_messages={"required": _("Choose who may read these words.")},
    )
    agrees_to_lived = forms.BooleanField(
        label=wording_for(Purpose.LIVED_EXPERIENCE).statement, required=False
    )
    looks = {"words": {"characters": 2000}, "skills": {"width": "two-thirds"}}

    def __init__(self, *args, kind: str, asks_for_consent: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        guide = GUIDES[Kind(kind)]
        self.fields["words"].label = guide.question
        self.fields["words"].help_text = guide.example
        if not asks_for_consent:
            del self.fields["agrees_to_lived"]

    def clean_words(self) -> str:
        words = self.cleaned_data["words"].strip()
        if len(words.split()) < FEWEST_WORDS:
            raise ValidationError(
                _("Write a little more: one whole sentence says more than single words.")
            )
        return words


class EvidenceForm(forms.Form):
    source = forms.ChoiceField(
        label=_("What is it?"),
        choices=OWN_SOURCES,
        widget=RadioSelect(),
        error_messages={"required": _("Choose what it is.")},
    )
    text = forms.CharField(
        label=_("Describe it"),
        help_text=_(
            "What it was, where, for how long. For example: Led the cycle-to-work group at the "
            "hospital for three years."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Describe it in a sentence or two.")},
    )
    link = forms.URLField(
        label=_("A link where people can see it"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address, for example https://example.org")},
    )
    issued_on = DateField(
        label=_("When was it?"),
        help_text=_("The day it was given or ended. For example 27 3 2023"),
        required=False,
    )
    expires_on = DateField(
        label=_("When does it run out?"),
        help_text=_(
            "Only for a badge or a qualification that does. Until then it does not grow old."
        ),
        required=False,
    )
    looks = {"source": {"small": True}, "text": {"characters": 1000}}

    def clean_link(self) -> str:
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(_("Enter a web address that starts with https://"))
        return link

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come. Enter a day in the past."))
        return day

    def clean(self):
        given = super().clean()
        issued, expires = given.get("issued_on"), given.get("expires_on")
        if expires and given.get("source") not in RUN_OUT:
            self.add_error(
                "expires_on",
                _("Only a badge or a qualification runs out. Leave this empty, or choose one."),
            )
        elif expires and issued and expires <= issued:
            self.add_error("expires_on", _("It runs out before it was given. Check both days."))
        return given
