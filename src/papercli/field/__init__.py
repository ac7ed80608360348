"""The field as the library shows it: statistics, trends, relatives and people; each answer follows from the cache."""
