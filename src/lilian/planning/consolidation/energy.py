"""What a cold room draws: kWh per day = a x wall x dT + b + c x tonnes kept + d x tonnes loaded that day."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EnergyModel:
    """`a` kWh/(m2 K day) through the walls, `b` kWh/day for fans and lights, `c` kWh/(t day) breathed by the fruit,
    `d` kWh per tonne loaded. Fitted per county from meter readings; the figures and their source belong to the data."""

    a: float
    b: float
    c: float
    d: float

    def running_kwh(self, wall_m2: float, outside_c: float, inside_c: float, days: int) -> int:
        """A month of the room standing empty, rounded to the kWh."""
        return round(days * (self.a * wall_m2 * max(0.0, outside_c - inside_c) + self.b))

    def per_tonne_kwh(self, days: int) -> int:
        """A tonne kept for a month."""
        return round(days * self.c)

    def loaded_kwh_per_tonne(self) -> int:
        return round(self.d)
