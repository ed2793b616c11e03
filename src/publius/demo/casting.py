"""Decides who knows what: an occupation, circumstances, and enough people for every seat."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from publius.demo.population import Resident, chance
from publius.demo.reading import content
from publius.demo.types import DemoSeat
from publius.demo.voices import Voice, circumstances, occupations, voices

MOST_VOICES = 4
PER_PLACE = 4  # people for each place a seat has, so that a draw is a draw
PER_PLACE_WHERE_FEW = 2
FEW = 500


def cast(rng: Random, residents: list[Resident], seats: Iterable[DemoSeat]) -> None:
    """Gives every resident their voices, then tops up what the calls ask for."""
    for resident in residents:
        _occupy(rng, resident)
        _live(rng, resident)
    wanted = tuple(seats)
    sought = frozenset(voice for seat in wanted for voice in seat.voices)
    for seat in wanted:
        _top_up(rng, residents, seat, sought)


def _occupy(rng: Random, resident: Resident) -> None:
    """Work, or the work somebody retired from; the young who do not work study."""
    if resident.age <= 24 and not resident.working:
        resident.voices.append("student")
        return
    resident.retired = resident.age >= 60 and not resident.working
    if not (resident.working or resident.retired):
        return
    age = min(resident.age, 60 if resident.retired else 72)
    fitting = [
        voice for voice in occupations() if voice.share and _may_work_as(resident, voice, age)
    ]
    shares = [voice.share * _lean(resident, voice) for voice in fitting]
    resident.voices.append(rng.choices(fitting, shares)[0].key)


def _lean(resident: Resident, voice: Voice) -> float:
    """Some trades are mostly men's or women's work, in the borough as elsewhere."""
    women = voice.women if resident.gender != "man" else 100 - voice.women
    return women / 50


def _may_work_as(resident: Resident, voice: Voice, age: int) -> bool:
    at_home_in_two = not voice.languages or _speaks_another_language(resident)
    from_here = not voice.wards or resident.ward.key in voice.wards
    able = resident.retired or voice.key not in unlikely(resident)
    return voice.suits_age(age) and at_home_in_two and from_here and able


def _speaks_another_language(resident: Resident) -> bool:
    return resident.background not in {"british", "irish", "jamaican"}


def unlikely(resident: Resident) -> set[str]:
    """Voices that would not ring true: a blind bus driver, a Deaf crisis line listener."""
    facts = content("population")["unlikely"]
    return {key for impairment in resident.impairments for key in facts.get(impairment, ())}


def _live(rng: Random, resident: Resident) -> None:
    fitting = [voice for voice in circumstances() if _may_live(resident, voice)]
    lived = [voice.key for voice in fitting if chance(rng, voice.chance)]
    rng.shuffle(lived)
    resident.voices += lived[: MOST_VOICES - len(resident.voices)]
    if not resident.voices:
        resident.voices.append(_something(rng, fitting))


def _something(rng: Random, fitting: list[Voice]) -> str:
    """Nobody who signs up knows nothing."""
    return rng.choices(fitting, [voice.chance for voice in fitting])[0].key


def _may_live(resident: Resident, voice: Voice) -> bool:
    return (
        voice.suits_age(resident.age)
        and voice.key not in unlikely(resident)
        and (voice.impairment is None or voice.impairment in resident.impairments)
        and (not voice.impairments or not set(voice.impairments).isdisjoint(resident.impairments))
        and (voice.tenure is None or voice.tenure == resident.tenure)
        and (not voice.wards or resident.ward.key in voice.wards)
        and (not voice.working or resident.working)
        and (not voice.disabled or resident.disabled)
        and (not voice.newcomer or resident.newcomer)
    )


def _top_up(rng: Random, residents: list[Resident], seat: DemoSeat, sought: frozenset[str]) -> None:
    """A seat nobody could fill would be a hole in the demonstration, not a finding.

    Nobody is taken out of an occupation that some seat seeks.
    """
    wanted = seat.maximum * (PER_PLACE if len(residents) >= FEW else PER_PLACE_WHERE_FEW)
    missing = wanted - sum(1 for resident in residents if _fits(resident, seat))
    for number in range(max(0, missing)):
        voice = voices()[seat.voices[number % len(seat.voices)]]
        _add_one(rng, residents, voice, sought)


def _fits(resident: Resident, seat: DemoSeat) -> bool:
    return not set(resident.voices).isdisjoint(seat.voices)


def _add_one(rng: Random, residents: list[Resident], voice: Voice, sought: frozenset[str]) -> None:
    free = [
        resident
        for resident in residents
        if _could(resident, voice)
        and (voice.basis == "life" or sought.isdisjoint(resident.voices[:1]))
    ]
    if not free:
        return
    fewest = min(len(resident.voices) for resident in free)
    _give(rng.choice([resident for resident in free if len(resident.voices) <= fewest]), voice)


def _could(resident: Resident, voice: Voice) -> bool:
    """Whether this voice could be this person's without contradicting who they are."""
    if voice.key in resident.voices or not voice.suits_age(resident.age):
        return False
    if voice.wards and resident.ward.key not in voice.wards:
        return False
    if voice.basis == "work":
        return _may_work_as(resident, voice, resident.age)
    if voice.key in unlikely(resident) or (voice.working and not resident.working):
        return False
    if voice.impairment:
        return resident.disabled and not _contradicts(resident, voice.impairment)
    if voice.impairments:
        return not set(voice.impairments).isdisjoint(resident.impairments)
    return not voice.disabled or resident.disabled


def _contradicts(resident: Resident, impairment: str) -> bool:
    ruled_out = content("population")["unlikely"].get(impairment, ())
    return not resident.retired and not set(resident.voices).isdisjoint(ruled_out)


def _give(resident: Resident, voice: Voice) -> None:
    """An occupation replaces the one somebody had; a circumstance joins the others."""
    if voice.basis == "work":
        kept = [key for key in resident.voices if voices()[key].basis == "life"]
        resident.voices = [voice.key, *kept]
        resident.working, resident.retired = True, False
    else:
        resident.voices.append(voice.key)
    if voice.impairment and voice.impairment not in resident.impairments:
        resident.impairments.append(voice.impairment)
    if voice.tenure:
        resident.tenure = voice.tenure
