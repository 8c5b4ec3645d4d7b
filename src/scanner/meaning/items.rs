//! Where one list item ends and the next begins in text that lost its line breaks: "skillsExperience with SQL",
//! "know SQL Experience with R", "oriented- Experience".

/// Words that open a list item: with a capital in the middle of a line they show where stripped HTML joined two. In
/// order.
const OPENERS: [&str; 184] = [
    "Ability",
    "Able",
    "Act",
    "Active",
    "Additional",
    "Additionally",
    "Adept",
    "Advanced",
    "Analyze",
    "Analyzes",
    "Applicants",
    "Apply",
    "As",
    "Assist",
    "Assists",
    "At",
    "Bachelor",
    "Bachelors",
    "Background",
    "Basic",
    "Be",
    "Bonus",
    "Broad",
    "Build",
    "Candidates",
    "Certification",
    "Certified",
    "Clear",
    "Collaborate",
    "Collaborates",
    "Comfort",
    "Comfortable",
    "Communicate",
    "Competent",
    "Conduct",
    "Conducts",
    "Contribute",
    "Coordinate",
    "Coordinates",
    "Create",
    "Creates",
    "Current",
    "Deep",
    "Define",
    "Degree",
    "Deliver",
    "Demonstrated",
    "Design",
    "Designs",
    "Desirable",
    "Develop",
    "Develops",
    "Document",
    "Drive",
    "Educate",
    "Effective",
    "Effectively",
    "Ensure",
    "Ensures",
    "Entry-level",
    "Essential",
    "Establish",
    "Evaluate",
    "Excellent",
    "Exceptional",
    "Execute",
    "Experience",
    "Experienced",
    "Expert",
    "Expertise",
    "Exposure",
    "Extensive",
    "Facilitate",
    "Familiar",
    "Familiarity",
    "Fluency",
    "Fluent",
    "Gather",
    "Good",
    "Graduate",
    "Great",
    "Guide",
    "Hands-on",
    "Have",
    "Help",
    "Helpful",
    "Highly",
    "Ideal",
    "Identify",
    "If",
    "Implement",
    "Improve",
    "In-depth",
    "Interest",
    "Interested",
    "Interface",
    "Keep",
    "Knowledge",
    "Knowledgeable",
    "Lead",
    "Leads",
    "Leverage",
    "Maintain",
    "Maintains",
    "Manage",
    "Manages",
    "Master",
    "Masters",
    "Mentor",
    "Minimum",
    "Monitor",
    "Monitors",
    "Must",
    "Nice",
    "Other",
    "Our",
    "Outstanding",
    "Oversee",
    "Own",
    "Participate",
    "Participates",
    "Partner",
    "Passion",
    "Passionate",
    "Perform",
    "Performs",
    "Please",
    "Possess",
    "Preferred",
    "Prepare",
    "Prepares",
    "Previous",
    "Prior",
    "Proactively",
    "Produce",
    "Proficiency",
    "Proficient",
    "Proven",
    "Provide",
    "Provides",
    "Recommend",
    "Research",
    "Resolve",
    "Respond",
    "Responsible",
    "Review",
    "Reviews",
    "Self-motivated",
    "Self-starter",
    "Serve",
    "Significant",
    "Skilled",
    "Solid",
    "Sound",
    "Strong",
    "Superior",
    "Support",
    "Supports",
    "Take",
    "The",
    "This",
    "Thorough",
    "Thrive",
    "Track",
    "Train",
    "Translate",
    "Troubleshoot",
    "Undergraduate",
    "Understand",
    "Understanding",
    "Understands",
    "Use",
    "Utilize",
    "Valid",
    "We",
    "Well-versed",
    "What",
    "Willing",
    "Willingness",
    "Work",
    "Working",
    "Works",
    "Write",
    "You",
];

