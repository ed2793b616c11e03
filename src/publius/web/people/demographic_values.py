"""The answers with which a group can be balanced, with stable codes.

Broad on purpose: fine-grained answers about few people would give them away. The ethnic groups
are the five of the census of England and Wales; the disability question asks about the same
thing as the Equality Act 2010, section 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREFER_NOT_TO_SAY = "prefer_not_to_say"


@dataclass(frozen=True)
class Feature:
    """One question: its code, its words, and the values it can take (code -> words)."""

    key: str
    name: str | Promise
    question: str | Promise
    values: Mapping[str, str | Promise]

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        return [*self.values.items(), (PREFER_NOT_TO_SAY, _("I prefer not to say"))]


AGE_BAND = Feature(
    key="age_band",
    name=_("Age"),
    question=_("How old are you?"),
    values={
        "18-24": _("18 to 24"),
        "25-44": _("25 to 44"),
        "45-64": _("45 to 64"),
        "65+": _("65 and over"),
    },
)
GENDER = Feature(
    key="gender",
    name=_("Gender"),
    question=_("How do you describe your gender?"),
    values={
        "woman": _("Woman"),
        "man": _("Man"),
        "non_binary": _("Non-binary, or in another way"),
    },
)
ETHNICITY = Feature(
    key="ethnicity",
    name=_("Ethnic group"),
    question=_("Which of these groups comes closest to your ethnic group?"),
    values={
        "asian": _("Asian or Asian British"),
        "black": _("Black, Black British, Caribbean or African"),
        "mixed": _("Mixed or multiple ethnic groups"),
        "white": _("White, of any background"),
        "other": _("Another ethnic group"),
    },
)
DISABILITY = Feature(
    key="disability",
    name=_("Disability"),
    question=_(
        "Do you have a condition, lasting a year or more, that makes everyday things harder?"
    ),
    values={"yes": _("Yes"), "no": _("No")},
)
FEATURES = {feature.key: feature for feature in (AGE_BAND, GENDER, ETHNICITY, DISABILITY)}


def label_of(feature: str, value: str) -> str:
    """The words for a code, as shown in charts and tables.

    >>> label_of("age_band", "65+")
    '65 and over'
    """
    return str(FEATURES[feature].values[value])
