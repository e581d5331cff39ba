"""The words of the Core Business Vocabulary (CBV 2.0) and of GS1's measurement types, bare and as URIs.

JSON writes the bare word, XML and older systems a URN, linked data a web address; here the bare word is what counts.
"""


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


BIZ_STEPS = _listed(
    """
    accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting
    decommissioning departing destroying disassembling dispensing encoding entering_exiting holding inspecting
    installing killing loading other packing picking receiving removing repackaging repairing replacing
    reserving retail_selling shipping staging_outbound stock_taking stocking storing transporting unloading
    unpacking void_shipping sensor_reporting sampling
    """
)
DISPOSITIONS = _listed(
    """
    active container_closed damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
    no_pedigree_match non_sellable_other partially_dispensed recalled reserved retail_sold returned
    sellable_accessible sellable_not_accessible stolen unknown available completeness_verified
    completeness_inferred conformant container_open mismatch_instance mismatch_class mismatch_quantity
    needs_replacement non_conformant unavailable
    """
)
TRANSACTION_TYPES = _listed(
    """
    bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt
    """
)
PARTY_TYPES = _listed(
    """
    owning_party possessing_party location
    """
)
ERROR_REASONS = _listed(
    """
    did_not_occur incorrect_data
    """
)
COMPONENTS = _listed(
    """
    x y z axial_distance azimuth height spherical_radius polar_angle elevation_angle easting northing latitude
    longitude altitude
    """
)
MEASUREMENTS = _listed(
    """
    AbsoluteHumidity AbsorbedDose AbsorbedDoseRate Acceleration Radioactivity Altitude AmountOfSubstance
    AmountOfSubstancePerUnitVolume Angle AngularAcceleration AngularMomentum AngularVelocity Area Capacitance
    Conductance Conductivity Count Density Dimensionless DoseEquivalent DoseEquivalentRate DynamicViscosity
    ElectricCharge ElectricCurrent ElectricCurrentDensity ElectricFieldStrength Energy Exposure Force Frequency
    Illuminance Inductance Irradiance KinematicViscosity Length LinearMomentum Luminance LuminousFlux
    LuminousIntensity MagneticFlux MagneticFluxDensity MagneticVectorPotential Mass MassConcentration
    MassFlowRate MassPerAreaTime MemoryCapacity MolalityOfSolute MolarEnergy MolarMass MolarVolume Power
    Pressure RadiantFlux RadiantIntensity RelativeHumidity Resistance Resistivity SolidAngle SpecificVolume
    Speed SurfaceDensity SurfaceTension Temperature Time Torque Voltage Volume VolumeFlowRate VolumeFraction
    VolumetricFlux Wavenumber
    """
)
ALERTS = _listed(
    """
    ALARM_CONDITION ERROR_CONDITION
    """
)

WEB = "https://ref.gs1.org/cbv/"
GS1 = "https://gs1.org/voc/"
GS1_ELSEWHERE = (
    "https://www.gs1.org/voc/",
    "https://ref.gs1.org/voc/",
    "http://gs1.org/voc/",
    "http://www.gs1.org/voc/",
)
EVENT_TYPES = ("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent")


class _Kind:
    """One list of words: `urn` is how CBV 1.2 begins them, `web` how linked data does, `short` the compact form."""

    def __init__(self, known: frozenset[str], urn: str, web: str, short: str, *more: str) -> None:
        self.urn, self.web = urn, web
        beginnings = [urn, web, web.replace("https:", "http:"), short] if urn else [web, *more, short]
        self.bare_of = {begin + word: word for word in known for begin in beginnings} | {word: word for word in known}
        self.web_of = {begun: web + word for begun, word in self.bare_of.items()}
        self.known = known

    def told_as_web(self, word: str) -> str:
        """The web address of a word of the standard, however it is written; anything else as it is."""
        return self.web_of.get(word, word)

    def bare(self, word: str) -> str:
        """The bare word of a URI of the standard; anything else as it is."""
        return self.bare_of.get(word, word)

    def as_urn(self, word: str) -> str:
        return self.urn + word if word in self.known else word

    def as_web(self, word: str) -> str:
        return self.web + word if word in self.known else word


BIZ_STEP = _Kind(BIZ_STEPS, "urn:epcglobal:cbv:bizstep:", WEB + "BizStep-", "cbv:BizStep-")
DISPOSITION = _Kind(DISPOSITIONS, "urn:epcglobal:cbv:disp:", WEB + "Disp-", "cbv:Disp-")
TRANSACTION_TYPE = _Kind(TRANSACTION_TYPES, "urn:epcglobal:cbv:btt:", WEB + "BTT-", "cbv:BTT-")
PARTY_TYPE = _Kind(PARTY_TYPES, "urn:epcglobal:cbv:sdt:", WEB + "SDT-", "cbv:SDT-")
ERROR_REASON = _Kind(ERROR_REASONS, "urn:epcglobal:cbv:er:", WEB + "ER-", "cbv:ER-")
COMPONENT = _Kind(COMPONENTS, "", WEB + "Comp-", "cbv:Comp-")
MEASUREMENT = _Kind(MEASUREMENTS, "", GS1, "gs1:", *GS1_ELSEWHERE)
ALERT = _Kind(ALERTS, "", GS1, "gs1:", *GS1_ELSEWHERE)
