# SPDX-License-Identifier: Apache-2.0
"""来源 The machine that registered a case, so that it can list its own appeals by index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="caseline",
            name="source",
            field=models.CharField(db_default="", default="", max_length=40),
        ),
        migrations.AddIndex(
            model_name="caseline",
            index=models.Index(
                condition=models.Q(("source", ""), _negated=True),
                fields=["source", "registered_at", "case_no"],
                name="cases_by_source",
            ),
        ),
    ]
