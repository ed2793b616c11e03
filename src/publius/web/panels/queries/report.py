"""The report of a draw: what was asked, what the pool offered, what was drawn, what came after.

Targets and settings are those of the run, not today's. Counts of what people answered are
rounded; where that leaves nothing to tell, no share is told either.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publius.ui.wording import chance, percent, plain_date
from publius.web.calls.models import Call
from publius.web.people.models import Person

from ..models import Ask, Decision, Draw, DrawnPerson, DrawRule, Invitation, PoolEntry
from .contests import count_contests
from .draws import discarded_draws, overrides_of
from .features import features_for, sat_before_values, titles_of_answers, words_for
from .lotteries import record_of
from .population import population_of
from .protection import answer_words, protected_count, rounded_answers

NOT_TOLD = "–"


@dataclass(frozen=True)
class Section:
    """One table of the report with a sentence on how to read it."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def report_of(draw: Draw) -> list[Section]:
    """Everything that practitioners file away after a draw."""
    return [
        _facts(draw),
        _targets(draw),
        _seats(draw),
        _chances(draw),
        _changes(draw),
        _replies(draw),
        _left(draw),
        _other_draws(draw),
    ]


def _facts(draw: Draw) -> Section:
    run, certificate = draw.run, draw.run.result["certificate"]
    settings = record_of(draw)["parameters"] if draw.lottery else run.parameters
    facts = [
        (_("Call"), draw.call.title),
        (_("Body"), draw.call.engagement.organisation.name),
        (_("Places"), str(draw.call.size)),
        (_("People in the lottery"), str(DrawnPerson.objects.filter(draw=draw).count())),
        (_("Aim"), str(draw.get_objective_display())),
        *((_("Setting: %(name)s") % {"name": name}, str(v)) for name, v in _told(settings)),
        (_("Software"), f"{run.algorithm} {run.version}"),
        (_("Digest of the input"), run.input_digest),
        (_("Asked for"), _by_at(draw.requested_by, draw.requested_at)),
        (_("Published"), _by_at(draw.published_by or draw.requested_by, draw.published_at)),
        (_("Commitment"), draw.commitment or NOT_TOLD),
        (_("Where the number came from"), str(DrawRule(draw.rule).label)),
        (_("What it was"), _outcome(draw)),
        (_("Drawn"), _by_at(draw.drawn_by, draw.drawn_at)),
        (_("Tickets"), str(certificate["tickets"])),
        (_("Drawn ticket"), str(certificate["ticket"])),
        (_("Decision"), str(Decision(draw.decision).label)),
        (_("Decided"), _by_at(draw.decided_by, draw.decided_at)),
        (_("Reason or note"), draw.decision_reason or NOT_TOLD),
    ]
    return Section(_("The draw"), [_("What"), _("Value")], facts)


