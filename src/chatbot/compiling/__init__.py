"""Packs into compiled packs: the only room that knows rank-bm25, nltk, numpy and spellchecker."""
