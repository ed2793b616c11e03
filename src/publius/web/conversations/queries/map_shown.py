"""What a map shows: groups and statements as plain JSON, without anybody's row."""

from collections.abc import Iterable, Mapping
from typing import Any

from publius import opinion

from .map_input import Reading

MEASURES = (
    "enough", "median_votes", "gini_of_people", "gini_of_statements", "gini_of_authors", "busiest",
    "late_to_early", "unsure", "unheard", "seeds", "rejected", "polarisation",
)  # fmt: skip


def shown_of(
    found: "opinion.OpinionMap", reading: Reading, weighted: Mapping[int, float | None]
) -> dict[str, Any]:
    """Everything the pages show of a map, statements by their numbers.

    `weighted` has the shares that agree as if every seat were filled as asked.
    """
    grouped = sum(group.size for group in found.groups.values())
    return {
        "read_to": reading.read_to,
        "groups": [_group(group) for group in found.groups.values()],
        "ungrouped": len(found.people) - grouped,
        "statements": [
            _statement(result) | {"weighted": weighted.get(result.id)}
            for result in found.statements.values()
        ],
        "representative": {
            label: _findings(findings) for label, findings in found.representative.items()
        },
        "agreed_by_all": _findings(found.agreed_by_all),
        "disagreed_by_all": _findings(found.disagreed_by_all),
        "works_somewhere": [
            {
                "number": each.statement,
                "group": each.group,
                "agree": each.agree,
                "voted": each.voted,
                "elsewhere": each.elsewhere,
            }
            for each in opinion.works_somewhere(found)
        ],
        "margin": found.margin,
        "variance": list(found.variance),
        "held_out": dict(found.held_out),
        "warnings": list(found.warnings),
        "measures": _measures(opinion.metrics(reading.ballots, found)),
    }


def _measures(figures: "opinion.Metrics") -> dict[str, list[Any]]:
    """Each figure and how many people or statements it rests on; both empty for too few."""
    known = {name: getattr(figures, name) for name in MEASURES}
    return {name: [measure.value, measure.n] for name, measure in known.items()}


def _group(group: "opinion.Group") -> dict[str, Any]:
    x, y = group.centre
    return {
        "label": group.label,
        "size": group.size,
        "median_votes": group.median_votes,
        "x": x,
        "y": y,
    }


def _statement(result: "opinion.StatementResult") -> dict[str, Any]:
    return {
        "number": result.id,
        "status": result.status.value,
        **_tally(result.tally),
        "by_group": {label: _group_answer(each) for label, each in result.by_group.items()},
        "consensus": result.consensus,
        "consensus_lower": result.consensus_lower,
        "bridging": result.bridging,
        "divisiveness": result.divisiveness,
        "is_heard": result.is_heard,
        "is_common_ground": result.is_common_ground,
    }


def _group_answer(answer: "opinion.GroupAnswer") -> dict[str, Any]:
    return {**_tally(answer.tally), "agree_between": list(answer.agree_between)}


def _tally(tally: "opinion.Tally") -> dict[str, int]:
    return {"agrees": tally.agrees, "disagrees": tally.disagrees, "passes": tally.passes}


def _findings(findings: Iterable["opinion.Finding"]) -> list[Mapping[str, int]]:
    return [{"number": each.statement, "side": each.side} for each in findings]
