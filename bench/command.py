"""The `lianfang` command of this very checkout, in the interpreter that runs the benches."""

from lianfang.site.cli import main

main()
