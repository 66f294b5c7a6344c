"""Where everything is kept: database, cache and files."""

from django.core.exceptions import ImproperlyConfigured

from portal.cache_location import cache_location
from portal.settings.mode import BASE_DIR, DATA_DIR, MODE, PRODUCTION, env

# Without these nothing works in production; elsewhere the supervisor or the test plug-in gives them.
DATABASE_URL = env.str("DATABASE_URL", "" if PRODUCTION else "postgresql://nobody@%2Fnowhere/portal")
if not DATABASE_URL:
    raise ImproperlyConfigured("Set DATABASE_URL: the portal keeps everything in PostgreSQL.")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", DATABASE_URL)}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": 0,
    "CONN_HEALTH_CHECKS": True,
    # PgBouncer in transaction mode breaks server-side cursors.
    "DISABLE_SERVER_SIDE_CURSORS": env.bool("BEHIND_PGBOUNCER", False),
    "ATOMIC_REQUESTS": False,
}
DATABASES["default"]["OPTIONS"] = {
    "application_name": env.str("PROCESS_NAME", "portal"),
    # A stuck query must not keep a web thread, nor a forgotten transaction a lock.
    "options": "-c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout={}".format(
        env.str("STATEMENT_TIMEOUT", "15s"), env.str("LOCK_TIMEOUT", "3s"), env.str("IDLE_TIMEOUT", "30s")
    ),
}
if DATABASE_POOL_SIZE := env.int("DATABASE_POOL_SIZE", 0):
    # Threads of one web process share connections; workers that fork must not.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": DATABASE_POOL_SIZE, "timeout": 5}

REDIS_URL = env.str("REDIS_URL", "" if PRODUCTION else "redis://nowhere.invalid/0")
if not REDIS_URL:
    raise ImproperlyConfigured("Set REDIS_URL: background work goes through Redis or Valkey.")
CACHES = {"default": {"BACKEND": "portal.cache.ForgivingRedisCache", "LOCATION": cache_location(REDIS_URL)}}

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / ".data" / "static")
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder", "portal.finders.FilesOfPackages"]
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Tests make many clients, and none reads all static files first.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == "test"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
# A file is taken only by a page that asks for one; whatever else is sent never reaches the disk.
FILE_UPLOAD_HANDLERS = ["portal.pages.uploading.OneFile"]
# Where proofs lie: no web server serves this folder. Several machines share it, or another storage takes its place.
DOCUMENTS_DIR = env.path("DOCUMENTS_DIR", DATA_DIR / "documents")
STORAGES["documents"] = {
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {
        "location": DOCUMENTS_DIR,
        "base_url": None,
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
# A ClamAV daemon, "tcp://host:3310" or "unix:///path": with it nobody reads a proof before it was found clean.
CLAMD_URL = env.str("CLAMD_URL", "")
