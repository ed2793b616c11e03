"""What people need to take part, and what helps to balance a group."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import CheckboxSelectMultiple, RadioSelect

from ..access_codes import GROUPS
from ..consents import wording_for
from ..demographic_values import FEATURES
from ..models import Purpose


class AccessNeedsForm(forms.Form):
    """The coded list, a box for own words, and whether it may be passed on."""

    own_words = forms.CharField(
        label=_("In your own words"),
        help_text=_("Anything that is not in the list, or that people should know about it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    pass_on = forms.BooleanField(label=wording_for(Purpose.ACCESS_NEEDS).statement, required=False)
    looks = {"own_words": {"characters": 1000}}

    def __init__(self, *args, codes: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for group in GROUPS:
            self.fields[group.key] = forms.MultipleChoiceField(
                label=group.name,
                choices=list(group.needs.items()),
                widget=CheckboxSelectMultiple(),
                required=False,
                initial=[code for code in codes if code in group.needs],
            )
        self.looks = {**self.looks, **{g.key: {"small": True, "optional": False} for g in GROUPS}}
        self.order_fields([*(group.key for group in GROUPS), "own_words", "pass_on"])

    @property
    def codes(self) -> list[str]:
        return [code for group in GROUPS for code in self.cleaned_data[group.key]]


class DemographicsForm(forms.Form):
    """Four questions, none of which must be answered; the agreement must be given to save any."""

    agrees = forms.BooleanField(
        label=wording_for(Purpose.PANEL_BALANCING).statement,
        error_messages={
            "required": _(
                "Your answers can only be saved with your agreement. Tick the box, or leave this "
                "page: nothing has been saved."
            )
        },
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for feature in FEATURES.values():
            self.fields[feature.key] = forms.ChoiceField(
                label=feature.question,
                choices=feature.choices,
                widget=RadioSelect(),
                required=False,
            )
        self.order_fields([*FEATURES, "agrees"])

    def clean(self) -> dict:
        if "agrees" in self.cleaned_data and not any(self.answers.values()):
            raise ValidationError(_("Answer at least one question, or leave this page."))
        return self.cleaned_data

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(key, "") for key in FEATURES}
