"""What is asked about a draw: how it is made, where its number comes from, what the dice showed."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.fetching import NullFetcher
from publius.panels import METHODS
from publius.ui.forms import DateField, RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import ContestOutcome, DrawObjective, DrawRule

SOON = dt.timedelta(minutes=10)  # a round of the beacon must not be out when it is published
FAR = dt.timedelta(days=60)
MOST_THROWS = 20


class AskForm(forms.Form):
    """How a lottery is asked for; sent empty, it is drawn at once and as fair as can be."""

    class How:
        NOW, PUBLISH, TEST = "now", "publish", "test"

    usual = DrawObjective.LEXIMIN

    how = forms.ChoiceField(
        label=gettext_lazy("What should happen?"),
        choices=[
            (How.NOW, gettext_lazy("Draw now")),
            (How.PUBLISH, gettext_lazy("Prepare it, publish it, and draw in public later")),
            (How.TEST, gettext_lazy("Only a test")),
        ],
        widget=RadioSelect(
            hints={
                How.NOW: gettext_lazy(
                    "The lottery is published and drawn in one go, with a number by this service."
                ),
                How.PUBLISH: gettext_lazy(
                    "You look at how fair it is, publish it, and the number comes from dice, from "
                    "a public random beacon, or from this service."
                ),
                How.TEST: gettext_lazy(
                    "Shows whether a group can be drawn and how fair that would be. Nobody is "
                    "chosen and nobody is told."
                ),
            }
        ),
        initial=How.NOW,
        required=False,
    )
    objective = forms.ChoiceField(
        label=gettext_lazy("What should everybody’s chance be?"),
        choices=[c for c in DrawObjective.choices if c[0] in METHODS and c[0] != "relevance"],
        widget=RadioSelect(),
        initial=DrawObjective.LEXIMIN,
        required=False,
    )

    def facts(self) -> dict[str, Any]:
        how = self.cleaned_data["how"] or self.How.NOW
        return {
            "at_once": how == self.How.NOW,
            "is_test": how == self.How.TEST,
            "objective": self.cleaned_data.get("objective") or self.usual,
        }


class DialForm(AskForm):
    """How far anybody's chance may fall so that the group fits better."""

    alpha = forms.TypedChoiceField(
        label=gettext_lazy("How far may a chance fall?"),
        choices=[
            ("0.9", gettext_lazy("Nobody’s chance falls below 90% of the fairest")),
            ("0.75", gettext_lazy("Nobody’s chance falls below 75% of the fairest")),
            ("0.5", gettext_lazy("Nobody’s chance falls below half of the fairest")),
        ],
        coerce=float,
        widget=RadioSelect(),
        error_messages={"required": gettext_lazy("Choose how far a chance may fall.")},
    )
    field_order = ["alpha", "how"]
    usual = DrawObjective.RELEVANCE

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["objective"]

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "alpha": self.cleaned_data["alpha"]}


