"""flashtext: a trie over words, the longest match; whole words are its own rule."""
import flashtext

import common

dump, terms, out, _, _ = common.arguments()
# The text is lowered already.
processor = flashtext.KeywordProcessor(case_sensitive=True)
for spelling, concept in common.read_terms(terms).items():
    processor.add_keyword(spelling, concept)
common.tally((processor.extract_keywords(text) for text in common.texts(dump)), out)
