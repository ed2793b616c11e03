"""docs/tutorial.md, followed to the letter."""

from pathlib import Path

import pytest

from publius.web.calls.models import Call, CallState

from .convener import Convener
from .tutorial import Reader

pytestmark = pytest.mark.django_db(transaction=True)
TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"


def test_the_tutorial_leads_from_empty_to_a_formed_group(arrives):
    Reader(TUTORIAL, opens_window=lambda: arrives(Convener)).follows_every_step()

    assert Call.objects.get().state == CallState.FORMED
