"""ahocorasick_rs: leftmost-longest over the spellings, whole words checked after."""
import ahocorasick_rs

import common

dump, terms, out, _, _ = common.arguments()
spellings = common.read_terms(terms)
concepts = list(spellings.values())
automaton = ahocorasick_rs.AhoCorasick(list(spellings), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
common.tally(([concepts[term] for term, start, end in automaton.find_matches_as_indexes(text)
               if common.whole(text, start, end)] for text in common.texts(dump)), out)
