"""The single checks of a published lottery; each looks at one thing and says what it found."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from functools import cached_property
from typing import Any

from publius.panels.errors import PanelsError
from publius.panels.plain import canonical_text, plain_digest
from publius.panels.public.bound import can_sit, kept_out, smallest_chance_bound
from publius.panels.public.concluding import selected_on
from publius.panels.public.document import commitment_of, seal_of
from publius.panels.public.entrants import Entrants, Limits, limits_left, read_entrants
from publius.panels.public.figures import counts_of, recount, report_of, rounded_up
from publius.panels.public.outcomes import follow, outcome_from
from publius.panels.public.rules import MOMENT, BeaconRule, SeedRule, round_time, rule_from
from publius.panels.public.validity import TicketCheck
from publius.panels.public.verdicts import Found, failed, not_checked, passed

NEARLY = Fraction(1, 10**6)  # figures this close are taken for equal
LEFT_OUT = "The people's features are left out of this file, so this cannot be checked from it."


class Reading:
    """One file being checked, with what several checks need read only once."""

    def __init__(self, document: Mapping[str, Any], expected: str | None) -> None:
        self.document = document
        self.sections: Mapping[str, Any] = document["sections"]
        self.expected = expected
        self.whole = "pool" in self.sections

    @cached_property
    def entrants(self) -> Entrants:
        """The people as the rules see them; only where the pool is not left out."""
        return read_entrants(self.sections)

    @cached_property
    def limits(self) -> Limits:
        """What the tickets have to satisfy."""
        return limits_left(self.sections["rules"], self.entrants)

    @cached_property
    def held(self) -> list[int]:
        """On how many tickets everybody is."""
        people = self.sections["people"]
        confirmed = [number for number, _ in people["confirmed"]]
        return recount(self.sections["tickets"], len(people["codes"]), confirmed)


def check_hashes(file: Reading) -> Found:
    """Every section has the hash that the commitment was made over."""
    hashes = file.document["hashes"]
    wrong = [n for n, part in file.sections.items() if plain_digest(part) != hashes[n]]
    if wrong:
        return failed(f"What the file says was changed: {', '.join(wrong)}.")
    return passed("Every section is as it was when it was hashed.")


def check_commitment(file: Reading) -> Found:
    """The commitment follows from the hashes."""
    if commitment_of(file.document["hashes"]) != file.document["commitment"]:
        return failed("The commitment does not follow from the hashes of the sections.")
    return passed("The commitment follows from the hashes of the sections.")


def check_published(file: Reading) -> Found:
    """The commitment is the one that was published before the draw."""
    if file.expected is None:
        return not_checked(
            "No commitment was given to compare with. Take it from where it was published "
            "before the draw."
        )
    if file.document["commitment"] != file.expected:
        return failed("The commitment is not the one that was published before the draw.")
    return passed("The commitment is the one that was published before the draw.")


def check_tickets(file: Reading) -> Found:
    """Every ticket is a panel that keeps every rule."""
    tickets = file.sections["tickets"]
    fault = _rule_fault(file) if file.whole else _plain_fault(file)
    if fault is not None:
        return failed(f"Ticket {fault[0]} is not a valid panel: {fault[1]}.")
    if not file.whole:
        return not_checked(LEFT_OUT)
    return passed(f"Each of the {len(tickets):,} tickets is a panel that keeps every rule.")


def _rule_fault(file: Reading) -> tuple[int, str] | None:
    check = TicketCheck(file.entrants, file.limits)
    for number, ticket in enumerate(file.sections["tickets"]):
        if (fault := check.fault(ticket)) is not None:
            return number, fault
    return None


def _plain_fault(file: Reading) -> tuple[int, str] | None:
    """What can be wrong with tickets even where nothing is known about the people."""
    people = file.sections["people"]
    confirmed = {number for number, _ in people["confirmed"]}
    size = file.sections["rules"]["size"] - len(confirmed)
    free = set(range(len(people["codes"]))) - confirmed - set(people["unavailable"])
    for number, ticket in enumerate(file.sections["tickets"]):
        if len(ticket) != size or sorted(set(ticket)) != ticket or not free.issuperset(ticket):
            return number, "its people are too many, too few, twice or not in order"
    return None


def check_chances(file: Reading) -> Found:
    """Everybody's chance is the number of tickets they are on."""
    if file.held != file.sections["chances"]:
        return failed("Somebody's chance is not the number of tickets they are on.")
    return passed("Everybody's chance is the number of tickets they are on.")


def check_report(file: Reading) -> Found:
    """The figures of fairness follow from the chances."""
    report, people = file.sections["report"], file.sections["people"]
    settled = {*people["unavailable"], *(number for number, _ in people["confirmed"])}
    asked = [number for number in range(len(people["codes"])) if number not in settled]
    bounds = report["bound"], report["found"]
    again = report_of(file.sections["tickets"], file.held, asked, report["unselectable"], bounds)
    if canonical_text(again) != canonical_text(report):
        wrong = ", ".join(name for name, value in again.items() if value != report[name])
        return failed(f"The report of fairness does not follow from the chances: {wrong}.")
    return passed(
        f"The report of fairness follows from the chances; the smallest is {report['smallest']}."
    )


def check_counts(file: Reading) -> Found:
    """What the report says about every target follows from the pool and the tickets."""
    if not file.whole:
        return not_checked(LEFT_OUT)
    counts = file.sections["counts"]
    again = counts_of(file.entrants, file.sections["rules"], file.sections["tickets"])
    if canonical_text({**again, "blind": counts["blind"]}) != canonical_text(counts):
        return failed("The counts for the targets do not follow from the pool and the tickets.")
    return passed("The counts for the targets follow from the pool and the tickets.")


