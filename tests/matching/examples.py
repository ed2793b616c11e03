"""A few people around a bike lane, and how Hypothesis makes up more of them."""

from datetime import date

from hypothesis import strategies as st

from publius.matching import Evidence, Kind, MemoryIndex, Need, Vocabulary


def item(evidence_id, text, person="Ada", kind=Kind.PRACTICAL, source="role", **more):
    return Evidence(evidence_id, person, kind, text, source, **more)


def words_only(evidence, *more, **options):
    """An index that compares words alone, for sums that can be done by hand."""
    return MemoryIndex(evidence, *more, vocabulary=Vocabulary(), **options)


def relative(ranking):
    """Each person's score as a share of the best one's."""
    best = ranking.fits[0].score
    return {fit.person: round(fit.score / best, 4) for fit in ranking.fits}


TOWN = (
    item("plan", "I plan streets for walking and cycling.", "Ada", Kind.PROFESSIONAL),
    item("signals", "Traffic engineer: signals and junctions.", "Bo", Kind.PROFESSIONAL),
    item("commute", "I cycle to work every day along Station Road.", "Cy"),
    item("school", "We ride our bikes to school.", "Cy", weight=0.4, source="self_account"),
    item("cab", "I have driven a cab at night for 20 years.", "Di", weight=0.7),
    item("cane", "I am blind and walk to work with a cane.", "Eve", Kind.LIVED, "self_account"),
)
CYCLING = Need("cycling", "People who cycle to work", kind=Kind.PRACTICAL)

WORDS = ("cycling", "work", "cab", "blind", "cane", "signal", "junction", "bread", "the", "to")
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
people = st.sampled_from(("Ada", "Bo", "Cy", "Di"))
items = st.builds(
    Evidence,
    id=st.uuids().map(str),
    person=people,
    kind=st.sampled_from(Kind),
    text=texts,
    source=st.sampled_from(("role", "self_account")),
    weight=st.sampled_from((0.3, 0.4, 0.5, 0.7, 1.0)),
    at=st.none() | st.dates(min_value=date(2000, 1, 1), max_value=date(2026, 1, 1)),
    place=st.none() | st.sampled_from(("Northfield", "Southgate")),
    hidden=st.booleans(),
)
collections = st.lists(items, max_size=12, unique_by=lambda each: each.id)
needs = st.builds(
    Need,
    id=st.text("abc", min_size=1, max_size=3),
    text=texts,
    kind=st.none() | st.sampled_from(Kind),
    place=st.none() | st.just("Northfield"),
)
