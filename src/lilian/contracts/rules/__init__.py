"""Pure decisions of contracts: what a kilogram costs, what terms may say, what came of a promise."""
