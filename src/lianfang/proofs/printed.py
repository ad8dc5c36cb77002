"""What a slip shows of its holder: enough to see that the one who holds it is meant, of no use to anybody else."""

from lianfang.vault import names
from lianfang.vault.masks import STAR
from lianfang.vault.reading import Shown

TAIL = 2  # characters of a document number: one stranger in a hundred has the same


def printed(who: Shown) -> tuple[str, str]:
    """The surname with a star (王*, 欧阳*; of other names the first letter); the document's last two characters."""
    name = names.clean(who.name)
    surname = names.surname_of(name) or name[:1]
    return f"{surname}{STAR}", who.id_number[-TAIL:]
