//! Every entry's own tests, run: the texts that must yield the concept, and those that must not.

use super::{Scanner, Scratch, Surroundings};
use crate::dictionary::Dictionary;
use crate::dictionary::check::Finding;
use crate::ids::ConceptId;

/// How many tests hold, and a finding for each that does not. `scanner` is built from `dictionary`.
pub fn proof(scanner: &Scanner, dictionary: &Dictionary) -> (usize, Vec<Finding>) {
    let (mut held, mut failed) = (0, Vec::new());
    let (mut scratch, mut mentions) = (Scratch::default(), Vec::new());
    let ids = (0..dictionary.concepts().len()).filter_map(ConceptId::new);
    for (id, concept) in ids.zip(dictionary.concepts()) {
        let yes = concept.tests.yes.iter().map(|text| (text, true));
        let no = concept.tests.no.iter().map(|text| (text, false));
        for (text, wanted) in yes.chain(no) {
            mentions.clear();
            scanner.scan(text, &Surroundings::default(), &mut scratch, &mut mentions);
            if mentions.iter().any(|mention| mention.concept == id) == wanted {
                held += 1;
                continue;
            }
            let seen = mentions.iter().map(|mention| {
                format!("{} {:?}", dictionary.concept(mention.concept).id, &text[mention.start..mention.end])
            });
            let seen = seen.collect::<Vec<_>>().join(", ");
            let verdict = if wanted { "is not found" } else { "is found" };
            failed.push(Finding {
                concept: concept.id.clone(),
                what: format!("it {verdict} in its test {text:?}; what is found there: {seen}"),
            });
        }
    }
    (held, failed)
}
