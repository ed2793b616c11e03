"""What conveners decide: rulings about seats, changes to a draw, its confirmation."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.web.calls.forms.posting import PostedOnceForm
from publius.web.people.models import Person

from ..queries.draws import Chair


class ReasonForm(forms.Form):
    """A reason that stays on record."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": gettext_lazy("Give a reason. It stays on record.")},
    )
    looks = {"reason": {"rows": 3}}


class ConfirmForm(forms.Form):
    """The decision of a named person."""

    looked = forms.BooleanField(
        label=gettext_lazy(
            "I have looked at this panel, at its seats and targets and at everybody's chance, and "
            "I decide that this is the group."
        ),
        error_messages={
            "required": gettext_lazy("Tick the box: a person decides, not the lottery alone.")
        },
    )
    note = forms.CharField(
        label=gettext_lazy("A note for the record"),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    reply_days = forms.IntegerField(
        label=gettext_lazy("How many days do people have to answer?"),
        help_text=gettext_lazy("From 3 to 21. After that a reserve is asked."),
        min_value=3,
        max_value=21,
        initial=7,
    )
    looks = {"note": {"rows": 2}, "reply_days": {"width": 2}}

    def __init__(self, *args: Any, is_by_lot: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_by_lot:
            looked = self.fields["looked"]
            looked.label = _(
                "I have looked at this panel, at its seats and targets and at why people were "
                "proposed, and I decide that this is the group."
            )
            looked.error_messages["required"] = _(
                "Tick the box: a person decides, not Publius alone."
            )


class DecidedOnceForm(PostedOnceForm):
    """A decision that is made once, however often its form is sent."""

    @property
    def sent_key(self) -> UUID | None:
        """The key of this form once it was sent, whether or not the rest of it makes sense."""
        self.full_clean()
        return self.cleaned_data.get("posted_key") if self.is_bound else None


class BreakingForm(DecidedOnceForm):
    """A change that may break targets: then it is shown again with the box to accept that."""

    accept_broken = forms.BooleanField(
        label=gettext_lazy("I accept that these targets are not met"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.broken: Sequence[str] = ()
        self.hold_acceptance()

    def hold_acceptance(self) -> None:
        """Keep the box out of sight until somebody knows what they would accept."""
        self.fields["accept_broken"].widget = forms.HiddenInput()

    def ask_acceptance(self, broken: Sequence[str]) -> None:
        self.broken = broken
        self.fields["accept_broken"].widget = forms.CheckboxInput()
        self.add_error(
            None,
            _("This change gives up what the group should be. Nothing is changed yet: read below."),
        )


class EditDrawForm(BreakingForm):
    taken_out = forms.ChoiceField(label=gettext_lazy("Who leaves the panel?"))
    put_in = forms.ChoiceField(
        label=gettext_lazy("Who takes their place?"),
        help_text=gettext_lazy("Reserves come first, in the order of the lottery."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Whoever is put in reads it in their invitation. It stays on record."
        ),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Give a reason. It stays on record.")},
    )
    looks = {"reason": {"rows": 3}}
    field_order = ["taken_out", "put_in", "reason", "accept_broken", "posted_key"]

    def __init__(
        self,
        *args: Any,
        panel: Sequence[Chair],
        outside: Sequence[Person],
        reserves: Iterable[int] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._inside = {str(chair.person.public_id): chair.person for chair in panel}
        self._outside = {str(person.public_id): person for person in outside}
        self.fields["taken_out"].choices = [
            (str(chair.person.public_id), _chair_words(chair)) for chair in panel
        ]
        turns = set(reserves)
        self.fields["put_in"].choices = [
            (key, _outside_words(person, person.pk in turns))
            for key, person in self._outside.items()
        ]

    def clean_taken_out(self) -> Person:
        return self._inside[self.cleaned_data["taken_out"]]

    def clean_put_in(self) -> Person:
        return self._outside[self.cleaned_data["put_in"]]


def _chair_words(chair: Chair) -> str:
    seat = chair.seat.title if chair.seat else _("any member")
    return _("%(person)s, %(seat)s") % {"person": chair.person.label, "seat": seat}


def _outside_words(person: Person, is_reserve: bool) -> str:
    return _("%(person)s, reserve") % {"person": person.label} if is_reserve else person.label


class FillByHandForm(BreakingForm):
    """Somebody for a chair that the lottery could not fill."""

    person = forms.ChoiceField(label=gettext_lazy("Who is offered the place?"))
    reason = forms.CharField(
        label=gettext_lazy("Why this person?"),
        help_text=gettext_lazy("They read it in their invitation, and it stays on record."),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Give a reason. It stays on record.")},
    )
    looks = {"reason": {"rows": 3}}
    field_order = ["person", "reason", "accept_broken", "posted_key"]

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.public_id): person for person in people}
        self.fields["person"].choices = [(key, p.label) for key, p in self._people.items()]

    def clean_person(self) -> Person:
        return self._people[self.cleaned_data["person"]]


class EaseForm(DecidedOnceForm):
    """The yes of a person to targets that give way, with what they read and why."""

    shown = forms.RegexField(
        r"[0-9a-f]{64}",
        widget=forms.HiddenInput,
        error_messages={
            "required": gettext_lazy("This form was incomplete. Please look again."),
            "invalid": gettext_lazy("This form was incomplete. Please look again."),
        },
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I agree that this gives way, and I answer for it with my name."),
        error_messages={
            "required": gettext_lazy("Tick the box: only a person can let targets give way.")
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("It stays on record, with what gave way."),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Give a reason. It stays on record.")},
    )
    looks = {"reason": {"rows": 3}}
    field_order = ["agrees", "reason", "shown", "posted_key"]
