"""The quiz: ten questions from a bank made of the interviews' facts. bank: reads and checks it; game: plays it."""
