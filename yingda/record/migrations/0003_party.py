# SPDX-License-Identifier: Apache-2.0
"""Whom an appeal is about is sealed beside the person who tells of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0002_never_changed")]
    operations = [
        migrations.AddField(
            model_name="particulars", name="party", field=models.BinaryField(null=True)
        ),
    ]
