"""Tables of the ground."""

from lilian.base.models.audit import AuditEvent, AuditHead
from lilian.base.models.user import User

__all__ = ["AuditEvent", "AuditHead", "User"]
