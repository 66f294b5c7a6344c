"""The tables of the portal, its audit trail that chains itself and refuses changes, and an outbox that wakes the relay."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.functions.uuid
import portal.brands.models
import portal.creating_models
from django.conf import settings
from django.db import migrations, models
from portal.statements import statements


class Migration(migrations.Migration):

    # What a database has that took them one by one.
    replaces = [
        ('portal', '0001_initial'),
        ('portal', '0002_audit_and_outbox'),
        ('portal', '0003_fund_contact'),
        ('portal', '0004_announcements'),
        ('portal', '0005_unsubscribe'),
        ('portal', '0006_questions'),
        ('portal', '0007_own_data'),
        ('portal', '0008_team_lead'),
        ('portal', '0009_codes_to_addresses'),
        ('portal', '0010_text_messages'),
        ('portal', '0011_digest'),
        ('portal', '0001_squashed_0011_digest'),
        ('portal', '0012_returned_mail'),
        ('portal', '0013_how_a_fund_promises_and_pays'),
        ('portal', '0014_campaigns'),
        ('portal', '0015_names_in_letters'),
        ('portal', '0016_assessors_of_files'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        django.contrib.postgres.operations.UnaccentExtension(),
        django.contrib.postgres.operations.TrigramExtension(),
        portal.creating_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Region',
                    fields=[
                        ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=80, unique=True)),
                    ],
                    options={
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='Municipality',
                    fields=[
                        ('code', models.CharField(help_text='CBS, for example GM0014', max_length=6, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('sort_name', models.CharField(db_index=True, max_length=80)),
                        ('province', models.CharField(max_length=40)),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='municipalities', to='portal.region')),
                        ('latitude', models.DecimalField(decimal_places=3, max_digits=6)),
                        ('longitude', models.DecimalField(decimal_places=3, max_digits=6)),
                    ],
                    options={
                        'ordering': ['sort_name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^GM\\d{4}$')), name='municipality_code_is_cbs')],
                    },
                ),
                migrations.CreateModel(
                    name='PostcodeRange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first', models.PositiveSmallIntegerField()),
                        ('last', models.PositiveSmallIntegerField()),
                        ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postcodes', to='portal.municipality')),
                    ],
                    options={
                        'ordering': ['first'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('first__gte', 1000), ('last__gte', models.F('first')), ('last__lte', 9999)), name='postcode_range_is_one'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(models.Func(models.F('first'), models.F('last'), models.Value('[]'), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&')], name='postcode_in_one_municipality')],
                    },
                ),
                migrations.CreateModel(
                    name='Area',
                    fields=[
                        ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120)),
                        ('kind', models.CharField(choices=[('province', 'provincie'), ('labour_market_region', 'arbeidsmarktregio'), ('just_transition', 'JTF-gebied'), ('fund', 'gebied van een fonds')], max_length=30)),
                        ('source', models.CharField(max_length=200)),
                        ('municipalities', models.ManyToManyField(related_name='areas', to='portal.municipality')),
                    ],
                    options={
                        'ordering': ['kind', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Brand',
                    fields=[
                        ('slug', models.SlugField(max_length=40, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('is_default', models.BooleanField(default=False)),
                        ('tokens', models.JSONField(blank=True, default=dict, validators=[portal.brands.models.validate_tokens])),
                        ('texts', models.JSONField(blank=True, default=dict, validators=[portal.brands.models.validate_texts])),
                        ('regions', models.ManyToManyField(related_name='brands', to='portal.region')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(models.F('is_default'), condition=models.Q(('is_default', True)), name='one_default_brand')],
                    },
                ),
                migrations.CreateModel(
                    name='BrandHost',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('host', models.CharField(max_length=253)),
                        ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hosts', to='portal.brand')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('host'), name='host_of_one_brand'), models.CheckConstraint(condition=models.Q(('host', django.db.models.functions.text.Lower('host'))), name='host_is_lower_case')],
                    },
                ),
                migrations.CreateModel(
                    name='BrandAnnouncement',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('warning', 'Waarschuwing: er gaat iets niet'), ('info', 'Mededeling: goed om te weten')], default='info', max_length=10)),
                        ('text', models.CharField(max_length=300)),
                        ('text_en', models.CharField(max_length=300)),
                        ('link', models.CharField(blank=True, max_length=200, validators=[django.core.validators.RegexValidator('^(/(?!/)|https://)\\S*$', 'Begin met https:// of, voor een eigen pagina, met een /.')])),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('version', models.PositiveIntegerField(default=1)),
                        ('brand', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='portal.brand', verbose_name='Merk')),
                    ],
                    options={
                        'abstract': False,
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='portal_brandannouncement_has_its_texts'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='portal_brandannouncement_begins_and_lasts'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__regex', '^(/(?!/)|https://)\\S*$'), _connector='OR'), name='portal_brandannouncement_link')],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('email', models.EmailField(max_length=254, unique=True)),
                        ('name', models.CharField(blank=True, max_length=120)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('language', models.CharField(default='nl', max_length=2)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_demo', models.BooleanField(default=False)),
                        ('created', models.DateTimeField(auto_now_add=True)),
                        ('erased', models.DateTimeField(null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='address_is_lower_case'), models.CheckConstraint(condition=models.Q(('erased__isnull', True), models.Q(('email__endswith', '@gewist.invalid'), ('is_active', False), ('name', ''), ('phone', '')), _connector='OR'), name='erased_user_tells_nothing')],
                    },
                ),
                migrations.CreateModel(
                    name='Fund',
                    fields=[
                        ('slug', models.SlugField(max_length=60, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120, unique=True)),
                        ('sector', models.CharField(choices=[('public', 'publiek'), ('private', 'privaat')], max_length=10)),
                        ('sole_decision_limit', models.BigIntegerField(default=0)),
                        ('decides_here', models.BooleanField(default=False)),
                        ('provider_confirms', models.BooleanField(default=False)),
                        ('advance_percent', models.PositiveSmallIntegerField(default=100)),
                        ('address', models.TextField(blank=True)),
                        ('contact', models.CharField(blank=True, max_length=200)),
                        ('names_in_letters', models.BooleanField(default=False)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('sole_decision_limit__gte', 0)), name='fund_limit_not_negative'), models.CheckConstraint(condition=models.Q(('advance_percent__range', (0, 100))), name='fund_advance_is_a_percentage')],
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                        ('role', models.CharField(choices=[('adviser', 'loopbaanadviseur'), ('team_lead', 'teamleider'), ('fund_administrator', 'fondsbeheerder'), ('approver', 'tweede beoordelaar'), ('assessor', 'beoordelaar per dossier'), ('portal_manager', 'portaalbeheerder')], max_length=20)),
                        ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='memberships', to='portal.region')),
                        ('fund', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='memberships', to='portal.fund')),
                        ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('fund__isnull', True), ('region__isnull', False), ('role__in', ('adviser', 'team_lead'))), models.Q(('fund__isnull', False), ('region__isnull', True), ('role__in', ('fund_administrator', 'approver', 'assessor'))), models.Q(('fund__isnull', True), ('region__isnull', True), ('role', 'portal_manager')), _connector='OR'), name='membership_has_its_place'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce('region', 'fund', models.Value('')), '='), ('period', '&&')], name='membership_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Campaign',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('code', models.SlugField(max_length=40, unique=True)),
                        ('name', models.CharField(max_length=120)),
                        ('begins', models.DateField()),
                        ('ended', models.DateField(null=True)),
                        ('reported_until', models.DateField()),
                        ('added', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('code', ''), _negated=True)), name='campaign_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='CampaignCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='portal.campaign')),
                        ('day', models.DateField()),
                        ('step', models.CharField(choices=[('landed', 'kwam binnen'), ('checked', 'begon de vragen'), ('outcome', 'zag de uitkomst'), ('begun', 'begon een aanvraag'), ('sent', 'verstuurde een aanvraag'), ('booked', 'maakte een afspraak')], max_length=10)),
                        ('number', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('campaign', 'day', 'step'), name='campaign_counted_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Confirmation',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('email', models.EmailField(blank=True, db_default='', help_text='lower case; empty with a user', max_length=254)),
                        ('subject', models.CharField(help_text='what it says yes to, wholly: "erase", "send:<draft>:<plan>"', max_length=160)),
                        ('digest', models.CharField(max_length=64)),
                        ('made', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('until', models.DateTimeField()),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('used', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['user', 'subject'], name='confirmation_of'), models.Index(condition=models.Q(('email', ''), _negated=True), fields=['email', 'subject'], name='confirmation_of_address')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('email', ''), ('user__isnull', False)), models.Q(('user__isnull', True), models.Q(('email', ''), _negated=True)), _connector='OR'), name='confirmation_of_user_or_address'), models.CheckConstraint(condition=models.Q(('tries__lte', 5)), name='confirmation_tried_a_few_times'), models.CheckConstraint(condition=models.Q(('used__isnull', True), ('used__gte', models.F('made')), _connector='OR'), name='confirmation_used_after_made')],
                    },
                ),
                migrations.CreateModel(
                    name='NoDigest',
                    fields=[
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                        ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                ),
                migrations.CreateModel(
                    name='MailMessage',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(help_text='name of the template', max_length=60)),
                        ('to', models.EmailField(max_length=254)),
                        ('subject', models.CharField(max_length=200)),
                        ('text', models.TextField(blank=True)),
                        ('html', models.TextField(blank=True)),
                        ('attachments', models.JSONField(blank=True, default=list)),
                        ('unsubscribe', models.URLField(blank=True, help_text='address that ends mails of this kind', max_length=400)),
                        ('reply_to', models.EmailField(blank=True, db_default='', help_text='who an answer goes to', max_length=254)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('sent', models.DateTimeField(null=True)),
                        ('returned', models.DateTimeField(help_text='when the mail server said that it cannot arrive', null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created'], name='mail_by_age')],
                    },
                ),
                migrations.CreateModel(
                    name='ReturnedAddress',
                    fields=[
                        ('address', models.EmailField(help_text='in lower case', max_length=254, primary_key=True, serialize=False)),
                        ('status', models.CharField(help_text='as the mail server said it (RFC 3463), e.g. 5.1.1', max_length=20)),
                        ('last', models.DateTimeField(help_text='when the last mail came back')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('address', django.db.models.functions.text.Lower('address'))), name='returned_address_lower')],
                    },
                ),
                migrations.CreateModel(
                    name='CaughtMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('to', models.TextField()),
                        ('subject', models.CharField(max_length=998)),
                        ('text', models.TextField()),
                        ('html', models.TextField(blank=True)),
                        ('attachments', models.JSONField(default=list)),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('chain', models.CharField(help_text="fund or region slug, or 'portal': each has its own chain", max_length=60)),
                        ('position', models.BigIntegerField(default=0)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('actor', models.UUIDField(help_text='user id; empty for the portal itself', null=True)),
                        ('verb', models.CharField(max_length=60)),
                        ('object_type', models.CharField(max_length=60)),
                        ('object_id', models.CharField(max_length=60)),
                        ('change', models.JSONField(default=dict, help_text='before and after, by reference')),
                        ('previous', models.BinaryField(default=b'', max_length=32)),
                        ('digest', models.BinaryField(default=b'', max_length=32)),
                    ],
                    options={
                        'ordering': ['chain', 'position'],
                        'indexes': [models.Index(fields=['object_type', 'object_id'], name='audit_by_object')],
                        'constraints': [models.UniqueConstraint(fields=('chain', 'position'), name='audit_chain_does_not_fork')],
                    },
                ),
                migrations.CreateModel(
                    name='OutboxMessage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(help_text='the same promise twice is one message', max_length=120, unique=True)),
                        ('task', models.CharField(max_length=80)),
                        ('payload', models.JSONField(default=dict)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('due', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('relayed', models.DateTimeField(null=True)),
                        ('done', models.DateTimeField(null=True)),
                        ('parked', models.DateTimeField(help_text='given up after too many attempts; a person must look', null=True)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('error', models.CharField(blank=True, help_text='kind of error, no personal data', max_length=200)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('done__isnull', True), ('parked__isnull', True), ('relayed__isnull', True)), fields=['due'], name='outbox_to_relay'), models.Index(condition=models.Q(('done__isnull', True), ('parked__isnull', True), ('relayed__isnull', False)), fields=['relayed'], name='outbox_under_way')],
                    },
                ),
                migrations.CreateModel(
                    name='TextMessage',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.CharField(help_text='name of the template', max_length=60)),
                        ('to', models.CharField(help_text='E.164: +31612345678', max_length=16)),
                        ('text', models.TextField(blank=True)),
                        ('origin', models.CharField(help_text='address of the portal, to which the gateway reports', max_length=255)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('sent', models.DateTimeField(help_text='when the gateway took it', null=True)),
                        ('delivered', models.DateTimeField(help_text='when the gateway said that it arrived', null=True)),
                        ('failed', models.DateTimeField(help_text='when the gateway said that it cannot arrive', null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['created'], name='text_by_age')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('to__regex', '^\\+[1-9][0-9]{7,14}$')), name='text_to_a_number'), models.CheckConstraint(condition=models.Q(('delivered__isnull', True), ('failed__isnull', True), _connector='OR'), name='text_arrived_or_not')],
                    },
                ),
            ],
        ),
        statements(__file__, 'audit'),
        statements(__file__, 'outbox'),
    ]
