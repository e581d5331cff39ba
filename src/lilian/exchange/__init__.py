"""Events of EPCIS 2.0 that partners and we ourselves report: kept, asked for, sent on."""
