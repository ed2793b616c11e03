"""What moderators decide, and the words of an appeal and its answer."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..actions.moderation import Judgement
from ..models import AppealOutcome, Conversation, Reason, Verdict
from ..queries.statements import shown_statements
from .saying import WordsField

TICKET = r"[sr][0-9]{1,18}\.[0-9]{1,6}"


class TickedField(forms.MultipleChoiceField):
    """What was ticked when the page was opened; some of it may be settled meanwhile."""

    def valid_value(self, value: str) -> bool:
        return re.fullmatch(TICKET, value) is not None


class DecideForm(forms.Form):
    """One decision about everything that is ticked."""

    chosen = TickedField(
        label=gettext_lazy("What this is about"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Tick what you decide about."),
            "invalid_choice": gettext_lazy("Tick what you decide about."),
        },
    )
    verdict = forms.ChoiceField(
        label=gettext_lazy("What do you decide?"),
        widget=RadioSelect(
            hints={
                Verdict.META: gettext_lazy(
                    "Everybody reads it; it is kept out of the map of opinions."
                )
            }
        ),
        choices=[
            (Verdict.SHOW, gettext_lazy("Publish")),
            (Verdict.REJECT, gettext_lazy("Do not publish")),
            (Verdict.META, gettext_lazy("Publish as being about the conversation itself")),
        ],
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it not published?"),
        help_text=gettext_lazy("The author and everybody else read the reason."),
        choices=[("", gettext_lazy("Choose a reason")), *Reason.choices],
        required=False,
    )
    same_as = forms.IntegerField(
        label=gettext_lazy("Number of the statement that says the same"),
        required=False,
        min_value=1,
    )
    words = WordsField(
        most=500,
        label=gettext_lazy("A word to the author"),
        help_text=gettext_lazy("Only the author reads it: what could they do now?"),
        required=False,
    )
    looks = {"verdict": {"small": True}, "same_as": {"width": 5}, "words": {"rows": 2}}

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        if facts.get("verdict") != Verdict.REJECT:
            return facts
        if not facts.get("reason"):
            self.add_error("reason", _("Choose a reason: the author and everybody else read it."))
        if facts.get("reason") == Reason.DUPLICATE:
            self._find_twin(facts)
        return facts

    def _find_twin(self, facts: dict[str, Any]) -> None:
        numbered = shown_statements(self.conversation).filter(number=facts.get("same_as") or 0)
        self.twin = numbered.first()
        if self.twin is None and "same_as" not in self.errors:
            self.add_error("same_as", _("Give the number of a published statement."))

    def judgement(self) -> Judgement:
        facts = self.cleaned_data
        return Judgement(
            facts["verdict"], facts["reason"], facts["words"], getattr(self, "twin", None)
        )


class AppealForm(PostedOnceForm):
    """Why somebody should look again."""

    words = WordsField(
        most=1000,
        label=gettext_lazy("Why should it be published?"),
        help_text=gettext_lazy("Somebody who did not decide it reads this and answers."),
        error_messages={"required": gettext_lazy("Say why. Nothing was sent.")},
    )
    looks = {"words": {"rows": 5, "characters": 1000}}


class AnswerAppealForm(forms.Form):
    """What a second person finds, with a reason."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What do you find?"),
        widget=RadioSelect(
            hints={
                AppealOutcome.UPHELD: gettext_lazy("Everybody reads it from now on."),
                AppealOutcome.NOT_UPHELD: gettext_lazy("Say why, in words they can check."),
            }
        ),
        choices=[choice for choice in AppealOutcome.choices if choice[0]],
        error_messages={"required": gettext_lazy("Choose what you find.")},
    )
    answer = WordsField(
        most=1000,
        label=gettext_lazy("Your reason"),
        help_text=gettext_lazy("The author gets it. It stays on record."),
        error_messages={"required": gettext_lazy("Give a reason. The author reads it.")},
    )
    looks = {"answer": {"rows": 5, "characters": 1000}}
