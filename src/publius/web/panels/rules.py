"""Who may do what with pools, draws and panels."""

import rules
from django.db.models import QuerySet

from publius.web.calls.models import CallState
from publius.web.calls.rules import convenes_call
from publius.web.directory.models import Role, RoleName

from .models import (
    Ask,
    Contest,
    ContestSubject,
    Draw,
    DrawnPerson,
    Invitation,
    PoolEntry,
    SeatOffer,
)


@rules.predicate
def is_open_or_later(user, call) -> bool:
    return call is not None and call.state != CallState.DRAFT


@rules.predicate
def is_asked(user, invitation) -> bool:
    """The person to whom an invitation was sent."""
    return invitation is not None and user.is_authenticated and invitation.person_id == user.pk


@rules.predicate
def has_part_in_call(user, call) -> bool:
    """Whoever is or was in the pool, was asked, or was in a lottery of this call."""
    if call is None or not user.is_authenticated:
        return False
    return (
        PoolEntry.objects.filter(call=call, person=user).exists()
        or Invitation.objects.filter(call=call, person=user).exists()
        or DrawnPerson.objects.filter(draw__call=call, person=user).exists()
    )


@rules.predicate
def answers_for_the_body(user, contest) -> bool:
    """Somebody of the body who did not decide what is contested."""
    return (
        contest is not None
        and convenes_call(user, contest.call)
        and user.pk not in deciders_of(contest)
    )


@rules.predicate
def answers_for_the_site(user, contest) -> bool:
    """A host, where nobody of the body is left who did not decide it."""
    return (
        contest is not None
        and user.is_authenticated
        and user.is_host
        and user.pk not in deciders_of(contest)
        and not free_conveners(contest).exists()
    )


def deciders_of(contest: Contest) -> set[int]:
    """Who must not answer: whoever raised it, and everybody who had a hand in what is contested."""
    draws = Draw.objects.filter(call=contest.call, is_test=False)
    if contest.draw_id is not None:
        draws = draws.filter(pk=contest.draw_id)
    hands = ("requested_by", "published_by", "drawn_by", "decided_by", "overrides__made_by")
    found = {key for row in draws.values_list(*hands) for key in row}
    if contest.subject == ContestSubject.RULED_OUT:
        rulings = SeatOffer.objects.filter(
            entry__call=contest.call, entry__person=contest.raised_by
        )
        found |= set(rulings.values_list("ruled_out_by", flat=True))
    if contest.subject == ContestSubject.NOT_INVITED:
        asked = Invitation.objects.filter(call=contest.call, ask=Ask.INTEREST)
        found |= set(asked.values_list("sent_by", flat=True))
    return {key for key in found if key is not None} | {contest.raised_by_id}


def free_conveners(contest: Contest) -> QuerySet[Role]:
    """Those of the body who could answer."""
    conveners = Role.objects.living().filter(
        role=RoleName.CONVENER,
        organisation=contest.call.engagement.organisation,
        person__is_active=True,
    )
    return conveners.exclude(person__in=deciders_of(contest))


rules.add_rule("panels.contest", has_part_in_call & is_open_or_later & ~convenes_call)
rules.add_rule("panels.answer_contest", answers_for_the_body | answers_for_the_site)


@rules.predicate
def rings_for_call(user, call) -> bool:
    """A caller of the organisation that runs the call."""
    if call is None or not user.is_authenticated:
        return False
    roles = Role.objects.living().filter(person=user, role=RoleName.CALLER)
    return roles.filter(organisation=call.engagement.organisation_id).exists()


rules.add_rule("panels.form_panel", convenes_call & is_open_or_later)
rules.add_rule("panels.join_pool", is_open_or_later & ~convenes_call)
rules.add_rule("panels.reply", is_asked)
rules.add_rule("panels.read_panel", is_open_or_later)
rules.add_rule("panels.ring", (convenes_call | rings_for_call) & is_open_or_later)
