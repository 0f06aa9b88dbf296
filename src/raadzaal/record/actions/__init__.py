from raadzaal.record.actions.archive import begin_import, finish_import, import_rows
from raadzaal.record.actions.synonyms import add_synonyms, change_synonyms, drop_synonyms

__all__ = ["add_synonyms", "begin_import", "change_synonyms", "drop_synonyms", "finish_import", "import_rows"]
