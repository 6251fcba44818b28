"""`python -m chatbot.evaluation`: the same as `chatbot eval`."""

import sys

from chatbot.evaluation import main

sys.exit(main(sys.argv[1:]))
