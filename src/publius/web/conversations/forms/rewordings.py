"""Several statements in one box, a line for each: seeds, and the parts of a split one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.web.calls.forms.posting import PostedOnceForm

from ..models import StatementKind
from ..wording import MOST_OF_A_STATEMENT, problem_with, tidy
from .saying import WordsField


class LinesField(forms.CharField):
    """One statement to a line; a line that cannot stand is named by its number."""

    widget = forms.Textarea

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "dir": "auto"}

    def clean(self, value: Any) -> list[str]:
        typed = super().clean(value).splitlines()
        lines = [text for line in typed if (text := tidy(line))]
        if len(lines) > self.most:
            raise forms.ValidationError(
                _("These are %(n)s lines. At most %(most)s go in at once.")
                % {"n": len(lines), "most": self.most}
            )
        problems = [
            _("Line %(line)s: %(problem)s") % {"line": number, "problem": problem}
            for number, line in enumerate(lines, 1)
            if (problem := problem_with(line, most=MOST_OF_A_STATEMENT))
        ]
        if problems:
            raise forms.ValidationError(problems)
        return lines


class RewordForm(PostedOnceForm):
    """The words that shall stand in place of a statement."""

    texts = LinesField(
        most=4,
        label=gettext_lazy("New words"),
        help_text=gettext_lazy(
            "One line puts it in other words. Two to four lines split it: one idea to a line, at "
            "most 280 characters each."
        ),
        error_messages={"required": gettext_lazy("Write the new words. Nothing was changed.")},
    )
    why = WordsField(
        most=500,
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("The author reads it. It stays on record."),
        error_messages={"required": gettext_lazy("Say why. Nothing was changed.")},
    )
    looks = {"texts": {"rows": 6}, "why": {"rows": 2}}
    field_order = ["texts", "why", "posted_key"]


class SeedsForm(PostedOnceForm):
    """What the hosts put before the others, labelled as theirs."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What are they?"),
        choices=[choice for choice in StatementKind.choices if choice[0] != StatementKind.FACT],
    )
    texts = LinesField(
        most=50,
        label=gettext_lazy("Statements"),
        help_text=gettext_lazy(
            "One idea to a line, at most 280 characters each. Include views you do not share: "
            "people vote more freely where every side is there."
        ),
        error_messages={"required": gettext_lazy("Write at least one line. Nothing was sent.")},
    )
    looks = {"texts": {"rows": 10}}
    field_order = ["kind", "texts", "posted_key"]
