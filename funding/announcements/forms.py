"""Writing an announcement of a scheme."""

from funding.announcements.models import SchemeAnnouncement
from portal.announcements.forms import AnnouncementForm


class SchemeAnnouncementForm(AnnouncementForm):
    """Wherever a learner meets the scheme."""

    about = "scheme"

    class Meta(AnnouncementForm.Meta):
        model = SchemeAnnouncement
        fields = ["scheme", "kind", "text", "text_en", "link"]
