"""毕业条件自查: the degree audit as pages ask for it."""
