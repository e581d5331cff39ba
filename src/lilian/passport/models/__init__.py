"""Tables of box passports."""

from lilian.passport.models.complaints import Complaint, ComplaintAnswer
from lilian.passport.models.consents import Consent
from lilian.passport.models.openings import Opening
from lilian.passport.models.pictures import OrchardPicture

__all__ = ["Complaint", "ComplaintAnswer", "Consent", "Opening", "OrchardPicture"]
