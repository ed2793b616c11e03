import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F

import publius.web.fields


def say_how_far_each_has_come(apps, schema_editor):
    """Everything that was finished before lotteries were published was drawn or proposed."""
    draws = apps.get_model("panels", "Draw").objects.filter(work_state="done")
    draws.update(phase="drawn", drawn_at=F("finished_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0003_explanations"),
        ("ledger", "0001_initial"),
        ("panels", "0004_targets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("posted_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("draw", "How the draw was made"),
                            ("ruled_out", "That I was ruled out for a seat"),
                            ("not_invited", "That I was not asked, or left out in another way"),
                            ("changed", "That the drawn group was changed by hand"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
                ("raised_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Waits for an answer"),
                            ("upheld", "Upheld"),
                            ("partly", "Partly upheld"),
                            ("not_upheld", "Not upheld"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["raised_at", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="draw",
            name="one_undecided_draw_per_call",
        ),
        migrations.AddField(
            model_name="draw",
            name="alpha",
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="at_once",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="beacon_due_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="beacon_problem",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="commitment",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="draw",
            name="drawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="drawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="is_test",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="draw",
            name="lottery",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="ledger.run",
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="objective",
            field=models.CharField(
                choices=[
                    ("leximin", "Fairest: the smallest chance is as large as it can be"),
                    ("goldilocks", "Nobody almost certain, nobody almost without a chance"),
                    ("nash", "Balanced: the chances are as large as they can be taken together"),
                    ("relevance", "Better fit, with a floor under everybody’s chance"),
                ],
                default="leximin",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="outcome",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="draw",
            name="phase",
            field=models.CharField(
                choices=[
                    ("preparing", "Being worked out"),
                    ("prepared", "Ready to be published"),
                    ("publishing", "Being published"),
                    ("published", "Published, not drawn yet"),
                    ("drawn", "Drawn"),
                    ("cancelled", "Cancelled"),
                ],
                default="preparing",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draw",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="rule",
            field=models.CharField(
                choices=[
                    ("server", "A number drawn by this service"),
                    ("dice", "Dice thrown in public"),
                    ("beacon", "A public random beacon"),
                ],
                default="server",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="rule_facts",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="drawnperson",
            name="public_code",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="drawnperson",
            name="reasons",
            field=publius.web.fields.EncryptedJSONField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="draw",
            name="seed",
            field=models.BigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="drawnperson",
            name="outcome",
            field=models.CharField(
                choices=[
                    ("panel", "On the panel"),
                    ("reserve", "Reserve"),
                    ("neither", "Not drawn"),
                    ("waiting", "Not drawn yet"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunPython(say_how_far_each_has_come, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("decision", "pending"),
                    ("is_test", False),
                    models.Q(("work_state", "failed"), _negated=True),
                ),
                fields=("call",),
                name="one_undecided_draw_per_call",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_test", False),
                    models.Q(
                        ("decision", "pending"),
                        ("drawn_at__isnull", True),
                        ("method", "lot"),
                        ("published_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="nobody_is_chosen_by_a_test",
            ),
        ),
        migrations.AddConstraint(
            model_name="draw",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("phase", "published"), _negated=True),
                    models.Q(("commitment", ""), _negated=True),
                    _connector="OR",
                ),
                name="published_with_a_commitment",
            ),
        ),
        migrations.AddField(
            model_name="contest",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="contest",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contests",
                to="calls.call",
            ),
        ),
        migrations.AddField(
            model_name="contest",
            name="draw",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="contests",
                to="panels.draw",
            ),
        ),
        migrations.AddField(
            model_name="contest",
            name="raised_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contests_raised",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by__isnull", True),
                    models.Q(("answered_by", models.F("raised_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_answers_their_own_contest",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("outcome", "")),
                    models.Q(
                        models.Q(("outcome", ""), _negated=True),
                        ("answered_at__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contest_answered_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="contest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "")),
                fields=("call", "raised_by", "subject"),
                name="one_open_contest_per_subject",
            ),
        ),
    ]
