"""A meeting held elsewhere, and one thing that was said there."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import DateField, RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm
from publius.web.calls.models import Seat

from ..models import Consent, Session, StageKind, StatementKind
from ..wording import MOST_OF_A_STATEMENT
from .saying import WordsField


class SessionForm(PostedOnceForm):
    """Where and when people met, how many were there and how they agreed."""

    held_on = DateField(
        label=gettext_lazy("When was it?"), help_text=gettext_lazy("For example 27 3 2027")
    )
    place = WordsField(
        most=120,
        widget=forms.TextInput,
        label=gettext_lazy("Where was it?"),
        help_text=gettext_lazy("For example: Day centre, Mill Lane"),
        error_messages={"required": gettext_lazy("Say where people met.")},
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people were there?"), min_value=1, max_value=5000
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("How did they agree that their words are entered here?"),
        choices=Consent.choices,
        widget=RadioSelect,
    )
    consent_words = WordsField(
        most=500,
        label=gettext_lazy("What were they told?"),
        help_text=gettext_lazy("Who reads it, what it is for, that no names are noted."),
        error_messages={"required": gettext_lazy("Say what people were told.")},
    )
    looks = {
        "people": {"width": 4},
        "consent": {"small": True},
        "consent_words": {"rows": 3},
    }

    def __init__(self, *args: Any, seats: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {f"seat_{seat.pk}": seat for seat in seats}
        for name, seat in self.seats.items():
            self.fields[name] = forms.IntegerField(
                label=_("How many spoke as: %(seat)s") % {"seat": seat.title},
                min_value=0,
                max_value=5000,
                required=False,
            )
        self.looks = {**self.looks, **{name: {"width": 4} for name in self.seats}}
        self.order_fields(["held_on", "place", "people", *self.seats, "consent", "consent_words"])

    def clean_held_on(self) -> Any:
        day = self.cleaned_data["held_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Record a meeting once it has been held."))
        return day

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        people = facts.get("people")
        for name in self.seats:
            if people and (facts.get(name) or 0) > people:
                self.add_error(name, _("This is more than were at the meeting."))
        return facts

    def facts(self) -> dict[str, Any]:
        typed = super().facts()
        counts = {seat: typed.pop(name) or 0 for name, seat in self.seats.items()}
        return {**typed, "seats": counts}


class EnterForm(PostedOnceForm):
    """What one person said at a meeting."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=StatementKind.choices, widget=RadioSelect
    )
    text = WordsField(
        most=MOST_OF_A_STATEMENT,
        label=gettext_lazy("What was said?"),
        help_text=gettext_lazy("In the speaker's words, one idea, at most 280 characters."),
        error_messages={"required": gettext_lazy("Write what was said. Nothing was sent.")},
    )
    source = WordsField(
        most=500,
        widget=forms.TextInput,
        label=gettext_lazy("For a fact: where can it be checked?"),
        required=False,
    )
    seat = forms.ModelChoiceField(
        label=gettext_lazy("Who said it?"),
        help_text=gettext_lazy("What they were there for. No names."),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody else"),
    )
    consent = WordsField(
        most=200,
        widget=forms.TextInput,
        label=gettext_lazy("How did this person agree?"),
        required=False,
    )
    looks = {
        "kind": {"small": True, "inline": True},
        "text": {"rows": 3, "characters": MOST_OF_A_STATEMENT},
    }

    def __init__(self, *args: Any, session: Session, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = session.conversation.call.seats.all()
        if stage == StageKind.UNDERSTAND:
            self.fields["kind"].choices = [
                choice for choice in StatementKind.choices if choice[0] != StatementKind.PROPOSAL
            ]
        if session.consent == Consent.EACH:
            self.fields["consent"].required = True
            self.fields["consent"].error_messages["required"] = _(
                "Say how this person agreed that you enter their words."
            )
        else:
            del self.fields["consent"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        lacks_source = facts.get("kind") == StatementKind.FACT and not facts.get("source")
        if lacks_source and "source" not in self.errors:
            self.add_error("source", _("Say where others can check this fact."))
        return facts
