"""Replies: what they are for, and what seeing it differently asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import ReplyKind
from ..wording import MOST_OF_A_REPLY
from .saying import WordsField

HINTS = {
    ReplyKind.THANKS: _("It helped you see something. Words are welcome, not needed."),
    ReplyKind.BUILDS_ON: _("You take it further."),
    ReplyKind.ASKS: _("You would like to understand it better."),
    ReplyKind.DIFFERS: _("You see it otherwise, and say what would change your mind."),
    ReplyKind.ANSWER: _("You know, or know who knows."),
}


class ReplyForm(PostedOnceForm):
    """One reply to one statement."""

    kind = forms.ChoiceField(
        label=_("What is your reply for?"),
        widget=RadioSelect(hints=HINTS),
        error_messages={"required": _("Choose what your reply is for.")},
    )
    restated = WordsField(
        most=MOST_OF_A_REPLY,
        label=_("If you see it differently: what do they mean, in your words?"),
        help_text=_("Say the other view so that its author would nod. They can tell you."),
        required=False,
    )
    text = WordsField(
        most=MOST_OF_A_REPLY,
        label=_("Your reply"),
        help_text=_("About what was said, not about who said it. At most 500 characters."),
        required=False,
    )
    would_change = WordsField(
        most=MOST_OF_A_REPLY,
        label=_("If you see it differently: what would change your mind?"),
        required=False,
    )
    looks = {
        "kind": {"small": True},
        "restated": {"rows": 2},
        "text": {"rows": 4, "characters": MOST_OF_A_REPLY, "optional": False},
        "would_change": {"rows": 2, "optional": False},
    }
    field_order = ["kind", "restated", "text", "would_change", "posted_key"]

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds
        if ReplyKind.DIFFERS not in dict(kinds):
            del self.fields["restated"], self.fields["would_change"]

    def clean(self) -> dict[str, Any]:
        facts = super().clean()
        kind = facts.get("kind")
        if kind and kind != ReplyKind.THANKS and not facts.get("text"):
            self._ask("text", _("Write your reply. Nothing was sent."))
        if kind == ReplyKind.DIFFERS and not facts.get("would_change"):
            self._ask("would_change", _("Say what would change your mind: it opens a way on."))
        if kind and kind != ReplyKind.DIFFERS:
            self._ask_where_it_belongs(facts)
        return facts

    def _ask_where_it_belongs(self, facts: dict[str, Any]) -> None:
        """Words in a field of the other kind would be read as somebody else's view."""
        sentence = _("Choose “Sees it differently”, or move these words to “Your reply”.")
        for name in ("restated", "would_change"):
            if facts.get(name):
                self._ask(name, sentence)

    def _ask(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, sentence)
