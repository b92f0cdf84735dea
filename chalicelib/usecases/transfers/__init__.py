"""考籍转移: out of this province and into it."""
