# SPDX-License-Identifier: Apache-2.0
"""What the readings count of a case (rebuild the ledgers to fill these for earlier cases)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0002_source")]

    operations = [
        migrations.AddField(
            model_name="followupline",
            name="excluded",
            field=models.CharField(default="", max_length=24),
            preserve_default=False,
        ),
        *[
            migrations.AddField("caseline", name, models.BooleanField(null=True))
            for name in ("copied", "overridden", "told_both", "reasoned", "based")
        ],
    ]