class PublishForm(forms.Form):
    """Where the number will come from; for the beacon also when."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Where does the number come from?"),
        choices=DrawRule.choices,
        widget=RadioSelect(
            hints={
                DrawRule.SERVER: gettext_lazy(
                    "You press a button on the day. The number is made after the list is "
                    "published, so that nobody can choose it."
                ),
                DrawRule.DICE: gettext_lazy(
                    "Ten-sided dice on a table, in front of people. You type what they show."
                ),
                DrawRule.BEACON: gettext_lazy(
                    "drand, a number that many institutions make together every 30 seconds. The "
                    "day and the hour are fixed now; nobody has to be there."
                ),
            }
        ),
        initial=DrawRule.SERVER,
    )
    day = DateField(
        label=gettext_lazy("Day of the draw"),
        help_text=gettext_lazy("Only for the beacon. For example 27 3 2027"),
        required=False,
    )
    hour = forms.TimeField(
        label=gettext_lazy("Time of the draw"),
        help_text=gettext_lazy("Only for the beacon. For example 14:00"),
        required=False,
        input_formats=["%H:%M", "%H.%M", "%H"],
        error_messages={"invalid": gettext_lazy("Write the time as 14:00.")},
    )
    looks = {"hour": {"width": 5, "optional": False}, "day": {"optional": False}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if import_string(settings.FETCHER) is NullFetcher:  # this place reads no beacon
            for name in ("day", "hour"):
                del self.fields[name]
            rules = [choice for choice in DrawRule.choices if choice[0] != DrawRule.BEACON]
            self.fields["rule"].choices = rules

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("rule") == DrawRule.BEACON:
            self._check_moment(facts)
        return facts

    def _check_moment(self, facts: dict[str, Any]) -> None:
        if not facts.get("day") and "day" not in self.errors:
            self.add_error("day", _("Say on which day the number is drawn."))
        if not facts.get("hour") and "hour" not in self.errors:
            self.add_error("hour", _("Say at what time, for example 14:00."))
        if self.errors:
            return
        moment = self.moment()
        if moment < timezone.now() + SOON:
            self.add_error("hour", _("Choose a time that is at least ten minutes away."))
        elif moment > timezone.now() + FAR:
            self.add_error("day", _("Choose a day within the next 60 days."))

    def moment(self) -> dt.datetime | None:
        """When the beacon's number is due; None where another rule was chosen."""
        if self.cleaned_data["rule"] != DrawRule.BEACON:
            return None
        typed = dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"])
        return timezone.make_aware(typed)


class ThrowForm(forms.Form):
    """What the dice showed: one throw to a line, the numbers from left to right."""

    throws = forms.CharField(
        label=gettext_lazy("What do the dice show?"),
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Type what the dice show, from left to right.")},
    )
    seen = forms.BooleanField(
        label=gettext_lazy("The dice were thrown in front of people, and this is what they show."),
        error_messages={
            "required": gettext_lazy("Tick the box: your name stands beside these numbers.")
        },
    )
    looks = {"throws": {"rows": 2, "width": 20}}

    def clean_throws(self) -> tuple[tuple[int, ...], ...]:
        lines = [line for line in self.cleaned_data["throws"].splitlines() if line.strip()]
        if len(lines) > MOST_THROWS:
            raise forms.ValidationError(_("Type one throw to a line, not more than 20 lines."))
        return tuple(_numbers(line) for line in lines)


def _numbers(line: str) -> tuple[int, ...]:
    """The numbers of one throw: 3 1 4 1 or 3, 1, 4, 1 or 3141."""
    words = line.replace(",", " ").replace(";", " ").replace("-", " ").split()
    digits = list(words[0]) if len(words) == 1 else words
    if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in digits):
        raise forms.ValidationError(
            _("“%(line)s” is not a throw. Type the numbers only, for example 3 1 4 1.")
            % {"line": line.strip()[:40]}
        )
    return tuple(int(word) for word in digits)


class ContestForm(PostedOnceForm):
    """What somebody holds to be wrong, in their own words."""

    subject = forms.ChoiceField(
        label=gettext_lazy("What do you think was wrong?"), widget=RadioSelect()
    )
    words = forms.CharField(
        label=gettext_lazy("What happened, and what should be put right?"),
        help_text=gettext_lazy("Whoever answers it reads this, and your name."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Say in your own words what was wrong.")},
    )
    looks = {"words": {"rows": 6}}
    field_order = ["subject", "words", "posted_key"]

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects


class AnswerContestForm(forms.Form):
    """The answer of somebody who did not decide what is contested."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you find?"),
        widget=RadioSelect(
            hints={
                "upheld": gettext_lazy("They are right. Say what happens now."),
                "partly": gettext_lazy("They are right in part. Say in which, and what happens."),
                "not_upheld": gettext_lazy("Say why, in words they can check."),
            }
        ),
    )
    answer = forms.CharField(
        label=gettext_lazy("Your reason"),
        help_text=gettext_lazy("They get it with your name. It stays on record."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Give a reason. They read it.")},
    )
    looks = {"answer": {"rows": 6}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [c for c in ContestOutcome.choices if c[0]]
