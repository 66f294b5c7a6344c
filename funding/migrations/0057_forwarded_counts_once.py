"""What was forwarded counts at the fund that it went to, and once.

0055 was written without it, so a database that took that one counts such lines twice: the condition is put back in its
function, and the cases with such a line are counted again. A new database has it already (sql/figures.sql).
"""

from django.db import migrations

COUNT_ONCE = r"""
DO $$
BEGIN
    EXECUTE replace(
        pg_get_functiondef('funding_cases_of(uuid[])'::regprocedure),
        'l.state <> ''proposed''', 'l.state NOT IN (''proposed'', ''forwarded'')');
END
$$;
INSERT INTO funding_figuretouched (application)
SELECT DISTINCT application_id FROM funding_planline WHERE state = 'forwarded';
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0056_bank_word_again")]
    # The way back changes nothing: it would count twice again.
    operations = [migrations.RunSQL(COUNT_ONCE, migrations.RunSQL.noop)]
