"""pyahocorasick: leftmost-longest by `iter_long`, whole words checked after."""
import ahocorasick

import common

dump, terms, out, _, _ = common.arguments()
automaton = ahocorasick.Automaton()
for spelling, concept in common.read_terms(terms).items():
    automaton.add_word(spelling, (concept, len(spelling)))
automaton.make_automaton()
common.tally(([concept for last, (concept, length) in automaton.iter_long(text)
               if common.whole(text, last + 1 - length, last + 1)] for text in common.texts(dump)), out)
