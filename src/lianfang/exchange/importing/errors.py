"""Why an import cannot begin."""


class ImportRefused(ValueError):  # noqa: N818  a state of affairs, named as one says it
    """The import cannot begin at all. The message is one sentence: what is wrong and how to mend it."""
