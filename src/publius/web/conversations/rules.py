"""Who may do what in a conversation."""

import rules

from publius.web.calls.rules import convenes_call
from publius.web.directory.models import Role, RoleName
from publius.web.panels.models import Place, PlaceState
from publius.web.people.models import Consent, Purpose

from .models import (
    Appeal,
    Conversation,
    ConversationState,
    Joining,
    Part,
    Participant,
    Reply,
    Stage,
    StageKind,
    Statement,
)


def _parts(user, conversation: Conversation | None):
    if conversation is None or not user.is_authenticated:
        return Participant.objects.none()
    return Participant.objects.living().filter(conversation=conversation, person=user)


@rules.predicate
def convenes(user, conversation) -> bool:
    return conversation is not None and convenes_call(user, conversation.call)


@rules.predicate
def runs(user, conversation) -> bool:
    """A host or facilitator of this conversation."""
    return _parts(user, conversation).filter(part__in=[Part.HOST, Part.FACILITATOR]).exists()


@rules.predicate
def is_host_of_it(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.HOST).exists()


@rules.predicate
def moderates(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.MODERATOR).exists()


@rules.predicate
def is_member(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.MEMBER).exists()


@rules.predicate
def is_there(user, conversation) -> bool:
    return _parts(user, conversation).exists()


@rules.predicate
def is_published(user, conversation) -> bool:
    return conversation is not None and conversation.state != ConversationState.DRAFT


@rules.predicate
def is_going_on(user, conversation) -> bool:
    return conversation is not None and conversation.state == ConversationState.OPEN


@rules.predicate
def is_wanted(user, conversation) -> bool:
    """May join: holds a place in the group, or the conversation is open to anybody."""
    if conversation is None or not user.is_authenticated:
        return False
    if conversation.joining == Joining.ANYBODY:
        return True
    places = Place.objects.filter(call=conversation.call_id, person=user)
    return places.filter(state=PlaceState.ACCEPTED).exists()


@rules.predicate
def has_been_here(user, conversation) -> bool:
    """Left or was removed: whoever was removed does not come back by the front door."""
    if conversation is None or not user.is_authenticated:
        return False
    return Participant.objects.filter(
        conversation=conversation, person=user, removed_by__isnull=False
    ).exists()


rules.add_rule("conversations.run", convenes | runs)
rules.add_rule("conversations.decide", convenes | is_host_of_it)
rules.add_rule("conversations.moderate", convenes | runs | moderates)
rules.add_rule(
    "conversations.join", is_going_on & is_wanted & ~is_there & ~has_been_here & ~convenes
)
rules.add_rule("conversations.take_part", is_going_on & is_member)


TAKES_STATEMENTS = [StageKind.UNDERSTAND, StageKind.EXPLORE, StageKind.WEIGH]


@rules.predicate
def has_agreed(user, conversation) -> bool:
    """Accepted the agreement, and has not taken back that what they think is counted."""
    parts = _parts(user, conversation).filter(agreed_at__isnull=False)
    taken_back = Consent.objects.taken_back(Purpose.CONVERSATIONS)
    return parts.exclude(person__in=taken_back.values("person")).exists()


@rules.predicate
def speaks(user, conversation) -> bool:
    """Everybody who is there but observers."""
    return _parts(user, conversation).exclude(part=Part.OBSERVER).exists()


@rules.predicate
def takes_statements(user, conversation) -> bool:
    """The open stage is one in which new things are said."""
    return Stage.objects.filter(
        conversation=conversation,
        kind__in=TAKES_STATEMENTS,
        opened_at__isnull=False,
        closed_at__isnull=True,
    ).exists()


@rules.predicate
def wrote(user, statement) -> bool:
    return (
        statement is not None
        and statement.author is not None
        and user.is_authenticated
        and statement.author.person_id == user.pk
    )


def hands_in(contribution: Statement | Reply) -> set[int]:
    """Who said it or typed it in: nobody checks their own."""
    author = contribution.author
    keys = {author.person_id if author else None, getattr(contribution, "entered_by_id", None)}
    return {key for key in keys if key is not None}


@rules.predicate
def is_own(user, contribution) -> bool:
    return contribution is not None and user.pk in hands_in(contribution)


@rules.predicate
def has_a_hand_in_it(user, appeal) -> bool:
    """Decided what is appealed against, said it, or typed it in."""
    return appeal is not None and user.pk in _hands_in_appeal(appeal)


@rules.predicate
def checks_for_the_conversation(user, appeal) -> bool:
    return appeal is not None and rules.test_rule(
        "conversations.moderate", user, appeal.statement.conversation
    )


@rules.predicate
def checks_for_the_site(user, appeal) -> bool:
    """A host of the site, where nobody of the conversation is left who had no hand in it."""
    return (
        appeal is not None
        and user.is_authenticated
        and user.is_host
        and not has_a_second_moderator(appeal)
    )


def _hands_in_appeal(appeal: Appeal) -> set[int]:
    deciders = {appeal.decided_by_id} - {None}
    return deciders | hands_in(appeal.statement)


def has_a_second_moderator(appeal: Appeal) -> bool:
    """Whether anybody of the conversation could answer this appeal."""
    conversation = appeal.statement.conversation
    hands = _hands_in_appeal(appeal)
    team = Participant.objects.living().filter(
        conversation=conversation,
        part__in=[Part.HOST, Part.FACILITATOR, Part.MODERATOR],
        person__is_active=True,
    )
    conveners = Role.objects.living().filter(
        role=RoleName.CONVENER,
        organisation=conversation.call.engagement.organisation_id,
        person__is_active=True,
    )
    return team.exclude(person__in=hands).exists() or conveners.exclude(person__in=hands).exists()


rules.add_rule("conversations.say", is_going_on & is_member & has_agreed & takes_statements)
rules.add_rule("conversations.reply", is_going_on & speaks & has_agreed)
rules.add_rule("conversations.appeal", wrote)
rules.add_rule(
    "conversations.answer_appeal",
    (checks_for_the_conversation | checks_for_the_site) & ~has_a_hand_in_it,
)


@rules.predicate
def hosts(user, conversation) -> bool:
    return _parts(user, conversation).filter(part=Part.HOST).exists()


rules.add_rule("conversations.withhold_report", convenes | hosts)
