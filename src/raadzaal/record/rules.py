"""Who keeps the public record, and how large things may be."""

from raadzaal.procedure.roles import secretariat, secretary_general

KEEPERS = secretariat | secretary_general
KEEPER_ROLES = frozenset(role.key for role in KEEPERS)

MOST_SYNONYMS = 12
LONGEST_SYNONYM = 60
