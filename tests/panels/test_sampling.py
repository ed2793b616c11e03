"""Whom letters go to: everybody's chance is known, in every stratum and household."""

import io
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.panels import (
    Address,
    FileError,
    PoolError,
    SettingError,
    letters_needed,
    sample_invitations,
)
from publius.panels.addresses import invited_csv, read_addresses


def homes(**wards):
    return [Address(f"{ward} {n}", ward) for ward, count in wards.items() for n in range(count)]


def by_ward(sample):
    return {stratum.name: stratum.letters for stratum in sample.strata}


def test_letters_are_shared_out_in_proportion_to_addresses():
    drawn = sample_invitations(homes(East=60, North=30, West=10), count=10, seed=0)

    assert by_ward(drawn) == {"East": 6, "North": 3, "West": 1}
    assert Counter(name.split()[0] for name in drawn.chosen) == by_ward(drawn)


def test_a_heavier_stratum_is_asked_so_many_times_more_often():
    drawn = sample_invitations(homes(East=100, West=100), count=30, weights={"West": 2}, seed=0)

    assert (drawn.inclusion["East 0"], drawn.inclusion["West 0"]) == (0.1, 0.2)
    assert (drawn.weight("East 0"), drawn.weight("West 0")) == (10, 5)


def test_a_stratum_smaller_than_its_share_is_asked_whole_and_the_others_share_the_rest():
    drawn = sample_invitations(
        homes(East=100, Isle=3, West=100), count=43, weights={"Isle": 10}, seed=0
    )

    assert by_ward(drawn) == {"East": 20, "Isle": 3, "West": 20}
    assert drawn.inclusion["Isle 0"] == 1


def test_remainders_go_to_the_largest():
    assert by_ward(sample_invitations(homes(a=34, b=33, c=33), count=10, seed=0)) == {
        "a": 4,
        "b": 3,
        "c": 3,
    }
    assert by_ward(sample_invitations(homes(a=20, b=15, c=5), count=7, seed=0)) == {
        "a": 3,
        "b": 3,
        "c": 1,
    }


def test_where_a_stratum_would_be_left_out_remainders_are_drawn_by_lot():
    people = homes(**{f"street{n}": 1 for n in range(10)}, big=10)
    times = Counter()
    for seed in range(3000):
        times.update(sample_invitations(people, count=4, seed=seed).chosen)

    drawn = sample_invitations(people, count=4, seed=0)

    assert set(drawn.inclusion.values()) == {0.2}
    assert len(drawn.chosen) == 4
    assert all(times[name] / 3000 == pytest.approx(0.2, abs=0.03) for name in drawn.inclusion)


def test_a_stratum_of_no_weight_gets_no_letter():
    drawn = sample_invitations(homes(East=5, West=5), count=5, weights={"West": 0}, seed=0)

    assert by_ward(drawn) == {"East": 5, "West": 0}
    assert drawn.inclusion["West 0"] == 0


def test_one_letter_goes_to_a_household_and_all_in_it_have_the_same_chance():
    people = [Address(f"p{n}", household=f"home {n // 3}") for n in range(9)]
    people.append(Address("alone"))

    drawn = sample_invitations(people, count=2, seed=0)

    assert len({name if name == "alone" else int(name[1:]) // 3 for name in drawn.chosen}) == 2
    assert drawn.inclusion["alone"] == 0.5
    assert {drawn.inclusion[f"p{n}"] for n in range(9)} == {0.5 / 3}


def test_over_many_seeds_everybody_comes_as_often_as_was_said():
    people = [Address("a1", "A", "x"), Address("a2", "A", "x"), Address("a3", "A")]
    people += homes(B=4)
    times = Counter()
    for seed in range(4000):
        times.update(sample_invitations(people, count=4, weights={"A": 2}, seed=seed).chosen)

    inclusion = sample_invitations(people, count=4, weights={"A": 2}, seed=0).inclusion
    for name, chance in inclusion.items():
        assert times[name] / 4000 == pytest.approx(chance, abs=0.035)


def test_all_pairs_in_a_stratum_come_together_equally_often():
    people = homes(A=5)
    pairs = Counter()
    for seed in range(5000):
        chosen = sorted(sample_invitations(people, count=2, seed=seed).chosen)
        pairs[tuple(chosen)] += 1

    assert len(pairs) == 10
    assert all(count / 5000 == pytest.approx(0.1, abs=0.02) for count in pairs.values())


@given(
    st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 40), min_size=1),
    st.dictionaries(st.sampled_from("abcdef"), st.floats(0.1, 10), max_size=6),
    st.data(),
)
def test_chances_add_up_to_the_letters_and_shares_are_off_by_less_than_one(sizes, heavy, data):
    weights = {name: weight for name, weight in heavy.items() if name in sizes}
    count = data.draw(st.integers(1, sum(sizes.values())))

    drawn = sample_invitations(homes(**sizes), count=count, weights=weights, seed=3)

    assert sum(drawn.inclusion.values()) == pytest.approx(count)
    assert len(set(drawn.chosen)) == count
    letters = by_ward(drawn)
    assert all(letters[name] <= size for name, size in sizes.items())
    pull = {name: weights.get(name, 1) * size for name, size in sizes.items()}
    if all(count * p <= sizes[name] * sum(pull.values()) for name, p in pull.items()):
        for name, p in pull.items():
            assert abs(letters[name] - count * p / sum(pull.values())) < 1 + 1e-9