def _told(settings: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """Settings that were set, as they were when it ran; nothing about single people."""
    aim = {name: v for name, v in settings.get("objective", {}).items() if name in ("alpha",)}
    plain = {name: value for name, value in settings.items() if name != "objective"}
    return [(name, value) for name, value in sorted({**plain, **aim}.items()) if value is not None]


def _by_at(who: Person | None, when: Any) -> str:
    if when is None:
        return NOT_TOLD
    moment = timezone.localtime(when)
    words = f"{plain_date(moment.date())}, {moment:%H:%M}"
    return _("%(who)s, %(when)s") % {"who": who, "when": words} if who else words


def _outcome(draw: Draw) -> str:
    if draw.rule == DrawRule.DICE:
        return "; ".join(" ".join(map(str, throw)) for throw in draw.outcome.get("throws", ()))
    if draw.rule == DrawRule.BEACON:
        return _("round %(round)d") % {"round": draw.rule_facts["round"]}
    return str(draw.seed)


def _targets(draw: Draw) -> Section:
    """One row per value: what the population is like, what was asked, offered and drawn."""
    titles, size = titles_of_answers(), draw.call.size
    people = DrawnPerson.objects.filter(draw=draw).count()
    population = _population(draw)
    rows = []
    for target in draw.run.result["certificate"]["targets"]:
        is_answer = target["feature"] in titles
        rows.append(
            [
                target["feature"],
                target["value"],
                str(target["minimum"]),
                str(target["maximum"]),
                percent(target["minimum"] / size),
                percent(target["maximum"] / size),
                population.get((target["feature"], target["value"]), NOT_TOLD),
                *_counted(target["pool"], people, is_answer),
                *_counted(target["panel"], size, is_answer),
            ]
        )
    headers = [
        _("Feature"), _("Value"), _("At least"), _("At most"), _("At least %"), _("At most %"),
        _("Population %"), _("Pool"), _("Pool %"), _("Drawn"), _("Drawn %"),
    ]  # fmt: skip
    note = _(
        "Targets, pool and population as they were when the lottery was worked out. What people "
        "answered is rounded: fewer than 8 are not counted, more are rounded to the nearest five. "
        "Every drawn group meets every target."
    )
    return Section(_("Targets"), headers, rows, note)


def _population(draw: Draw) -> dict[tuple[str, str], str]:
    """The shares of the population that were known when the lottery was worked out."""
    kept = record_of(draw).get("population", ()) if draw.lottery else ()
    return {(feature, value): percent(share) for feature, value, share in kept}


def population_in_words(call: Call) -> list[tuple[str, str, float]]:
    """The shares of the population in the words of the targets, to be kept with a lottery."""
    words = [*features_for(call), sat_before_values()]
    return [
        (*words_for(words, feature, value), share)
        for feature, shares in population_of(call).items()
        for value, share in shares.items()
    ]


def _counted(count: int, whole: int, is_answer: bool) -> tuple[str, str]:
    """A count and its share; of answers as much as rounding leaves."""
    if not is_answer:
        return str(count), percent(count / whole) if whole else NOT_TOLD
    rounded = rounded_answers(count)
    share = percent(min(1.0, rounded / whole)) if rounded and whole else NOT_TOLD
    return answer_words(rounded), share


def _seats(draw: Draw) -> Section:
    rows = [
        [s["title"], str(s["minimum"]), str(s["maximum"]), str(s["pool"]), str(s["panel"])]
        for s in draw.run.result["certificate"]["seats"]
    ]
    headers = [_("Seat"), _("At least"), _("At most"), _("Could fill it"), _("Drawn")]
    return Section(_("Seats"), headers, rows, _("Seats are public roles, so they are counted."))


def _chances(draw: Draw) -> Section:
    figures = draw.run.result["certificate"]
    lines = DrawnPerson.objects.filter(draw=draw).values_list("chance", flat=True)
    chances = sorted(each for each in lines if each is not None)
    last = len(chances) - 1
    middle = [
        (_("A quarter of the people had less than"), 0.25),
        (_("Half of the people had less than"), 0.5),
        (_("Three quarters had less than"), 0.75),
    ]
    rows = [
        (_("Smallest chance"), chance(figures["smallest"])),
        *((words, chance(chances[round(last * at)])) for words, at in middle if chances),
        (_("Largest chance"), chance(figures["largest"])),
        (_("No lottery could lift the smallest above"), percent(figures["bound"])),
        (_("Gini coefficient of the chances"), f"{figures['gini']:.3f}"),
        (_("Geometric mean of the chances"), f"{figures['geometric_mean']:.4f}"),
        (_("People who could be in no valid group"), str(len(figures["unselectable"]))),
    ]
    return Section(_("Everybody’s chance"), [_("Figure"), _("Value")], rows)


def _changes(draw: Draw) -> Section:
    rows = [
        [
            _by_at(change.made_by, change.made_at),
            change.taken_out.label if change.taken_out else _("an empty place"),
            change.put_in.label if change.put_in else NOT_TOLD,
            change.seat.title if change.seat else _("Open to anybody"),
            change.reason,
            " ".join(change.broken) or NOT_TOLD,
        ]
        for change in overrides_of(draw)
    ]
    headers = [_("By, at"), _("Out"), _("In"), _("Seat"), _("Reason"), _("Given up")]
    return Section(_("Changes by hand"), headers, rows)


def _replies(draw: Draw) -> Section:
    """Offers of places since this draw was confirmed: the drawn people and who stepped in."""
    offers = Invitation.objects.filter(call=draw.call, ask=Ask.PLACE)
    if draw.decision != Decision.CONFIRMED:
        offers = offers.none()
    first = offers.filter(run=draw.run)
    rows = [
        [_("To those who were drawn"), *_answers(first)],
        [_("To those who stepped in, by lot or by hand"), *_answers(offers.exclude(run=draw.run))],
    ]
    headers = [_("Offers"), _("Made"), _("Accepted"), _("Declined"), _("Ran out"), _("Open")]
    return Section(_("Replies and replacements"), headers, rows)


def _answers(offers) -> list[str]:
    replies = Counter(offers.values_list("reply", flat=True))
    kinds = ("accepted", "declined", "lapsed", "")
    return [str(replies.total()), *(str(replies[kind]) for kind in kinds)]


def _left(draw: Draw) -> Section:
    """How many of the lottery are not in the pool any more; who they were is not told."""
    people = DrawnPerson.objects.filter(draw=draw)
    still = PoolEntry.objects.living().filter(call=draw.call, person__is_active=True)
    gone = people.exclude(person__in=still.values("person"))
    rows = [
        (_("Left the pool since"), protected_count(gone.filter(person__is_active=True).count())),
        (_("Closed their account"), protected_count(gone.filter(person__is_active=False).count())),
    ]
    return Section(_("People who dropped out of the pool"), [_("What"), _("People")], rows)


def _other_draws(draw: Draw) -> Section:
    rows = [
        [_by_at(other.decided_by, other.decided_at), other.decision_reason]
        for other in discarded_draws(draw.call)
        if other.pk != draw.pk
    ]
    contests = count_contests(draw.call)
    note = _("Nothing was contested in this call.")
    if contests is not None:
        note = _("Contested in this call: %(n)s.") % {"n": contests.raised}
    return Section(_("Other draws that were set aside"), [_("By, at"), _("Reason")], rows, note)
