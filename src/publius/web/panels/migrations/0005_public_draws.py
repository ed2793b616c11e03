from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("panels", "0004_targets")]
    operations = []
