"""A pack's files into frozen records: documents, knowledge, rules, and the dialect they use."""
