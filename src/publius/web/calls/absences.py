"""Why somebody is not on the list of a seat, in plain words for the body that asks."""

from django.utils.translation import gettext_lazy as _

from publius.matching.why_not import Cause

from .needs import TOP

IN_WORDS = {
    Cause.EXCLUDED: _("They run this call, so they are not chosen from."),
    Cause.NOT_CHOSEN: _("The search was among other people."),
    Cause.AREA: _("They do not live in the area asked for, or do not say where they live."),
    Cause.LANGUAGE: _("They do not say that they speak a language that was asked for."),
    Cause.AVAILABILITY: _("They are not free when it was asked for, or do not say when they are."),
    Cause.DISTANCE: _("They live farther away than was asked for, or do not say where they live."),
    Cause.NO_EVIDENCE: _("They have said nothing yet that may be matched."),
    Cause.OTHER_KIND: _(
        "What they have said is of another kind than the seat asks for: people are compared within "
        "professional, practical or lived expertise, never across."
    ),
    Cause.PLACE: _("None of what they have said is about the place asked for."),
    Cause.VISIBILITY: _("None of what they have said may be seen by those who search."),
    Cause.NOTHING_MET: _("Nothing they have said speaks of what the seat asks for."),
    Cause.ECHO: _(
        "What they have said has words of the seat in it, but tells nothing of their own about it."
    ),
    Cause.BELOW: _(
        "Too little is known to tell: a word or two in common. It does not say that they would "
        "not fit."
    ),
    Cause.SHOWN: _(
        "By what they say now they fit. Either they changed something after the last run, or so "
        "many fit that only the %(most)s who fit best are kept: match again to see."
    ),
}


def cause_in_words(name: str) -> str:
    """One sentence for a code of the library, of this version or an earlier one."""
    words = IN_WORDS.get(name, IN_WORDS[Cause.NOTHING_MET])
    return str(words) % {"most": TOP}
