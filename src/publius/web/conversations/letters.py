"""The words of letters about a conversation. Plain text, one purpose each."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from publius.ui.wording import plain_date

from .models import Conversation, HealthRound, Motion, Participant, PlannedStep, Stage


@dataclass(frozen=True)
class Letter:
    """What everybody it goes to reads; the greeting is put before it for each of them."""

    purpose: str
    subject: str
    text: str

    def to(self, person) -> str:
        name = person.display_name or _("there")
        return _("Hello %(name)s,") % {"name": name} + f"\n\n{self.text}\n"


def _facts(conversation: Conversation, page: str = "conversation", *args: object) -> dict[str, str]:
    path = reverse(f"conversations:{page}", args=[conversation.slug, *args])
    return {
        "title": conversation.title,
        "question": conversation.question,
        "body": conversation.call.engagement.organisation.name,
        "link": settings.BASE_URL + path,
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }


def invitation_letter(conversation: Conversation) -> Letter:
    facts = _facts(conversation)
    return Letter(
        "conversation_opened",
        _("The conversation “%(title)s” is open") % facts,
        _(
            "You hold a place in the group of %(body)s. Its conversation is open now.\n\n"
            "The question: %(question)s\n\n"
            "Read how it goes, and join when you are ready:\n%(link)s\n\n"
            "%(service)s (%(help)s)"
        )
        % facts,
    )


def stage_letter(stage: Stage) -> Letter:
    facts = _facts(stage.conversation) | {
        "stage": stage.get_kind_display(),
        "purpose": stage.purpose,
        "until": _(" It is planned until %(date)s.") % {"date": plain_date(stage.closes_on)}
        if stage.closes_on
        else "",
    }
    return Letter(
        "stage_opened",
        _("“%(stage)s” has begun in “%(title)s”") % facts,
        _(
            "The stage “%(stage)s” is open.%(until)s\n\n%(purpose)s\n\n"
            "Go to the conversation:\n%(link)s\n\n"
            "%(service)s (%(help)s)"
        )
        % facts,
    )


def removal_letter(participant: Participant) -> Letter:
    facts = _facts(participant.conversation) | {"reason": participant.removed_because}
    return Letter(
        "participant_removed",
        _("You were removed from “%(title)s”") % facts,
        _(
            "Those who run “%(title)s” removed you from it. The reason they gave:\n\n%(reason)s\n\n"
            "You cannot say or vote anything there any more, and your votes are no longer "
            "counted. If you think this is wrong, write to %(help)s: people who did not decide it "
            "look at it.\n\n%(service)s"
        )
        % facts,
    )


def reminder_letter(stage: Stage, due: str) -> Letter:
    facts = _facts(stage.conversation, "conversation_desk") | {"stage": stage.get_kind_display()}
    if due == PlannedStep.OPENS:
        subject = _("Planned for today: “%(stage)s” opens in “%(title)s”")
        text = _(
            "By your plan the stage “%(stage)s” opens today. Nothing opens by itself: open it when "
            "you are ready, or change the plan so that people know.\n\n%(link)s\n\n%(service)s"
        )
    else:
        subject = _("Planned for today: “%(stage)s” closes in “%(title)s”")
        text = _(
            "By your plan the stage “%(stage)s” closes today. Nothing closes by itself: see who "
            "has not been heard yet, then close it, or change the plan so that people "
            "know.\n\n%(link)s\n\n%(service)s"
        )
    return Letter("stage_reminder", subject % facts, text % facts)


def check_letter(motion: Motion) -> Letter:
    facts = _facts(motion.conversation, "motion", motion.number) | {
        "what": what_is_moved(motion),
        "why": motion.why,
        "until": plain_date(motion.checked_until),
    }
    return Letter(
        "motion_checked",
        _("What do you think? A motion in “%(title)s”") % facts,
        _(
            "A third of the members wants everybody to be asked about this motion:\n\n%(what)s\n\n"
            "Why: %(why)s\n\n"
            "Say until %(until)s whether it looks good, you are not sure, or you are concerned. "
            "Then a host decides and gives a reason.\n\n%(link)s\n\n%(service)s"
        )
        % facts,
    )


def decision_letter(motion: Motion) -> Letter:
    facts = _facts(motion.conversation, "motion", motion.number) | {
        "what": what_is_moved(motion),
        "outcome": motion.get_state_display(),
        "reason": motion.reason,
    }
    return Letter(
        "motion_decided",
        _("Decided: a motion in “%(title)s”") % facts,
        _("The motion: %(what)s\n\n%(outcome)s. The reason:\n%(reason)s\n\n%(link)s\n\n%(service)s")
        % facts,
    )


def what_is_moved(motion: Motion) -> str:
    """The motion as one sentence."""
    if motion.stage is not None:
        return _("Reopen the stage “%(stage)s”.") % {"stage": motion.stage.get_kind_display()}
    return _("Put the question like this: “%(question)s”") % {"question": motion.question}


def health_letter(asked: HealthRound) -> Letter:
    facts = _facts(asked.conversation, "health") | {"until": plain_date(asked.answers_until)}
    return Letter(
        "health_asked",
        _("How does it go? Seven questions about “%(title)s”") % facts,
        _(
            "We are about half-way. Everybody is asked the same seven questions, those who run "
            "this conversation too. It takes two minutes, and you can change your answers until "
            "%(until)s:\n%(link)s\n\n%(service)s"
        )
        % facts,
    )
