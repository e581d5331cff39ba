"""The shapes of the five event types, as the official JSON Schema has them; msgspec checks a body against them.

Names are those of the standard, for they are the data. What a shape does not name is an extension (`extensions`).
"""

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from lilian.epcis import formats

Uri = Annotated[str, Meta(pattern=formats.URI)]
Time = Annotated[str, Meta(pattern=formats.TIME)]
Offset = Annotated[str, Meta(pattern=formats.OFFSET)]
Unit = Annotated[str, Meta(pattern=formats.UNIT)]
Hex = Annotated[str, Meta(pattern=formats.HEX)]
BizStep = Annotated[str, Meta(pattern=formats.BIZ_STEP)]
Disposition = Annotated[str, Meta(pattern=formats.DISPOSITION)]
TransactionType = Annotated[str, Meta(pattern=formats.TRANSACTION_TYPE)]
PartyType = Annotated[str, Meta(pattern=formats.PARTY_TYPE)]
ErrorReason = Annotated[str, Meta(pattern=formats.ERROR_REASON)]
Measurement = Annotated[str, Meta(pattern=formats.MEASUREMENT)]
Alert = Annotated[str, Meta(pattern=formats.ALERT)]
Component = Annotated[str, Meta(pattern=formats.COMPONENT)]
Action = Literal["OBSERVE", "ADD", "DELETE"]
Number = float
Filled = Meta(min_length=1)


class Exact(Struct, forbid_unknown_fields=True):
    """A part that takes no extensions."""


class Named(Struct):
    """A read point or business location."""

    id: Uri


class Quantity(Exact):
    epcClass: Uri  # noqa: N815
    quantity: Number | UnsetType = UNSET
    uom: Unit | UnsetType = UNSET


class BizTransaction(Exact):
    bizTransaction: Uri  # noqa: N815
    type: TransactionType | UnsetType = UNSET


class Source(Exact):
    type: PartyType
    source: Uri


class Destination(Exact):
    type: PartyType
    destination: Uri


class PersistentDisposition(Exact):
    set: Annotated[list[Disposition], Filled] | UnsetType = UNSET
    unset: Annotated[list[Disposition], Filled] | UnsetType = UNSET


class ErrorDeclaration(Struct):
    declarationTime: Time  # noqa: N815
    reason: ErrorReason | UnsetType = UNSET
    correctiveEventIDs: list[Uri] | UnsetType = UNSET  # noqa: N815


class SensorMetadata(Struct):
    time: Time | UnsetType = UNSET
    deviceID: Uri | UnsetType = UNSET  # noqa: N815
    deviceMetadata: Uri | UnsetType = UNSET  # noqa: N815
    rawData: Uri | UnsetType = UNSET  # noqa: N815
    startTime: Time | UnsetType = UNSET  # noqa: N815
    endTime: Time | UnsetType = UNSET  # noqa: N815
    dataProcessingMethod: Uri | UnsetType = UNSET  # noqa: N815
    bizRules: Uri | UnsetType = UNSET  # noqa: N815


class SensorReport(Struct):
    type: Measurement
    exception: Alert | UnsetType = UNSET
    deviceID: Uri | UnsetType = UNSET  # noqa: N815
    deviceMetadata: Uri | UnsetType = UNSET  # noqa: N815
    rawData: Uri | UnsetType = UNSET  # noqa: N815
    dataProcessingMethod: Uri | UnsetType = UNSET  # noqa: N815
    bizRules: Uri | UnsetType = UNSET  # noqa: N815
    time: Time | UnsetType = UNSET
    microorganism: Uri | UnsetType = UNSET
    chemicalSubstance: Uri | UnsetType = UNSET  # noqa: N815
    coordinateReferenceSystem: Uri | UnsetType = UNSET  # noqa: N815
    value: Number | UnsetType = UNSET
    component: Component | UnsetType = UNSET
    stringValue: str | UnsetType = UNSET  # noqa: N815
    booleanValue: bool | UnsetType = UNSET  # noqa: N815
    hexBinaryValue: Hex | UnsetType = UNSET  # noqa: N815
    uriValue: Uri | UnsetType = UNSET  # noqa: N815
    minValue: Number | UnsetType = UNSET  # noqa: N815
    maxValue: Number | UnsetType = UNSET  # noqa: N815
    meanValue: Number | UnsetType = UNSET  # noqa: N815
    sDev: Number | UnsetType = UNSET  # noqa: N815
    percRank: Number | UnsetType = UNSET  # noqa: N815
    percValue: Number | UnsetType = UNSET  # noqa: N815
    uom: str | UnsetType = UNSET


