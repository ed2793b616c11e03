"""What somebody tells a call: which seats, in which words, and that they agree."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import CheckboxSelectMultiple
from publius.ui.wording import opening
from publius.web.calls.models import Seat
from publius.web.people.models import Kind


class InterestForm(forms.Form):
    """Nothing is ticked beforehand, except the seat for which somebody was asked."""

    seats = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these could you fill?"),
        help_text=gettext_lazy("Tick each seat you could truly fill: each is another way in."),
        widget=CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one seat that you could fill.")},
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words: what do you know about this?"),
        help_text=gettext_lazy("Read by the people who run this call. A few sentences are plenty."),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Add these words to what I know, so that other calls find me too"),
        required=False,
    )
    agrees = forms.BooleanField(
        label=gettext_lazy(
            "I agree that the people who run this call see what I asked to be called, and what I "
            "know as far as I show it to public bodies. They do not see my e-mail address."
        ),
        error_messages={
            "required": gettext_lazy(
                "Tick the box to agree. Without it nobody could see that you are interested."
            )
        },
    )
    looks = {"words": {"rows": 5}}

    def __init__(
        self,
        *args: Any,
        seats: Sequence[Seat],
        best: Collection[int] = (),
        must_choose: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ordered = sorted(seats, key=lambda seat: seat.pk not in best)
        self._seats = {str(seat.pk): seat for seat in ordered}
        self.fields["seats"].required = must_choose
        self.fields["seats"].choices = [(key, seat.title) for key, seat in self._seats.items()]
        self.fields["seats"].widget.hints = {
            key: _hint(seat, seat.pk in best) for key, seat in self._seats.items()
        }
        if not must_choose:
            self.fields["seats"].help_text = _(
                "Tick all that fit, or none: this group also has places for anybody."
            )

    def clean_seats(self) -> list[Seat]:
        return [self._seats[key] for key in self.cleaned_data["seats"]]

    @property
    def kind_to_keep(self) -> str | None:
        """How the words are kept: as the kind of the first seat ticked, never as lived.

        What people have lived through needs an agreement of its own, on its own page.
        """
        kinds = [seat.kind for seat in self.cleaned_data["seats"] if seat.kind != Kind.LIVED]
        if self.cleaned_data["keep"] and self.cleaned_data["words"].strip() and kinds:
            return kinds[0]
        return None


def _hint(seat: Seat, is_best: bool) -> str:
    need = opening(seat.need)
    return _("This fits what you told us. %(need)s") % {"need": need} if is_best else need
