import uuid

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conversations", "0003_statements"),
        ("ledger", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MapWork",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "work_state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("problem", models.TextField(blank=True)),
                ("last_vote", models.BigIntegerField(default=0)),
                ("last_change", models.BigIntegerField(default=0)),
                ("n_removed", models.PositiveIntegerField(default=0)),
                ("n_taken_down", models.PositiveIntegerField(default=0)),
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="map_work",
                        to="conversations.conversation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RowsTaken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("reason", models.TextField(max_length=1000)),
                ("taken_at", models.DateTimeField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows_taken",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "rows taken",
                "ordering": ["taken_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "posted_key",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("weights", models.JSONField(default=dict)),
                ("seed", models.BigIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            (
                                "NEW",
                                "You are asked about it because few people have voted on it yet.",
                            ),
                            (
                                "LATE",
                                "You are asked about it because it came late and has fewer votes so far.",
                            ),
                            (
                                "PRIORITY",
                                "It was drawn by lot; what may unite or divide people is drawn more often.",
                            ),
                            (
                                "SOMEWHERE",
                                "You are asked about it because a small group agrees with it and others do not.",
                            ),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("voted", "Voted"),
                            ("skipped", "Skipped"),
                            ("back", "Skipped once, to be asked again"),
                        ],
                        max_length=7,
                    ),
                ),
                ("ended_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="conversations.participant",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turns",
                        to="conversations.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["ended_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="VoteChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "old_answer",
                    models.SmallIntegerField(
                        choices=[(1, "Agree"), (0, "Unsure"), (-1, "Disagree")]
                    ),
                ),
                (
                    "old_unsure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("information", "I need to know more"),
                            ("depends", "It depends"),
                            ("torn", "I am torn"),
                        ],
                        max_length=11,
                    ),
                ),
                ("old_why", models.CharField(blank=True, max_length=500)),
                (
                    "new_answer",
                    models.SmallIntegerField(
                        choices=[(1, "Agree"), (0, "Unsure"), (-1, "Disagree")], null=True
                    ),
                ),
                ("changed_mind", models.CharField(blank=True, max_length=500)),
                ("changed_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vote_changes",
                        to="conversations.participant",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="vote_changes",
                        to="conversations.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["changed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Guess",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("understand", "Understand"),
                            ("explore", "Explore"),
                            ("weigh", "Weigh"),
                            ("decide", "Decide"),
                            ("report", "Report"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "guessed",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                ("actual", models.PositiveSmallIntegerField()),
                ("people", models.PositiveIntegerField()),
                ("guessed_at", models.DateTimeField()),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guesses",
                        to="conversations.participant",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guesses",
                        to="conversations.statement",
                    ),
                ),
            ],
            options={
                "ordering": ["guessed_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participant", "statement"), name="one_guess_per_statement"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MapVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("n_people", models.PositiveIntegerField()),
                ("n_votes", models.PositiveIntegerField()),
                ("n_statements", models.PositiveIntegerField()),
                ("k", models.PositiveSmallIntegerField()),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("firm", "The groups are clear"),
                            ("tentative", "The groups may still change"),
                            ("no clear groups", "No clear groups"),
                        ],
                        max_length=20,
                    ),
                ),
                ("shown", models.JSONField()),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="maps",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="map_version",
                        to="ledger.run",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conversation", "number"), name="one_map_per_number"
                    )
                ],
            },
        ),
    ]
