import django.db.models.deletion
from django.db import migrations, models

FEATURES = [
    ("age_band", "Age"),
    ("gender", "Gender"),
    ("ethnicity", "Ethnic group"),
    ("disability", "Disability"),
    ("area", "Area"),
    ("sat_before", "Sat on a panel in the last two years"),
]


class Migration(migrations.Migration):
    dependencies = [("panels", "0003_assignments")]
    operations = [
        migrations.CreateModel(
            name="PopulationShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("feature", models.CharField(choices=FEATURES, max_length=20)),
                ("value", models.CharField(max_length=80)),
                ("share", models.FloatField()),
                ("source", models.CharField(blank=True, max_length=200)),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="population",
                        to="calls.call",
                    ),
                ),
            ],
            options={
                "ordering": ["feature", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "feature", "value"), name="one_population_share_per_value"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("share__gte", 0), ("share__lte", 1)),
                        name="population_share_within_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("people", models.JSONField(default=list)),
                ("counts", models.JSONField(default=dict)),
                ("answered", models.JSONField(default=dict)),
                ("taken_at", models.DateTimeField()),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tally",
                        to="calls.call",
                    ),
                ),
            ],
            options={"verbose_name_plural": "tallies"},
        ),
    ]
