"""Many runs at once, here, on processes, or on a Ray cluster: the same results in the same order."""

from lilian.planning.fan.cluster import CannotReachCluster, NoRay
from lilian.planning.fan.fan import Fan, Kept, WorkersLost, fan_over
from lilian.planning.fan.serial import Serial

__all__ = ["CannotReachCluster", "Fan", "Kept", "NoRay", "Serial", "WorkersLost", "fan_over"]
