"""Settings that make no sense are refused before anything is reckoned."""

from collections.abc import Hashable, Iterable, Mapping
from numbers import Integral
from typing import Any

from publius.opinion.engines import ENGINES
from publius.opinion.errors import SettingError
from publius.opinion.types import OpinionMap


def refuse_bad_settings(engine: str, min_votes: int, k: int | None, seed: int) -> None:
    """Refuse an unknown engine, and numbers that are too small or not whole."""
    if engine not in ENGINES:
        raise SettingError("unknown-engine", engine=engine, engines=", ".join(ENGINES))
    refuse_number("min_votes", min_votes, least=1)
    refuse_number("seed", seed, least=0)
    if k is not None:
        refuse_number("k", k, least=1)


def refuse_more_groups_than(people: int, k: int | None) -> None:
    """Refuse to make more groups than there are people, if there are any."""
    if k is not None and 0 < people < k:
        must = f"at most {people}, the number of people who voted"
        raise SettingError("bad-setting", name="k", value=k, must=must)


def list_of_ids(included: object) -> list[Hashable] | None:
    """The people to group, as a list that can be read more than once."""
    if included is None:
        return None
    if isinstance(included, (str, bytes)) or not isinstance(included, Iterable):
        must = "a list of people's ids"
        raise SettingError("bad-setting", name="included", value=included, must=must)
    return list(included)


def group_of_each(groups: object) -> Mapping[Hashable, str]:
    """The groups somebody else found, if they are told person by person."""
    if not isinstance(groups, Mapping):
        must = "a group's name for each person's id"
        raise SettingError("bad-setting", name="groups", value=groups, must=must)
    return groups


def state_of(previous: object) -> Mapping[str, Any] | None:
    """What an earlier map hands on, whether the map is given or only its state."""
    state = previous.state if isinstance(previous, OpinionMap) else previous
    if state is None:
        return None
    if not isinstance(state, Mapping):
        must = "an earlier map or its state"
        raise SettingError("bad-setting", name="previous", value=previous, must=must)
    if not _is_state(state):
        raise SettingError("damaged-state")
    return state


def refuse_number(name: str, value: object, least: int) -> None:
    """Refuse what is no whole number, or too small a one."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise SettingError("bad-setting", name=name, value=value, must="a whole number")
    if value < least:
        raise SettingError("bad-setting", name=name, value=value, must=f"{least} or more")


def _is_state(state: Mapping[str, Any]) -> bool:
    """Whether what maps hand on has the shape it should have."""
    waiting = state.get("waiting", {})
    return (
        _are_lists(state.get("axes", {}), (int, float), size=2)
        and _are_lists(state.get("members", {}), str)
        and isinstance(waiting, Mapping)
        and waiting.keys() <= {"k", "seen"}
        and all(isinstance(number, int) for number in (*waiting.values(), state.get("taken", 0)))
    )


def _are_lists(lists: object, kind: Any, size: int | None = None) -> bool:
    """Whether these are lists by name, all of things of one kind, and all of one size if given."""
    return isinstance(lists, Mapping) and all(
        isinstance(each, (list, tuple))
        and len(each) == (len(each) if size is None else size)
        and all(isinstance(one, kind) for one in each)
        for each in lists.values()
    )
