"""Invitations by link and by person, their questions, and who may be asked."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from publius.matching import Band
from publius.web.calls.models import Call, Match, Seat
from publius.web.people.models import Consent, ContactRoute, Person, Purpose
from publius.web.people.queries import people_with_consent

from ..codes import digest_of
from ..models import Ask, DeclineReason, Invitation, Question, Reply
from ..short_codes import digests_of, is_code
from .protection import protected_count

RELATED = ("call__engagement__organisation", "call__offer", "seat", "place__seat", "person")


def invitation_by_token(token: str) -> Invitation | None:
    return _by_digests([digest_of(token)])


def invitation_by_code(code: str) -> Invitation | None:
    """By the short code of a text message or a letter."""
    return _by_digests(digests_of(code)) if is_code(code) else None


def _by_digests(digests: list[str]) -> Invitation | None:
    found = Q(token_digest__in=digests) | Q(links__digest__in=digests)
    return Invitation.objects.filter(found).select_related(*RELATED).first()


def my_invitations(user) -> QuerySet[Invitation]:
    """What this user was asked, newest first."""
    return Invitation.objects.visible_to(user).filter(person=user).select_related(*RELATED)


def my_invitation(user, key: int) -> Invitation | None:
    return my_invitations(user).filter(pk=key).first()


def open_place_of(user, call: Call) -> Invitation | None:
    """The invitation by which this user holds or is offered a place in the call."""
    mine = my_invitations(user).filter(call=call, ask=Ask.PLACE, place__person=user)
    return mine.filter(Q(reply=Reply.NONE) | Q(reply=Reply.ACCEPTED)).first()


def interest_invitation(user, call: Call) -> Invitation | None:
    return my_invitations(user).filter(call=call, ask=Ask.INTEREST).first()


def people_who_may_be_asked(public_ids: Iterable[str]) -> QuerySet[Person]:
    """Those among them who agree that calls are brought to them."""
    return people_with_consent(Purpose.CALL_ALERTS).filter(public_id__in=list(public_ids))


def matched_people(call: Call, public_ids: Iterable[str]) -> QuerySet[Person]:
    """Those among them whom the matching of this call has found: nobody else can be asked."""
    found = Match.objects.filter(seat__call=call).values("person")
    return Person.objects.active().filter(pk__in=found, public_id__in=_well_formed(public_ids))


def _well_formed(public_ids: Iterable[str]) -> list[UUID]:
    """Without what is no public id at all, and so belongs to nobody."""
    found = []
    for text in public_ids:
        with suppress(ValueError):
            found.append(UUID(str(text)))
    return found


def asked_since(convener: Person, when: dt.datetime) -> int:
    return Invitation.objects.filter(sent_by=convener, ask=Ask.INTEREST, sent_at__gte=when).count()


def words_that_matched(person: Person, seat: Seat) -> list[str]:
    """The person's own words that made them fit a seat, strongest reason first."""
    match = Match.objects.filter(person=person, seat=seat).exclude(band=Band.NOT_ENOUGH).first()
    words = [word for reason in (match.reasons if match else []) for word in _words_of(reason)]
    return list(dict.fromkeys(words))[:6]


def _words_of(reason: dict) -> list[str]:
    understood = [word for meaning in reason.get("meanings", ()) for word in meaning["words"]]
    return [*reason["words"], *understood]


def fits_seat(person: Person, seat: Seat) -> bool:
    """False for somebody of whom too little is known to tell."""
    rows = Match.objects.filter(person=person, seat=seat).exclude(band=Band.NOT_ENOUGH)
    return rows.exists()


def open_questions(user, call: Call) -> QuerySet[Question]:
    """Questions people asked about a call, unanswered first."""
    rows = Question.objects.visible_to(user).filter(invitation__call=call)
    return rows.select_related("invitation").order_by("answered_at", "asked_at")


def question_of(user, call: Call, key: int) -> Question | None:
    return open_questions(user, call).filter(pk=key).select_related("invitation__person").first()


@dataclass(frozen=True)
class AskedOf:
    """How many people were asked whether they are interested, and what they said."""

    people: int
    yes: int
    no: int

    @property
    def silent(self) -> int:
        return self.people - self.yes - self.no


def asked_of(call: Call) -> AskedOf | None:
    replies = list(
        Invitation.objects.filter(call=call, ask=Ask.INTEREST).values_list("reply", flat=True)
    )
    if not replies:
        return None
    return AskedOf(len(replies), replies.count(Reply.ACCEPTED), replies.count(Reply.DECLINED))


def declined_because(call: Call) -> list[tuple[str, str]]:
    """Reasons people gave for saying no, in rounded numbers: whoever said no is known by label."""
    replies = Invitation.objects.filter(call=call, reply=Reply.DECLINED)
    given = list(replies.values_list("decline_reason", flat=True))
    counted = [(str(reason.label), given.count(reason)) for reason in DeclineReason]
    return [(reason, protected_count(people)) for reason, people in counted if people]


KEPT_OPEN = dt.timedelta(days=14)  # an offer that nobody has printed or rung about yet


def run_out(now: dt.datetime) -> list[Invitation]:
    """Invitations without a reply whose time is over.

    An offered place that waits to be printed or rung about has reached nobody: it is kept for
    two weeks more.
    """
    rows = Invitation.objects.not_put_off(now).filter(reply=Reply.NONE, expires_at__lte=now)
    rows = rows.exclude(_reached_nobody(), expires_at__gt=now - KEPT_OPEN)
    return list(rows.select_related("call", "place", "person").order_by("expires_at", "pk"))


def _reached_nobody() -> Q:
    unprinted = Q(route=ContactRoute.LETTER, letters__isnull=True)
    unrung = Q(route=ContactRoute.PHONE, phone_attempts__isnull=True)
    return Q(ask=Ask.PLACE) & (unprinted | unrung)


def without_their_route(now: dt.datetime) -> list[Invitation]:
    """Letters and phone calls to people who took back that they may be reached this way."""
    agreeing = Consent.objects.filter(purpose=Purpose.OTHER_ROUTES, withdrawn_at__isnull=True)
    rows = Invitation.objects.not_put_off(now).filter(
        reply=Reply.NONE, route__in=[ContactRoute.LETTER, ContactRoute.PHONE]
    )
    rows = rows.filter(Q(expires_at__gt=now) | _reached_nobody())
    rows = rows.exclude(person__in=agreeing.values("person")).filter(person__is_active=True)
    return list(rows.exclude(person__email=None).select_related(*RELATED).order_by("pk"))


def due_for_reminder(now: dt.datetime) -> list[Invitation]:
    """Invitations without a reply half-way through their time, of which nobody was reminded."""
    rows = Invitation.objects.living(now).not_put_off(now)
    due = rows.filter(remind_at__lte=now, reminded_at__isnull=True, person__is_active=True)
    return list(due.select_related(*RELATED).order_by("remind_at", "pk"))
