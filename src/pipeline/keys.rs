//! The market keys of a posting: what its place, title and pay are understood to say.

use crate::market::occupation::{Occupations, Seniority, Title};
use crate::market::pay::{self, Pay};
use crate::market::place::{Gazetteer, Place, Reading, Remote, Written};
use crate::posting::Posting;

/// What reads places and titles; built once, shared by all workers.
#[derive(Debug)]
pub(crate) struct Recognisers {
    gazetteer: Gazetteer,
    occupations: Occupations,
    /// The country of places that name none.
    country: String,
}

/// The keys of one posting.
#[derive(Debug)]
pub(crate) struct Keys<'r> {
    pub(crate) place: Place<'r>,
    pub(crate) title: Title<'r>,
    pub(crate) pay: Option<Pay>,
}

impl Recognisers {
    pub(crate) fn embedded(country: Option<&str>) -> Self {
        let country = country.unwrap_or_default().to_owned();
        Self { gazetteer: Gazetteer::embedded(), occupations: Occupations::embedded(), country }
    }

    pub(crate) fn read(&self, ad: &Posting<'_>) -> Keys<'_> {
        let written =
            Written { location: &ad.location, region: ad.region, country: ad.country, postcode: ad.postcode };
        let mut place = self.gazetteer.read(&written);
        if !self.country.is_empty() && ad.country.is_empty() {
            // A place that names another country keeps it; one that could be anywhere is in this one.
            let here = self.gazetteer.read(&Written { country: &self.country, ..written });
            let elsewhere = !place.country.is_empty() && place.country != here.country;
            if !elsewhere && place.reading != Reading::NotStated {
                place = here;
            }
        }
        let pay = pay::read(&pay::Written {
            text: ad.pay.text,
            low: ad.pay.low,
            high: ad.pay.high,
            period: ad.pay.period,
            currency: ad.pay.currency,
            country: place.country,
        });
        place.remote = place.remote.max(remote(ad.remote));
        Keys { title: self.title(ad), pay, place }
    }

    /// What the title says, and where it says nothing, what the dump's own columns do.
    fn title(&self, ad: &Posting<'_>) -> Title<'_> {
        let title = self.occupations.read(ad.title);
        let column =
            || if ad.occupation.is_empty() { None } else { self.occupations.read(ad.occupation).occupation };
        Title {
            occupation: title.occupation.or_else(column),
            seniority: title.seniority.or_else(|| Seniority::of_level(ad.seniority)),
        }
    }
}

/// What a column of its own says: "true", "1.0", "Remote", "Hybrid", "TELECOMMUTE".
fn remote(cell: &str) -> Remote {
    const REMOTE: [&str; 12] = [
        "1",
        "1.0",
        "true",
        "yes",
        "y",
        "remote",
        "fully remote",
        "100% remote",
        "telecommute",
        "home",
        "home office",
        "work from home",
    ];
    let is_any = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if is_any(&REMOTE) {
        Remote::Remote
    } else if is_any(&["hybrid", "partial", "partly remote", "temporarily remote"]) {
        Remote::Hybrid
    } else {
        Remote::No
    }
}

impl Keys<'_> {
    /// How the place was understood; empty where none is stated.
    pub(crate) fn reading(&self) -> &'static str {
        match self.place.reading {
            Reading::NotStated => "",
            reading => reading.name(),
        }
    }

    /// `remote` or `hybrid`, where the place says so.
    pub(crate) fn remote(&self) -> &'static str {
        match self.place.remote {
            Remote::No => "",
            Remote::Hybrid => "hybrid",
            Remote::Remote => "remote",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_tell_of_remote_work() {
        for (cell, expected) in [
            ("1.0", Remote::Remote),
            ("TRUE", Remote::Remote),
            ("Hybrid", Remote::Hybrid),
            ("0", Remote::No),
            ("On-site", Remote::No),
            ("", Remote::No),
        ] {
            assert_eq!(remote(cell), expected, "{cell}");
        }
    }
}
