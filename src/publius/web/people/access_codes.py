"""What people may need to take part, as a list with stable codes.

The first four groups are those of the Accessible Information Standard of NHS England (DCB1605):
contact method, information format, communication professional, communication support. The last
one is ours: what the room and the day need. The wording is ours throughout.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class NeedGroup:
    """Needs of one sort: code -> words."""

    key: str
    name: str | Promise
    needs: dict[str, str | Promise]


CONTACT = NeedGroup(
    "contact",
    _("How to reach me"),
    {
        "text_only": _("By text message or e-mail, not by phone"),
        "phone_only": _("By phone, not in writing"),
        "letter": _("By letter"),
        "relay_call": _("By a relayed call (Relay UK)"),
        "via_supporter": _("Through somebody who supports me"),
    },
)
FORMAT = NeedGroup(
    "format",
    _("The form papers come in"),
    {
        "large_print": _("Large print"),
        "easy_read": _("Easy Read, with pictures"),
        "braille": _("Braille"),
        "audio": _("Audio"),
        "screen_reader_documents": _("Files that work with a screen reader"),
        "bsl_video": _("A video in British Sign Language"),
        "advance_papers": _("Papers well before the meeting"),
        "other_language": _("Another language than English"),
    },
)
PROFESSIONAL = NeedGroup(
    "professional",
    _("Somebody who helps us understand each other"),
    {
        "bsl_interpreter": _("British Sign Language interpreter"),
        "lipspeaker": _("Lipspeaker"),
        "deafblind_interpreter": _("Deafblind manual interpreter"),
        "captions": _("Live captions or a speech-to-text reporter"),
        "language_interpreter": _("Interpreter for a spoken language"),
        "advocate": _("An advocate"),
    },
)
SUPPORT = NeedGroup(
    "support",
    _("Help while we talk"),
    {
        "hearing_loop": _("Hearing loop"),
        "lipreading": _("People facing me so that I can lipread"),
        "one_at_a_time": _("One person speaking at a time"),
        "more_time": _("More time to read, think and answer"),
        "communication_aid": _("I use a communication aid"),
    },
)
ROOM = NeedGroup(
    "room",
    _("The room and the day"),
    {
        "step_free": _("Step-free way in and around"),
        "accessible_toilet": _("Accessible toilet"),
        "accessible_parking": _("Parking close to the door"),
        "personal_assistant": _("Room and lunch for my personal assistant or supporter"),
        "guide_to_venue": _("Somebody to meet me, or room for my assistance dog"),
        "breaks": _("Regular breaks"),
        "quiet_room": _("A quiet room to go to"),
        "online_option": _("A way to join from home"),
        "care_cover": _("Care for somebody I look after while I am there"),
    },
)
GROUPS = (CONTACT, FORMAT, PROFESSIONAL, SUPPORT, ROOM)
NEEDS = {code: words for group in GROUPS for code, words in group.needs.items()}


def describe(codes: Iterable[str]) -> list[str]:
    """The words for codes, in the order of the list; codes that are no longer in it are left out.

    >>> describe(["step_free", "large_print"])
    ['Large print', 'Step-free way in and around']
    """
    wanted = set(codes)
    return [str(words) for code, words in NEEDS.items() if code in wanted]
