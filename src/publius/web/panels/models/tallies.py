"""What people in a pool answered, counted in batches so that nobody's answer can be worked out."""

from django.db import models

from publius.web.calls.models import Call, ConvenersOnlyQuerySet


class Tally(models.Model):
    """The rounded counts of a pool's answers, as they stood when they were last counted.

    A new count is made only when the answers of so many people came or went that the difference
    of two counts says nothing about one of them (ADR 0021). Exact counts are never stored.
    """

    call = models.OneToOneField(Call, models.CASCADE, related_name="tally")
    people = models.JSONField(default=list)  # keys of those whose answers are in it
    counts = models.JSONField(default=dict)  # feature -> value -> rounded; 0: fewer than 8
    answered = models.JSONField(default=dict)  # feature -> how many answered it, rounded
    taken_at = models.DateTimeField()

    objects = ConvenersOnlyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"

    def __str__(self) -> str:
        return f"answers in the pool of {self.call}, {self.taken_at:%Y-%m-%d}"
