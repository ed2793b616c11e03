"""The words of the letters about lotteries and contests. Plain text, one purpose each."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.ui.wording import chance, plain_date

from .models import Contest, ContestOutcome, Draw, DrawnPerson, DrawRule


def lottery_letter(draw: Draw, line: DrawnPerson) -> tuple[str, str]:
    """Somebody's own chance and code, before anybody can know what the draw gives."""
    call = draw.call
    facts = {
        "name": line.person.display_name or _("there"),
        "body": call.engagement.organisation.name,
        "call": call.title,
        "chance": chance(line.chance),
        "code": line.public_code,
        "how": _how(draw),
        "commitment": draw.commitment,
        "list": settings.BASE_URL + reverse("panels:lottery", args=[call.slug, draw.pk]),
        "mine": settings.BASE_URL + reverse("panels:my_chance", args=[call.slug]),
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }
    subject = _("Your chance in the draw for “%(call)s”") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "You said you were interested in “%(call)s” by %(body)s. The lottery for it is published, "
        "and nobody can change it any more.\n\n"
        "Your chance: %(chance)s. Why it is what it is:\n%(mine)s\n\n"
        "Your code in the published list: %(code)s. Keep it if you want to check the draw "
        "yourself; nobody else knows that it is yours.\n\n"
        "%(how)s\n\n"
        "The list, and how to check it:\n%(list)s\n"
        "Its commitment is %(commitment)s.\n\n"
        "You need not do anything. After the draw a named person looks at the result and decides; "
        "if a place is offered to you, we write to you.\n\n"
        "%(service)s (%(help)s)\n"
    )
    return subject, text % facts


def _how(draw: Draw) -> str:
    if draw.rule == DrawRule.DICE:
        return _("The draw: dice are thrown in front of people, and what they show is published.")
    if draw.rule == DrawRule.BEACON:
        sentence = _(
            "The draw: the number comes from a public random beacon on %(date)s at %(time)s. "
            "Nobody can know it before, and everybody can read it afterwards."
        )
        moment = timezone.localtime(draw.beacon_due_at)
        return sentence % {"date": plain_date(moment.date()), "time": moment.strftime("%H:%M")}
    return _("The draw: this service draws a random number, which is published with the result.")


def contest_letter(contest: Contest) -> tuple[str, str]:
    """The answer to somebody who said that something was wrong."""
    facts = {
        "name": contest.raised_by.display_name or _("there"),
        "call": contest.call.title,
        "words": contest.words,
        "outcome": ContestOutcome(contest.outcome).label,
        "answer": contest.answer,
        "by": contest.answered_by,
        "link": settings.BASE_URL + reverse("panels:contest", args=[contest.call.slug, contest.pk]),
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }
    subject = _("An answer to what you contested in “%(call)s”") % facts
    text = _(
        "Hello %(name)s,\n\n"
        "You wrote:\n%(words)s\n\n"
        "%(by)s, who did not decide what you contested, has looked at it.\n\n"
        "%(outcome)s. The reason:\n%(answer)s\n\n"
        "You can read it here, too:\n%(link)s\n\n"
        "If you think this answer is wrong, write to the people who run %(service)s: %(help)s\n"
    )
    return subject, text % facts
