"""Describing a conversation and planning its stages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import DateField, RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import Checking, Conversation, Joining, Readers, StageKind
from ..queries.plan import disorder

PARTS = ("purpose", "opens_on", "closes_on", "minimum_days")
LONGEST_MINIMUM = 60


class ConversationForm(PostedOnceForm, forms.ModelForm):
    """What it is about, who takes part, who can read it."""

    looks = {"question": {"rows": 3}}

    class Meta:
        model = Conversation
        fields = ["title", "question", "joining", "readers", "checking"]
        labels = {
            "title": gettext_lazy("Title"),
            "question": gettext_lazy("The question people talk about"),
            "joining": gettext_lazy("Who takes part?"),
            "readers": gettext_lazy("Who can read what is said?"),
            "checking": gettext_lazy("When does a moderator read what people write?"),
        }
        help_texts = {
            "question": gettext_lazy(
                "Open, and without your answer in it: “Where should the new bike lanes go, and "
                "what may they replace?”"
            ),
            "readers": gettext_lazy("Names are never shown, only the name people have there."),
        }
        error_messages = {
            "title": {"required": gettext_lazy("Give the conversation a title.")},
            "question": {"required": gettext_lazy("Write the question people talk about.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("joining", Joining.choices),
            ("readers", Readers.choices),
            ("checking", Checking.choices),
        ):
            self.fields[name] = forms.ChoiceField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                choices=choices,
                widget=RadioSelect,
                initial=choices[0][0],
            )
        if self.instance.pk and self.instance.published_at is not None:
            del self.fields["question"]


class HouseRulesForm(forms.ModelForm):
    """What is not published, and what people agree to before they say anything."""

    looks = {"policy": {"rows": 12}, "agreement": {"rows": 10}}

    class Meta:
        model = Conversation
        fields = ["policy", "agreement"]
        labels = {
            "policy": gettext_lazy("What is published and what is not"),
            "agreement": gettext_lazy("What everybody agrees to before they take part"),
        }
        error_messages = {
            "policy": {"required": gettext_lazy("Say what is not published, and why.")},
            "agreement": {"required": gettext_lazy("Say what everybody agrees to.")},
        }


class PlanForm(forms.Form):
    """Purpose, dates and minimum time of every stage, on one page so that they fit together."""

    looks = {
        f"{kind}_{part}": look
        for kind in StageKind.values
        for part, look in (("purpose", {"rows": 3}), ("minimum_days", {"width": 2}))
    }

    def __init__(self, *args: Any, stages: list, **kwargs: Any) -> None:
        kwargs["initial"] = {
            f"{stage.kind}_{part}": getattr(stage, part) for stage in stages for part in PARTS
        }
        super().__init__(*args, **kwargs)
        for kind in StageKind:
            self._add_stage(kind)

    def _add_stage(self, kind: StageKind) -> None:
        facts = {"stage": kind.label}
        self.fields[f"{kind}_purpose"] = forms.CharField(
            label=_("What is it for?"),
            widget=forms.Textarea,
            max_length=1000,
            error_messages={"required": _("Say what the stage “%(stage)s” is for.") % facts},
        )
        self.fields[f"{kind}_opens_on"] = DateField(label=_("Planned from"), required=False)
        self.fields[f"{kind}_closes_on"] = DateField(label=_("Planned until"), required=False)
        self.fields[f"{kind}_minimum_days"] = forms.IntegerField(
            label=_("Stays open at least how many days?"),
            min_value=0,
            max_value=LONGEST_MINIMUM,
            error_messages={"required": _("Say how many days “%(stage)s” stays open.") % facts},
        )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for kind, part, sentence in disorder(self.plan()):
            self.add_error(f"{kind}_{part}", sentence)
        return self.cleaned_data

    def plan(self) -> dict[str, dict[str, Any]]:
        """By kind of stage: what was typed."""
        return {
            kind: {part: self.cleaned_data.get(f"{kind}_{part}") for part in PARTS}
            for kind in StageKind.values
        }

    def groups(self) -> list[tuple[str, list]]:
        """The fields of each stage under its name."""
        return [(kind.label, [self[f"{kind}_{part}"] for part in PARTS]) for kind in StageKind]
