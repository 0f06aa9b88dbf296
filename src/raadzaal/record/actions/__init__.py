from raadzaal.record.actions.synonyms import add_synonyms, change_synonyms, drop_synonyms

__all__ = ["add_synonyms", "change_synonyms", "drop_synonyms"]
