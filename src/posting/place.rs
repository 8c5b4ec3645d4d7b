//! Places: for now the one rule that most dumps need, the US state in a location as written.

/// States, the district and the territories.
#[rustfmt::skip]
const STATES: &[(&str, &str)] = &[
    ("AK", "alaska"), ("AL", "alabama"), ("AR", "arkansas"), ("AZ", "arizona"), ("CA", "california"),
    ("CO", "colorado"), ("CT", "connecticut"), ("DC", "district of columbia"), ("DE", "delaware"),
    ("FL", "florida"), ("GA", "georgia"), ("GU", "guam"), ("HI", "hawaii"), ("IA", "iowa"), ("ID", "idaho"),
    ("IL", "illinois"), ("IN", "indiana"), ("KS", "kansas"), ("KY", "kentucky"), ("LA", "louisiana"),
    ("MA", "massachusetts"), ("MD", "maryland"), ("ME", "maine"), ("MI", "michigan"), ("MN", "minnesota"),
    ("MO", "missouri"), ("MS", "mississippi"), ("MT", "montana"), ("NC", "north carolina"),
    ("ND", "north dakota"), ("NE", "nebraska"), ("NH", "new hampshire"), ("NJ", "new jersey"),
    ("NM", "new mexico"), ("NV", "nevada"), ("NY", "new york"), ("OH", "ohio"), ("OK", "oklahoma"),
    ("OR", "oregon"), ("PA", "pennsylvania"), ("PR", "puerto rico"), ("RI", "rhode island"),
    ("SC", "south carolina"), ("SD", "south dakota"), ("TN", "tennessee"), ("TX", "texas"), ("UT", "utah"),
    ("VA", "virginia"), ("VI", "virgin islands"), ("VT", "vermont"), ("WA", "washington"),
    ("WI", "wisconsin"), ("WV", "west virginia"), ("WY", "wyoming"),
];

/// Cities of the country of Georgia, which is otherwise the state.
const CAUCASUS: &[&str] = &["tbilisi", "batumi", "kutaisi", "rustavi", "gori", "poti", "zugdidi", "telavi"];

/// Longer cells are prose, not places.
const LONGEST: usize = 100;

/// The words of a part: enough for "10935 Vista Sorrento Pkwy Suite 200".
const MOST_WORDS: usize = 8;

/// The two-letter code of the US state that a location names: "Austin, TX", "Austin, TX 78701",
/// "San Francisco, CA, US", "Burbank, California", "Texas, United States". A list of places
/// ("Austin, TX; Dallas, TX") must agree. A code alone ("CA"), a code after another region's code
/// ("Bengaluru, KA, IN"), and "Washington" or "Georgia" alone are not taken for a state.
pub fn us_state(location: &str) -> Option<&'static str> {
    if location.len() > LONGEST {
        return None;
    }
    let mut states =
        location.split([';', '|', '\n']).map(str::trim).filter(|place| !place.is_empty()).map(one);
    let first = states.next()??;
    states.all(|state| state == Some(first)).then_some(first)
}

fn one(place: &str) -> Option<&'static str> {
    // "Austin, TX 78701 (Downtown area)"
    let place = place.split_once('(').map_or(place, |(before, _)| before);
    let mut parts: Vec<&str> = place.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| part.split_whitespace().count() > MOST_WORDS) {
        return None;
    }
    let mut certain = false;
    if parts.len() > 1 && parts.last().is_some_and(|last| is_united_states(last)) {
        parts.pop();
        certain = true;
    }
    let (last, before) = parts.split_last()?;
    let (last, has_zip) = without_zip(last);
    let without_country = last.strip_prefix("US-");
    let last = without_country.unwrap_or(last);
    certain |= has_zip || without_country.is_some();
    if let Some(state) = code(last) {
        let after_a_region =
            before.len() > 1 && before.last().is_some_and(|part| part.len() <= 3 && is_capitals(part));
        return (certain || (!before.is_empty() && !after_a_region)).then_some(state);
    }
    if certain && before.is_empty() {
        // "Austin TX 78701", without the comma
        if let Some(state) = last.rsplit_once(' ').and_then(|(_, word)| code(word)) {
            return Some(state);
        }
    }
    let last = last.strip_suffix(" Area").filter(|_| !before.is_empty()).unwrap_or(last);
    let state = named(last.strip_suffix(" Metropolitan").unwrap_or(last))?;
    let foreign =
        state == "GA" && before.last().is_some_and(|city| CAUCASUS.contains(&&*city.to_lowercase()));
    let ambiguous = matches!(state, "GA" | "WA") && before.is_empty();
    (certain || !(foreign || ambiguous)).then_some(state)
}

