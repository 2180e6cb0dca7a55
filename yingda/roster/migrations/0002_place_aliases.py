# SPDX-License-Identifier: Apache-2.0
"""别名 Other and old names of places, by which people call them."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    """See above."""

    dependencies = [("roster", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="place",
            name="aliases",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40),
                blank=True,
                default=list,
                size=None,
                verbose_name="别名、旧名",
            ),
        ),
    ]
