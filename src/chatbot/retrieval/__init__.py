"""Questions into terms, terms into ranked passages."""
