"""What is done beside the pages: the broker, and what runs by itself how often."""

from datetime import timedelta

from portal.settings.data import REDIS_URL

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT, CELERY_TASK_SOFT_TIME_LIMIT = 600, 540  # always below visibility_timeout
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "max_retries": 1,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = {
    "requeue-lost-messages": {
        "task": "portal.requeue_lost_messages",
        "schedule": timedelta(seconds=15),
        "options": {"expires": 15},
    },
    "forget-unused-accounts": {"task": "portal.forget_unused_accounts", "schedule": timedelta(days=1)},
    "forget-what-is-old": {"task": "portal.forget_what_is_old", "schedule": timedelta(hours=6)},
    # Terms end at midnight; more often than daily is harmless, and soon after a night that the portal slept through.
    "watch-terms": {"task": "funding.watch_terms", "schedule": timedelta(hours=1)},
    "look-at-wishes": {"task": "funding.look_at_wishes", "schedule": timedelta(days=1)},
    "refresh-figures": {
        "task": "funding.refresh_figures",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    },
    "release-reserves": {"task": "funding.release_reserves", "schedule": timedelta(hours=1)},
    "report-campaigns": {"task": "portal.report_campaigns", "schedule": timedelta(hours=6)},
    "make-reports": {"task": "funding.make_reports", "schedule": timedelta(hours=6)},
    "watch-links": {"task": "funding.watch_links", "schedule": timedelta(hours=1)},
    "look-at-searches": {"task": "courses.look_at_searches", "schedule": timedelta(days=1)},
    "forget-questions": {"task": "courses.forget_questions", "schedule": timedelta(days=1)},
    "forget-runs": {"task": "courses.forget_runs", "schedule": timedelta(days=1)},
    "add-up-changes-of-courses": {"task": "courses.add_up_changes", "schedule": timedelta(days=1)},
    "add-up-changes-of-schemes": {"task": "funding.add_up_changes", "schedule": timedelta(days=1)},
    "fetch-feeds": {"task": "courses.fetch_feeds", "schedule": timedelta(minutes=5), "options": {"expires": 300}},
    "forget-deliveries": {"task": "funding.forget_deliveries", "schedule": timedelta(days=1)},
    "forget-drafts": {"task": "funding.forget_drafts", "schedule": timedelta(days=1)},
    # From seven o'clock on working days, once a day; every quarter of an hour, to make up for a night asleep.
    "morning-digest": {"task": "portal.morning_digest", "schedule": timedelta(minutes=15), "options": {"expires": 900}},
    "watch-sources": {"task": "funding.watch_sources", "schedule": timedelta(days=1)},
    "remind-of-appointments": {"task": "intake.remind_of_appointments", "schedule": timedelta(minutes=15)},
    "read-calendars": {"task": "intake.read_calendars", "schedule": timedelta(minutes=5), "options": {"expires": 300}},
    "look-after-groups": {"task": "intake.look_after_groups", "schedule": timedelta(minutes=15)},
    "ask-surveys": {"task": "funding.ask_surveys", "schedule": timedelta(days=1)},
    "forget-talks": {"task": "intake.forget_talks", "schedule": timedelta(days=1)},
    "forget-visitors": {"task": "intake.forget_visitors", "schedule": timedelta(days=1)},
    "forget-what-is-over": {"task": "intake.forget_what_is_over", "schedule": timedelta(days=1)},
}
