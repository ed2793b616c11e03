"""What stands in the way of a group, without giving away what single people answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.panels import Conflict, Feasible, Relaxation, check
from publius.web.calls.models import Call
from publius.web.people.models import Person

from ..models import Feature, Tally, Target
from .features import DEMOGRAPHIC, features_for, sat_before_values, titles_of_answers, words_for
from .inputs import DrawInput, draw_input
from .pool import pool_of
from .stand_ins import DEALS, dealt_answers, is_close
from .tallies import tally_of, too_few_answers

SALT = "feasibility"


@dataclass(frozen=True)
class Change:
    """One change that helps: the field it belongs to and the number to put there, or a seat."""

    words: str
    feature: str = ""
    value: str = ""
    bound: str = ""
    limit: int = 0
    seat: int | None = None


@dataclass(frozen=True)
class Feasibility:
    """Whether a group can be drawn, and if not, why: true where nothing is known against it.

    `is_certain` is False where the answers people gave have a say: these are only known in
    rounded numbers, and a draw may still find a group. `cautions` do not stand in the way.
    """

    sentences: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    cautions: tuple[str, ...] = ()
    is_certain: bool = True

    def __bool__(self) -> bool:
        return not self.sentences

    @property
    def may_be_tried(self) -> bool:
        return not self.sentences or not self.is_certain


def check_feasibility(call: Call, targets: Sequence[Target] | None = None) -> Feasibility:
    """Whether a group can be drawn from today's pool under the saved or the given targets."""
    asked = list(Target.objects.filter(call=call) if targets is None else targets)
    open_targets = [target for target in asked if target.feature not in DEMOGRAPHIC]
    found = _checked(call, draw_input(call, salt=SALT, targets=open_targets))
    if isinstance(found, Conflict):
        return Feasibility(found.sentences, changes_of(call, found))
    return _with_answers(call, asked)


def _checked(call: Call, plain: DrawInput) -> Feasible | Conflict:
    return check(plain.pool, plain.targets, size=call.size)


def _with_answers(call: Call, asked: Sequence[Target]) -> Feasibility:
    """The same with targets about answers, checked against what may be told of the answers."""
    tally = tally_of(call)
    about_answers = {target.feature for target in asked} & DEMOGRAPHIC
    if waiting := answers_awaited(call, about_answers):
        return Feasibility(waiting)
    counted = [t for t in asked if t.feature not in DEMOGRAPHIC or t.feature in tally.counts]
    people = [entry.person_id for entry in pool_of(call)]
    cautions = tuple(_close(call, tally, counted))
    found: Feasible | Conflict | None = None
    for deal in range(DEALS if about_answers else 1):
        answers = dealt_answers(tally, people, counted, deal)
        tried = _checked(call, draw_input(call, salt=SALT, targets=counted, answers=answers))
        if tried:
            return Feasibility(cautions=cautions, is_certain=not about_answers)
        found = found or tried
    sentences = found.sentences_without_counts(titles_of_answers())
    return Feasibility(sentences, changes_of(call, found), cautions, is_certain=False)


def answers_awaited(call: Call, features: Iterable[str] | None = None) -> tuple[str, ...]:
    """Why a draw has to wait: too few people answered what the targets ask about."""
    asked = set(Target.objects.filter(call=call).values_list("feature", flat=True))
    sentence = _(
        "%(feature)s: fewer than 8 people in the pool have answered so far. A draw has to wait "
        "until more have, or until you take its targets out."
    )
    few = too_few_answers(call, asked if features is None else set(features))
    return tuple(sentence % {"feature": Feature(feature).label} for feature in few)


def _close(call: Call, tally: Tally, asked: Sequence[Target]) -> list[str]:
    words = features_for(call)
    sentence = _(
        "%(feature)s: %(value)s. You ask for at least %(least)d, and rounding hides whether so "
        "many are in the pool. A draw will tell."
    )
    return [
        sentence % {"feature": feature, "value": value, "least": target.minimum}
        for target in asked
        if target.feature in DEMOGRAPHIC
        and is_close(tally.counts[target.feature].get(target.value, 0), target.minimum)
        for feature, value in [words_for(words, target.feature, target.value)]
    ]


def changes_of(call: Call, conflict: Conflict) -> tuple[Change, ...]:
    """The cheapest way out, each change with the field or the seat it belongs to."""
    codes = _codes(call)
    return tuple(_change(each, codes) for each in conflict.relaxations)


def _codes(call: Call) -> Mapping[tuple[str, str], tuple[str, str]]:
    features = [*features_for(call), sat_before_values()]
    return {
        (feature.title, words): (feature.key, value)
        for feature in features
        for value, words in feature.values.items()
    }


def _change(change: Relaxation, codes: Mapping[tuple[str, str], tuple[str, str]]) -> Change:
    rule, words = change.rule, str(change)
    said = words[:1].upper() + words[1:]
    if rule.kind == "seat":
        return Change(said, seat=int(rule.feature))
    feature, value = codes.get((rule.feature, rule.value), (rule.feature, rule.value))
    return Change(said, feature, value, rule.bound, change.limit)


def advice_of(conflict: Conflict) -> tuple[str, ...]:
    """Why a draw failed. It looked at real answers, so of these only the question is named."""
    asked = titles_of_answers()
    named = dict.fromkeys(rule.feature for rule in _rules_of(conflict) if rule.feature in asked)
    if not named:
        return conflict.sentences
    sentence = _(
        "The targets about %(features)s cannot be met together with everything else that is "
        "asked. Widen their ranges, take some of them out, or ask more people."
    )
    features = _(", ").join(title.lower() for title in named)
    return (sentence % {"features": features},)


def _rules_of(conflict: Conflict):
    yield from conflict.clashing
    yield from (change.rule for change in conflict.relaxations)
    yield from conflict.unfillable


@dataclass(frozen=True)
class ShutOut:
    """Somebody in the pool who can be in no group, whatever anybody answered, and why."""

    person: Person
    sentence: str


def shut_out(call: Call) -> list[ShutOut]:
    """Who can be drawn for no group because of what those who run the call know anyway.

    People shut out by a target about answers are not among them: naming them would tell theirs.
    """
    targets = Target.objects.filter(call=call).exclude(feature__in=DEMOGRAPHIC)
    plain = draw_input(call, salt=SALT, targets=list(targets))
    found = _checked(call, plain)
    if not isinstance(found, Feasible):
        return []
    rows = [ShutOut(plain.people[each.person], each.sentence) for each in found.unselectable]
    return sorted(rows, key=lambda row: row.person.label)