def test_the_same_seed_chooses_the_same_addresses_whatever_the_order_of_the_list():
    people = homes(East=50, West=50)
    shuffled = random.Random(1).sample(people, 100)

    drawn = sample_invitations(people, count=20, seed=8)

    assert sample_invitations(shuffled, count=20, seed=8) == drawn
    assert sample_invitations(people, count=20, seed=9).chosen != drawn.chosen


def test_answers_are_foretold_where_a_rate_is_known():
    drawn = sample_invitations(
        homes(East=100, West=100), count=40, rates={"East": 0.05, "West": 0.1}, seed=0
    )

    assert [stratum.answers for stratum in drawn.strata] == [1.0, 2.0]


def test_enough_letters_are_sent_for_the_answers_wanted():
    assert letters_needed(1, rate=0.5, certainty=0.9) == 4  # 1 - 1/16 is the first above 0.9
    assert letters_needed(3, rate=1.0) == 3
    assert letters_needed(0, rate=0.1) == 0


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"count": 0}, "bad-letters"),
        ({"count": 11}, "bad-letters"),
        ({"count": 6, "weights": {"West": 0}}, "bad-letters"),
        ({"count": 1, "weights": {"East": 0, "West": 0}}, "no-addresses"),
        ({"count": 1, "weights": {"West": "2"}}, "bad-stratum-weight"),
        ({"count": 1, "weights": {"West": float("nan")}}, "bad-stratum-weight"),
        ({"count": 1, "weights": {"West": -1}}, "bad-stratum-weight"),
        ({"count": 1, "weights": {"Wset": 2}}, "unknown-stratum"),
        ({"count": 1, "rates": {"West": 1.5}}, "bad-rate"),
        ({"count": 1, "rates": {"West": "often"}}, "bad-rate"),
        ({"count": 1, "seed": "7"}, "bad-seed"),
    ],
)
def test_settings_that_no_sample_could_follow_are_refused(wish, code):
    with pytest.raises(SettingError) as refusal:
        sample_invitations(homes(East=5, West=5), **{"seed": 0, **wish})

    assert refusal.value.code == code


def test_a_misspelt_stratum_is_recognised():
    with pytest.raises(SettingError, match="“Wset”; did you mean “West”"):
        sample_invitations(homes(East=5, West=5), count=1, weights={"Wset": 2}, seed=0)


@pytest.mark.parametrize(
    ("addresses", "code"),
    [
        ([Address("a"), Address("a")], "duplicate-address"),
        ([Address(" ")], "blank-address"),
        ([Address("a", "East", "h"), Address("b", "West", "h")], "household-in-two-strata"),
    ],
)
def test_lists_that_contradict_themselves_are_refused(addresses, code):
    with pytest.raises(PoolError) as refusal:
        sample_invitations(addresses, count=1, seed=0)

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "wish",
    [
        {"answers": -1, "rate": 0.1},
        {"answers": 1.5, "rate": 0.1},
        {"answers": 1, "rate": 0.0},
        {"answers": 1, "rate": float("nan")},
        {"answers": 1, "rate": 0.1, "certainty": 1.0},
    ],
)
def test_answers_that_no_letters_could_bring_are_refused(wish):
    with pytest.raises(SettingError):
        letters_needed(wish.pop("answers"), **wish)


LIST = (
    "uprn,street,postcode,imd_decile\n1,1 Mill Lane,AB1,1\n2,=2 Mill Lane,AB1,1\n3,9 Hill,AB2,2\n"
)


def test_a_file_comes_back_with_what_every_letter_stands_for():
    file = read_addresses(io.BytesIO(LIST.encode()), strata="imd_decile")

    drawn = sample_invitations(file.addresses, count=2, weights={"2": 4}, seed=0)
    lines = invited_csv(drawn, file).lstrip("\ufeff").split("\r\n")

    assert lines[0] == (
        "address,stratum,inclusion_probability,weight,uprn,street,postcode,imd_decile"
    )
    assert lines[2:] == ["3,2,1,1,3,9 Hill,AB2,2", ""]
    assert lines[1] in ("1,1,0.5,2,1,1 Mill Lane,AB1,1", "2,1,0.5,2,2,'=2 Mill Lane,AB1,1")


def test_rows_that_agree_in_all_columns_are_one_household():
    text = LIST + "4,1 mill  lane,ab1,1\n"

    file = read_addresses(io.BytesIO(text.encode()), one_per=["street", "postcode"])

    households = [address.household for address in file.addresses]
    assert households[0] == households[3]
    assert len(set(households)) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("uprn,ward\n1,\n", "line 2: ward is blank"),
        ("uprn,ward\n1,a\n1,b\n", "line 3: the id “1” is there already, further up"),
        ("uprn,ward\n,a\n", "line 2: the id is blank"),
        ("uprn,area\n1,a\n", "the header lacks “ward”. It has: uprn, area."),
    ],
)
def test_a_file_that_cannot_be_used_says_where(text, said):
    with pytest.raises(FileError, match=said):
        read_addresses(io.BytesIO(text.encode()), strata="ward")