class SensorElement(Struct):
    sensorReport: Annotated[list[SensorReport], Filled]  # noqa: N815
    sensorMetadata: SensorMetadata | UnsetType = UNSET  # noqa: N815


class Event(Struct, kw_only=True):
    """What every event has, one of a foreign type too."""

    type: str
    eventTime: Time  # noqa: N815
    eventTimeZoneOffset: Offset  # noqa: N815
    recordTime: Time | UnsetType = UNSET  # noqa: N815
    eventID: Uri | UnsetType = UNSET  # noqa: N815
    certificationInfo: Any = UNSET  # noqa: N815 - one URI or a list; msgspec 0.22 breaks on a pattern beside a list
    errorDeclaration: ErrorDeclaration | UnsetType = UNSET  # noqa: N815


class Standard(Event, kw_only=True):
    """What the five types share."""

    bizStep: BizStep | UnsetType = UNSET  # noqa: N815
    disposition: Disposition | UnsetType = UNSET
    readPoint: Named | UnsetType = UNSET  # noqa: N815
    bizLocation: Named | UnsetType = UNSET  # noqa: N815
    bizTransactionList: list[BizTransaction] | UnsetType = UNSET  # noqa: N815
    sourceList: list[Source] | UnsetType = UNSET  # noqa: N815
    destinationList: list[Destination] | UnsetType = UNSET  # noqa: N815
    sensorElementList: list[SensorElement] | UnsetType = UNSET  # noqa: N815


class ObjectEvent(Standard, kw_only=True):
    action: Action
    epcList: list[Uri] | UnsetType = UNSET  # noqa: N815
    quantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815
    persistentDisposition: PersistentDisposition | UnsetType = UNSET  # noqa: N815
    ilmd: dict[str, Any] | UnsetType = UNSET


class AggregationEvent(Standard, kw_only=True):
    action: Action
    parentID: Uri | UnsetType = UNSET  # noqa: N815
    childEPCs: list[Uri] | UnsetType = UNSET  # noqa: N815
    childQuantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815


class AssociationEvent(Standard, kw_only=True):
    action: Action
    parentID: Uri  # noqa: N815
    childEPCs: list[Uri] | UnsetType = UNSET  # noqa: N815
    childQuantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815


class TransactionEvent(Standard, kw_only=True):
    action: Action
    bizTransactionList: Annotated[list[BizTransaction], Filled]  # noqa: N815
    parentID: Uri | UnsetType = UNSET  # noqa: N815
    epcList: list[Uri] | UnsetType = UNSET  # noqa: N815
    quantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815


class TransformationEvent(Standard, kw_only=True):
    inputEPCList: list[Uri] | UnsetType = UNSET  # noqa: N815
    inputQuantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815
    outputEPCList: list[Uri] | UnsetType = UNSET  # noqa: N815
    outputQuantityList: list[Quantity] | UnsetType = UNSET  # noqa: N815
    transformationID: Uri | UnsetType = UNSET  # noqa: N815
    persistentDisposition: PersistentDisposition | UnsetType = UNSET  # noqa: N815
    ilmd: dict[str, Any] | UnsetType = UNSET


SHAPES: dict[str, type[Event]] = {
    shape.__name__: shape
    for shape in (ObjectEvent, AggregationEvent, AssociationEvent, TransactionEvent, TransformationEvent)
}
