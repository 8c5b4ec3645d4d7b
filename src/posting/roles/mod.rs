//! Roles: which column of a dump plays which part in a posting.
//!
//! `headers` knows what headers mean (by the lists in `names`), `sample` what the cells look like;
//! `assign` decides from both, `overrides` reads what the person said instead.

mod assign;
mod headers;
mod names;
mod overrides;
mod sample;

pub use assign::assign;
pub(super) use overrides::find as find_column;

use super::dates::DateOrder;

/// The part that a column plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Role {
    /// The dump's own name for the posting.
    Id,
    /// The job title.
    Title,
    /// Text in which credentials and skills are looked for.
    Text(TextRole),
    /// The employer's name.
    Employer,
    /// Where the job is: a whole location, or the town.
    Location,
    /// The state, county or province.
    Region,
    /// The country.
    Country,
    /// The postcode.
    Postcode,
    /// The day the posting was published.
    Date,
    /// The employer's industry, or the dump's category.
    Industry,
    /// The occupation, by a classification.
    Occupation,
    /// Whether the work is remote.
    Remote,
    /// Full-time, contract and so on.
    EmploymentType,
    /// Entry level, senior and so on.
    Seniority,
    /// Pay as written, or one figure for it.
    Pay,
    /// The lower end of the pay.
    PayLow,
    /// The upper end of the pay.
    PayHigh,
    /// What the pay is for: an hour, a month, a year.
    PayPeriod,
    /// The currency of the pay.
    Currency,
    /// The address of the posting on the web.
    Url,
    /// The language of the posting.
    Language,
}

/// What a text column tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TextRole {
    /// The ad, or what the job is.
    Description,
    /// What is asked for.
    Requirements,
    /// Education, licences and certificates asked for.
    Qualifications,
    /// What is wanted and not demanded.
    Preferred,
    /// What is to be done.
    Responsibilities,
    /// Skills, as text or list.
    Skills,
    /// What is offered.
    Benefits,
    /// What the employer says of itself.
    About,
}

impl Role {
    /// Every role, in the order in which they are shown.
    pub const ALL: [Self; 28] = [
        Self::Id,
        Self::Title,
        Self::Text(TextRole::Description),
        Self::Text(TextRole::Requirements),
        Self::Text(TextRole::Qualifications),
        Self::Text(TextRole::Preferred),
        Self::Text(TextRole::Responsibilities),
        Self::Text(TextRole::Skills),
        Self::Text(TextRole::Benefits),
        Self::Text(TextRole::About),
        Self::Employer,
        Self::Location,
        Self::Region,
        Self::Country,
        Self::Postcode,
        Self::Date,
        Self::Industry,
        Self::Occupation,
        Self::Remote,
        Self::EmploymentType,
        Self::Seniority,
        Self::Pay,
        Self::PayLow,
        Self::PayHigh,
        Self::PayPeriod,
        Self::Currency,
        Self::Url,
        Self::Language,
    ];

    /// The name by which `--map` and the facts know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::Text(TextRole::Description) => "description",
            Self::Text(TextRole::Requirements) => "requirements",
            Self::Text(TextRole::Qualifications) => "qualifications",
            Self::Text(TextRole::Preferred) => "preferred",
            Self::Text(TextRole::Responsibilities) => "responsibilities",
            Self::Text(TextRole::Skills) => "skills",
            Self::Text(TextRole::Benefits) => "benefits",
            Self::Text(TextRole::About) => "about",
            Self::Employer => "employer",
            Self::Location => "location",
            Self::Region => "region",
            Self::Country => "country",
            Self::Postcode => "postcode",
            Self::Date => "date",
            Self::Industry => "industry",
            Self::Occupation => "occupation",
            Self::Remote => "remote",
            Self::EmploymentType => "employment_type",
            Self::Seniority => "seniority",
            Self::Pay => "pay",
            Self::PayLow => "pay_low",
            Self::PayHigh => "pay_high",
            Self::PayPeriod => "pay_period",
            Self::Currency => "currency",
            Self::Url => "url",
            Self::Language => "language",
        }
    }

    /// Whether it is text to be scanned (the title is scanned too, but is not text of this kind).
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text(_))
    }

    /// Whether several columns may play it together.
    fn takes_several(self) -> bool {
        self.is_text() || self == Self::Location
    }
}

/// A column and the role it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRole {
    /// The column, counted from 0.
    pub column: usize,
    /// Its role.
    pub role: Role,
    /// The name of the field in the facts: the role's name, with a number from the second column of
    /// the same role on ("description_2").
    pub field: String,
    /// Why, for a person: "the header says 'JobRequirment'".
    pub reason: String,
}

/// A column that could have been read and is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The column, counted from 0.
    pub column: usize,
    /// Why, for a person.
    pub reason: String,
}

/// The roles of all columns of a dump.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    all: Vec<ColumnRole>,
    aside: Vec<Aside>,
    whole: Option<usize>,
    short: Vec<usize>,
    date_order: DateOrder,
}

impl Roles {
    /// The first column with this role.
    pub fn find(&self, role: Role) -> Option<usize> {
        self.columns(role).next()
    }

    /// Every column with this role, in the order of the columns.
    pub fn columns(&self, role: Role) -> impl Iterator<Item = usize> + '_ {
        self.all.iter().filter(move |given| given.role == role).map(|given| given.column)
    }

    /// The text columns, in the order of the columns.
    pub fn texts(&self) -> impl Iterator<Item = &ColumnRole> {
        self.all.iter().filter(|given| given.role.is_text())
    }

    /// Every column that has a role, in the order of the columns.
    pub fn all(&self) -> &[ColumnRole] {
        &self.all
    }

    /// The columns that were set aside, and why.
    pub fn aside(&self) -> &[Aside] {
        &self.aside
    }

    /// A column that repeats the whole ad, read only for postings whose text fields are all empty,
    /// so that nothing is counted twice and nothing is lost.
    pub fn whole(&self) -> Option<usize> {
        self.whole
    }

    /// The columns whose cells are short enough to be a market dimension.
    pub fn short(&self) -> &[usize] {
        &self.short
    }

    /// Which part of "10/01/2004" is the day in the date column.
    pub fn date_order(&self) -> DateOrder {
        self.date_order
    }

    /// The same roles with another order of dates, because the person knows better.
    #[must_use]
    pub fn with_date_order(mut self, order: DateOrder) -> Self {
        self.date_order = order;
        self
    }
}
