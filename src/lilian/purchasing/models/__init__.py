"""Tables of group purchasing."""

from lilian.purchasing.models.campaigns import Article, Campaign, Need, Ruling
from lilian.purchasing.models.decisions import Allotment, Decision
from lilian.purchasing.models.orders import Bill, Order, OrderLine, Receipt
from lilian.purchasing.models.quotes import Quote, QuoteLine

__all__ = [
    "Allotment",
    "Article",
    "Bill",
    "Campaign",
    "Decision",
    "Need",
    "Order",
    "OrderLine",
    "Quote",
    "QuoteLine",
    "Receipt",
    "Ruling",
]
