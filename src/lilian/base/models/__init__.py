"""Tables of the ground."""

from lilian.base.models.audit import AuditEvent, AuditHead
from lilian.base.models.once import IdempotencyKey, ImportBatch
from lilian.base.models.user import User
from lilian.base.models.work import Job, JobState, Outbox, PlanRun, PlanRunState

__all__ = [
    "AuditEvent",
    "AuditHead",
    "IdempotencyKey",
    "ImportBatch",
    "Job",
    "JobState",
    "Outbox",
    "PlanRun",
    "PlanRunState",
    "User",
]
