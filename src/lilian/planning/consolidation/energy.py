"""What a cold room draws: Wh a day = a x wall x (outside - inside) + b + c x tonnes kept + d x tonnes loaded."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EnergyModel:
    """`wall_mwh`: a, mWh/(m2 K day) through the walls; `base_wh`: b, Wh/day for fans, defrost and lights; `kept_wh`: c,
    Wh/(t day) breathed by the fruit; `loaded_wh`: d, Wh per tonne loaded. A room's own come from its meter, see
    `fit`."""

    wall_mwh: int
    base_wh: int
    kept_wh: int
    loaded_wh: int

    def running_wh(self, wall_m2: float, outside_c: float, inside_c: float, days: int) -> int:
        """So many days of the room standing empty."""
        return round(days * (self.wall_mwh * wall_m2 * max(0.0, outside_c - inside_c) / 1000 + self.base_wh))

    def per_tonne_wh(self, days: int) -> int:
        """A tonne kept for so many days."""
        return days * self.kept_wh
