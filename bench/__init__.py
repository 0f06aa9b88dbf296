"""How fast the house is, always beside something run in the same minute on the same machine. See docs/bench.md."""
