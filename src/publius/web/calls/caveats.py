"""Why an item counts less than its words promise, in plain words."""

from django.utils.translation import gettext_lazy as _

from publius.matching.standpoints import Standpoint

IN_WORDS = {
    Standpoint.DENIES: _("Counts less: the text itself says that there is no experience of it."),
    Standpoint.PORTRAYS: _("Counts less: it speaks of writing, acting or reporting about it."),
    Standpoint.SELLS: _("Counts less: it speaks of selling it."),
    Standpoint.READS: _("Counts less: it speaks of reading or hearing about it."),
    Standpoint.ARGUES: _("Counts less: it speaks of the law of it."),
    Standpoint.STUDIES: _("Counts less: it speaks of research into it."),
    Standpoint.KNOWS_SOMEBODY: _("Counts less: it speaks of somebody else who knows it."),
}
OTHERWISE = _("Counts less: it does not speak of doing or living it.")


def caveat_in_words(name: str) -> str:
    """One sentence; a stored match may name what this version no longer knows."""
    return str(IN_WORDS.get(name, OTHERWISE))
