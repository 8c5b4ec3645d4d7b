//! Employers as the units that are sampled: numbers for the run, and what their draws are seeded with.

use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64;

/// Numbers employers over a whole run. A posting whose employer is unknown belongs to one of many nameless
/// clusters, by its own fingerprint, so that it counts as drawn alone (nearly: two may meet in one).
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    numbers: HashMap<String, u32>,
    seeds: Vec<u64>,
}

/// Nameless clusters have numbers from here on.
const NAMELESS: u32 = 1 << 31;

/// How many nameless clusters there are.
const NAMELESS_CLUSTERS: u64 = 1 << 14;

impl Clusters {
    /// No employer yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of the employer with this normalised name, or of the nameless cluster of a posting with
    /// this fingerprint where the name is empty.
    ///
    /// # Panics
    /// At 2^31 employers.
    pub fn number(&mut self, name: &str, fingerprint: u64) -> u32 {
        if name.is_empty() {
            let cluster = u32::try_from(fingerprint % NAMELESS_CLUSTERS).unwrap_or(0);
            return NAMELESS + cluster;
        }
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.seeds.len()).ok().filter(|number| *number < NAMELESS);
        let number = number.expect("fewer employers than 2^31");
        self.numbers.insert(name.to_owned(), number);
        self.seeds.push(xxh3_64(name.as_bytes()));
        number
    }

    /// Whether a number stands for an employer whose name is known.
    pub(super) fn is_known(number: u32) -> bool {
        number < NAMELESS
    }

    /// What the draws of a cluster are seeded with: the same for the same employer in any market, whatever
    /// the order in which employers were met.
    pub(super) fn seed(&self, number: u32) -> u64 {
        match number.checked_sub(NAMELESS) {
            Some(cluster) => xxh3_64(&cluster.to_le_bytes()),
            None => self.seeds[number as usize],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_one_employer_and_no_name_is_none() {
        let mut clusters = Clusters::new();
        let numbers = ["acme", "bolt", "acme", "", ""].map(|name| clusters.number(name, 7));
        assert_eq!(numbers[..3], [0, 1, 0]);
        assert_eq!(numbers[3], numbers[4]);
        assert_ne!(numbers[3], clusters.number("", 8));
        assert_eq!(numbers.map(Clusters::is_known), [true, true, true, false, false]);
        let mut turned = Clusters::new();
        turned.number("bolt", 0);
        assert_eq!(turned.seed(0), clusters.seed(1), "the order does not show");
    }
}
