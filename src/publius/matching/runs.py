"""A matching run as it is stored: its whole input, how it was made, and its result.

Replaying a stored run gives the same result byte for byte, or says why it cannot.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from publius.matching.encoders import Encoder, EncoderError
from publius.matching.encoders import encoder as encoder_named
from publius.matching.errors import BadRecordError, BadValueError
from publius.matching.index import Index
from publius.matching.memory import MemoryIndex, name_of
from publius.matching.model import WORDS_ALONE, Means, Model
from publius.matching.parameters import ALGORITHM, PARAMETERS, VERSION, Parameters
from publius.matching.ranking import as_ranking
from publius.matching.records import Record, digest_of
from publius.matching.results import Ranking
from publius.matching.types import Evidence, Filters, Need, Profile
from publius.matching.vocabulary import Vocabulary

KIND = "matching.rank"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class MatchInput(Record):
    """Everything a run depends on, in an order that does not depend on how it came."""

    needs: tuple[Need, ...]
    evidence: tuple[Evidence, ...]
    top: int
    filters: Filters
    today: date | None
    profiles: tuple[Profile, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrieval(Record):
    """Where not everybody was judged: which index chose whom to judge, and how many for a need.

    A replay judges everybody, so it may list people whom the index did not choose.
    """

    index: str
    candidates: int


@dataclass(frozen=True, slots=True)
class Matching:
    """All needs of one run matched against the same evidence."""

    input: MatchInput
    parameters: Parameters
    means: Means
    rankings: tuple[Ranking, ...]
    retrieval: Retrieval | None = None


def match_all(
    needs: Iterable[Need],
    evidence: Iterable[Evidence],
    profiles: Iterable[Profile] = (),
    *,
    top: int = 50,
    today: date | None = None,
    filters: Filters | None = None,
    parameters: Parameters = PARAMETERS,
    encoder: Encoder = WORDS_ALONE,
    vocabulary: Vocabulary | None = None,
    index: Index | None = None,
    progress: Progress | None = None,
) -> Matching:
    """Rank people for several needs at once; ``progress`` hears (needs done, needs in all).

    Rankings come in the order of the needs' ids. ``index`` may hold this very evidence already;
    then it is searched, with the constants, encoder and vocabulary it was made with.

    >>> from publius.matching import Evidence, Kind, Need
    >>> cab = Evidence("e1", "Bo", Kind.PRACTICAL, "I drive a cab.", "role")
    >>> matching = match_all([Need("n1", "Cab drivers")], [cab])
    >>> [len(ranking.fits) for ranking in matching.rankings]
    [1]
    """
    given = MatchInput(
        needs=_by_id(needs),
        evidence=tuple(sorted(evidence, key=lambda item: item.id)),
        top=top,
        filters=filters or Filters(),
        today=today,
        profiles=tuple(sorted(profiles, key=lambda profile: profile.person)),
    )
    if index is None:
        index = _in_memory(given, Model.of(parameters, vocabulary, encoder))
    return _match(given, index, progress)


def run_record(matching: Matching) -> dict[str, Any]:
    """Write a run as the JSON object that is stored, exported and replayed."""
    given, retrieval = matching.input.to_json(), matching.retrieval
    return {
        "kind": KIND,
        "algorithm": ALGORITHM,
        "version": VERSION,
        "seed": None,
        "parameters": matching.parameters.to_json(),
        "means": matching.means.to_json(),
        "input": given,
        "input_digest": digest_of(given),
        "result": {"rankings": [ranking.to_json() for ranking in matching.rankings]},
        **({} if retrieval is None else {"retrieval": retrieval.to_json()}),
    }


def replay(
    record: object,
    *,
    encoder: Encoder | None = None,
    vocabulary: Vocabulary | None = None,
    progress: Progress | None = None,
) -> Matching:
    """Compute a stored run again from its own input and parameters.

    The encoder is looked for by the name in the record, the vocabulary is the one that comes
    with Publius, unless they are given; either must be the very one the run was made with.

    >>> from publius.matching import Evidence, Kind, Need
    >>> cab = Evidence("e1", "Bo", Kind.PRACTICAL, "I drive a cab.", "role")
    >>> record = run_record(match_all([Need("n1", "Cab drivers")], [cab]))
    >>> run_record(replay(record)) == record
    True
    """
    stored = _checked(record)
    try:
        given = MatchInput.from_json(stored["input"])
        parameters = Parameters.from_json(stored["parameters"])
        means = Means.from_json(stored["means"])
    except BadValueError as error:
        raise BadRecordError("not_a_record", problem=str(error)) from error
    model = Model.of(parameters, vocabulary, encoder or _encoder_of(means))
    _check_means(means, model.named())
    return _match(given, _in_memory(given, model), progress)


def _encoder_of(means: Means) -> Encoder:
    try:
        return encoder_named(means.encoder)
    except EncoderError as error:
        raise BadRecordError("no_encoder", encoder=means.encoder, problem=error) from error


def _check_means(means: Means, ours: Means) -> None:
    for field in ("encoder", "encoder_version", "vocabulary"):
        made_with, here = getattr(means, field), getattr(ours, field)
        if made_with != here:
            raise BadRecordError(
                "other_means",
                what=field.replace("_", " "),
                made_with=made_with[:12],
                here=here[:12],
            )


def _in_memory(given: MatchInput, model: Model) -> MemoryIndex:
    return MemoryIndex(
        given.evidence,
        given.profiles,
        parameters=model.parameters,
        encoder=model.encoder,
        vocabulary=model.vocabulary,
    )


def _match(given: MatchInput, index: Index, progress: Progress | None) -> Matching:
    profiles = {profile.person: profile for profile in given.profiles}
    digest = name_of(given.evidence, profiles.values())
    top, filters, today = given.top, given.filters, given.today
    answers = index.match(given.needs, top=top, filters=filters, today=today)
    rankings = []
    for done, (need, found) in enumerate(zip(given.needs, answers, strict=True), start=1):
        rankings.append(
            as_ranking(need, found, index, top=top, filters=filters, today=today, digest=digest)
        )
        if progress is not None:
            progress(done, len(given.needs))
    return Matching(given, index.parameters, index.means, tuple(rankings))


def _by_id(needs: Iterable[Need]) -> tuple[Need, ...]:
    ordered = tuple(sorted(needs, key=lambda need: need.id))
    for one, next_one in pairwise(ordered):
        if one.id == next_one.id:
            raise BadValueError("duplicate_need", id=one.id)
    return ordered


def _checked(record: object) -> Mapping[str, Any]:
    if not isinstance(record, Mapping):
        raise BadRecordError("not_a_record", problem="it is not a JSON object.")
    for field in ("kind", "algorithm", "version", "parameters", "input", "input_digest"):
        if field not in record:
            raise BadRecordError("not_a_record", problem=f"it has no '{field}'.")
    if record["kind"] != KIND:
        raise BadRecordError(
            "not_a_record", problem=f"its kind is '{record['kind']}', not '{KIND}'."
        )
    made_by = (record["algorithm"], record["version"])
    if made_by != (ALGORITHM, VERSION):
        raise BadRecordError(
            "other_algorithm",
            algorithm=made_by[0],
            version=made_by[1],
            ours=f"{ALGORITHM} version {VERSION}",
        )
    if "means" not in record:
        raise BadRecordError("not_a_record", problem="it has no 'means'.")
    found = digest_of(record["input"])
    if found != record["input_digest"]:
        raise BadRecordError(
            "input_changed", found=found[:12], expected=str(record["input_digest"])[:12]
        )
    return record
