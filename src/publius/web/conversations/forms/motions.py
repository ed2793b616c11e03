"""Raising a motion, saying what one thinks of it, deciding."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import CheckView, Conversation, MotionKind, Stage
from .people import PublishedReasonForm


class MotionForm(PostedOnceForm):
    """What should be different about the conversation, and why."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you propose?"),
        choices=MotionKind.choices,
        widget=RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you propose.")},
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Which stage should be open again?"),
        help_text=gettext_lazy("If you propose to reopen a stage."),
        required=False,
    )
    question = forms.CharField(
        label=gettext_lazy("How should the question be put?"),
        help_text=gettext_lazy("If you propose to put it differently."),
        widget=forms.Textarea,
        max_length=500,
        required=False,
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Say why. Others decide by it.")},
    )
    looks = {"question": {"rows": 3}, "why": {"rows": 4}}

    def __init__(
        self, *args: Any, conversation: Conversation, closed: list[Stage], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._stages = {stage.kind: stage for stage in closed}
        self.fields["stage"].choices = [
            ("", _("Choose a stage")),
            *((stage.kind, stage.get_kind_display()) for stage in closed),
        ]
        if not closed:
            del self.fields["stage"]
            self.fields["kind"].choices = [(MotionKind.REFRAME, MotionKind.REFRAME.label)]
            self.fields["kind"].initial = MotionKind.REFRAME

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        facts["stage"] = self._stages.get(facts.get("stage", ""))
        if facts.get("kind") == MotionKind.REOPEN and facts["stage"] is None:
            self.add_error("stage", _("Choose the stage that should be open again."))
        if facts.get("kind") == MotionKind.REFRAME and not facts.get("question"):
            self.add_error("question", _("Write the question as you would put it."))
        return facts


class CheckForm(forms.Form):
    """Looks good, not sure or concerned, and why."""

    view = forms.ChoiceField(
        label=gettext_lazy("What do you think of it?"),
        choices=CheckView.choices,
        widget=RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the three.")},
    )
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=500, required=False)
    looks = {"why": {"width": "full"}}


class DecideMotionForm(PublishedReasonForm):
    """Yes or no, by a named person, with a reason everybody reads."""

    accept = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=[
            ("yes", gettext_lazy("Yes: it is done as the motion says")),
            ("no", gettext_lazy("No")),
        ],
        widget=RadioSelect,
        error_messages={"required": gettext_lazy("Decide: yes or no.")},
    )
    field_order = ["accept", "reason"]
