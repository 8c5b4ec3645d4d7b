//! Days as dumps write them.

use super::*;

#[test]
fn days_in_many_writings() {
    for (text, expected) in [
        ("2019-05-10", "2019-05-10"),
        ("2019/05/10", "2019-05-10"),
        ("2019/5/1", "2019-05-01"),
        ("2019-05-10T23:30:00-07:00", "2019-05-10"),
        ("2019-08-08T11:13:33+0100", "2019-08-08"),
        ("2024-12-29T02:53:40.000Z", "2024-12-29"),
        ("2019-05-10 10:00:00", "2019-05-10"),
        ("20190510", "2019-05-10"),
        ("1699138101", "2023-11-04"),
        ("1699138101000", "2023-11-04"),
        ("1699138101000.0", "2023-11-04"),
        ("1.699138101E12", "2023-11-04"),
        ("1.69E12", "2023-07-22"),
        ("1.69e+12", "2023-07-22"),
        ("1699138101000000", "2023-11-04"),
        ("1699138101000000000", "2023-11-04"),
        ("10 May 2019", "2019-05-10"),
        ("10th of May, 2019", "2019-05-10"),
        ("10-May-2019", "2019-05-10"),
        ("May 10, 2019", "2019-05-10"),
        ("Jan 5, 2004", "2004-01-05"),
        ("Posted on Jan 5, 2004", "2004-01-05"),
        ("Fri, 10 May 2019 10:00:00 GMT", "2019-05-10"),
        ("Fri May 10 10:00:00 UTC 2019", "2019-05-10"),
        ("2019 May 10", "2019-05-10"),
        ("1er février 2019", "2019-02-01"),
        ("10. März 2019", "2019-03-10"),
        ("10 de mayo de 2019", "2019-05-10"),
        ("10.05.2019", "2019-05-10"),
        ("25/01/2004", "2004-01-25"),
        ("01/25/2004", "2004-01-25"),
        ("01/25/2004 10:00 AM", "2004-01-25"),
        ("05/05/2004", "2004-05-05"),
    ] {
        let found = parse(text, DateOrder::Unknown).map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn what_names_no_day() {
    for text in [
        "",
        "NA",
        "11 days ago",
        "30+ days ago",
        "today",
        "2004",
        "10/01/2004",
        "10-01-2004",
        "10/01/04",
        "1989-12-31",
        "2101-01-01",
        "2019-13-01",
        "2019-02-30",
        "32 May 2019",
        "May 2019",
        "921716",
        "0",
        "1",
        "-1",
        "1e400",
        "999999999999999999999999",
        "31/31/2019",
        "Immediately",
        "2019-05",
        "2019-05-10x",
        "20 January and then we shall see what happens until the year of 2019 and beyond it",
    ] {
        assert_eq!(parse(text, DateOrder::Unknown), None, "{text}");
    }
}

#[test]
fn the_order_of_a_column() {
    assert_eq!(DateOrder::infer(["05/01/2004", "NA", "27/02/2004"]), DateOrder::DayFirst);
    assert_eq!(DateOrder::infer(["05/01/2004", "02/27/2004"]), DateOrder::MonthFirst);
    assert_eq!(DateOrder::infer(["27/02/2004", "02/27/2004"]), DateOrder::Unknown);
    assert_eq!(DateOrder::infer(["05/01/2004", "2004-27-01"]), DateOrder::Unknown);
    let text = |order| parse("10/01/2004", order).map(|date| date.to_string());
    assert_eq!(text(DateOrder::DayFirst).as_deref(), Some("2004-01-10"));
    assert_eq!(text(DateOrder::MonthFirst).as_deref(), Some("2004-10-01"));
}

#[test]
fn orders_as_written() {
    assert_eq!("day-first".parse::<DateOrder>().ok(), Some(DateOrder::DayFirst));
    assert_eq!("month-first".parse::<DateOrder>().ok(), Some(DateOrder::MonthFirst));
    let error = "dmy".parse::<DateOrder>().expect_err("no such order");
    assert_eq!(error.kind(), ErrorKind::Settings);
    assert!(error.advice().is_some_and(|help| help.contains("day-first")));
}

#[test]
fn years_of_two_digits_need_an_order() {
    for (text, day_first, month_first) in [
        ("10/01/04", "2004-01-10", "2004-10-01"),
        ("10-01-04 10:30", "2004-01-10", "2004-10-01"),
        ("10.05.19", "2019-05-10", "2019-05-10"),
        ("25/12/99", "1999-12-25", ""),
        ("12/25/68", "", "2068-12-25"),
        ("10/01/75", "", ""),
        ("10/01/4", "", ""),
        ("10/01/104", "", ""),
        ("10-May-19", "2019-05-10", "2019-05-10"),
        ("May 10, 19", "2019-05-10", "2019-05-10"),
        ("May 10, 10:19", "", ""),
        ("10 May 10:19", "", ""),
    ] {
        let found = |order| parse(text, order).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(found(DateOrder::Unknown), "", "{text}");
        assert_eq!(found(DateOrder::DayFirst), day_first, "{text}");
        assert_eq!(found(DateOrder::MonthFirst), month_first, "{text}");
    }
}

#[test]
fn days_near_a_reference() {
    let reference = Date::constant(2023, 3, 10);
    for (text, expected) in [
        ("Posted 10 March", "2023-03-10"),
        ("10 Mar", "2023-03-10"),
        ("March 11", "2022-03-11"),
        ("Fri, 11th March", "2022-03-11"),
        ("Freitag, 3. März", "2023-03-03"),
        ("le 1er février", "2023-02-01"),
        ("Dec 31", "2022-12-31"),
        ("29 February", ""),
        ("31 April", ""),
        ("May 2019", ""),
        ("Closes 3 March", ""),
        ("2019-05-10", "2019-05-10"),
        ("10 May 2019", "2019-05-10"),
        ("today", "2023-03-10"),
        ("Posted today", "2023-03-10"),
        ("Just posted", "2023-03-10"),
        ("Yesterday", "2023-03-09"),
        ("a day ago", "2023-03-09"),
        ("11 days ago", "2023-02-27"),
        ("Posted 11 days ago", "2023-02-27"),
        ("30 days ago", "2023-02-08"),
        ("3d", "2023-03-07"),
        ("24h", "2023-03-09"),
        ("5 hours ago", "2023-03-10"),
        ("an hour ago", "2023-03-10"),
        ("40 minutes ago", "2023-03-10"),
        ("2 weeks ago", "2023-02-24"),
        ("1 week ago", "2023-03-03"),
        ("il y a 3 jours", "2023-03-07"),
        ("il y a une semaine", "2023-03-03"),
        ("Aujourd\u{2019}hui", "2023-03-10"),
        ("vor 2 Tagen", "2023-03-08"),
        ("gestern", "2023-03-09"),
        ("hace 3 días", "2023-03-07"),
        ("ayer", "2023-03-09"),
        ("30+ days ago", ""),
        ("30d+", ""),
        ("over 30 days ago", ""),
        ("a month ago", ""),
        ("3 months ago", ""),
        ("1 year ago", ""),
        ("Active 3 days ago", ""),
        ("9999 days ago", ""),
        ("save job", ""),
        ("Immediately", ""),
        ("10/01", ""),
        ("2004", ""),
        ("", ""),
    ] {
        let found = parse_near(text, DateOrder::Unknown, Some(reference));
        assert_eq!(found.map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
    }
    let leap = parse_near("29 February", DateOrder::Unknown, Some(Date::constant(2025, 1, 5)));
    assert_eq!(leap, Some(Date::constant(2024, 2, 29)));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,40}", near in "([0-9]{1,4}|[ /.:+-]|May|days?| ago|e|é|h|a ){0,8}") {
        for text in [&text, &near] {
            for order in [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst] {
                let _ = parse(text, order);
                let _ = parse_near(text, order, Some(Date::MIN));
                let _ = parse_near(text, order, Some(Date::constant(2024, 2, 29)));
            }
        }
    }
}
