"""Names of the XML that the JSON has otherwise, and the order the XSD wants."""

from lilian.epcis import words

EPCIS = "urn:epcglobal:epcis:xsd:2"
QUERY = "urn:epcglobal:epcis-query:xsd:2"
MASTER_DATA = "urn:epcglobal:epcis-masterdata:xsd:2"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.w3.org/2001/XMLSchema"
OURS = frozenset({"", EPCIS, QUERY, MASTER_DATA, "urn:epcglobal:epcis:xsd:1", "urn:epcglobal:epcis-query:xsd:1"})
WRAPPERS = frozenset({"extension", "baseExtension"})  # where EPCIS 1.2 put what came later

EPC_LISTS = frozenset({"epcList", "childEPCs", "inputEPCList", "outputEPCList"})
QUANTITY_LISTS = frozenset({"quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"})
PLACES = frozenset({"readPoint", "bizLocation"})
TYPED_LISTS = {
    "bizTransactionList": ("bizTransaction", words.TRANSACTION_TYPE),
    "sourceList": ("source", words.PARTY_TYPE),
    "destinationList": ("destination", words.PARTY_TYPE),
}
WORDS = {"bizStep": words.BIZ_STEP, "disposition": words.DISPOSITION}
NUMBERS = frozenset({"value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue"})
REPORT_WORDS = {"type": words.MEASUREMENT, "exception": words.ALERT, "component": words.COMPONENT}

FIRST = ("eventTime", "recordTime", "eventTimeZoneOffset", "eventID", "errorDeclaration", "certificationInfo")
WHY = ("action", "bizStep", "disposition", "readPoint", "bizLocation", "bizTransactionList")
LAST = ("sourceList", "destinationList", "sensorElementList", "persistentDisposition", "ilmd")
ORDER: dict[str, tuple[str, ...]] = {
    "ObjectEvent": (*FIRST, "epcList", *WHY, "quantityList", *LAST),
    "AggregationEvent": (*FIRST, "parentID", "childEPCs", *WHY, "childQuantityList", *LAST),
    "TransactionEvent": (*FIRST, "bizTransactionList", "parentID", "epcList", *WHY[:-1], "quantityList", *LAST),
    "TransformationEvent": (
        *(*FIRST, "inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID"),
        *(*WHY[1:], *LAST),
    ),
    "AssociationEvent": (*FIRST, "parentID", "childEPCs", "childQuantityList", *WHY, *LAST),
}
SHORT_NAMES = {"urn:epcglobal:cbv:mda": "cbvmda", "urn:epcglobal:cbv:mda:": "cbvmda"}  # what every context knows
