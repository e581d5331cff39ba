"""农资库存: farm inputs in units, by batch, where they lie and who fetched them."""
