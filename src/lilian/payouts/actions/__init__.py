"""What may be done about payouts."""

from lilian.payouts.actions.answers import read_answers, record_return
from lilian.payouts.actions.paying import make_payout, set_payee

__all__ = ["make_payout", "read_answers", "record_return", "set_payee"]
