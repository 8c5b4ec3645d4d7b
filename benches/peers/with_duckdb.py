"""DuckDB: the text cut into words, and the sequences of words that some term may begin joined with the terms.

One alternation of all terms is refused ("pattern too large"), and a join with `contains` for each posting and term
takes minutes for a megabyte; a join of equal words is what the database is good at. Overlapping terms count, each.
"""
import duckdb

import common

dump, terms, out, threads, _ = common.arguments()
# Letters and digits, and the signs that tell `c`, `c++` and `c#` apart.
WORD = r"[\p{L}\p{N}]+[+#]*|[+#]+"
db = duckdb.connect()
db.execute(f"SET threads = {threads}")
db.execute("CREATE TABLE terms AS SELECT array_to_string(regexp_extract_all(column0, ?), ' ') AS term, min(column1) "
           "AS concept FROM read_csv(?, delim = '\t', header = false, quote = '', all_varchar = true) GROUP BY term",
           [WORD, terms])
db.execute("CREATE TABLE starts AS SELECT DISTINCT string_split(term, ' ')[1] AS word, "
           "length(string_split(term, ' ')) AS length FROM terms")
rows = db.execute("""
    WITH texts AS (SELECT row_number() OVER () AS posting, regexp_extract_all(lower(description), $word) AS words
                   FROM read_csv($dump, all_varchar = true)),
    places AS (SELECT posting, words, unnest(range(1, length(words) + 1)) AS place FROM texts),
    found AS (SELECT posting, array_to_string(words[place:place + starts.length - 1], ' ') AS term
              FROM places JOIN starts ON words[place] = starts.word)
    SELECT concept, count(DISTINCT posting), count(*) FROM found JOIN terms USING (term) GROUP BY concept
    """, {"word": WORD, "dump": dump}).fetchall()
common.write({concept: postings for concept, postings, _ in rows}, sum(row[2] for row in rows), out)
