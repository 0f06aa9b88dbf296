"""Who keeps the public record, and how large things may be."""

from raadzaal.procedure.roles import house, secretariat, secretary_general

KEEPERS = secretariat | secretary_general
KEEPER_ROLES = frozenset(role.key for role in KEEPERS)
IMPORTERS = KEEPERS | house
"""The command line acts for the house itself."""

MOST_SYNONYMS = 12
LONGEST_SYNONYM = 60
