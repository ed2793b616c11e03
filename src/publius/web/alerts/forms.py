"""What people type about what they want to hear of."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from publius.matching.text import walk
from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm
from publius.web.people.consents import wording_for
from publius.web.people.models import Kind, Purpose
from publius.web.people.queries import areas

from .models import Alert, Often

KIND_HINTS = {
    Kind.PROFESSIONAL: _("Calls that need people who are trained for it."),
    Kind.PRACTICAL: _("Calls that need people who do it."),
    Kind.LIVED: _("Calls that need people who have lived it."),
}
DISTANCES = (5, 10, 25, 50, 100)
IN_THE_AREA = _("It must be about this area, a part of it, or a larger area it belongs to")


class AlertForm(PostedOnceForm, forms.ModelForm):
    """A topic, a kind of knowing, a place."""

    kind = forms.ChoiceField(
        label=_("Which calls?"),
        choices=[("", _("Any call about it")), *Kind.choices],
        widget=RadioSelect(hints=KIND_HINTS),
        required=False,
    )
    km = forms.TypedChoiceField(
        label=_("How near must the call be?"),
        help_text=_("Measured from the middle of one area to the middle of the other."),
        widget=RadioSelect,
        coerce=int,
        empty_value=None,
        required=False,
    )
    looks = {"kind": {"optional": False}, "area": {"optional": False}, "km": {"optional": False}}
    field_order = ["topic", "kind", "area", "km"]

    class Meta:
        model = Alert
        fields = ["topic", "kind", "area", "km"]
        labels = {"topic": _("What do you want to hear of?"), "area": _("Where?")}
        help_texts = {
            "topic": _("A few words, for example: night buses, or getting about in a wheelchair."),
            "area": _("Calls that are about no particular place are found only by “Everywhere”."),
        }
        error_messages = {
            "topic": {
                "required": _("Write in a few words what you want to hear of."),
                "max_length": _("Use at most %(limit_value)d characters; a few words do best."),
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas()
        self.fields["area"].empty_label = _("Everywhere")
        self.initial["km"] = self.initial.get("km") or ""
        self.fields["km"].choices = [("", IN_THE_AREA), *self._distances()]
        if len(self.fields["km"].choices) == 1:
            self.fields["km"].help_text = _(
                "Nobody has told this site where its areas lie, so no distance can be measured yet."
            )

    def _distances(self) -> list[tuple[int, str]]:
        """The usual ones and the one this alert has; none where no area is on the map."""
        on_the_map = any(area.is_on_the_map for area in self.fields["area"].queryset)
        usual = DISTANCES if on_the_map else ()
        every = sorted({*usual, self.instance.km} - {None})
        return [(km, _now("Within %(km)s km of it") % {"km": km}) for km in every]

    def clean_topic(self) -> str:
        topic = " ".join(self.cleaned_data["topic"].split())
        if next(walk(topic), None) is None:
            raise ValidationError(
                _("These words could stand in any call. Add one that says what it is about.")
            )
        return topic

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        area, km = given.get("area"), given.get("km")
        if km is not None and "area" in given:
            if area is None:
                self.add_error("area", _("Choose the area from which the distance is measured."))
            elif not area.is_on_the_map:
                self.add_error("km", _not_on_the_map(area))
        return given


def _not_on_the_map(area: Any) -> str:
    return _now(
        "Nobody has told this site where the middle of %(area)s is, so no distance can be measured "
        "from it. Choose the first answer, or another area."
    ) % {"area": area.name}


class HowOftenForm(forms.Form):
    """How often we write, and the agreement this needs where it was not given yet."""

    often = forms.ChoiceField(
        label=_("How often may we write to you about calls?"),
        choices=Often.choices,
        widget=RadioSelect(
            hints={
                Often.WEEKLY: _("Sooner only where a call would close before the week is over."),
                Often.NEVER: _("If you agree, a body that runs a call may still ask you."),
            }
        ),
        error_messages={"required": _("Choose how often we may write to you.")},
    )
    agrees = forms.BooleanField(
        label=wording_for(Purpose.CALL_ALERTS).statement,
        required=False,
    )

    def __init__(self, *args: Any, asks_for_consent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_consent:
            del self.fields["agrees"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        wants_letters = given.get("often") in (Often.DAILY, Often.WEEKLY)
        if wants_letters and given.get("agrees") is False:
            self.add_error("agrees", _("Tick the box if we may write to you, or choose “Never”."))
        return given