/// Words before years that belong to the same item: "with 5+ years".
const BEFORE_YEARS: [&str; 27] = [
    "a",
    "about",
    "additional",
    "and",
    "approximately",
    "at",
    "between",
    "demonstrated",
    "for",
    "have",
    "has",
    "include",
    "including",
    "least",
    "minimum",
    "need",
    "of",
    "or",
    "over",
    "plus",
    "possess",
    "require",
    "required",
    "requires",
    "than",
    "to",
    "with",
];

/// "oriented- Experience", "SQL -Data": a hyphen stuck to the word on one side only, and then a capital.
pub(super) fn is_inline_bullet(text: &str, at: usize) -> bool {
    let mut tail = text[at + 1..].chars();
    let before = text[..at].chars().next_back();
    match tail.next() {
        Some(' ') => {
            tail.next().is_some_and(char::is_uppercase)
                && before.is_some_and(|c| c.is_alphanumeric() || c == '.')
        }
        Some(next) => before == Some(' ') && next.is_uppercase(),
        None => false,
    }
}

/// Whether the capital at `at` begins an item that stripped HTML glued to the one before.
pub(super) fn opens_item(text: &str, at: usize) -> bool {
    if text.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase) {
        return false;
    }
    let head = &text[..at];
    let Some(before) = head.chars().next_back() else { return false };
    let mut tail = text[at..].chars();
    if !tail.next().is_some_and(char::is_uppercase) {
        return false;
    }
    match before {
        ' ' => {
            let earlier = head[..head.len() - 1].chars().next_back();
            if earlier == Some(' ') {
                return true;
            }
            if !earlier.is_some_and(|c| c.is_alphanumeric() || c == ')')
                || OPENERS.binary_search(&first_word(&text[at..])).is_err()
            {
                return false;
            }
            // "Required Experience" is one phrase; "with AWS Experience in" is two.
            let word = last_word(&head[..head.len() - 1]);
            let title = word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
            let joins = [
                "a", "an", "and", "as", "by", "for", "in", "of", "on", "or", "our", "the", "to", "with",
                "your",
            ];
            !title && !joins.contains(&word)
        }
        ')' | '%' => tail.next().is_some_and(char::is_lowercase),
        before if before.is_lowercase() => is_seam(head, &text[at..]),
        _ => false,
    }
}

/// Whether the digit at `at` begins an item of years that stripped HTML glued to the one before: "a plus2+ years",
/// "data modeling 3+ years of".
pub(super) fn opens_years(text: &str, at: usize) -> bool {
    let (head, tail) = (&text[..at], &text[at..]);
    let rest = tail.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = tail.len() - rest.len();
    let range = rest.strip_prefix(['-', '–', ' ']).is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with("year") || rest.starts_with("yr")
    });
    if digits > 2 || !(rest.starts_with('+') || range) {
        return false;
    }
    match head.chars().next_back() {
        Some(' ') => {
            let head = &head[..head.len() - 1];
            rest.starts_with('+')
                && head.ends_with(|c: char| c.is_lowercase() || c == ')')
                && !BEFORE_YEARS.contains(&last_word(head))
        }
        Some(')') => true,
        Some(before) => {
            before.is_lowercase() && last_word(head).chars().filter(|c| c.is_lowercase()).count() >= 3
        }
        None => false,
    }
}

/// The letters and digits that `head` ends in, no more than a long word of them.
pub(super) fn last_word(head: &str) -> &str {
    let start = head.char_indices().rev().take(24).take_while(|(_, c)| c.is_alphanumeric()).last();
    &head[start.map_or(head.len(), |(at, _)| at)..]
}

/// The word that `tail` begins with, hyphens and all.
fn first_word(tail: &str) -> &str {
    &tail[..tail.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(tail.len())]
}

/// Whether two words were glued, rather than one written in two capitals: "skillsExperience", not "HubSpot".
fn is_seam(head: &str, tail: &str) -> bool {
    let word = last_word(head);
    let second = tail.chars().take(3).take_while(|c| c.is_alphanumeric()).count();
    if word.starts_with(char::is_lowercase) {
        return word.chars().count() >= 2;
    }
    word.chars().count() >= 6 && second >= 3
}
