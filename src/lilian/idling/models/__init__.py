"""Tables of the low season."""

from lilian.idling.models.meters import EnergyFit, MeterReading
from lilian.idling.models.plans import Decision, IdlingPlan, TaskEnd, TransferTask
from lilian.idling.models.withdrawals import PlannedWithdrawal

__all__ = ["Decision", "EnergyFit", "IdlingPlan", "MeterReading", "PlannedWithdrawal", "TaskEnd", "TransferTask"]
