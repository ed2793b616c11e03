from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("panels", "0003_assignments")]
    operations = []
