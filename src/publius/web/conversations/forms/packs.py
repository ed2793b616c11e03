"""Writing the information of a stage."""

from django import forms
from django.utils.translation import gettext_lazy

from publius.web.calls.forms.posting import PostedOnceForm


class PackForm(PostedOnceForm):
    """The next version; the one before is filled in, and stays readable as it was."""

    text = forms.CharField(
        label=gettext_lazy("What people need to know to take part"),
        help_text=gettext_lazy(
            "Plain words. A line that begins with # is a heading, with - a point of a list."
        ),
        widget=forms.Textarea,
        max_length=20000,
        error_messages={"required": gettext_lazy("Write what people need to know.")},
    )
    easy_read = forms.CharField(
        label=gettext_lazy("The same in Easy Read"),
        help_text=gettext_lazy("One idea in each short sentence."),
        widget=forms.Textarea,
        max_length=10000,
        required=False,
    )
    changed = forms.CharField(
        label=gettext_lazy("What is new in this version?"), max_length=300, required=False
    )
    looks = {"text": {"rows": 16}, "easy_read": {"rows": 8}, "changed": {"width": "full"}}
