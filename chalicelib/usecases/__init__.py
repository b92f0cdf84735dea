"""One file a verb: load, authorise, judge, write."""
