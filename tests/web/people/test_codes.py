"""The coded lists: stable, without double meanings, and each example true."""

import doctest

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from publius.web.people import access_codes, demographic_values, trust_weights
from publius.web.people.forms.fields import ListField
from publius.web.people.models import EvidenceSource, Kind


@pytest.mark.parametrize("module", [access_codes, demographic_values, trust_weights])
def test_examples_are_true(module):
    result = doctest.testmod(module)

    assert result.attempted > 0
    assert result.failed == 0


def test_no_access_code_means_two_things():
    codes = [code for group in access_codes.GROUPS for code in group.needs]

    assert len(codes) == len(set(codes)) == len(access_codes.NEEDS)


def test_codes_fit_their_fields_and_can_always_be_left_unsaid():
    for feature in demographic_values.FEATURES.values():
        values = [value for value, _ in feature.choices]
        assert values[-1] == demographic_values.PREFER_NOT_TO_SAY
        assert values[:-1] == list(feature.values)


@pytest.mark.parametrize("source", EvidenceSource.values)
@pytest.mark.parametrize("kind", Kind.values)
def test_confirming_never_makes_evidence_count_less(kind, source):
    def weight(is_confirmed: bool) -> float:
        return trust_weights.weight_of_evidence(
            kind, source, is_confirmed=is_confirmed, has_link=False
        )

    assert 0 < weight(False) <= weight(True) <= 1


@pytest.mark.parametrize("source", EvidenceSource.values)
def test_only_confirmed_or_checkable_evidence_counts_as_verified(source):
    """Below one half the matcher counts an item as unverified (publius.matching.Evidence)."""
    plain = trust_weights.weight_of_evidence(
        "practical", source, is_confirmed=False, has_link=False
    )
    confirmed = trust_weights.weight_of_evidence(
        "practical", source, is_confirmed=True, has_link=False
    )

    assert plain < 0.5 <= confirmed


@given(st.text(max_size=400))
def test_a_typed_list_comes_out_short_clean_and_stable(text):
    field = ListField(required=False, most=5, longest=20)
    try:
        items = field.clean(text)
    except ValidationError:
        return

    assert len(items) <= 5
    assert all(0 < len(item) <= 20 and item == " ".join(item.split()) for item in items)
    assert field.clean(field.prepare_value(items)) == items
