"""Tables of the ground."""

from lilian.base.models.audit import AuditEvent, AuditHead
from lilian.base.models.doors import IdempotencyKey, ImportBatch, Outbox
from lilian.base.models.figure import FigureChange
from lilian.base.models.job import Job
from lilian.base.models.plan_run import PlanRun
from lilian.base.models.user import User

__all__ = [
    "AuditEvent",
    "AuditHead",
    "FigureChange",
    "IdempotencyKey",
    "ImportBatch",
    "Job",
    "Outbox",
    "PlanRun",
    "User",
]