def check_bound(file: Reading) -> Found:
    """No lottery under these rules can give everybody more than the report says."""
    if not file.whole:
        return not_checked(LEFT_OUT)
    report, proof = file.sections["report"], file.sections["proof"]
    out = set(report["unselectable"])
    if any(weight and number in out for number, weight in enumerate(proof["weights"])):
        return failed("The proof counts people who can be in no valid panel.")
    bound = smallest_chance_bound(file.entrants, file.limits, proof["weights"], proof["reason"])
    if rounded_up(bound) != report["bound"]:
        return failed("The proof does not give the bound that the report names.")
    smallest, found = Fraction(report["smallest"]), Fraction(report["found"])
    if max(smallest, found) > bound + NEARLY or smallest > found + NEARLY:
        return failed("The smallest chance is above what is said to be possible.")
    if found < bound - NEARLY:
        return not_checked(
            f"It is proven that no lottery gives everybody more than {report['bound']}; that "
            f"it is no more than {report['found']} is not proven by the file."
        )
    return passed(
        f"No lottery under these rules can give everybody more than {report['bound']}; "
        f"this one gives everybody at least {report['smallest']}."
    )


def check_unselectable(file: Reading) -> Found:
    """Those who are said to be in no valid panel are on no ticket, and reasons prove why."""
    out = file.sections["report"]["unselectable"]
    if sorted(set(out)) != out or any(file.held[number] for number in out):
        return failed("Somebody who is said to be in no valid panel is on a ticket.")
    if not file.whole:
        return not_checked(LEFT_OUT) if out else passed("Nobody is said to be in no valid panel.")
    proven = {n for n in out if not can_sit(file.entrants, file.limits, n)}
    for reason in file.sections["proof"]["unselectable"]:
        if not _holds(file, reason):
            return failed("A proof that somebody can be in no valid panel does not hold.")
        proven.update(reason["people"])
    if not proven <= set(out):
        return failed("Somebody is proven to be in no valid panel, and the report does not say so.")
    open_ = len(out) - len(proven)
    if open_:
        return not_checked(
            f"That {open_} of {len(out)} people can be in no valid panel is not proven by the file."
        )
    return passed(f"It is proven for each of {len(out)} people that no valid panel holds them.")


def _holds(file: Reading, reason: Mapping[str, Any]) -> bool:
    scale = file.sections["proof"]["scale"]
    people, why = reason["people"], reason["reason"]
    return scale > 0 and kept_out(file.entrants, file.limits, people, why, scale)


def check_rule(file: Reading) -> Found:
    """The rule can pick any ticket, and what it waits for was still to come."""
    plain = file.sections["draw"]
    try:
        rule = rule_from(plain)
        rule.check(len(file.sections["tickets"]))
        same = canonical_text(rule.as_plain()) == canonical_text(plain)
        early = _is_early(rule, file.sections["about"]["published_at"])
    except PanelsError as error:
        return failed(f"The rule of the draw cannot be followed: {error}")
    if not same:
        return failed("The rule of the draw contradicts itself.")
    if not early:
        return failed("The round of the beacon was out before the lottery was published.")
    if isinstance(rule, SeedRule):
        return passed("The rule is a number that somebody states, who can have tried several.")
    return passed("The rule of the draw leaves nobody a choice and can pick any ticket.")


def _is_early(rule: object, published_at: str | None) -> bool:
    if published_at is None or not isinstance(rule, BeaconRule):
        return True
    moment = round_time(rule.chain, rule.round)
    published = datetime.strptime(published_at, MOMENT).replace(tzinfo=UTC)
    return moment is None or moment > published.timestamp()


def check_outcome(file: Reading) -> Found:
    """The published rule was followed, and the ticket is the one it gives."""
    document = file.document
    try:
        rule, outcome = rule_from(file.sections["draw"]), outcome_from(document["outcome"])
        ticket = follow(rule, outcome, document["commitment"], len(file.sections["tickets"]))
    except PanelsError as error:
        return failed(f"The rule was not followed: {error}")
    if ticket != document["result"]["ticket"]:
        return failed(f"The rule gives ticket {ticket}, not {document['result']['ticket']}.")
    if isinstance(rule, BeaconRule):
        return passed(
            f"The published rule gives ticket {ticket}. The beacon's signature itself is not "
            f"checked here: ask any mirror for round {rule.round} and compare."
        )
    return passed(f"The published rule gives ticket {ticket}.")


def check_selected(file: Reading) -> Found:
    """The people selected are those on the ticket."""
    result = file.document["result"]
    number = result["ticket"]
    if number >= len(file.sections["tickets"]):
        return failed(f"There is no ticket {number}.")
    if selected_on(file.sections, number) != result["selected"]:
        return failed(f"The people selected are not those on ticket {number}.")
    return passed(f"The {len(result['selected'])} people selected are those on ticket {number}.")


def check_seal(file: Reading) -> Found:
    """No letter of what the draw added was changed."""
    if seal_of(file.document) != file.document["seal"]:
        return failed("What the draw added to the file was changed afterwards.")
    return passed("What the draw added to the file is as it was.")


Step = Callable[[Reading], Found]
BEFORE: dict[str, Step] = {
    "hashes": check_hashes,
    "commitment": check_commitment,
    "published": check_published,
    "tickets": check_tickets,
    "chances": check_chances,
    "report": check_report,
    "counts": check_counts,
    "bound": check_bound,
    "unselectable": check_unselectable,
    "rule": check_rule,
}
AFTER: dict[str, Step] = {
    "outcome": check_outcome,
    "selected": check_selected,
    "seal": check_seal,
}
