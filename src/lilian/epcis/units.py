"""Units of measurement by their codes (UN/ECE Recommendation 20), each as a line of its dimension's base unit.

Factors: UN/ECE Recommendation 20, revision 17 (2021), and the SI brochure (2019).
"""

from typing import NamedTuple


class Unit(NamedTuple):
    """`base = value * factor + offset`."""

    dimension: str
    factor: float
    offset: float = 0.0


UNITS: dict[str, Unit] = {
    "KEL": Unit("Temperature", 1.0),
    "CEL": Unit("Temperature", 1.0, 273.15),
    "FAH": Unit("Temperature", 5 / 9, 459.67 * 5 / 9),
    "A48": Unit("Temperature", 5 / 9),
    "P1": Unit("Ratio", 1e-2),
    "C62": Unit("Ratio", 1.0),
    "NR": Unit("Ratio", 1.0),
    "59": Unit("Ratio", 1e-6),
    "61": Unit("Ratio", 1e-9),
    "A93": Unit("MassConcentration", 1e-3),
    "GL": Unit("MassConcentration", 1.0),
    "M1": Unit("MassConcentration", 1e-3),
    "KMQ": Unit("MassConcentration", 1.0),
    "GP": Unit("MassConcentration", 1e-6),
    "KGM": Unit("Mass", 1.0),
    "GRM": Unit("Mass", 1e-3),
    "MGM": Unit("Mass", 1e-6),
    "MC": Unit("Mass", 1e-9),
    "TNE": Unit("Mass", 1000.0),
    "DTN": Unit("Mass", 100.0),
    "LBR": Unit("Mass", 0.45359237),
    "ONZ": Unit("Mass", 0.028349523125),
    "STN": Unit("Mass", 907.18474),
    "LTN": Unit("Mass", 1016.0469088),
    "MTR": Unit("Length", 1.0),
    "KMT": Unit("Length", 1000.0),
    "DMT": Unit("Length", 0.1),
    "CMT": Unit("Length", 0.01),
    "MMT": Unit("Length", 1e-3),
    "4H": Unit("Length", 1e-6),
    "INH": Unit("Length", 0.0254),
    "FOT": Unit("Length", 0.3048),
    "YRD": Unit("Length", 0.9144),
    "SMI": Unit("Length", 1609.344),
    "NMI": Unit("Length", 1852.0),
    "MTK": Unit("Area", 1.0),
    "CMK": Unit("Area", 1e-4),
    "MMK": Unit("Area", 1e-6),
    "KMK": Unit("Area", 1e6),
    "HAR": Unit("Area", 1e4),
    "ARE": Unit("Area", 100.0),
    "MTQ": Unit("Volume", 1.0),
    "LTR": Unit("Volume", 1e-3),
    "MLT": Unit("Volume", 1e-6),
    "CLT": Unit("Volume", 1e-5),
    "DLT": Unit("Volume", 1e-4),
    "HLT": Unit("Volume", 0.1),
    "CMQ": Unit("Volume", 1e-6),
    "DMQ": Unit("Volume", 1e-3),
    "GLL": Unit("Volume", 0.003785411784),
    "SEC": Unit("Time", 1.0),
    "MIN": Unit("Time", 60.0),
    "HUR": Unit("Time", 3600.0),
    "DAY": Unit("Time", 86400.0),
    "C26": Unit("Time", 1e-3),
    "B98": Unit("Time", 1e-6),
    "PAL": Unit("Pressure", 1.0),
    "A97": Unit("Pressure", 100.0),
    "KPA": Unit("Pressure", 1000.0),
    "MPA": Unit("Pressure", 1e6),
    "BAR": Unit("Pressure", 1e5),
    "MBR": Unit("Pressure", 100.0),
    "ATM": Unit("Pressure", 101325.0),
    "PS": Unit("Pressure", 6894.757293168),
    "MTS": Unit("Speed", 1.0),
    "KMH": Unit("Speed", 1 / 3.6),
    "HM": Unit("Speed", 0.44704),
    "KNT": Unit("Speed", 1852 / 3600),
    "MSK": Unit("Acceleration", 1.0),
    "K40": Unit("Acceleration", 9.80665),
    "JOU": Unit("Energy", 1.0),
    "KJO": Unit("Energy", 1000.0),
    "WHR": Unit("Energy", 3600.0),
    "KWH": Unit("Energy", 3.6e6),
    "WTT": Unit("Power", 1.0),
    "KWT": Unit("Power", 1000.0),
    "VLT": Unit("Voltage", 1.0),
    "2Z": Unit("Voltage", 1e-3),
    "AMP": Unit("ElectricCurrent", 1.0),
    "4K": Unit("ElectricCurrent", 1e-3),
    "OHM": Unit("Resistance", 1.0),
    "HTZ": Unit("Frequency", 1.0),
    "KHZ": Unit("Frequency", 1000.0),
    "NEW": Unit("Force", 1.0),
    "LUX": Unit("Illuminance", 1.0),
    "LUM": Unit("LuminousFlux", 1.0),
    "DD": Unit("Angle", 3.141592653589793 / 180),
    "C81": Unit("Angle", 1.0),
}
RATIOS = frozenset({"RelativeHumidity", "VolumeFraction", "Dimensionless", "Count"})
DIMENSIONS = frozenset(unit.dimension for unit in UNITS.values())
DIGITS = 12  # two ways of writing one quantity must meet; a double carries 15 to 17


def normal(value: float, code: str) -> tuple[str, float]:
    """The dimension and the value in its base unit; an unknown code is a dimension of its own."""
    unit = UNITS.get(code)
    if unit is None:
        return code, float(value)
    return unit.dimension, float(f"{value * unit.factor + unit.offset:.{DIGITS}g}")


def fits(measurement: str, code: str) -> bool:
    """False only where both are known and do not go together: degrees for a pressure."""
    unit = UNITS.get(code)
    expected = "Ratio" if measurement in RATIOS else measurement
    known = expected == "Ratio" or expected in DIMENSIONS
    return unit is None or not known or unit.dimension == expected


def like_a_difference(value: float, code: str) -> tuple[str, float]:
    """As `normal`, for a spread (a standard deviation), which has no zero point."""
    unit = UNITS.get(code)
    if unit is None:
        return code, float(value)
    return unit.dimension, float(f"{value * unit.factor:.{DIGITS}g}")
