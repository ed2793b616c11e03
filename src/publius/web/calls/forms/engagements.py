"""Opening and describing an engagement. Drafts may be saved with gaps; publishing checks them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import DateField

from ..models import Engagement, Framing, Stakeholder
from .posting import PostedOnceForm

ABOUT_LOOKS = {"title": {"width": "full"}, "summary": {"rows": 4}}


class AboutForm(forms.ModelForm):
    """What the engagement is called and what it is about."""

    looks = ABOUT_LOOKS

    class Meta:
        model = Engagement
        fields = ["title", "summary"]
        labels = {"title": _("Title"), "summary": _("What it is about")}
        help_texts = {
            "title": _("As people in the street would say it: “Safer cycling in Arden Vale”."),
            "summary": _("Two or three sentences for somebody who has never heard of it."),
        }
        error_messages = {
            "title": {"required": _("Give the engagement a title.")},
            "summary": {"required": _("Say in two or three sentences what it is about.")},
        }


class OpenEngagementForm(PostedOnceForm, AboutForm):
    """The first form of an engagement; asks for the organisation where there is a choice."""

    class Meta(AboutForm.Meta):
        fields = ["title", "summary"]

    field_order = ["organisation", "title", "summary"]

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = list(organisations)
        if len(self.organisations) > 1:
            self.fields["organisation"] = forms.ModelChoiceField(
                organisations,
                label=_("Which organisation opens it?"),
                error_messages={"required": _("Choose the organisation that opens it.")},
            )
            self.order_fields(self.field_order)

    def facts(self) -> dict[str, Any]:
        return {"organisation": self.organisations[0], **super().facts()}


class DecisionForm(forms.ModelForm):
    """What has to be decided, what is fixed, what is open, who decides, by when."""

    decide_on = DateField(
        label=_("By when is it decided?"),
        help_text=_("For example 27 3 2027. The group must be able to finish before."),
        required=False,
    )
    # A draft may have gaps, but none of it is optional: publishing asks for all.
    looks = {
        **{n: {"rows": 4, "optional": False} for n in ("decision", "already_fixed", "still_open")},
        **{n: {"optional": False} for n in ("decided_by", "decide_on")},
    }

    class Meta:
        model = Engagement
        fields = ["decision", "already_fixed", "still_open", "decided_by", "decide_on"]
        labels = {
            "decision": _("What has to be decided?"),
            "already_fixed": _("What is already fixed?"),
            "still_open": _("What is still open?"),
            "decided_by": _("Who decides?"),
        }
        help_texts = {
            "decision": _("One question that will have an answer at the end."),
            "already_fixed": _(
                "Budget, law, promises made before. People forgive limits; they do not forgive "
                "limits they were not told of."
            ),
            "still_open": _("What people can really change. If nothing is, do not ask."),
            "decided_by": _("The person or committee, by name of the office."),
        }


class FramingForm(PostedOnceForm, forms.ModelForm):
    """One way to see the problem, fair enough that those who hold it would sign it."""

    looks = {"text": {"rows": 5}}

    class Meta:
        model = Framing
        fields = ["title", "text", "held_by"]
        labels = {
            "title": _("This view in a few words"),
            "text": _("The view as its holders would put it"),
            "held_by": _("Who sees it this way?"),
        }
        help_texts = {
            "title": _("For example “The junctions are the danger, not the roads”."),
            "text": _("Write it so that they would say: yes, that is what we mean."),
            "held_by": _("For example “Traders of the High Street”."),
        }
        error_messages = {
            "title": {"required": _("Name this view in a few words.")},
            "text": {"required": _("Describe the view as its holders would put it.")},
        }


class StakeholderForm(PostedOnceForm, forms.ModelForm):
    """Somebody who gains or loses by the decision."""

    looks = {"stake": {"width": "full"}}

    class Meta:
        model = Stakeholder
        fields = ["name", "stake"]
        labels = {"name": _("Who?"), "stake": _("What do they gain or lose?")}
        help_texts = {
            "name": _("A group of people or an organisation."),
            "stake": _("One sentence."),
        }
        error_messages = {
            "name": {"required": _("Say who has a stake.")},
            "stake": {"required": _("Say what they gain or lose.")},
        }
