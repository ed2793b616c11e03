"""The page of targets: set beside the population, checked without saving, with a way out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from publius.web.ledger.models import Event
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.targets import Range, set_population, set_targets
from publius.web.panels.models import PopulationShare, Target
from publius.web.panels.queries.features import FeatureValues
from publius.web.panels.queries.population import population_of, similarity, sources_of
from publius.web.panels.queries.stand_ins import dealt_answers
from publius.web.panels.queries.tallies import tally_of
from publius.web.panels.queries.targets import PoolCounts, Suggestion, suggestions
from tests.factories import AreaFactory, PersonFactory

from .conftest import tell

pytestmark = pytest.mark.django_db

CENSUS = "Census 2021, Arden Vale"
GENDER = FeatureValues("gender", "Gender", {"woman": "Woman", "man": "Man"})


@pytest.fixture
def desk(client, convener):
    client.force_login(convener)
    return client


@pytest.fixture
def women(call, pool):
    """Eleven more people, who all offer both seats: twelve women and eight men have answered."""
    everybody = [*pool, *(PersonFactory() for _ in range(11))]
    for number, person in enumerate(everybody):
        tell(person, gender="woman" if number < 12 else "man")
        join_pool(call=call, person=person, seats=call.seats.all())
    return everybody


def there(call, name: str = "targets") -> str:
    return reverse(f"panels:{name}", args=[call.slug])


def population(call, convener, **shares: float) -> None:
    set_population(
        call=call, by=convener, features=["gender"], shares={"gender": shares}, source=CENSUS
    )


# --- what the population looks like -------------------------------------------------------------


def test_typed_percentages_become_shares_with_their_source(desk, call):
    typed = {"unit": "percent", "source": CENSUS, "gender__woman": "51", "gender__man": "49"}

    answer = desk.post(there(call, "population"), typed)

    assert answer["Location"] == there(call)
    assert population_of(call) == {"gender": {"woman": 0.51, "man": 0.49}}
    assert sources_of(call) == {"gender": CENSUS}
    assert Event.objects.get(tag="population:set").data == {"features": ["gender"]}


def test_typed_numbers_of_people_become_shares(desk, call):
    typed = {"unit": "count", "source": CENSUS, "gender__woman": "300", "gender__man": "100"}

    desk.post(there(call, "population"), typed)

    assert population_of(call) == {"gender": {"woman": 0.75, "man": 0.25}}


def test_percentages_that_do_not_add_up_are_refused_and_stay_on_the_page(desk, call):
    typed = {"unit": "percent", "source": CENSUS, "gender__woman": "51", "gender__man": "40"}

    page = desk.post(there(call, "population"), typed).content.decode()

    assert "Gender: the percentages add up to 91, not to 100." in page
    assert [v for v in typed.values() if f'value="{v}"' not in page] == []
    assert not PopulationShare.objects.exists()


def test_a_feature_that_is_emptied_is_forgotten_and_others_keep_their_source(desk, call, convener):
    population(call, convener, woman=0.5, man=0.5)
    typed = {
        "unit": "percent",
        "source": "Another",
        "disability__yes": "20",
        "disability__no": "80",
    }

    desk.post(there(call, "population"), typed | {"gender__woman": "50", "gender__man": "50"})
    assert sources_of(call) == {"gender": CENSUS, "disability": "Another"}

    desk.post(there(call, "population"), typed)
    assert sources_of(call) == {"disability": "Another"}


def test_a_file_is_read_and_keeps_what_it_does_not_name(desk, call, convener):
    population(call, convener, woman=0.5, man=0.5)
    text = b"feature,value,count\nDisability,Yes,1\nDisability,No,4\nReligion,None,7\n"
    posted = {
        "upload": "1", "file_source": "Census 2031", "file": SimpleUploadedFile("c.csv", text),
    }  # fmt: skip

    page = desk.post(there(call, "population"), posted, follow=True).content.decode()

    assert population_of(call)["disability"] == {"yes": 0.2, "no": 0.8}
    assert sources_of(call) == {"gender": CENSUS, "disability": "Census 2031"}
    assert "Not used, because a group is not balanced on it: Religion." in page


def test_a_file_with_a_mistake_changes_nothing_and_names_the_line(desk, call, convener):
    population(call, convener, woman=0.5, man=0.5)
    text = b"feature,value,count\nGender,Womn,1\nGender,Man,4\n"
    posted = {"upload": "1", "file_source": "X", "file": SimpleUploadedFile("c.csv", text)}

    page = desk.post(there(call, "population"), posted).content.decode()

    assert "Line 2: Gender has no “Womn”. Did you mean “Woman”?" in page
    assert population_of(call) == {"gender": {"woman": 0.5, "man": 0.5}}


def test_shares_stand_beside_the_fields_with_what_they_mean(desk, call, convener, women):
    population(call, convener, woman=0.5, man=0.5)

    page = desk.get(there(call)).content.decode()

    assert "population 50%" in page
    assert f"from: {CENSUS}" in page
    assert "like the population. To mirror it, about" in page


# --- suggestions --------------------------------------------------------------------------------


def test_suggestions_mirror_the_population_where_it_is_known(call):
    counts = PoolCounts(tally_of(call), {})

    found = suggestions([GENDER], {"gender": {"woman": 0.51, "man": 0.49}}, counts, 12)

    assert found == {
        ("gender", "woman"): Suggestion(6, 7),
        ("gender", "man"): Suggestion(5, 6),
    }


def test_a_suggestion_about_answers_never_says_nobody_or_everybody(call):
    counts = PoolCounts(tally_of(call), {})

    found = suggestions([GENDER], {"gender": {"woman": 1.0, "man": 0.0}}, counts, 12)

    assert found == {
        ("gender", "woman"): Suggestion(11, 12),
        ("gender", "man"): Suggestion(0, 1),
    }


@pytest.mark.parametrize(
    ("shares", "people", "alike"),
    [
        ({"a": 0.5, "b": 0.5}, {"a": 5, "b": 5}, 1.0),
        ({"a": 0.5, "b": 0.5}, {"a": 8, "b": 2}, 0.7),
        ({"a": 1.0}, {"b": 3}, 0.0),
        ({"a": 1.0}, {}, None),
    ],
)
def test_similarity_is_the_share_of_people_who_could_stay(shares, people, alike):
    found = similarity(shares, people)

    assert found == (None if alike is None else pytest.approx(alike))


# --- is it still feasible? ----------------------------------------------------------------------


def test_checking_saves_nothing_and_keeps_what_was_typed(desk, call, women):
    typed = {"gender__woman_least": "2", "gender__woman_most": "4", "check": "1"}

    answer = desk.post(there(call), typed)

    page = answer.content.decode()
    assert "They are not saved yet." in page
    assert 'name="gender__woman_least" value="2"' in page
    assert not Target.objects.exists()


def test_saving_says_at_once_whether_it_can_be_done(desk, call, women):
    typed = {"gender__woman_least": "2", "gender__woman_most": "4"}

    page = desk.post(there(call), typed, follow=True).content.decode()

    assert "It can be done" in page
    assert "A group that meets the saved targets can be drawn" in page


def test_a_clash_is_named_with_a_way_out_that_fills_the_numbers_in(desk, call, seats, women):
    typed = {"gender__woman_most": "1", "gender__man_most": "2", "check": "1"}

    answer = desk.post(there(call), typed)
    feasibility = answer.context["feasibility"]
    filled = desk.get(answer.context["way_out"])

    assert not feasibility
    assert "Gender: Woman" in " ".join(feasibility.sentences)
    field = filled.context["form"]
    found = [field[f"gender__{v}_most"].value() for v in ("woman", "man")]
    assert found != [1, 2]
    assert "filled in below, not saved" in filled.content.decode()
    assert not Target.objects.exists()


def test_following_the_way_out_leads_to_targets_that_can_be_met(desk, call, women):
    typed = {"gender__woman_most": "1", "gender__man_most": "2", "check": "1"}
    way_out = desk.post(there(call), typed).context["way_out"]

    form = desk.get(way_out).context["form"]
    again = desk.post(there(call), form.as_typed() | {"check": "1"})

    assert again.context["feasibility"]


def test_a_link_that_fills_in_nonsense_is_ignored(desk, call):
    answer = desk.get(there(call), {"gender__woman_least": "-1", "nothing": "4", "x": "²"})

    assert answer.context["form"]["gender__woman_least"].value() is None


def test_too_few_people_from_an_area_is_a_certain_no(desk, call, pool):
    area = AreaFactory(name="North", slug="north")
    call.area = area
    call.save()
    set_targets(call=call, by=pool[0], ranges={("area", "north"): Range(1, 6)})

    feasibility = desk.get(there(call)).context["feasibility"]

    assert (bool(feasibility), feasibility.is_certain) == (False, True)
    assert "Area: North" in " ".join(feasibility.sentences)


def test_where_rounding_hides_the_answer_the_page_says_so(desk, call, women):
    typed = {"gender__non_binary_least": "1", "gender__non_binary_most": "5", "check": "1"}

    feasibility = desk.post(there(call), typed).context["feasibility"]

    assert feasibility
    told = "You ask for at least 1, and rounding hides whether so many are in the pool."
    assert [told in caution for caution in feasibility.cautions] == [True]


def test_dealt_answers_have_the_counts_of_the_tally(desk, call, women):
    desk.get(there(call))
    tally = tally_of(call)

    dealt = dealt_answers(tally, [p.pk for p in women], [])

    answers = [theirs.get("gender") for theirs in dealt.values()]
    assert (tally.counts["gender"], answers.count("woman")) == ({"man": 10, "woman": 10}, 10)
