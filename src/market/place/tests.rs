use super::*;

fn read<'g>(gazetteer: &'g Gazetteer, location: &str) -> Place<'g> {
    gazetteer.read(&Written { location, ..Written::default() })
}

/// "country region" as read, or the reading's name if there is no country.
fn short(gazetteer: &Gazetteer, location: &str) -> String {
    let place = read(gazetteer, location);
    match place.reading {
        Reading::Known => format!("{} {}", place.country, place.region).trim().to_owned(),
        reading => format!("{} {} {}", reading.name(), place.country, place.region).trim().to_owned(),
    }
}

#[test]
fn locations_and_their_regions() {
    let gazetteer = Gazetteer::embedded();
    let mut wrong = Vec::new();
    for (location, expected) in [
        ("Austin, TX", "US TX"),
        ("Austin, TX 78701", "US TX"),
        ("Austin, TX 78701-1234", "US TX"),
        ("Austin TX 78701", "US TX"),
        ("San Francisco, CA, US", "US CA"),
        ("San Francisco, CA 94105 (South Beach area)", "US CA"),
        ("Burbank, California", "US CA"),
        ("New York, New York", "US NY"),
        ("Texas, United States", "US TX"),
        ("Washington, DC", "US DC"),
        ("Washington, D.C.", "US DC"),
        ("Washington, District of Columbia, USA", "US DC"),
        ("Washington, United States", "US WA"),
        ("Ohio", "US OH"),
        ("CA, US", "US CA"),
        ("Fremont, US-CA", "US CA"),
        ("Atlanta, Georgia", "US GA"),
        ("Midtown, Atlanta, GA", "US GA"),
        ("AUSTIN, TX", "US TX"),
        ("Columbia, South Carolina Metropolitan Area", "US SC"),
        ("Orange County, California Area", "US CA"),
        ("10935 Vista Sorrento Pkwy Suite 200, San Diego, CA 92130, US", "US CA"),
        ("Austin, TX; Dallas, TX", "US TX"),
        ("Austin, TX; Boston, MA", "several US"),
        ("Tbilisi, Georgia", "GE"),
        ("Georgia", "unknown"),
        ("Washington", "unknown"),
        ("CA", "unknown"),
        ("Bengaluru, KA, IN", "IN Karnataka"),
        ("Toronto, ON, CA", "CA ON"),
        ("London", "GB London"),
        ("Yerevan, Armenia", "AM"),
        ("San Francisco Bay Area", "US CA"),
        ("United States", "US"),
        ("Remote", "remote"),
        ("We are looking for people who love to work in, OR", "unknown"),
        ("", "not stated"),
        (", ,", "unknown"),
        ("é, é", "unknown"),
        ("Springfield", "unknown"),
        ("Springfield, United States", "US"),
        ("Springfield, MA", "US MA"),
        ("Cambridge", "unknown"),
        ("Cambridge, MA", "US MA"),
        ("Cambridge, UK", "GB East of England"),
        ("Berlin, DE", "DE Berlin"),
        ("Munich, DE", "DE Bavaria"),
        ("Wilmington, DE", "US DE"),
        ("Smallville, DE", "US DE"),
        ("Surrey, Surrey", "GB South East"),
        ("Paris", "FR Île-de-France"),
        ("Paris, TX", "US TX"),
        ("Paris, KY", "US KY"),
        ("Vancouver, WA", "US WA"),
        ("Vancouver, BC", "CA BC"),
        ("Perth WA", "AU WA"),
        ("Perth, WA", "AU WA"),
        ("Sydney NSW", "AU NSW"),
        ("Melbourne VIC 3000", "AU VIC"),
        ("Melbourne, FL", "US FL"),
        ("Greater London", "GB London"),
        ("US", "US"),
        ("UK", "GB"),
        ("75 - PARIS 10", "FR Île-de-France"),
        ("69 - Rhône", "FR Auvergne-Rhône-Alpes"),
        ("47 - VILLAGE INCONNU", "FR Nouvelle-Aquitaine"),
        ("10 - London", "GB London"),
        ("GU2 7XX", "GB South East"),
        ("LS1", "GB Yorkshire and The Humber"),
        ("1 High Street, Leeds, West Yorkshire, LS1 3EX, GB", "GB Yorkshire and The Humber"),
        ("London / Manchester", "several GB"),
        ("London/Manchester", "several GB"),
        ("Leeds or York", "GB Yorkshire and The Humber"),
        ("Austin, TX or Dallas, TX", "US TX"),
        ("Austin, TX and Boston, MA", "several US"),
        ("Minneapolis/St. Paul, MN", "US MN"),
        ("London, Ontario", "CA ON"),
        ("Ontario, CA", "US CA"),
        ("London, KY", "US KY"),
        ("Tel Aviv, IL", "IL"),
        ("Bogotá, CO", "CO"),
        ("Dublin, OH", "US OH"),
        ("Dublin, Ireland", "IE Leinster"),
        ("Cork", "IE Munster"),
        ("Remote (US)", "remote US"),
        ("Remote, TX", "US TX"),
        ("Remote - Austin, TX", "US TX"),
        ("Hybrid - Austin, TX", "US TX"),
        ("Anywhere", "remote"),
        ("Home based", "remote"),
        ("Work from home", "remote"),
        ("Telecommute", "remote"),
        ("Hybrid", "not stated"),
        ("US-TX-Austin", "US TX"),
        ("USA - Texas - Austin", "US TX"),
        ("Greater Boston", "US"),
        ("New York City Metropolitan Area", "US"),
        ("New York City", "US NY"),
        ("Northern Virginia Area", "US VA"),
        ("Los Angeles Metropolitan Area", "US CA"),
        ("Central London", "GB London"),
        ("London, Paris", "several"),
        ("Leeds City Centre", "GB Yorkshire and The Humber"),
        ("San Juan, PR", "US PR"),
        ("Edinburgh, Scotland", "GB Scotland"),
        ("Newcastle upon Tyne", "GB North East"),
        ("Toronto, ON M5V 2T6", "CA ON"),
        ("Europe", "unknown"),
        ("Austin; Dallas, TX", "US TX"),
        ("Cambridge; London, UK", "several GB"),
        ("Virginia City, NV", "US NV"),
        ("Poland, OH", "US OH"),
        ("New York, NY, San Francisco, CA", "several US"),
        ("Dublin", "IE Leinster"),
        ("APO, AE", "US"),
        ("Brighton and Hove", "GB South East"),
    ] {
        let got = short(&gazetteer, location);
        if got != expected {
            wrong.push(format!("{location}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn metropolitan_areas() {
    let gazetteer = Gazetteer::embedded();
    let mut wrong = Vec::new();
    for (location, expected) in [
        ("Austin, TX", "Austin-Round Rock, TX"),
        ("Austin", "Austin-Round Rock, TX"),
        ("Austin, Texas Metropolitan Area", "Austin-Round Rock, TX"),
        ("Redmond, WA", "Seattle-Tacoma-Bellevue, WA"),
        ("Reston, VA", "Washington-Arlington-Alexandria, DC-VA-MD-WV"),
        ("Washington, DC", "Washington-Arlington-Alexandria, DC-VA-MD-WV"),
        ("Greater Denver Area", "Denver-Aurora-Lakewood, CO"),
        ("Greater Boston, MA", "Boston-Cambridge-Newton, MA-NH"),
        ("Greater Boston", "Boston-Cambridge-Newton, MA-NH"),
        ("Greater Boston Area", "Boston-Cambridge-Newton, MA-NH"),
        ("Dallas-Fort Worth Metroplex", "Dallas-Fort Worth-Arlington, TX"),
        ("New York City Metropolitan Area", "New York-Newark-Jersey City, NY-NJ-PA"),
        ("New York, NY", "New York-Newark-Jersey City, NY-NJ-PA"),
        ("New York", ""),
        ("NYC", "New York-Newark-Jersey City, NY-NJ-PA"),
        ("Albany, New York Metropolitan Area", "Albany-Schenectady-Troy, NY"),
        ("New York, United States", ""),
        ("Washington DC-Baltimore Area", ""),
        ("San Francisco Bay Area", ""),
        ("Santa Clara County, CA", "San Jose-Sunnyvale-Santa Clara, CA"),
        ("Kansas City Metropolitan Area", "Kansas City, MO-KS"),
        ("Cincinnati Metropolitan Area", "Cincinnati, OH-KY-IN"),
        ("St. Louis, MO", "St. Louis, MO-IL"),
        ("Saint Louis, Missouri", "St. Louis, MO-IL"),
        ("Texas, United States", ""),
        ("Austin, TX; Round Rock, TX", "Austin-Round Rock, TX"),
        ("Austin, TX; Dallas, TX", ""),
        ("London", ""),
        ("Alexandria, VA", "Washington-Arlington-Alexandria, DC-VA-MD-WV"),
    ] {
        let place = read(&gazetteer, location);
        if place.metro != expected {
            wrong.push(format!("{location}: {:?}", place));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn columns_beside_the_location() {
    let gazetteer = Gazetteer::embedded();
    for (location, region, country, postcode, expected) in [
        ("", "", "", "", "not stated  "),
        ("", "", "GB", "", "known GB "),
        ("", "", "gb", "", "known GB "),
        ("", "", "United Kingdom", "", "known GB "),
        ("Leeds", "", "GB", "LS1 3EX", "known GB Yorkshire and The Humber"),
        ("Anywhere Ward", "", "GB", "ls9 7tf", "known GB Yorkshire and The Humber"),
        ("London", "", "GB", "SL1 1AA", "known GB South East"),
        ("Auburn", "", "Australia", "", "known AU NSW"),
        ("Auburn", "", "", "", "unknown  "),
        ("Auburn", "WA", "US", "", "known US WA"),
        ("Perth", "WA", "AU", "6000", "known AU WA"),
        ("Toronto", "ON", "CA", "", "known CA ON"),
        ("Nowhere", "", "US", "78701", "known US TX"),
        ("Nowhere", "", "FR", "69003", "known FR Auvergne-Rhône-Alpes"),
        ("Bury &amp; Rochdale", "", "GB", "", "known GB North West"),
        ("King&#39;s Lynn", "", "GB", "", "known GB East of England"),
        ("33 - BRUGES", "", "", "33520", "known FR Nouvelle-Aquitaine"),
        ("Remote", "", "US", "", "remote US "),
        ("Bromley, Kent", "", "GB", "", "known GB London"),
        ("Guildford, Surrey", "", "GB", "", "known GB South East"),
        ("Leicester/Cambridge", "", "GB", "", "several GB "),
    ] {
        let place = gazetteer.read(&Written { location, region, country, postcode });
        let got = format!("{} {} {}", place.reading.name(), place.country, place.region);
        assert_eq!(got, expected, "{location} | {region} | {country} | {postcode}");
    }
}

#[test]
fn work_away_from_the_office() {
    let gazetteer = Gazetteer::embedded();
    for (location, expected) in [
        ("Austin, TX", Remote::No),
        ("Remote", Remote::Remote),
        ("Remote (US)", Remote::Remote),
        ("Austin, TX (Remote)", Remote::Remote),
        ("Austin, TX (Hybrid)", Remote::Hybrid),
        ("Hybrid - Austin, TX", Remote::Hybrid),
        ("100% Remote", Remote::Remote),
        ("Leeds / Home Based", Remote::Remote),
        ("Work from home", Remote::Remote),
        ("Anywhere", Remote::Remote),
        ("Home Counties", Remote::No),
        ("Not remote", Remote::No),
        ("Télétravail", Remote::Remote),
    ] {
        assert_eq!(read(&gazetteer, location).remote, expected, "{location}");
    }
}

const PIECES: &str = "([A-Z]{1,3}|[0-9]{1,5}|Remote|London|[,;/() -]|é| or | and |&amp;|a/|b-){0,40}";

proptest::proptest! {
    #[test]
    fn no_text_is_a_panic(location in "\\PC{0,120}", region in "\\PC{0,12}", postcode in "\\PC{0,9}") {
        let gazetteer = Gazetteer::embedded();
        let country = region.as_str();
        gazetteer.read(&Written { location: &location, region: &region, country, postcode: &postcode });
    }

    #[test]
    fn nothing_like_a_place_is_a_panic(location in PIECES) {
        let gazetteer = Gazetteer::embedded();
        gazetteer.read(&Written { location: &location, postcode: &location, country: "AU", region: "" });
        gazetteer.read(&Written { location: &location, ..Written::default() });
    }
}
