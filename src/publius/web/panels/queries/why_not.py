"""Why somebody has no place on a seat in a proposal: the same reasons for both sides."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.matching import assignment as library
from publius.ui.wording import percent
from publius.web.calls.models import Call, Seat
from publius.web.ledger.queries import run_record
from publius.web.people.models import Person

from ..codes import code_for
from ..models import Assignment, SeatOffer
from .assignment_inputs import OWN_WORD
from .assignments import all_places, chosen_calls

Cause = library.Cause
IN_ORDER = ("entry__call__drafted_at", "entry__call__pk", "seat__order", "seat__pk")


@dataclass(frozen=True)
class SeatReason:
    """One seat somebody offered to fill, and what stood between them."""

    call: Call
    seat: Seat
    sentence: str
    price: str  # what their place would cost, for those who run the call


def reasons_for_convener(assignment: Assignment, person: Person) -> list[SeatReason]:
    """Every seat this person offered in the chosen calls and does not have."""
    return _reasons(assignment, person, chosen_calls(assignment), is_own=False)


def reasons_for_person(assignment: Assignment, person: Person, call: Call) -> list[SeatReason]:
    """The seats they offered in one call, told to themselves."""
    return _reasons(assignment, person, [call], is_own=True)


def _reasons(
    assignment: Assignment, person: Person, calls: list[Call], *, is_own: bool
) -> list[SeatReason]:
    record = json.loads(run_record(assignment.run))
    given = library.AssignInput.from_json(record["input"])
    found = library.Assignment.from_json(record["result"])
    code = code_for(person.public_id, assignment.salt)
    if code not in {load.person for load in given.loads}:
        return []
    known = {seat.id for seat in given.seats}
    theirs = _places_in_words(assignment, person)
    reasons = []
    for offer in _offers(person, calls):
        if str(offer.seat_id) in known:
            why = library.why_not(code, str(offer.seat_id), given, found)
            if why.cause is not Cause.HAS_PLACE:
                words = _own_words(why, theirs) if is_own else _words(why, theirs)
                price = _price(why, found)
                reasons.append(SeatReason(offer.entry.call, offer.seat, words, price))
    return reasons


def _offers(person: Person, calls: list[Call]) -> list[SeatOffer]:
    rows = SeatOffer.objects.filter(entry__person=person, entry__call__in=calls)
    return list(rows.select_related("seat", "entry__call").order_by(*IN_ORDER))


def _places_in_words(assignment: Assignment, person: Person) -> str:
    mine = [place for place in all_places(assignment) if place.person_id == person.pk]
    titles = [
        _("“%(seat)s” in “%(call)s”")
        % {"seat": place.seat or _("open to anybody"), "call": place.call.title}
        for place in mine
    ]
    return _(", ").join(titles)


def _words(why: library.WhyNot, theirs: str) -> str:
    if why.cause is Cause.LOWER_FIT and why.fit <= OWN_WORD:
        return _("Nothing they told us so far speaks of this seat; of those on it something does.")
    sentences = {
        Cause.CONFLICT: _("They were ruled out for this seat."),
        Cause.NO_FIT: _("They did not offer this seat when the proposal was made."),
        Cause.LOAD: _("They have as many places as one person takes: %(places)s."),
        Cause.CALL: _("They have another place in this group: %(places)s."),
        Cause.QUOTA: _("With them on this seat a target of the call would not be met."),
        Cause.LOWER_FIT: _("Everybody on this seat fits it better."),
        Cause.ELSEWHERE: _(
            "They fit this seat well enough, but all seats together come off better or more "
            "evenly this way."
        ),
    }
    return sentences[why.cause] % {"places": theirs or _("none")}


def _own_words(why: library.WhyNot, theirs: str) -> str:
    sentences = {
        Cause.CONFLICT: _("You were ruled out for this seat. The reason stands with your replies."),
        Cause.NO_FIT: _("You had not offered this seat when the group was proposed."),
        Cause.LOAD: _("You were proposed for as many places as one person takes: %(places)s."),
        Cause.CALL: _("You were proposed for another place in this group: %(places)s."),
        Cause.QUOTA: _("With you on this seat a target of the call would not have been met."),
        Cause.LOWER_FIT: _(
            "What everybody on this seat told us fits its words more closely. That may change "
            "when you say more about what you know."
        ),
        Cause.ELSEWHERE: _(
            "You fit this seat, but all seats together came off better or more evenly this way."
        ),
    }
    return sentences[why.cause] % {"places": theirs or _("none")}


def _price(why: library.WhyNot, found: library.Assignment) -> str:
    if why.price is None:
        return ""
    best = found.figures.best_total
    if not best or why.price / best < 0.0005:
        return _("A place for them here would cost nothing in fit; the lot decided.")
    sentence = _("A place for them here would cost %(share)s of the fit of all places together.")
    return sentence % {"share": percent(why.price / best)}
