"""Which parts of the targets page stand open."""

from collections import Counter

from publius.web.panels.forms.targets import LONG, Beside, TargetsForm
from publius.web.panels.models import Feature, Tally
from publius.web.panels.queries.features import FeatureValues
from publius.web.panels.queries.targets import PoolCounts

WARDS = FeatureValues(Feature.AREA, "Area", {f"ward-{n}": f"Ward {n}" for n in range(1, LONG + 2)})
GENDERS = FeatureValues(Feature.GENDER, "Gender", {"woman": "Woman", "man": "Man"})


def form_with(data: dict[str, str] | None = None) -> TargetsForm:
    return TargetsForm(data, features=[WARDS, GENDERS], size=12, saved={})


def beside() -> Beside:
    return Beside(PoolCounts(Tally(), Counter()), {}, {}, {}, {})


def test_only_a_long_list_of_answers_is_folded():
    wards, genders = form_with().groups(beside())

    assert (wards.is_long, genders.is_long) == (True, False)


def test_a_folded_list_opens_as_soon_as_one_of_its_ranges_is_used():
    field = form_with().groups(beside())[0].lines[-1].least.html_name

    before, _genders = form_with().groups(beside())
    after, _genders = form_with({field: "2"}).groups(beside())

    assert (before.is_used, after.is_used) == (False, True)
