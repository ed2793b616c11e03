from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_contact_details"),
    ]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("panel_balancing", "Balancing a group"),
                    ("lived_experience", "Matching on what you have lived through"),
                    ("access_needs", "Passing on your access needs when you accept a place"),
                    ("call_alerts", "Writing to you about calls that need you"),
                    ("other_routes", "Reaching you by text message, letter or phone"),
                    ("conversations", "Counting what you think in conversations"),
                ],
                max_length=30,
            ),
        ),
    ]
