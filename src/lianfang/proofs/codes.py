"""Base 32 as it is printed and typed (Crockford): no I, L, O or U, in either case, in groups of four.

QR codes hold its letters in their compact mode, and a scanner under Caps Lock cannot garble them.
"""

from uuid import UUID

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHORT = 8
_BITS = 5
_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", **dict.fromkeys(" -·－　", None)})
_VALUES = {letter: value for value, letter in enumerate(LETTERS)}


def encode(content: bytes) -> str:
    """Bytes as letters, the first bits first."""
    bits = "".join(f"{byte:08b}" for byte in content)
    bits = bits.ljust(-(-len(bits) // _BITS) * _BITS, "0")
    return "".join(LETTERS[int(bits[at : at + _BITS], 2)] for at in range(0, len(bits), _BITS))


def decode(text: str) -> bytes:
    """The reverse of `encode`, of text as `tidy` gives it. Raises ValueError for other letters."""
    try:
        bits = "".join(f"{_VALUES[letter]:05b}" for letter in text)
    except KeyError as error:
        raise ValueError(text) from error
    return bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))


def tidy(text: str) -> str:
    """What was scanned or typed without an address before it, spaces, dashes, and letters that look like digits."""
    return text.rpartition("#")[2].strip().upper().translate(_MEANT)


def short(entry: UUID) -> str:
    """The short code of a slip: the last 40 bits of the entry it is sealed for. A UUIDv7 ends in random ones."""
    return encode(entry.bytes[-5:])


def grouped(code: str) -> str:
    """A short code as it is printed: ABCD-1234."""
    return f"{code[:4]}-{code[4:]}"
