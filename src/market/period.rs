//! Periods that a day lies in, and the period before each.

/// A length of time that markets are cut by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// 2024
    Year,
    /// 2024-Q4
    Quarter,
    /// 2024-11
    Month,
}

impl Period {
    /// Every period.
    pub const ALL: [Period; 3] = [Period::Year, Period::Quarter, Period::Month];

    /// The name of the dimension.
    pub const fn name(self) -> &'static str {
        match self {
            Period::Year => "year",
            Period::Quarter => "quarter",
            Period::Month => "month",
        }
    }

    /// The period of a year and a month from 1 to 12.
    pub fn of(self, year: i32, month: u8) -> String {
        match self {
            Period::Year => format!("{year:04}"),
            Period::Quarter => format!("{year:04}-Q{}", month.saturating_sub(1) / 3 + 1),
            Period::Month => format!("{year:04}-{month:02}"),
        }
    }

    /// The period before the one of that name; none where it is no period.
    pub fn before(self, name: &str) -> Option<String> {
        let year: i32 = name.get(..4)?.parse().ok()?;
        let part: Option<u8> = match self {
            Period::Year => None,
            Period::Quarter => Some(name.strip_prefix(&format!("{year:04}-Q"))?.parse().ok()?),
            Period::Month => Some(name.strip_prefix(&format!("{year:04}-"))?.parse().ok()?),
        };
        Some(match (self, part) {
            (_, None) => self.of(year - 1, 12),
            (_, Some(0 | 1)) => self.of(year - 1, 12),
            (Period::Quarter, Some(quarter)) => self.of(year, 3 * (quarter - 1)),
            (_, Some(month)) => self.of(year, month - 1),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_follow_each_other() {
        for (period, name, before) in [
            (Period::Year, "2024", "2023"),
            (Period::Quarter, "2024-Q1", "2023-Q4"),
            (Period::Quarter, "2024-Q4", "2024-Q3"),
            (Period::Month, "2024-01", "2023-12"),
            (Period::Month, "2024-11", "2024-10"),
        ] {
            assert_eq!(period.before(name).as_deref(), Some(before));
        }
        assert_eq!(Period::Quarter.of(2024, 11), "2024-Q4");
        assert_eq!(["", "soon", "2024-11"].map(|name| Period::Quarter.before(name)), [None, None, None]);
    }
}
