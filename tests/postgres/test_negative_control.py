"""The burst would show a race if there were one: code with the usual mistake does fail here."""

import pytest
from django.db import connection, models, transaction

from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
TRIALS, PEOPLE = 10, 12


class Chair(models.Model):
    """One chair, without the constraint that our own tables have."""

    call = models.IntegerField()
    person = models.IntegerField()

    class Meta:
        app_label = "negative_control"

    def __str__(self) -> str:
        return f"{self.call}: {self.person}"


class GuardedChair(models.Model):
    """The same with the constraint."""

    call = models.IntegerField(unique=True)
    person = models.IntegerField()

    class Meta:
        app_label = "negative_control"

    def __str__(self) -> str:
        return f"{self.call}: {self.person}"


@pytest.fixture(autouse=True)
def tables(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Chair)
        editor.create_model(GuardedChair)
    yield
    with connection.schema_editor() as editor:
        editor.delete_model(Chair)
        editor.delete_model(GuardedChair)


def sit_down(model, call, person):
    with transaction.atomic():
        if not model.objects.filter(call=call).exists():
            model.objects.create(call=call, person=person)


def chairs_taken_twice(model) -> tuple[int, list[str]]:
    errors = []
    for call in range(TRIALS):
        results = all_at_once([lambda p=p, c=call: sit_down(model, c, p) for p in range(PEOPLE)])
        errors += raised(results)
    counts = model.objects.values("call").annotate(number=models.Count("pk"))
    return counts.filter(number__gt=1).count(), errors


def test_look_then_insert_gives_one_chair_to_several_people():
    doubles, errors = chairs_taken_twice(Chair)

    assert doubles > 0
    assert errors == []


def test_with_the_constraint_the_same_code_gives_each_chair_once():
    doubles, errors = chairs_taken_twice(GuardedChair)

    assert doubles == 0
    assert set(errors) == {"IntegrityError"}
