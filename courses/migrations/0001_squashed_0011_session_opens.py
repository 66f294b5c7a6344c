"""The tables of the catalogue, and a mark for each change of what can be found."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.uuid
import portal.creating_models
import uuid
from django.conf import settings
from django.db import migrations, models
from portal.statements import statements


class Migration(migrations.Migration):

    # What a database has that took them one by one.
    replaces = [
        ('courses', '0001_initial'),
        ('courses', '0002_changed'),
        ('courses', '0003_catalogue_change'),
        ('courses', '0004_shortage_lists'),
        ('courses', '0005_words'),
        ('courses', '0006_saved_and_hidden'),
        ('courses', '0007_feeds'),
        ('courses', '0008_questions'),
        ('courses', '0009_occupations'),
        ('courses', '0010_provider_contact'),
        ('courses', '0001_squashed_0010_provider_contact'),
        ('courses', '0011_session_opens'),
    ]

    initial = True

    dependencies = [
        ('portal', '0001_squashed_0016_assessors_of_files'),
        # What other packages ask of people comes first: after it each of their steps would read all our models anew.
        ('account', '0009_emailaddress_unique_primary_email'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('socialaccount', '0006_alter_socialaccount_extra_data'),
    ]

    operations = [
        statements(__file__, 'dutch_plain'),
        portal.creating_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='Feed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('format', models.CharField(choices=[('edudex', 'EDU-DEX'), ('springest', 'Springest 2.1'), ('studytube', 'Studytube'), ('edubookers', 'Edubookers'), ('bloomville', 'Bloomville'), ('xcri', 'XCRI-CAP 1.2'), ('ooapi-v5', 'OOAPI v5'), ('ooapi-v6', 'OOAPI v6'), ('schema-org', "webpagina's met schema.org (JSON-LD)"), ('csv', 'CSV-bestand'), ('xlsx', 'Excel-bestand (XLSX)'), ('json', 'JSON-bestand')], max_length=20)),
                        ('address', models.CharField(help_text='path or https address it was last read from', max_length=500)),
                        ('provider', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='feeds', to='courses.provider')),
                        ('most_shrink_percent', models.PositiveSmallIntegerField(default=40)),
                        ('grace_days', models.PositiveSmallIntegerField(db_default=3, default=3)),
                        ('released', models.PositiveIntegerField(help_text='so many courses may be missing once: a person said so', null=True)),
                        ('mapping', models.JSONField(help_text='which column is what (courses.feeds.tables.mapping)', null=True)),
                        ('sample', models.JSONField(help_text='first rows of a table, to make the mapping with', null=True)),
                        ('report_to', models.EmailField(blank=True, db_default='', help_text='where the provider wants its report', max_length=254)),
                        ('paused', models.DateTimeField(help_text='since when a person does not want it fetched', null=True)),
                        ('fetched', models.DateTimeField(help_text='when it was last fetched, or tried to, by itself', null=True)),
                        ('etag', models.CharField(blank=True, db_default='', max_length=300)),
                        ('last_modified', models.CharField(blank=True, db_default='', max_length=100)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(condition=models.Q(('provider__isnull', False)), fields=('format', 'provider'), name='one_feed_per_provider_and_format'), models.UniqueConstraint(condition=models.Q(('provider__isnull', True)), fields=('format', 'address'), name='one_collective_feed_per_address'), models.CheckConstraint(condition=models.Q(('most_shrink_percent__range', (0, 100))), name='feed_shrink_is_a_percentage')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedRun',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('feed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='courses.feed')),
                        ('started', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('finished', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(choices=[('running', 'bezig'), ('imported', 'verwerkt'), ('unchanged', 'niets nieuws'), ('held', 'tegengehouden'), ('refused', 'geweigerd'), ('failed', 'afgebroken')], default='running', max_length=10)),
                        ('counts', models.JSONField(default=dict)),
                        ('missing', models.PositiveIntegerField(db_default=0, default=0, help_text='courses that this run no longer had')),
                    ],
                    options={
                        'ordering': ['-started'],
                        'indexes': [models.Index(fields=['feed', '-started'], name='feed_run_latest')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished__isnull', True), ('outcome', 'running')), models.Q(models.Q(('outcome', 'running'), _negated=True), ('finished__gte', models.F('started'))), _connector='OR'), name='feed_run_finished_has_outcome')],
                    },
                ),
                migrations.CreateModel(
                    name='FeedIssue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='courses.feedrun')),
                        ('position', models.PositiveIntegerField()),
                        ('record', models.CharField(blank=True, help_text="the provider's course or session id", max_length=200)),
                        ('code', models.CharField(max_length=40)),
                        ('severity', models.CharField(choices=[('error', 'fout'), ('warning', 'let op'), ('info', 'ter informatie')], max_length=10)),
                        ('where', models.CharField(blank=True, help_text='file or address, and line', max_length=700)),
                        ('message', models.TextField()),
                    ],
                    options={
                        'ordering': ['run', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('run', 'position'), name='feed_issue_has_its_place')],
                    },
                ),
                migrations.CreateModel(
                    name='Occupation',
                    fields=[
                        ('key', models.CharField(help_text='in addresses: of ESCO the end of its URI', max_length=120, primary_key=True, serialize=False)),
                        ('kind', models.CharField(choices=[('occupation', 'beroep'), ('skill', 'vaardigheid')], max_length=10)),
                        ('label', models.CharField(max_length=200)),
                        ('synonyms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list)),
                        ('stems', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=400), default=list)),
                        ('source', models.CharField(help_text='whose list, with its version', max_length=200)),
                        ('is_example', models.BooleanField(default=False, help_text='of our own list for the demo')),
                    ],
                    options={
                        'ordering': ['label', 'key'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('label', ''), _negated=True)), name='occupation_has_a_name'), models.CheckConstraint(condition=models.Q(('kind__in', ['occupation', 'skill'])), name='occupation_kind_known')],
                    },
                ),
                migrations.CreateModel(
                    name='CourseOccupation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occupations', to='courses.course')),
                        ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='courses', to='courses.occupation')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('course', 'occupation'), name='course_occupation_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CourseQuestion',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('token', models.UUIDField(default=uuid.uuid4, unique=True)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='courses.course')),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='course_questions', to=settings.AUTH_USER_MODEL)),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(max_length=254)),
                        ('text', models.CharField(max_length=2000)),
                        ('agreed_text', models.CharField(help_text='which words the person agreed to', max_length=40)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('sent', models.DateTimeField(null=True)),
                    ],
                    options={
                        'indexes': [models.Index(fields=['at'], name='course_question_by_age')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('email', ''), _negated=True), models.Q(('agreed_text', ''), _negated=True)), name='course_question_says_something'), models.CheckConstraint(condition=models.Q(('sent__isnull', True), ('sent__gte', models.F('at')), _connector='OR'), name='course_question_sent_after_asked')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedCourse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_courses', to=settings.AUTH_USER_MODEL)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='courses.course')),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'course'), name='course_saved_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedSearch',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL)),
                        ('query', models.CharField(max_length=2000)),
                        ('origin', models.CharField(max_length=255)),
                        ('token', models.UUIDField(default=uuid.uuid4, help_text='of the link that stops the mails', unique=True)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('told', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'query'), name='search_saved_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ShortageList',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='shortage_lists', to='portal.area')),
                        ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='first day up to, not including, the end; no end: until the next list begins')),
                        ('title', models.CharField(max_length=200)),
                        ('address', models.CharField(blank=True, help_text='where it was published, without scheme', max_length=300)),
                        ('is_example', models.BooleanField(default=False, help_text='made up for a demo')),
                        ('occupations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), default=list, help_text='crebo codes')),
                        ('sectors', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('care', 'Zorg en welzijn'), ('childcare', 'Kinderopvang'), ('education', 'Onderwijs'), ('installation', 'Installatie en energie'), ('metal', 'Metaal'), ('construction', 'Bouw en infra'), ('technology', 'Techniek'), ('transport', 'Transport'), ('logistics', 'Logistiek'), ('ict', 'ICT'), ('green', 'Groen'), ('hospitality', 'Horeca'), ('language', 'Taal'), ('business', 'Zakelijk'), ('other', 'Iets anders')], max_length=20), default=list)),
                        ('imported', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['area', 'period'],
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('area', '='), ('period', '&&')], name='one_shortage_list_per_area_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('occupations', []), ('sectors', []), _negated=True), models.Q(('title', ''), _negated=True)), name='shortage_list_names_something'), models.CheckConstraint(condition=models.Q(('period__isempty', False), ('period__startswith__isnull', False)), name='shortage_list_has_a_period'), models.CheckConstraint(condition=models.Q(('sectors__contained_by', ['care', 'childcare', 'education', 'installation', 'metal', 'construction', 'technology', 'transport', 'logistics', 'ict', 'green', 'hospitality', 'language', 'business', 'other'])), name='shortage_list_sectors_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Provider',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kvk', models.CharField(max_length=8, unique=True)),
                        ('name', models.CharField(max_length=200)),
                        ('org_unit_id', models.CharField(blank=True, help_text='name of the provider in EDU-DEX', max_length=64)),
                        ('recognitions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ocw', 'erkend door het ministerie van OCW'), ('nrto', 'NRTO-keurmerk'), ('cedeo', 'Cedeo-erkend'), ('crkbo', 'CRKBO-geregistreerd'), ('sbb', 'werkt met erkende leerbedrijven (SBB)'), ('sector', 'erkend door de branche'), ('nlqf', 'NLQF-ingeschaald')], max_length=10), blank=True, default=list)),
                        ('website', models.URLField(blank=True, max_length=500)),
                        ('contact_email', models.EmailField(blank=True, db_default='', help_text='where a person said questions must go; never shown', max_length=254)),
                        ('hidden', models.DateTimeField(help_text='when a person took all its courses out of sight', null=True)),
                        ('hidden_reason', models.CharField(blank=True, help_text='why, for colleagues', max_length=500)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kvk__regex', '^\\d{8}$')), name='provider_kvk_is_eight_digits'), models.CheckConstraint(condition=models.Q(('website', ''), ('website__iregex', '^https?://'), _connector='OR'), name='provider_website_is_web'), models.CheckConstraint(condition=models.Q(('recognitions__contained_by', ['ocw', 'nrto', 'cedeo', 'crkbo', 'sbb', 'sector', 'nlqf'])), name='provider_recognitions_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Course',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('provider', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='courses.provider')),
                        ('provider_key', models.CharField(help_text="the provider's own id of the course, in every format", max_length=64)),
                        ('feed', models.ForeignKey(help_text='brought it last', on_delete=django.db.models.deletion.RESTRICT, related_name='courses', to='courses.feed')),
                        ('title', models.CharField(max_length=200)),
                        ('summary', models.CharField(blank=True, max_length=500)),
                        ('description', models.TextField(blank=True, help_text='HTML, sanitised at import')),
                        ('keywords', models.TextField(blank=True, help_text='search words of the provider, never shown')),
                        ('link', models.URLField(blank=True, max_length=500)),
                        ('contact_email', models.EmailField(blank=True, db_default='', help_text='for questions; on no page, but in exports', max_length=254)),
                        ('language', models.CharField(blank=True, help_text='ISO 639-1; empty when not stated', max_length=2)),
                        ('sector', models.CharField(choices=[('care', 'Zorg en welzijn'), ('childcare', 'Kinderopvang'), ('education', 'Onderwijs'), ('installation', 'Installatie en energie'), ('metal', 'Metaal'), ('construction', 'Bouw en infra'), ('technology', 'Techniek'), ('transport', 'Transport'), ('logistics', 'Logistiek'), ('ict', 'ICT'), ('green', 'Groen'), ('hospitality', 'Horeca'), ('language', 'Taal'), ('business', 'Zakelijk'), ('other', 'Iets anders')], default='other', max_length=20)),
                        ('level', models.CharField(choices=[('none', 'geen niveau'), ('mbo_1', 'mbo 1'), ('mbo_2', 'mbo 2'), ('mbo_3', 'mbo 3'), ('mbo_4', 'mbo 4'), ('hbo', 'hbo'), ('wo', 'wo'), ('other', 'ander niveau')], default='other', max_length=10)),
                        ('level_word', models.CharField(blank=True, help_text="the provider's own word", max_length=60)),
                        ('nlqf', models.CharField(blank=True, help_text='only when stated: 1 to 8, or 4+', max_length=2)),
                        ('outcome', models.CharField(choices=[('diploma', 'diploma'), ('mbo_certificate', 'mbo-certificaat'), ('practice_statement', 'praktijkverklaring'), ('sector_certificate', 'branchecertificaat'), ('statutory_exam', 'wettelijk erkend examen'), ('licence', 'rijbewijs of vakbekwaamheid'), ('certificate', 'certificaat'), ('participation', 'bewijs van deelname')], default='participation', max_length=20)),
                        ('crebo', models.CharField(blank=True, max_length=5)),
                        ('minimum_age', models.PositiveSmallIntegerField(null=True)),
                        ('entry_requirements', models.TextField(blank=True)),
                        ('start_kind', models.CharField(choices=[('fixed', 'op vaste data'), ('agreed', 'in overleg'), ('direct', 'meteen')], max_length=10)),
                        ('online', models.BooleanField(default=False, help_text='wholly online; a flag, not a place')),
                        ('duration_amount', models.PositiveIntegerField(null=True)),
                        ('duration_unit', models.CharField(blank=True, choices=[('hour', 'uur'), ('day', 'dag'), ('week', 'week'), ('month', 'maand'), ('year', 'jaar')], max_length=10)),
                        ('duration_weeks', models.PositiveIntegerField(help_text='from begin to end, rounded up', null=True)),
                        ('hours_total', models.PositiveIntegerField(help_text='study hours of the whole course', null=True)),
                        ('hours_per_week', models.PositiveIntegerField(null=True)),
                        ('parts_of_day', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('morning', 'ochtend'), ('afternoon', 'middag'), ('day', 'overdag'), ('evening', 'avond'), ('night', 'nacht'), ('weekend', 'weekend')], max_length=10), blank=True, default=list)),
                        ('total_cents', models.PositiveIntegerField(null=True)),
                        ('expires', models.DateField(help_text='last day on which it is shown', null=True)),
                        ('digest', models.BinaryField(help_text='SHA-256 of what the feed said; equal means unchanged', max_length=32)),
                        ('search', django.contrib.postgres.search.SearchVectorField(help_text='filled by the importer (courses.search.text)', null=True)),
                        ('first_seen', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('last_seen', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('changed', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='when the feed last said something else of it')),
                        ('missing', models.DateTimeField(help_text='since when its feed lacks it; in sight until it is gone', null=True)),
                        ('gone', models.DateTimeField(help_text='when it was missing too long; back means empty again', null=True)),
                        ('hidden', models.DateTimeField(help_text='when a person took it out of sight', null=True)),
                        ('hidden_reason', models.CharField(blank=True, help_text='why, for colleagues', max_length=500)),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['search'], name='course_search'), models.Index(condition=models.Q(('gone__isnull', True), ('hidden__isnull', True)), fields=['sector'], name='course_listed'), models.Index(condition=models.Q(('gone__isnull', True)), fields=['feed'], name='course_of_feed')],
                        'constraints': [models.UniqueConstraint(fields=('provider', 'provider_key'), name='course_once_per_provider'), models.CheckConstraint(condition=models.Q(models.Q(('provider_key', ''), _negated=True), models.Q(('title', ''), _negated=True)), name='course_has_key_and_title'), models.CheckConstraint(condition=models.Q(('link', ''), ('link__iregex', '^https?://'), _connector='OR'), name='course_link_is_web'), models.CheckConstraint(condition=models.Q(('total_cents__isnull', True), ('total_cents__gt', 0), _connector='OR'), name='course_price_above_zero'), models.CheckConstraint(condition=models.Q(models.Q(('duration_amount__isnull', True), ('duration_unit', ''), ('duration_weeks__isnull', True)), models.Q(('duration_amount__gt', 0), ('duration_weeks__gt', 0), models.Q(('duration_unit', ''), _negated=True)), _connector='OR'), name='course_duration_is_whole'), models.CheckConstraint(condition=models.Q(('parts_of_day__contained_by', ['morning', 'afternoon', 'day', 'evening', 'night', 'weekend'])), name='course_parts_of_day_known'), models.CheckConstraint(condition=models.Q(('sector__in', ['care', 'childcare', 'education', 'installation', 'metal', 'construction', 'technology', 'transport', 'logistics', 'ict', 'green', 'hospitality', 'language', 'business', 'other'])), name='course_sector_known'), models.CheckConstraint(condition=models.Q(('level__in', ['none', 'mbo_1', 'mbo_2', 'mbo_3', 'mbo_4', 'hbo', 'wo', 'other'])), name='course_level_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['diploma', 'mbo_certificate', 'practice_statement', 'sector_certificate', 'statutory_exam', 'licence', 'certificate', 'participation'])), name='course_outcome_known'), models.CheckConstraint(condition=models.Q(('start_kind__in', ['fixed', 'agreed', 'direct'])), name='course_start_kind_known')],
                    },
                ),
                migrations.CreateModel(
                    name='CatalogueChange',
                    fields=[
                        ('transaction', models.BigIntegerField(primary_key=True, serialize=False)),
                        ('mark', models.BigIntegerField()),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                ),
                migrations.CreateModel(
                    name='Word',
                    fields=[
                        ('word', models.CharField(max_length=60, primary_key=True, serialize=False)),
                        ('stem', models.CharField(db_index=True, max_length=60)),
                        ('courses', models.PositiveIntegerField(default=0, help_text='in how many it was when last counted')),
                        ('parts', models.CharField(blank=True, max_length=80)),
                        ('taken_apart', models.BooleanField(default=False, help_text='whether anybody looked what it is made of')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['word'], name='word_looks_like', opclasses=['gist_trgm_ops'])],
                    },
                ),
                migrations.CreateModel(
                    name='CoursePlace',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='courses.course')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('text', models.CharField(max_length=200)),
                        ('municipality', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='course_places', to='portal.municipality')),
                    ],
                    options={
                        'ordering': ['position'],
                        'constraints': [models.UniqueConstraint(fields=('course', 'position'), name='course_place_has_its_position')],
                    },
                ),
                migrations.CreateModel(
                    name='Session',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='sessions', to='courses.course')),
                        ('key', models.CharField(help_text="the provider's id of the session within the course", max_length=64)),
                        ('starts', models.DateField()),
                        ('starts_certain', models.BooleanField(default=True)),
                        ('ends', models.DateField()),
                        ('opens', models.DateField(help_text='first day to apply with the provider', null=True)),
                        ('deadline', models.DateField(help_text='last day to apply with the provider', null=True)),
                        ('online', models.BooleanField(default=False)),
                        ('place', models.CharField(blank=True, max_length=200)),
                        ('municipality', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='sessions', to='portal.municipality')),
                        ('seats_total', models.PositiveIntegerField(null=True)),
                        ('seats_left', models.PositiveIntegerField(null=True)),
                        ('status', models.CharField(choices=[('open', 'open'), ('closed', 'gesloten'), ('cancelled', 'gaat niet door'), ('full', 'vol')], default='open', max_length=10)),
                        ('total_cents', models.PositiveIntegerField(null=True)),
                        ('digest', models.BinaryField(max_length=32)),
                        ('gone', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['starts', 'key'],
                        'indexes': [models.Index(condition=models.Q(('gone__isnull', True)), fields=['course', 'starts'], name='session_to_come'), models.Index(condition=models.Q(('gone__isnull', True)), fields=['municipality', 'starts'], name='session_in_place')],
                        'constraints': [models.UniqueConstraint(fields=('course', 'key'), name='session_once_per_course'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='session_has_key'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='session_ends_after_start'), models.CheckConstraint(condition=models.Q(('opens__isnull', True), ('deadline__isnull', True), ('opens__lte', models.F('deadline')), _connector='OR'), name='session_opens_before_deadline'), models.CheckConstraint(condition=models.Q(('seats_left__isnull', True), ('seats_total__isnull', True), ('seats_left__lte', models.F('seats_total')), _connector='OR'), name='session_seats_left_fit'), models.CheckConstraint(condition=models.Q(('total_cents__isnull', True), ('total_cents__gt', 0), _connector='OR'), name='session_price_above_zero'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'closed', 'cancelled', 'full'])), name='session_status_known')],
                    },
                ),
                migrations.CreateModel(
                    name='PriceLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='price_lines', to='courses.course')),
                        ('session', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='price_lines', to='courses.session')),
                        ('position', models.PositiveSmallIntegerField()),
                        ('kind', models.CharField(choices=[('tuition', 'lesgeld'), ('material', 'boeken en materiaal'), ('exam', 'examen'), ('registration', 'inschrijving'), ('travel', 'reiskosten'), ('other', 'overige kosten')], max_length=15)),
                        ('label', models.CharField(blank=True, help_text="the provider's own words for this part", max_length=200)),
                        ('net_cents', models.PositiveIntegerField()),
                        ('vat_cents', models.PositiveIntegerField(default=0)),
                        ('vat_percent', models.PositiveSmallIntegerField(null=True)),
                        ('required', models.BooleanField(default=True, help_text='no learner can do without')),
                    ],
                    options={
                        'ordering': ['position'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('course__isnull', False), ('session__isnull', True)), models.Q(('course__isnull', True), ('session__isnull', False)), _connector='OR'), name='price_line_of_course_or_session'), models.CheckConstraint(condition=models.Q(('net_cents__gt', 0), ('vat_cents__gte', 0)), name='price_line_above_zero'), models.CheckConstraint(condition=models.Q(('kind__in', ['tuition', 'material', 'exam', 'registration', 'travel', 'other'])), name='price_line_kind_known'), models.UniqueConstraint(fields=('course', 'session', 'position'), name='price_line_has_its_place', nulls_distinct=False)],
                    },
                ),
            ],
        ),
        statements(__file__, 'catalogue_change'),
    ]
