"""The tables of orientation, agenda, advice and profile."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.functions.uuid
import portal.creating_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    # What a database has that took them one by one.
    replaces = [
        ('intake', '0001_initial'),
        ('intake', '0002_portrait'),
        ('intake', '0003_consent_for_doubt'),
        ('intake', '0004_orientation'),
        ('intake', '0005_sharing'),
        ('intake', '0006_booking'),
        ('intake', '0007_advice'),
        ('intake', '0008_agenda_feed'),
        ('intake', '0009_kinds'),
        ('intake', '0010_kinds_everywhere'),
        ('intake', '0011_walk_in_and_calls'),
        ('intake', '0012_groups'),
        ('intake', '0013_outside_calendars'),
        ('intake', '0014_care'),
        ('intake', '0015_together'),
        ('intake', '0016_booking_invitations'),
        ('intake', '0017_proof_of_address'),
        ('intake', '0018_settled_messages'),
        ('intake', '0019_fund_forms_and_talk_templates'),
        ('intake', '0020_referrers_and_channels'),
        ('intake', '0021_waiting_places'),
        ('intake', '0022_attendance'),
        ('intake', '0023_travel'),
        ('intake', '0001_squashed_0023_travel'),
        ('intake', '0024_limits_and_kept_caseloads'),
        ('intake', '0025_fund_form_versions_and_interest_scores'),
    ]

    initial = True

    dependencies = [
        ('courses', '0001_squashed_0011_session_opens'),
        ('portal', '0001_squashed_0016_assessors_of_files'),
    ]

    operations = [
        portal.creating_models.CreateModels(
            models=[
                migrations.CreateModel(
                    name='AppointmentKind',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='kinds', to='intake.team')),
                        ('name', models.CharField(max_length=80)),
                        ('slug', models.SlugField(help_text='in addresses; teams of one region may share it', max_length=80)),
                        ('text', models.CharField(blank=True, help_text='for whom it is, in Dutch', max_length=300)),
                        ('position', models.PositiveSmallIntegerField(default=0, help_text='the first one open to everyone is the usual one')),
                        ('minutes', models.PositiveSmallIntegerField(default=45)),
                        ('pause_minutes', models.PositiveSmallIntegerField(default=15, help_text='kept free after a talk')),
                        ('modes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('office', 'Op kantoor'), ('video', 'Beeldbellen'), ('phone', 'Telefoon'), ('call_back', 'Terugbellen')], max_length=10), help_text='the ways to talk')),
                        ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, help_text="where one comes; none: at the team's")),
                        ('lead_hours', models.PositiveSmallIntegerField(default=24, help_text='bookable until so many hours before')),
                        ('horizon_days', models.PositiveSmallIntegerField(default=28, help_text='bookable so many days ahead')),
                        ('audience', models.CharField(choices=[('everyone', 'Iedereen'), ('invited', 'Wie een uitnodiging heeft'), ('referrers', 'Verwijzers, en wie zij uitnodigen')], default='everyone', max_length=10)),
                        ('remind_hours', models.PositiveSmallIntegerField(default=24, help_text='so long before goes a reminder; 0: none')),
                        ('change_hours', models.PositiveSmallIntegerField(default=2, help_text='until so many hours before, people change or cancel an appointment themselves')),
                        ('needs_confirmation', models.BooleanField(default=False, help_text='booked is asked: the adviser says yes or no')),
                        ('ended', models.DateTimeField(help_text='from then on nobody can book it', null=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('team', 'slug'), name='kind_once_per_team'), models.CheckConstraint(condition=models.Q(('minutes__gte', 15.0), ('minutes__lte', 240.0), ('pause_minutes__lte', 120)), name='kind_of_sane_length'), models.CheckConstraint(condition=models.Q(('modes__contained_by', ['office', 'video', 'phone', 'call_back']), models.Q(('modes', []), _negated=True)), name='kind_has_known_ways'), models.CheckConstraint(condition=models.Q(('audience__in', ['everyone', 'invited', 'referrers'])), name='kind_audience_known'), models.CheckConstraint(condition=models.Q(('horizon_days__gte', 1), ('horizon_days__lte', 366), ('lead_hours__lte', django.db.models.expressions.CombinedExpression(models.F('horizon_days'), '*', models.Value(24)))), name='kind_bookable_some_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Profile',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
                        ('visitor_key', models.CharField(help_text='192 random bits, in the cookie', max_length=64, null=True, unique=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('last_used', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('user__isnull', True)), fields=['last_used'], name='visitor_profile_by_use')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('user__isnull', False), ('visitor_key__isnull', True)), models.Q(('user__isnull', True), ('visitor_key__isnull', False)), _connector='OR'), name='profile_of_user_or_visitor')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='intake.profile')),
                        ('fact', models.CharField(max_length=60)),
                        ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='courses.course')),
                        ('value', models.JSONField(null=True)),
                        ('source', models.CharField(choices=[('learner', 'jijzelf'), ('adviser', 'je adviseur'), ('employer', 'je werkgever'), ('helper', 'iemand die je helpt'), ('staff', 'een medewerker')], default='learner', max_length=10)),
                        ('answered', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('profile', 'fact', 'course'), name='fact_answered_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('source__in', ['learner', 'adviser', 'employer', 'helper', 'staff'])), name='answer_source_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Consent',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='consents', to=settings.AUTH_USER_MODEL)),
                        ('purpose', models.CharField(choices=[('application', 'je aanvraag'), ('appointment', 'je afspraak'), ('doubt', 'je bericht dat iets niet klopt'), ('advice', 'je advies'), ('orientation', 'wat je over jezelf ontdekte'), ('mandate', 'iemand die je helpt met je aanvraag'), ('sharing', 'je uitkomst delen met een adviseur')], max_length=20)),
                        ('scope', models.JSONField(default=list, help_text='who may see it: ["fund:het-noorden-leert-door"], ["team:12"]')),
                        ('text_version', models.CharField(help_text='the version of the words that were on the screen', max_length=40)),
                        ('given', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('withdrawn', models.DateTimeField(null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn__isnull', True), ('withdrawn__gte', models.F('given')), _connector='OR'), name='consent_withdrawn_after_given'), models.CheckConstraint(condition=models.Q(('purpose__in', ['application', 'appointment', 'doubt', 'advice', 'orientation', 'mandate', 'sharing'])), name='consent_purpose_known')],
                    },
                ),
                migrations.CreateModel(
                    name='Team',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('region', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='teams', to='portal.region')),
                        ('name', models.CharField(max_length=120)),
                        ('place', models.CharField(help_text='town, as people say it', max_length=80)),
                        ('address', models.TextField(help_text='where people come in: street, postcode and town, each on a line')),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('travel_minutes', models.PositiveSmallIntegerField(default=0, help_text='that an adviser needs between two places; 0: not looked at')),
                        ('most_missed', models.PositiveSmallIntegerField(default=0, help_text='who missed as many talks in half a year calls before the next one; 0: no limit')),
                        ('public_text', models.TextField(blank=True, help_text='what a visitor should know: parking, lift, walk-in hours')),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(fields=('region', 'name'), name='team_name_once_per_region'), models.CheckConstraint(condition=models.Q(('travel_minutes__lte', 240)), name='team_travels_for_hours_at_most'), models.CheckConstraint(condition=models.Q(('most_missed__lte', 10)), name='team_limit_of_missed_talks')],
                    },
                ),
                migrations.CreateModel(
                    name='Adviser',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='adviser', to=settings.AUTH_USER_MODEL)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='advisers', to='intake.team')),
                        ('name', models.CharField(help_text='as shown to visitors', max_length=80)),
                        ('introduction', models.CharField(blank=True, help_text='a friendly sentence or two, in Dutch', max_length=300)),
                        ('portrait', models.CharField(blank=True, choices=[('beard', 'Beard'), ('bob', 'Bob'), ('bun', 'Bun'), ('curls', 'Curls'), ('glasses', 'Glasses'), ('grey', 'Grey'), ('scarf', 'Scarf'), ('short', 'Short')], help_text='a drawn face; without one their initials', max_length=20)),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels'), ('fy', 'Fries'), ('de', 'Duits'), ('ar', 'Arabisch'), ('tr', 'Turks'), ('pl', 'Pools'), ('uk', 'Oekraïens'), ('ti', 'Tigrinya')], max_length=2), blank=True, default=list)),
                        ('most_a_day', models.PositiveSmallIntegerField(help_text='as many talks on one day; empty: no limit', null=True)),
                        ('feed_token', models.CharField(help_text='of the secret address by which a calendar follows the agenda', max_length=64, null=True, unique=True)),
                    ],
                    options={
                        'ordering': ['name'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('languages__contained_by', ['nl', 'en', 'fy', 'de', 'ar', 'tr', 'pl', 'uk', 'ti'])), name='adviser_languages_known'), models.CheckConstraint(condition=models.Q(('portrait__in', ['', 'beard', 'bob', 'bun', 'curls', 'glasses', 'grey', 'scarf', 'short'])), name='adviser_portrait_known')],
                    },
                ),
                migrations.CreateModel(
                    name='WorkingHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='intake.adviser')),
                        ('weekday', models.PositiveSmallIntegerField(help_text='ISO: Monday is 1')),
                        ('start', models.TimeField()),
                        ('end', models.TimeField()),
                        ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                    ],
                    options={
                        'verbose_name_plural': 'working hours',
                        'ordering': ['adviser', 'weekday', 'start'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='hours_on_a_weekday'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='hours_end_after_start'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='hours_valid_some_day'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('adviser', '='), ('weekday', '='), ('valid', '&&'), (models.Func(models.Func(models.F('start'), template='EXTRACT(EPOCH FROM %(expressions)s)'), models.Func(models.F('end'), template='EXTRACT(EPOCH FROM %(expressions)s)'), function='numrange', output_field=django.contrib.postgres.fields.ranges.DecimalRangeField()), '&&')], name='hours_never_overlap')],
                    },
                ),
                migrations.CreateModel(
                    name='Absence',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to='intake.adviser')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False)), name='absence_takes_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='intake.adviser')),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='intake.appointmentkind')),
                        ('profile', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appointments', to='intake.profile')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('occupied', django.contrib.postgres.fields.ranges.DateTimeRangeField(help_text="the talk and the pause after it: the adviser's time that it takes")),
                        ('mode', models.CharField(choices=[('office', 'Op kantoor'), ('video', 'Beeldbellen'), ('phone', 'Telefoon'), ('call_back', 'Terugbellen')], max_length=10)),
                        ('place', models.TextField(blank=True, help_text='address of an office appointment')),
                        ('contact_name', models.CharField(max_length=120)),
                        ('contact_email', models.EmailField(max_length=254)),
                        ('contact_phone', models.CharField(blank=True, max_length=20)),
                        ('hope', models.TextField(blank=True, help_text='what the person hopes for, in their own words')),
                        ('talk_language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels'), ('fy', 'Fries'), ('de', 'Duits'), ('ar', 'Arabisch'), ('tr', 'Turks'), ('pl', 'Pools'), ('uk', 'Oekraïens'), ('ti', 'Tigrinya')], default='nl', max_length=2)),
                        ('wishes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('step_free', 'Een plek zonder trap of drempel'), ('interpreter', 'Een tolk'), ('sign_language', 'Een gebarentolk'), ('quiet', 'Een rustige ruimte'), ('together', 'Ik neem iemand mee'), ('slowly', 'Rustig praten en af en toe herhalen')], max_length=20), default=list, help_text='why is never asked')),
                        ('told', models.JSONField(default=list, help_text='what the person found out and lets the adviser see: [{"question", "answer"}]')),
                        ('language', models.CharField(default='nl', help_text='of the mails about it', max_length=2)),
                        ('origin', models.CharField(help_text='address of the portal it was made on, for links in mails', max_length=255)),
                        ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='intake.consent')),
                        ('referrer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='appointments', to='intake.referrer')),
                        ('confirm_by_link', models.BooleanField(default=False, help_text='the link alone confirms it: only the person was told the address of its page')),
                        ('confirm_until', models.DateTimeField(help_text='until when an unconfirmed one keeps its time', null=True)),
                        ('status', models.CharField(choices=[('unconfirmed', 'wacht op bevestiging'), ('lapsed', 'niet bevestigd'), ('requested', 'aangevraagd'), ('booked', 'gepland'), ('cancelled', 'afgezegd'), ('cancelled_by_us', 'door ons afgezegd'), ('came', 'geweest'), ('excused', 'op tijd afgemeld'), ('no_show', 'niet gekomen')], default='booked', max_length=20)),
                        ('sequence', models.PositiveIntegerField(default=0, help_text='iCalendar: goes up with every change')),
                        ('token', models.CharField(help_text='192 random bits', max_length=64, unique=True)),
                        ('chosen', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), help_text='when this time was chosen: at booking or at the last move')),
                        ('reminded', models.DateTimeField(help_text='when the reminder for this time was sent', null=True)),
                        ('request_key', models.CharField(help_text='of the form it came from: sent twice, made once', max_length=64, unique=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ('unconfirmed', 'requested', 'booked'))), expressions=[('adviser', '='), ('occupied', '&&')], name='adviser_once_at_a_time'), models.CheckConstraint(condition=models.Q(('occupied__contains', models.F('period')), ('occupied__startswith', models.F('period__startswith'))), name='appointment_occupies_its_time'), models.CheckConstraint(condition=models.Q(('period__endswith__isnull', False), ('period__startswith__isnull', False), ('period__lower_inc', True), ('period__upper_inc', False), ('period__endswith__gte', django.db.models.expressions.CombinedExpression(models.F('period__startswith'), '+', models.Value(datetime.timedelta(seconds=900)))), ('period__endswith__lte', django.db.models.expressions.CombinedExpression(models.F('period__startswith'), '+', models.Value(datetime.timedelta(seconds=14400))))), name='appointment_of_sane_length'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'phone'), _negated=True), models.Q(('contact_phone', ''), _negated=True), _connector='OR'), name='phone_appointment_has_number'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'office'), _negated=True), models.Q(('place', ''), _negated=True), _connector='OR'), name='office_appointment_has_place'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'unconfirmed'), _negated=True), ('confirm_until__isnull', False), _connector='OR'), name='unconfirmed_appointment_has_a_term'), models.CheckConstraint(condition=models.Q(('consent__isnull', False), ('status__in', ['unconfirmed', 'lapsed', 'cancelled', 'cancelled_by_us']), _connector='OR'), name='appointment_with_consent'), models.CheckConstraint(condition=models.Q(('status__in', ['unconfirmed', 'lapsed', 'requested', 'booked', 'cancelled', 'cancelled_by_us', 'came', 'excused', 'no_show'])), name='appointment_status_known'), models.CheckConstraint(condition=models.Q(('mode__in', ['office', 'video', 'phone'])), name='appointment_mode_known'), models.CheckConstraint(condition=models.Q(('wishes__contained_by', ['step_free', 'interpreter', 'sign_language', 'quiet', 'together', 'slowly'])), name='appointment_wishes_known'), models.CheckConstraint(condition=models.Q(('talk_language__in', ['nl', 'en', 'fy', 'de', 'ar', 'tr', 'pl', 'uk', 'ti'])), name='appointment_language_known')],
                    },
                ),
                migrations.CreateModel(
                    name='FormerLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_links', to='intake.appointment')),
                        ('digest', models.CharField(help_text='SHA-256 of the token', max_length=64, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name='Hold',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='intake.adviser')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('holder', models.CharField(help_text='random, in the session', max_length=64, unique=True)),
                        ('until', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('adviser', '='), ('period', '&&')], name='time_held_once')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptCaseload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_caseloads', to='intake.adviser')),
                        ('label', models.CharField(max_length=60)),
                        ('show', models.CharField(blank=True, max_length=20)),
                        ('text', models.CharField(blank=True, max_length=100)),
                    ],
                    options={
                        'ordering': [django.db.models.functions.text.Lower('label'), 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('adviser'), django.db.models.functions.text.Lower('label'), name='kept_caseload_named_once'), models.CheckConstraint(condition=models.Q(('label', ''), _negated=True), name='kept_caseload_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='Record',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='record', to='intake.appointment')),
                        ('notes', models.TextField(blank=True)),
                        ('follow_up', models.DateField(help_text='when the adviser wants to come back to it', null=True)),
                        ('follow_up_text', models.CharField(blank=True, help_text='what to do then', max_length=200)),
                        ('changed', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('follow_up__isnull', True), models.Q(('follow_up_text', ''), _negated=True), _connector='OR'), name='follow_up_says_what')],
                    },
                ),
                migrations.CreateModel(
                    name='Advice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('appointment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='advice', to='intake.appointment')),
                        ('kind', models.CharField(choices=[('career', 'Loopbaanadvies'), ('development', 'Ontwikkeladvies met plan'), ('training', 'Scholingsadvies'), ('referral', 'Doorverwijzing'), ('no_action', 'Geen vervolg nodig')], max_length=20)),
                        ('referral', models.CharField(blank=True, choices=[('uwv', 'UWV'), ('municipality', 'De gemeente'), ('language', 'Het taalhuis'), ('debts', 'Schuldhulp'), ('evc', 'Erkenning van wat je al kunt (EVC)'), ('union', 'De vakbond'), ('other', 'Iemand anders')], max_length=20)),
                        ('text', models.TextField(help_text="to the person, in the adviser's words")),
                        ('given', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('approved', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['career', 'development', 'training', 'referral', 'no_action'])), name='advice_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'referral'), ('referral__in', ['uwv', 'municipality', 'language', 'debts', 'evc', 'union', 'other'])), models.Q(models.Q(('kind', 'referral'), _negated=True), ('referral', '')), _connector='OR'), name='referral_of_a_referral'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='advice_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='RecommendedCourse',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommended', to='intake.appointment')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='courses.course')),
                        ('note', models.CharField(blank=True, max_length=300)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('appointment', 'course'), name='course_recommended_once')],
                    },
                ),
                migrations.CreateModel(
                    name='OutsideCalendar',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('adviser', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='outside_calendar', to='intake.adviser')),
                        ('address', models.URLField(help_text='often secret: never in a log or in the audit trail', max_length=1000)),
                        ('read', models.DateTimeField(help_text='the last time that all of it was read', null=True)),
                        ('tried', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, choices=[('refused', 'Dit adres mogen we niet openen. Gebruik een openbaar adres dat met https begint.'), ('no_answer', 'Er komt geen antwoord van dit adres. Klopt het nog?'), ('too_slow', 'Het antwoord duurde te lang. We proberen het vanzelf opnieuw.'), ('moved', 'Dit adres stuurt door naar een ander adres. Vul het nieuwe adres in.'), ('missing', 'Op dit adres staat geen agenda meer. Maak in je eigen agenda een nieuw adres.'), ('too_large', 'Deze agenda is groter dan 10 MB. Deel een agenda met minder erin.'), ('no_calendar', 'Op dit adres staat geen agenda die we kunnen lezen. Kies het iCal-adres (.ics).'), ('too_often', 'In deze agenda herhaalt iets zich vaker dan elk uur. Haal dat eruit.'), ('too_many', 'In deze agenda staat te veel voor het komende jaar. Deel een agenda met minder erin.')], help_text='of the last try', max_length=20)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('problem__in', ['', 'refused', 'no_answer', 'too_slow', 'moved', 'missing', 'too_large', 'no_calendar', 'too_often', 'too_many'])), name='calendar_problem_known')],
                    },
                ),
                migrations.CreateModel(
                    name='BusyTime',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='busy_times', to='intake.outsidecalendar')),
                        ('adviser', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='intake.adviser')),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['period'], name='busy_by_time')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('period__isempty', False)), name='busy_takes_time')],
                    },
                ),
                migrations.CreateModel(
                    name='PlanStep',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='intake.appointment')),
                        ('who', models.CharField(choices=[('goal', 'Doel'), ('person', 'De deelnemer doet dit'), ('adviser', 'Jij doet dit, als adviseur')], max_length=10)),
                        ('text', models.CharField(max_length=300)),
                        ('due', models.DateField(null=True)),
                        ('done', models.DateTimeField(null=True)),
                        ('added', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['added', 'id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('who__in', ['goal', 'person', 'adviser'])), name='plan_step_of_somebody'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='plan_step_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('who', 'goal'), _negated=True), ('due__isnull', True), _connector='OR'), name='goal_has_no_day')],
                    },
                ),
                migrations.CreateModel(
                    name='TalkMessage',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='intake.appointment')),
                        ('from_person', models.BooleanField()),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('text', models.TextField()),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('read', models.DateTimeField(null=True)),
                        ('settled', models.DateTimeField(help_text='of the person: when it was answered, or needed no answer', null=True)),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                        'indexes': [models.Index(fields=['appointment', 'at'], name='messages_of_talk'), models.Index(condition=models.Q(('from_person', True), ('settled__isnull', True)), fields=['appointment'], name='messages_to_answer')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='talk_message_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='HandOver',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hand_overs', to='intake.appointment')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.adviser')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='taken_over', to='intake.adviser')),
                        ('note', models.TextField(help_text='for the colleague; the person does not see it')),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('by', models.F('to')), _negated=True), name='handed_to_somebody_else'), models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='hand_over_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='FormVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fund', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='form_versions', to='portal.fund')),
                        ('version', models.PositiveSmallIntegerField()),
                        ('told', models.JSONField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['fund', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('fund', 'version'), name='fund_form_version_once'), models.CheckConstraint(condition=models.Q(('told', {}), _negated=True), name='fund_form_version_tells')],
                    },
                ),
                migrations.CreateModel(
                    name='FilledForm',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fund_forms', to='intake.appointment')),
                        ('course', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='courses.course')),
                        ('form', models.SlugField(help_text='of intake.fund_forms.reading', max_length=60)),
                        ('version', models.PositiveSmallIntegerField()),
                        ('fund', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='portal.fund')),
                        ('title', models.CharField(max_length=120)),
                        ('is_example', models.BooleanField(help_text='the questions are an example: the fund gave no form of its own yet')),
                        ('answers', models.JSONField()),
                        ('told', models.JSONField()),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.adviser')),
                        ('filled', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('approved', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                    ],
                    options={
                        'ordering': ['filled', 'id'],
                        'constraints': [models.UniqueConstraint(fields=('appointment', 'course', 'form'), name='fund_form_filled_once'), models.CheckConstraint(condition=models.Q(('told', []), _negated=True), name='fund_form_tells_something')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupSession',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='group_sessions', to='intake.team')),
                        ('leader', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='group_sessions', to='intake.adviser')),
                        ('title', models.CharField(max_length=120)),
                        ('text', models.TextField(blank=True, help_text='what it is, for whom; in Dutch', max_length=1000)),
                        ('period', django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                        ('place', models.CharField(help_text='where it is; for an online one, how people get the link', max_length=200)),
                        ('seats', models.PositiveSmallIntegerField()),
                        ('taken', models.PositiveSmallIntegerField(default=0)),
                        ('change_hours', models.PositiveSmallIntegerField(default=2, help_text='until so many hours before one can leave it')),
                        ('cancelled', models.DateTimeField(null=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['period', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('taken__lte', models.F('seats'))), name='group_never_over_its_seats'), models.CheckConstraint(condition=models.Q(('seats__gte', 1), ('seats__lte', 500)), name='group_has_seats'), models.CheckConstraint(condition=models.Q(('period__endswith__isnull', False), ('period__isempty', False), ('period__startswith__isnull', False)), name='group_has_begin_and_end'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled', None)), expressions=[('leader', '='), ('period', '&&')], name='leader_once_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('session', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='people', to='intake.groupsession')),
                        ('status', models.CharField(choices=[('seated', 'doet mee'), ('waiting', 'op de wachtlijst'), ('offered', 'plek aangeboden'), ('left', 'afgemeld'), ('lapsed', 'niet op tijd geantwoord'), ('came', 'geweest'), ('excused', 'op tijd afgemeld'), ('no_show', 'niet gekomen')], max_length=10)),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(max_length=254)),
                        ('language', models.CharField(default='nl', help_text='of the mails about it', max_length=2)),
                        ('origin', models.CharField(help_text='address of the portal it was made on, for links in mails', max_length=255)),
                        ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                        ('token', models.CharField(help_text='192 random bits', max_length=64, unique=True)),
                        ('request_key', models.CharField(help_text='of the form: sent twice, one seat', max_length=64, unique=True)),
                        ('sequence', models.PositiveIntegerField(default=0, help_text='iCalendar: goes up with every change')),
                        ('offered_until', models.DateTimeField(null=True)),
                        ('reminded', models.DateTimeField(null=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['created', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('session'), django.db.models.functions.text.Lower('email'), condition=models.Q(('status__in', ('seated', 'offered', 'waiting'))), name='one_seat_per_address'), models.CheckConstraint(condition=models.Q(('status__in', ['seated', 'waiting', 'offered', 'left', 'lapsed', 'came', 'excused', 'no_show'])), name='seat_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'offered'), _negated=True), ('offered_until__isnull', False), _connector='OR'), name='offered_seat_has_a_term')],
                    },
                ),
                migrations.CreateModel(
                    name='Referrer',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='referrers', to='intake.team')),
                        ('kind', models.CharField(choices=[('uwv', 'UWV'), ('municipality', 'gemeente'), ('union', 'vakbond'), ('employer', 'werkgever'), ('other', 'iemand anders')], max_length=20)),
                        ('organisation', models.CharField(max_length=120)),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(help_text='lower case', max_length=254)),
                        ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('ended', models.DateTimeField(help_text='from then on they can invite and book nobody', null=True)),
                    ],
                    options={
                        'ordering': ['organisation', 'name', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended', None)), fields=('team', 'email'), name='referrer_once_per_team'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower(models.F('email')))), name='referrer_address_is_lower_case'), models.CheckConstraint(condition=models.Q(('kind__in', ['uwv', 'municipality', 'union', 'employer', 'other'])), name='referrer_kind_known')],
                    },
                ),
                migrations.CreateModel(
                    name='BookingInvitation',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='invitations', to='intake.appointmentkind')),
                        ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.adviser')),
                        ('referrer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='invitations', to='intake.referrer')),
                        ('name', models.CharField(max_length=120)),
                        ('channel', models.CharField(choices=[('mail', 'E-mail'), ('text', 'Sms'), ('letter', 'Brief')], default='mail', max_length=10)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('address', models.TextField(blank=True, help_text='street, postcode and town, each on a line')),
                        ('language', models.CharField(default='nl', help_text='in which the person reads it', max_length=2)),
                        ('origin', models.CharField(help_text='address of the portal it was made on, for links in mails', max_length=255)),
                        ('token', models.CharField(help_text='192 random bits', max_length=64, unique=True)),
                        ('code', models.CharField(help_text='12 letters and digits, printed in a letter: 57 random bits', max_length=12, null=True, unique=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('remind_at', models.DateTimeField(help_text='when a reminder goes, if nothing was booked')),
                        ('expires', models.DateTimeField()),
                        ('reminded', models.DateTimeField(null=True)),
                        ('withdrawn', models.DateTimeField(null=True)),
                        ('printed', models.DateTimeField(null=True)),
                        ('opened', models.DateTimeField(help_text='when its page was first opened', null=True)),
                        ('settled', models.DateTimeField(help_text='when staff were done with one that was over', null=True)),
                        ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.mailmessage')),
                        ('text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='portal.textmessage')),
                        ('appointment', models.OneToOneField(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='invitation', to='intake.appointment')),
                    ],
                    options={
                        'ordering': ['-created', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('invited_by__isnull', False), ('referrer__isnull', True)), models.Q(('invited_by__isnull', True), ('referrer__isnull', False)), _connector='OR'), name='invitation_of_team_or_referrer'), models.CheckConstraint(condition=models.Q(('channel__in', ['mail', 'text', 'letter'])), name='invitation_channel_known'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'mail'), models.Q(('email', ''), _negated=True)), models.Q(('channel', 'text'), models.Q(('phone', ''), _negated=True)), models.Q(('channel', 'letter'), ('code__isnull', False), models.Q(('address', ''), _negated=True)), _connector='OR'), name='invitation_has_its_address')],
                    },
                ),
                migrations.CreateModel(
                    name='OccupationInterest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.SlugField(help_text='of intake.orientation.occupations', max_length=40, unique=True)),
                        ('scores', models.JSONField(help_text='{"R": 6.5, ...}: six scores from 1 to 7')),
                        ('source', models.CharField(help_text='the release, as people read it: O*NET 30.1', max_length=60)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('scores__has_keys', ['R', 'I', 'A', 'S', 'E', 'C'])), name='six_interest_scores'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='interest_scores_have_a_source')],
                    },
                ),
                migrations.CreateModel(
                    name='Orientation',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('profile', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='orientation', to='intake.profile')),
                        ('answers', models.JSONField(help_text='as intake.orientation.directions.Answers reads it')),
                        ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                        ('kept', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('answers', {}), _negated=True), name='orientation_holds_answers')],
                    },
                ),
                migrations.CreateModel(
                    name='SharedResult',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shared_results', to='intake.profile')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='shared_results', to='intake.team')),
                        ('course', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='courses.course')),
                        ('consent', models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='shared_result', to='intake.consent')),
                        ('name', models.CharField(help_text='as the person wants to be called by the adviser', max_length=120)),
                        ('email', models.EmailField(blank=True, help_text='where an adviser may write, if the person says so', max_length=254)),
                        ('offered', models.DateTimeField(help_text='when an adviser offered a talk last', null=True)),
                        ('result', models.JSONField(help_text='title, sentence, money, groups of schemes and answers, in Dutch')),
                        ('shared', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('read', models.DateTimeField(help_text='when an adviser first opened it', null=True)),
                    ],
                    options={
                        'ordering': ['-shared', '-id'],
                        'constraints': [models.UniqueConstraint(fields=('profile', 'team', 'course'), name='result_shared_once_per_team', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='shared_result_has_a_name')],
                    },
                ),
                migrations.CreateModel(
                    name='TalkTemplate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='talk_templates', to='intake.team')),
                        ('kind', models.ForeignKey(help_text='null: for every talk', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='intake.appointmentkind')),
                        ('title', models.CharField(max_length=60)),
                        ('text', models.TextField(help_text='headings to fill in, in Dutch')),
                    ],
                    options={
                        'ordering': ['title', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('team', 'title'), name='talk_template_once_per_team'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('text', ''), _negated=True)), name='talk_template_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='WalkInHours',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='walk_in_hours', to='intake.team')),
                        ('weekday', models.PositiveSmallIntegerField()),
                        ('start', models.TimeField()),
                        ('end', models.TimeField()),
                        ('place', models.CharField(blank=True, help_text="empty: at the team's own address", max_length=200)),
                    ],
                    options={
                        'verbose_name_plural': 'walk-in hours',
                        'ordering': ['weekday', 'start', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('weekday__gte', 1), ('weekday__lte', 7)), name='walk_in_on_a_weekday'), models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='walk_in_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('team', '='), ('place', '='), ('weekday', '='), (models.Func(models.Func(models.F('start'), template='EXTRACT(EPOCH FROM %(expressions)s)'), models.Func(models.F('end'), template='EXTRACT(EPOCH FROM %(expressions)s)'), function='numrange', output_field=django.contrib.postgres.fields.ranges.DecimalRangeField()), '&&')], name='walk_in_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='CallBack',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='call_backs', to='intake.appointmentkind')),
                        ('name', models.CharField(max_length=120)),
                        ('phone', models.CharField(max_length=20)),
                        ('part_of_day', models.CharField(choices=[('any', 'Maakt niet uit'), ('morning', 'In de ochtend'), ('afternoon', 'In de middag'), ('evening', 'In de avond')], default='any', max_length=10)),
                        ('talk_language', models.CharField(choices=[('nl', 'Nederlands'), ('en', 'Engels'), ('fy', 'Fries'), ('de', 'Duits'), ('ar', 'Arabisch'), ('tr', 'Turks'), ('pl', 'Pools'), ('uk', 'Oekraïens'), ('ti', 'Tigrinya')], default='nl', max_length=2)),
                        ('hope', models.CharField(blank=True, max_length=500)),
                        ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('outcome', models.CharField(blank=True, choices=[('spoken', 'gesproken'), ('given_up', 'niet bereikt')], max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0, help_text='how often nobody answered')),
                        ('called_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.adviser')),
                        ('called', models.DateTimeField(help_text='the last time that it was tried', null=True)),
                        ('request_key', models.CharField(help_text='of the form: sent twice, kept once', max_length=64, unique=True)),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('outcome', '')), fields=['created'], name='call_back_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('phone', ''), _negated=True), name='call_back_has_number'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'spoken', 'given_up'])), name='call_back_outcome_known'), models.CheckConstraint(condition=models.Q(('part_of_day__in', ['any', 'morning', 'afternoon', 'evening'])), name='call_back_part_known'), models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('called__isnull', False), ('called_by__isnull', False)), _connector='OR'), name='call_back_called_by_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Mandate',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('learner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                        ('helper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('kind', models.CharField(choices=[('adviser', 'je adviseur'), ('own', 'iemand die je zelf vroeg')], max_length=10)),
                        ('level', models.CharField(choices=[('see', 'Alleen meekijken'), ('comment', 'Meekijken en opmerkingen maken'), ('edit', 'Meekijken, opmerkingen maken en invullen')], max_length=10)),
                        ('email', models.EmailField(help_text='of the helper who is asked', max_length=254)),
                        ('appointment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='intake.appointment')),
                        ('asked', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('accepted', models.DateTimeField(help_text='when the helper agreed; an adviser does so by asking', null=True)),
                        ('consent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='mandates', to='intake.consent')),
                        ('until', models.DateField()),
                        ('ended', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['-asked', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('helper', models.F('learner')), _negated=True), name='nobody_acts_for_themselves'), models.CheckConstraint(condition=models.Q(('accepted__isnull', True), ('helper__isnull', False), _connector='OR'), name='mandate_accepted_by_somebody'), models.CheckConstraint(condition=models.Q(('level__in', ['see', 'comment', 'edit'])), name='mandate_level_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['adviser', 'own'])), name='mandate_kind_known'), models.UniqueConstraint(condition=models.Q(('ended__isnull', True)), fields=('learner', 'email'), name='one_mandate_of_two_people')],
                    },
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='intake.mandate')),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('text', models.CharField(max_length=1000)),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['-at', '-id'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='remark_says_something')],
                    },
                ),
                migrations.CreateModel(
                    name='WaitingPlace',
                    fields=[
                        ('id', models.UUIDField(db_default=django.db.models.functions.uuid.UUID7(), editable=False, primary_key=True, serialize=False)),
                        ('kind', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='waiting', to='intake.appointmentkind')),
                        ('name', models.CharField(max_length=120)),
                        ('email', models.EmailField(max_length=254)),
                        ('phone', models.CharField(blank=True, max_length=20)),
                        ('mode', models.CharField(choices=[('office', 'Op kantoor'), ('video', 'Beeldbellen'), ('phone', 'Telefoon'), ('call_back', 'Terugbellen')], max_length=10)),
                        ('parts', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('morning', 'In de ochtend'), ('afternoon', 'In de middag'), ('evening', 'In de avond')], max_length=10), default=list, help_text='of the day on which they can; none: any')),
                        ('last_day', models.DateField(help_text='the last day that is still of use to them')),
                        ('language', models.CharField(default='nl', help_text='of the mails about it', max_length=2)),
                        ('origin', models.CharField(help_text='address of the portal it was made on, for links in mails', max_length=255)),
                        ('consent', models.ForeignKey(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='intake.consent')),
                        ('token', models.CharField(help_text='192 random bits', max_length=64, unique=True)),
                        ('request_key', models.CharField(help_text='of the form: sent twice, one place', max_length=64, unique=True)),
                        ('created', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('offered', models.OneToOneField(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='waiting_place', to='intake.appointment')),
                        ('ended', models.DateTimeField(null=True)),
                    ],
                    options={
                        'ordering': ['created', 'pk'],
                        'constraints': [models.UniqueConstraint(models.F('kind'), django.db.models.functions.text.Lower('email'), condition=models.Q(('ended__isnull', True)), name='waits_once_per_address'), models.CheckConstraint(condition=models.Q(('parts__contained_by', ['morning', 'afternoon', 'evening'])), name='waiting_parts_known'), models.CheckConstraint(condition=models.Q(models.Q(('mode', 'phone'), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='waiting_by_phone_has_number'), models.CheckConstraint(condition=models.Q(('mode__in', ['office', 'video', 'phone'])), name='waits_for_a_talk')],
                    },
                ),
            ],
        ),
    ]
