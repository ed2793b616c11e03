"""Why somebody needs rows of people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.calls.forms.posting import PostedOnceForm


class RowsForm(PostedOnceForm):
    """The reason, which everybody in the conversation can read."""

    reason = forms.CharField(
        label=_("What do you need rows of people for?"),
        help_text=_(
            "Say which question the tables by statement and group cannot answer, who will see "
            "the file and when it is deleted. Everybody in the conversation can read this."
        ),
        min_length=20,
        max_length=1000,
        widget=forms.Textarea,
        error_messages={
            "required": _("Say what you need the rows for."),
            "min_length": _("Say it in a sentence, so that members understand it."),
            "max_length": _("Use at most 1,000 characters. What you wrote is still in the box."),
        },
    )
