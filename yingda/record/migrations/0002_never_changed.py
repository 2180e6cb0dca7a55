# SPDX-License-Identifier: Apache-2.0
"""The record is append-only; the sequence behind the case numbers is drawn in blocks of fifty."""

from django.db import migrations

NEVER_CHANGED = """
create function record_never_changed() returns trigger language plpgsql as
$$ begin raise exception 'the record is never changed'; end $$;
create trigger never_changed before update or delete on record_entry
  for each row execute function record_never_changed();
create trigger never_emptied before truncate on record_entry
  for each statement execute function record_never_changed();
create trigger seal_never_emptied before truncate on record_seal
  for each statement execute function record_never_changed();
create trigger seal_never_changed before update or delete on record_seal
  for each row execute function record_never_changed();
"""
CHANGED_AGAIN = "drop function record_never_changed cascade"


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]
    operations = [
        migrations.RunSQL(NEVER_CHANGED, CHANGED_AGAIN),
        migrations.RunSQL(
            "create sequence record_number increment by 50 start with 50",
            "drop sequence record_number",
        ),
    ]
