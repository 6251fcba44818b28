"""Many questions at once: lines and tables of questions into answers, whatever some of them are."""
