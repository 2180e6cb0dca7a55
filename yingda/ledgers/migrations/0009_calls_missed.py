# SPDX-License-Identifier: Apache-2.0
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0008_recordings")]

    operations = [
        migrations.AddIndex(
            model_name="callline",
            index=models.Index(
                condition=models.Q(
                    ("offered", True), ("outcome__in", ("abandoned", "left", "lost"))
                ),
                fields=["begun_at"],
                name="calls_missed",
            ),
        ),
    ]
