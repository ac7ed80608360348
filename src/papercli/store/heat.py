"""Heat: the percentile of a paper's votes within its month, so that papers of all months compare."""

import sqlite3

# The mid-rank percentile: of the papers of the month of a paper's newest digest that have votes, the part with
# fewer, and half of the part with as many. One division of whole numbers, so that equal percentiles are equal.
_HEAT = """
INSERT INTO temp.heat
WITH tally AS (
    SELECT substr(date, 1, 7) AS month, votes, count(*) AS papers FROM paper
    WHERE votes IS NOT NULL AND date IS NOT NULL GROUP BY 1, 2
)
SELECT month, votes, (2 * sum(papers) OVER (PARTITION BY month ORDER BY votes) - papers) * 1.0
    / (2 * sum(papers) OVER (PARTITION BY month))
FROM tally
"""
JOIN = " LEFT JOIN temp.heat ON heat.month = substr(paper.date, 1, 7) AND heat.votes = paper.votes"


def take(connection: sqlite3.Connection) -> None:
    """Work out the heat of all papers, whatever a query chooses of them, for queries with JOIN.

    By months and votes, of which there are few: ranking each paper by itself takes three times as long.
    """
    connection.execute("DROP TABLE IF EXISTS temp.heat")
    connection.execute(
        "CREATE TEMP TABLE heat (month TEXT, votes INTEGER, heat REAL, PRIMARY KEY (month, votes)) WITHOUT ROWID"
    )
    connection.execute(_HEAT)
