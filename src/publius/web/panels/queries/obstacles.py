"""Why nobody could be shared out, and the smallest changes that would help, in plain sentences.

What people are like is never counted here: a target is named, not how many would meet it. Seats
are public roles, so how many people could fill one may be told.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.matching.assignment import Bound, Clash, Relaxation, Requirement

from .assignment_inputs import AssignmentInput, target_words


@dataclass(frozen=True)
class Change:
    """Something that would help, and the page on which it is changed."""

    words: str
    page: str  # name of an address, or "" for the form that asks for a proposal
    call: str = ""  # slug
    seat: int | None = None


def obstacles_of(clash: Clash, gathered: AssignmentInput) -> dict[str, Any]:
    """The clash as it is stored: sentences, each once, and changes with their pages."""
    missing = [*_seats_without_people(gathered), *_groups_without_people(gathered)]
    rules = list(dict.fromkeys(_rule(rule, gathered) for rule in clash.clashing))
    changes = dict.fromkeys(_changes(clash.relaxations, gathered))
    rules = [sentence for sentence in rules if sentence not in missing]
    return {
        "missing": missing,
        "clashing": rules,
        "changes": [asdict(change) for change in changes],
    }


def _seats_without_people(gathered: AssignmentInput) -> Iterator[str]:
    """Seats for which too few people are there, whatever else is given up."""
    for seat in gathered.seats:
        if seat.must and _supply(seat.id, gathered) < seat.minimum:
            yield _seat_rule(Requirement("seat", seat.id, Bound.MINIMUM, seat.minimum), gathered)


def _groups_without_people(gathered: AssignmentInput) -> Iterator[str]:
    for quota in gathered.quotas:
        if gathered.rules[quota.feature].target is None and len(quota.people) < quota.minimum:
            rule = Requirement("quota", quota.feature, Bound.MINIMUM, quota.minimum)
            yield _quota_rule(rule, gathered)


def _rule(rule: Requirement, gathered: AssignmentInput) -> str:
    words = {"seat": _seat_rule, "load": _load_rule, "quota": _quota_rule}
    if rule.kind == "conflict":
        sentence = _("%(person)s is ruled out for the seat “%(seat)s”.")
        return sentence % {
            "person": gathered.people[rule.name].label,
            "seat": seat_name(rule.other, gathered),
        }
    if rule.kind == "call":
        return _("Nobody has two places in one group.")
    return words[rule.kind](rule, gathered)


def _seat_rule(rule: Requirement, gathered: AssignmentInput) -> str:
    facts = {"seat": seat_name(rule.name, gathered), "call": gathered.calls[rule.name].title}
    if rule.bound is Bound.MAXIMUM:
        sentence = _("The seat “%(seat)s” of “%(call)s” has room for %(most)d at most.")
        return sentence % (facts | {"most": rule.limit})
    people = _supply(rule.name, gathered)
    if people:
        sentence = _(
            "The seat “%(seat)s” of “%(call)s” needs at least %(least)d; in the pool %(people)d "
            "could fill it."
        )
    else:
        sentence = _(
            "The seat “%(seat)s” of “%(call)s” needs at least %(least)d; nobody in the pool could "
            "fill it."
        )
    return sentence % (facts | {"least": rule.limit, "people": people})


def _supply(seat: str, gathered: AssignmentInput) -> int:
    barred = {place.person for place in gathered.conflicts if place.seat == seat}
    return sum(name == seat and person not in barred for name, person, _fit in gathered.fits)


def _load_rule(rule: Requirement, gathered: AssignmentInput) -> str:
    return ngettext(
        "Nobody takes more than %(n)d place.",
        "Nobody takes more than %(n)d places.",
        gathered.most_places,
    ) % {"n": gathered.most_places}


def _quota_rule(rule: Requirement, gathered: AssignmentInput) -> str:
    of = gathered.rules[rule.name]
    if of.target is None:
        sentence = _("The group of “%(call)s” needs %(size)d people; its pool has %(people)d.")
        people = len(
            {code for seat, code, _fit in gathered.fits if gathered.calls[seat] == of.call}
        )
        return sentence % {"call": of.call.title, "size": of.call.size, "people": people}
    sentence = _("The target “%(target)s” of “%(call)s” is kept.")
    return sentence % {"target": target_words(of.call, of.target), "call": of.call.title}


def _changes(relaxations: tuple[Relaxation, ...], gathered: AssignmentInput) -> Iterator[Change]:
    """One change each; that some people take more places is said once, and of nobody."""
    loads = [each.limit for each in relaxations if each.requirement.kind == "load"]
    for each in relaxations:
        if each.requirement.kind == "seat":
            yield _seat_change(each, gathered)
        elif each.requirement.kind == "quota":
            yield _quota_change(each, gathered)
        elif each.requirement.kind == "conflict":
            yield _ruling_change(each.requirement, gathered)
    if loads:
        sentence = _("Let one person take up to %(n)d places.")
        yield Change(sentence % {"n": max(loads)}, "")


def _seat_change(change: Relaxation, gathered: AssignmentInput) -> Change:
    rule = change.requirement
    call, chair = gathered.calls[rule.name], gathered.chairs.get(rule.name)
    if chair is None:
        sentence = _("Change how many people the group of “%(call)s” has.")
        return Change(sentence % {"call": call.title}, "calls:call_edit", call.slug)
    if rule.bound is Bound.MINIMUM:
        sentence = _("Ask for at least %(n)d, not %(now)d, on the seat “%(seat)s” of “%(call)s”.")
    else:
        sentence = _("Allow up to %(n)d, not %(now)d, on the seat “%(seat)s” of “%(call)s”.")
    facts = {"n": change.limit, "now": rule.limit, "seat": chair.title, "call": call.title}
    return Change(sentence % facts, "calls:seat_edit", call.slug, chair.pk)


def _quota_change(change: Relaxation, gathered: AssignmentInput) -> Change:
    rule, of = change.requirement, gathered.rules[change.requirement.name]
    if of.target is None:
        sentence = _("Make the group of “%(call)s” %(n)d people, not %(now)d.")
        facts = {"call": of.call.title, "n": change.limit, "now": rule.limit}
        return Change(sentence % facts, "calls:call_edit", of.call.slug)
    if rule.bound is Bound.MINIMUM:
        sentence = _("Ask for fewer under “%(target)s” in the targets of “%(call)s”.")
    else:
        sentence = _("Allow more under “%(target)s” in the targets of “%(call)s”.")
    facts = {"target": target_words(of.call, of.target), "call": of.call.title}
    return Change(sentence % facts, "panels:targets", of.call.slug)


def _ruling_change(rule: Requirement, gathered: AssignmentInput) -> Change:
    sentence = _("Take back the ruling that keeps %(person)s off the seat “%(seat)s”.")
    person, seat = gathered.people[rule.name].label, seat_name(rule.other, gathered)
    call = gathered.calls[rule.other]
    return Change(sentence % {"person": person, "seat": seat}, "panels:pool", call.slug)


def seat_name(name: str, gathered: AssignmentInput) -> str:
    chair = gathered.chairs.get(name)
    return chair.title if chair else _("open to anybody")
