"""Pages for people: targets by status, one target with its proof, sources, changes. Reads through tracking only."""
