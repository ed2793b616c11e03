"""The words of the messages this part sends. Plain text, one purpose each."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from publius.matching.assignment.runs import KIND as ASSIGNMENT

from .models import Ask, Invitation, Question


def link_to(token: str) -> str:
    return settings.BASE_URL + reverse("panels:invitation", args=[token])


def invitation_letter(
    invitation: Invitation,
    token: str,
    words: list[str],
    *,
    is_by_lot: bool = False,
    because: str = "",
) -> tuple[str, str]:
    """Subject and text of an invitation, with the one link for every answer.

    `because`: the reason a person gave who chose somebody by hand for a place.
    """
    if invitation.ask == Ask.PLACE:
        return _place_letter(invitation, token, because)
    return _interest_letter(invitation, token, str(_BY_LOT) if is_by_lot else _why(words))


def until_words(invitation: Invitation) -> str:
    """The day, its name and the hour: nobody has to look up whether Sunday still counts."""
    day = date_format(timezone.localtime(invitation.expires_at), "l j F Y")
    return _("%(day)s, up to midnight") % {"day": day}


def _facts(invitation: Invitation, token: str) -> dict[str, str]:
    call = invitation.call
    return {
        "name": invitation.person.display_name or _("there"),
        "body": call.engagement.organisation.name,
        "call": call.title,
        "summary": call.summary,
        "seat": invitation.seat.title if invitation.seat else _("a member of the group"),
        "until": until_words(invitation),
        "link": link_to(token),
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }


def _interest_letter(invitation: Invitation, token: str, why: str) -> tuple[str, str]:
    facts = _facts(invitation, token) | {"why": why}
    subject = _("%(body)s is looking for people who know: %(call)s") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "%(body)s has something to decide and is looking for people who know about it.\n\n"
        "%(call)s\n%(summary)s\n\n"
        "They are looking for: %(seat)s.\n%(why)s\n"
        "Read the whole offer, say you are interested, ask a question, or say it is not for you:\n"
        "%(link)s\n\n"
        "Opening the link changes nothing. You can answer until %(until)s. There is no duty to "
        "answer, and saying no has no consequences for you. %(body)s does not see your e-mail "
        "address.\n\n"
        "Being interested is not yet a place: the group is made up from those who are, by lot or, "
        "where several groups are formed at once, by fit.\n\n"
        "%(service)s (%(help)s)\n"
    )
    return subject, text % facts


_BY_LOT = _l(
    "Why you: a lot was drawn among people of whom we know too little to tell whether they fit, "
    "so that it is not always the same people who are asked. Only you can say whether it is "
    "something for you.\n"
)


def _why(words: list[str]) -> str:
    if not words:
        return _("What you told %(service)s fits.") % {"service": settings.SERVICE_NAME} + "\n"
    listed = _(", ").join(f"“{word}”" for word in words)
    sentence = _("Why you: these words of yours fit what they are looking for: %(words)s.")
    return sentence % {"words": listed} + "\n"


def _place_letter(invitation: Invitation, token: str, because: str) -> tuple[str, str]:
    facts = _facts(invitation, token)
    facts["how"] = how_chosen(invitation, because)
    is_by_lot = drawn_by_lot(invitation, because)
    subject = (_DRAWN_SUBJECT if is_by_lot else _CHOSEN_SUBJECT) % facts
    text = _(
        "Hello %(name)s,\n\n"
        "You said you were interested in “%(call)s” by %(body)s. %(how)s\n\n"
        "Read the whole offer, then accept, say no, or ask a question:\n"
        "%(link)s\n\n"
        "Opening the link changes nothing. Please answer by %(until)s; after that the place is "
        "offered to somebody else. Saying no has no consequences for you.\n\n"
        "%(service)s (%(help)s)\n"
    )
    return subject, text % facts


def drawn_by_lot(invitation: Invitation, because: str) -> bool:
    """False for whoever was put in by hand, and for groups that were proposed by fit."""
    return not because and invitation.run is not None and invitation.run.kind != ASSIGNMENT


def how_chosen(invitation: Invitation, because: str) -> str:
    """Why this person is offered a place: the lot, a person's reason, or a proposal by fit."""
    facts = {
        "seat": invitation.seat.title if invitation.seat else _("a member of the group"),
        "body": invitation.call.engagement.organisation.name,
        "reason": because.rstrip("."),
    }
    if drawn_by_lot(invitation, because):
        return _DRAWN % facts
    return (_CHOSEN_BY_HAND if because else _CHOSEN_BY_FIT) % facts


_DRAWN_SUBJECT = _l("You have been drawn: a place in “%(call)s”")
_CHOSEN_SUBJECT = _l("You are offered a place in “%(call)s”")
_DRAWN = _l("The lot has fallen on you: you are offered a place as %(seat)s.")
_CHOSEN_BY_HAND = _l(
    "You are offered a place as %(seat)s. No lot was drawn for it: a person of %(body)s chose you, "
    "because: “%(reason)s”."
)
_CHOSEN_BY_FIT = _l(
    "You are offered a place as %(seat)s. No lot was drawn for it: people were proposed by what "
    "they told us, and a person of %(body)s decided on the group."
)


def reminder_letter(invitation: Invitation, token: str) -> tuple[str, str]:
    """The one reminder: shorter than the invitation, with everything needed to answer."""
    facts = _facts(invitation, token)
    is_place = invitation.ask == Ask.PLACE
    facts["asked"] = (_ASKED_PLACE if is_place else _ASKED_INTEREST) % facts
    facts["after"] = _AFTER_PLACE if is_place else _AFTER_INTEREST
    subject = _("A reminder: %(call)s, until %(until)s") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "%(asked)s We have no answer from you yet.\n\n"
        "Say yes, say no, or ask a question:\n"
        "%(link)s\n\n"
        "Opening the link changes nothing. You can answer until %(until)s. %(after)s This is the "
        "only reminder.\n\n"
        "%(service)s (%(help)s)\n"
    )
    return subject, text % facts


_ASKED_PLACE = _l("%(body)s offers you a place in “%(call)s”, as %(seat)s.")
_ASKED_INTEREST = _l("%(body)s asked whether you would be interested in “%(call)s”.")
_AFTER_PLACE = _l("After that the place is offered to somebody else.")
_AFTER_INTEREST = _l("There is no duty to answer.")


def answer_letter(question: Question) -> tuple[str, str]:
    invitation = question.invitation
    facts = {
        "name": invitation.person.display_name or _("there"),
        "body": invitation.call.engagement.organisation.name,
        "call": invitation.call.title,
        "question": question.text,
        "answer": question.answer,
        "link": settings.BASE_URL + reverse("panels:my_invitations"),
        "until": until_words(invitation),
    }
    subject = _("An answer to your question about “%(call)s”") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "You asked %(body)s:\n%(question)s\n\n"
        "They answer:\n%(answer)s\n\n"
        "Your invitation can be answered until %(until)s, by the link you were sent or here:\n"
        "%(link)s\n"
    )
    return subject, text % facts
