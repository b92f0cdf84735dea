"""Kaoji's library: handlers → usecases → storage → settings | observability | data → domain."""
