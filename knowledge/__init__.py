"""From article to question-answer pairs. Imports nothing of retrieval/ or bot/."""
