"""What people thought others would say, before they saw it."""

from django.core.validators import MaxValueValidator
from django.db import models

from .conversations import Participant, StageKind
from .statements import Statement
from .votes import OwnQuerySet


class Guess(models.Model):
    """How many in a hundred of those who live it agree: as guessed, and as it was then."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="guesses")
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="guesses")
    stage = models.CharField(max_length=10, choices=StageKind.choices)
    guessed = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    actual = models.PositiveSmallIntegerField()  # per cent who agreed, when it was revealed
    people = models.PositiveIntegerField()  # of how many
    guessed_at = models.DateTimeField()

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["guessed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="one_guess_per_statement"
            )
        ]

    def __str__(self) -> str:
        return f"guess about {self.statement}"

    @property
    def error(self) -> int:
        return abs(self.guessed - self.actual)
