"""Import lists of returnees: every row read, placed, matched and entered through the door, once."""

from lianfang.exchange.importing.campaign import Destination, destination
from lianfang.exchange.importing.errors import ImportRefused
from lianfang.exchange.importing.outcome import Fate, FileOutcome, Outcome
from lianfang.exchange.importing.run import import_returnees

__all__ = ["Destination", "Fate", "FileOutcome", "ImportRefused", "Outcome", "destination", "import_returnees"]
