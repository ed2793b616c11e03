"""How a group stands to the targets about people's answers, told without giving any away."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.web.calls.models import Call

from ..models import Draw, DrawnPerson, Feature, Target
from .features import DEMOGRAPHIC, features_for, known_features, words_for
from .protection import rounded_answers

Pair = tuple[str, str]  # feature and value


@dataclass(frozen=True)
class Outcome:
    """The group as it was drawn or proposed: nothing that happens later changes these figures."""

    is_by_lot: bool
    counts: dict[Pair, int]  # rounded; empty where no lot was drawn
    missed: frozenset[str]  # features of which some target is not met

    def words(self, feature: str, value: str) -> str:
        """Met or not; after a lot also about how many."""
        if not self.is_by_lot:
            return _("not all within") if feature in self.missed else _("all within")
        verdict = _("not within") if feature in self.missed else _("within the target")
        people = self.counts.get((feature, value), 0)
        if not people:  # fewer than 8: the range says more
            return verdict
        return _("%(verdict)s, about %(people)d") % {"verdict": verdict, "people": people}

    @property
    def missed_words(self) -> list[str]:
        """One sentence per question of which a target is not met; a lot meets them all."""
        sentence = _("The targets for %(feature)s are not all met by the group as it was proposed.")
        titles = sorted(str(Feature(feature).label).lower() for feature in self.missed)
        return [sentence % {"feature": title} for title in titles]

    @property
    def note(self) -> str:
        if self.is_by_lot:
            return _(
                "The group’s answers are counted as the lot gave it. Changes by hand and people "
                "who step in later do not move these figures."
            )
        return _(
            "Of a group proposed by fit it is only told whether the targets for people’s answers "
            "were met when it was proposed."
        )


def outcome_of(draw: Draw) -> Outcome:
    if draw.is_by_lot:
        return _of_lot(draw)
    return Outcome(False, {}, frozenset(_missed_by_proposal(draw)))


def _of_lot(draw: Draw) -> Outcome:
    """From what the draw itself counted, so that later answers cannot be compared with it."""
    certificate = draw.run.result.get("certificate", {}) if draw.run else {}
    drawn = {(t["feature"], t["value"]): t for t in certificate.get("targets", ())}
    words = features_for(draw.call)
    counts, missed = {}, set()
    for target in _answer_targets(draw.call):
        line = drawn.get(words_for(words, target.feature, target.value))
        if line is None:
            continue
        counts[target.feature, target.value] = rounded_answers(line["panel"])
        if not line["minimum"] <= line["panel"] <= line["maximum"]:
            missed.add(target.feature)
    return Outcome(True, counts, frozenset(missed))


def _missed_by_proposal(draw: Draw) -> set[str]:
    rows = DrawnPerson.objects.filter(draw=draw, outcome=DrawnPerson.Outcome.PANEL)
    people = [row.person for row in rows.select_related("person__area")]
    known = known_features(draw.call, people)
    return {
        target.feature
        for target in _answer_targets(draw.call)
        if not target.minimum
        <= sum(known[p.pk].get(target.feature) == target.value for p in people)
        <= target.maximum
    }


def _answer_targets(call: Call) -> list[Target]:
    return list(Target.objects.filter(call=call, feature__in=DEMOGRAPHIC))
