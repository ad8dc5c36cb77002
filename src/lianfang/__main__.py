"""`python -m lianfang` is the `lianfang` command."""

from lianfang.site.cli import main

main()