/// Whether a country cell or the last part of a location says the United States.
pub(super) fn is_united_states(text: &str) -> bool {
    const NAMES: [&str; 7] =
        ["us", "usa", "u.s.", "u.s.a.", "united states", "united states of america", "estados unidos"];
    NAMES.iter().any(|name| text.eq_ignore_ascii_case(name))
}

/// The part without the ZIP code at its end, and whether there was one.
fn without_zip(part: &str) -> (&str, bool) {
    let Some((rest, last)) = part.rsplit_once(' ') else { return (part, false) };
    let mut halves = last.splitn(2, '-');
    let digits = |text: &str, count| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_zip =
        halves.next().is_some_and(|zip| digits(zip, 5)) && halves.next().is_none_or(|more| digits(more, 4));
    if is_zip { (rest.trim_end(), true) } else { (part, false) }
}

fn is_capitals(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn code(text: &str) -> Option<&'static str> {
    let text = if text == "D.C." { "DC" } else { text };
    STATES.binary_search_by(|(code, _)| (*code).cmp(text)).ok().map(|index| STATES[index].0)
}

fn named(text: &str) -> Option<&'static str> {
    STATES.iter().find(|(_, name)| text.eq_ignore_ascii_case(name)).map(|(code, _)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codes_are_sorted() {
        assert!(STATES.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(STATES.len(), 54);
    }

    #[test]
    fn locations_and_their_states() {
        for (location, expected) in [
            ("Austin, TX", Some("TX")),
            ("Austin, TX 78701", Some("TX")),
            ("Austin, TX 78701-1234", Some("TX")),
            ("Austin TX 78701", Some("TX")),
            ("San Francisco, CA, US", Some("CA")),
            ("San Francisco, CA 94105 (South Beach area)", Some("CA")),
            ("Burbank, California", Some("CA")),
            ("New York, New York", Some("NY")),
            ("Texas, United States", Some("TX")),
            ("Washington, DC", Some("DC")),
            ("Washington, D.C.", Some("DC")),
            ("Washington, District of Columbia, USA", Some("DC")),
            ("Washington, United States", Some("WA")),
            ("Ohio", Some("OH")),
            ("CA, US", Some("CA")),
            ("Fremont, US-CA", Some("CA")),
            ("Atlanta, Georgia", Some("GA")),
            ("Midtown, Atlanta, GA", Some("GA")),
            ("AUSTIN, TX", Some("TX")),
            ("Columbia, South Carolina Metropolitan Area", Some("SC")),
            ("Orange County, California Area", Some("CA")),
            ("10935 Vista Sorrento Pkwy Suite 200, San Diego, CA 92130, US", Some("CA")),
            ("Austin, TX; Dallas, TX", Some("TX")),
            ("Austin, TX; Boston, MA", None),
            ("Tbilisi, Georgia", None),
            ("Georgia", None),
            ("Washington", None),
            ("CA", None),
            ("Bengaluru, KA, IN", None),
            ("Toronto, ON, CA", None),
            ("London", None),
            ("Yerevan, Armenia", None),
            ("San Francisco Bay Area", None),
            ("United States", None),
            ("Remote", None),
            ("We are looking for people who love to work in, OR", None),
            ("austin, tx", None),
            ("", None),
            (", ,", None),
            ("é, é", None),
        ] {
            assert_eq!(us_state(location), expected, "{location}");
        }
    }
}
