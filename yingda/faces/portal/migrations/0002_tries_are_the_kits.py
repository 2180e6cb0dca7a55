# SPDX-License-Identifier: Apache-2.0
from django.db import migrations


class Migration(migrations.Migration):
    """The tries of a quarter of an hour are not worth carrying over to the kit's table."""

    dependencies = [("portal", "0001_initial")]

    operations = [migrations.DeleteModel(name="Tries")]
