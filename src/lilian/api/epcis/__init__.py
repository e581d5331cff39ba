"""The door for partners' systems: EPCIS 2.0 as its REST binding has it, at /epcis/."""
