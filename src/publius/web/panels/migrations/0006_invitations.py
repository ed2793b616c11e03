from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("panels", "0005_public_draws")]
    operations = []
