"""What people write: a statement, and the sentences when it cannot stand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import StageKind, StatementKind
from ..wording import MOST_OF_A_STATEMENT, problem_with, tidy

HINTS = {
    StatementKind.QUESTION: _("Something you or others need to know first."),
    StatementKind.EXPERIENCE: _("Something that happened to you, or that you do."),
    StatementKind.FACT: _("Something others can check. Say where."),
    StatementKind.PROPOSAL: _("Something that should be done."),
}
KEPT = _("Something that should be done. It is kept for Explore: only you see it until then.")


class WordsField(forms.CharField):
    """One line of words others can read; the whole text comes back when it cannot stand."""

    widget = forms.Textarea

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = most  # counted by `problem_with`, whose sentence says by how much

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "dir": "auto"}

    def clean(self, value: Any) -> str:
        text = tidy(super().clean(value))
        problem = problem_with(text, most=self.max_length) if text else ""
        if problem:
            raise forms.ValidationError(problem)
        return text


class SayForm(PostedOnceForm):
    """One thing somebody wants to say."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )
    text = WordsField(
        most=MOST_OF_A_STATEMENT,
        label=_("What do you want to say?"),
        help_text=_(
            "One idea, in your own words, so that others can agree or disagree with it. At most "
            "280 characters. Name no private person."
        ),
        error_messages={"required": _("Write what you want to say. Nothing was sent.")},
    )
    source = WordsField(
        most=500,
        widget=forms.TextInput,
        label=_("Where can others check it?"),
        help_text=_("For a fact: a document, a link, or who counted it."),
        required=False,
    )
    looks = {
        "kind": {"small": True},
        "text": {"rows": 4, "characters": MOST_OF_A_STATEMENT},
    }
    field_order = ["kind", "text", "source", "posted_key"]

    def __init__(self, *args: Any, stage: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hints = dict(HINTS)
        if stage == StageKind.UNDERSTAND:
            hints[StatementKind.PROPOSAL] = KEPT
        self.fields["kind"].choices = StatementKind.choices
        self.fields["kind"].widget.hints = hints

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        lacks_source = facts.get("kind") == StatementKind.FACT and not facts.get("source")
        if lacks_source and "source" not in self.errors:
            self.add_error("source", _("Say where others can check this fact."))
        return facts


class BringInForm(forms.Form):
    """A proposal that was kept, as it shall be put now."""

    text = WordsField(
        most=MOST_OF_A_STATEMENT,
        label=_("Your proposal"),
        help_text=_("Change it if what you have heard since makes you see it differently."),
        error_messages={"required": _("Write what you propose. Nothing was changed.")},
    )
    looks = {"text": {"rows": 4, "characters": MOST_OF_A_STATEMENT}}
