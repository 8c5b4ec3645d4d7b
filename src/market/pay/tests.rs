//! What is read from pay as dumps write it.

use super::*;
use proptest::prelude::*;

fn told(written: &Written<'_>) -> String {
    read(written)
        .map_or("-".into(), |pay| format!("{}-{} {} {:?}", pay.low, pay.high, pay.currency, pay.stated))
}

#[test]
fn texts() {
    for (text, country, expected) in [
        ("$100,000 - $120,000 a year", "US", "100000-120000 USD Year"),
        ("$45/hr", "US", "93600-93600 USD Hour"),
        ("£31,365 to £37,890 a year", "GB", "31365-37890 GBP Year"),
        ("£28k-£35k pro rata", "GB", "28000-35000 GBP Year"),
        ("From $60K", "US", "60000-60000 USD Year"),
        ("Up to €55.000 brut/an", "FR", "55000-55000 EUR Year"),
        ("£45-55k", "", "45000-55000 GBP Year"),
        ("45k-55k GBP", "", "45000-55000 GBP Year"),
        ("$25-30 K. Benefits include insurance", "US", "25000-30000 USD Year"),
        ("USD 4500 monthly", "", "54000-54000 USD Month"),
        ("$94K-$119K (Glassdoor est.)", "AU", "94000-119000 AUD Year"),
        ("Employer Provided Salary:$22 - $30 Per Hour", "AU", "45760-62400 AUD Hour"),
        ("A$120,000", "", "120000-120000 AUD Year"),
        ("US$ 120,000.00", "AU", "120000-120000 USD Year"),
        ("C$45.50 an hour", "", "94640-94640 CAD Hour"),
        ("120.000 AMD net per month", "AM", "1440000-1440000 AMD Month"),
        ("35 000 € - 40 000 €", "", "35000-40000 EUR Year"),
        ("35 000 - 40 000 € brut par an", "", "35000-40000 EUR Year"),
        ("35\u{202f}000,50 € brut/an", "", "35001-35001 EUR Year"),
        ("45k€", "", "45000-45000 EUR Year"),
        ("45-50 k€ brut annuel selon profil", "", "45000-50000 EUR Year"),
        ("60 TEUR", "", "60000-60000 EUR Year"),
        ("45.000 bis 55.000 Euro", "", "45000-55000 EUR Year"),
        ("CHF 100'000 - 120'000", "", "100000-120000 CHF Year"),
        ("₹8 - 12 Lacs P.A.", "IN", "800000-1200000 INR Year"),
        ("INR 3,50,000 - 12,00,000 P.A.", "", "350000-1200000 INR Year"),
        ("₹6 LPA", "", "600000-600000 INR Year"),
        ("$25.50 - $32.10 Hourly", "US", "53040-66768 USD Hour"),
        ("$25.50/hr - $32.10/hr", "US", "53040-66768 USD Hour"),
        ("£12.55 per hour", "", "26104-26104 GBP Hour"),
        ("£12.55ph", "", "26104-26104 GBP Hour"),
        ("£12.55 - £14.10", "", "26104-29328 GBP Hour"),
        ("£120 per day", "", "31200-31200 GBP Day"),
        ("€600 pw", "", "31200-31200 EUR Week"),
        ("Annuel de 32000,00 Euros à 40000,00 Euros", "", "32000-40000 EUR Year"),
        ("Mensuel de 2100.0 Euros à 2300.0 Euros sur 12.0 mois", "", "25200-27600 EUR Month"),
        ("Horaire de 11.88 Euros sur 12.0 mois", "", "24710-24710 EUR Hour"),
        ("£24,214 - £30,112 pa pro rata, 20 hours per week", "", "24214-30112 GBP Year"),
        ("£24,214 for 37.5 hours per week", "", "24214-24214 GBP Year"),
        ("£10.50 per hour, 20 hours per week", "", "21840-21840 GBP Hour"),
        ("£24,214 + £3000 welcome bonus", "", "24214-24214 GBP Year"),
        ("Band 5 £24,907 - £30,615", "", "24907-30615 GBP Year"),
        ("&pound;24,907 - &pound;30,615 p.a.", "", "24907-30615 GBP Year"),
        ("between $50,000 and $60,000 annually", "US", "50000-60000 USD Year"),
        ("$50,000 and $6,000 bonus", "US", "50000-50000 USD Year"),
        ("30 hours a week = £24,000", "", "24000-24000 GBP Year"),
        ("£30,000 OTE £60,000", "", "30000-30000 GBP Year"),
        ("£8.72p per hour", "", "18138-18138 GBP Hour"),
        ("$60,000\u{2014}$80,000 USD", "", "60000-80000 USD Year"),
        ("$60,000 - £80,000", "US", "-"),
        ("Min: $50,000 Max: $70,000", "US", "50000-70000 USD Year"),
        ("$10,000 sign-on bonus", "US", "-"),
        ("€ 2.800 - € 3.900 bruto per maand", "NL", "33600-46800 EUR Month"),
        ("RM 3,000 - RM 4,500 per month", "MY", "36000-54000 MYR Month"),
        ("R25 000 - R30 000 pm", "ZA", "300000-360000 ZAR Month"),
        ("Entre 35 et 45 k€", "FR", "35000-45000 EUR Year"),
        ("CHF 90'000.- bis 110'000.-", "", "90000-110000 CHF Year"),
        ("TJM 450 €", "FR", "117000-117000 EUR Day"),
        ("GS-12 $86,962 - $113,047 per year", "US", "86962-113047 USD Year"),
        ("$85,000 plus 401k", "US", "85000-85000 USD Year"),
        ("$52,000, paid bi-weekly", "US", "52000-52000 USD Year"),
        ("900 $ in a month + bonus", "AM", "10800-10800 USD Month"),
        ("$ 450 USD a month", "", "5400-5400 USD Month"),
        ("2.500 € im Monat", "", "30000-30000 EUR Month"),
        ("25.500 EUR per hour", "", "53040-53040 EUR Hour"),
        ("R$ 5.000,00 por mês", "", "60000-60000 BRL Month"),
        ("1.2e5 USD", "", "120000-120000 USD Year"),
        ("$3,500", "US", "42000-42000 USD Month"),
        ("45 000 kr", "", "-"),
        ("$45,000", "", "-"),
        ("45,000 - 55,000", "US", "-"),
        ("$45", "US", "-"),
        ("$250", "US", "-"),
        ("$100", "AM", "-"),
        ("£30,000 / €35,000", "", "30000-30000 GBP Year"),
        ("£30,000 - €35,000", "", "-"),
        ("£10,000 - £90,000", "", "-"),
        ("$2,000 biweekly", "US", "-"),
        ("$2,000 bi-weekly", "US", "-"),
        ("$50 per visit", "US", "-"),
        ("$45,000 per hour", "US", "-"),
        ("$5M", "US", "-"),
        ("£1", "", "-"),
        ("Band 6", "GB", "-"),
        ("Band 8a - dependent on experience", "GB", "-"),
        ("Grade: FP-07", "AM", "-"),
        ("competitive", "GB", "-"),
        ("10% bonus", "GB", "-"),
        ("", "GB", "-"),
    ] {
        let found = told(&Written { text, country, ..Written::default() });
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn cells() {
    let base = Written { currency: "USD", ..Written::default() };
    for (written, expected) in [
        (Written { low: "17.0", high: "20.0", period: "HOURLY", ..base }, "35360-41600 USD Hour"),
        (Written { low: "140000.0", high: "175000.0", period: "YEARLY", ..base }, "140000-175000 USD Year"),
        (Written { text: "4200.0", period: "MONTHLY", ..base }, "50400-50400 USD Month"),
        (Written { text: "350.0", period: "MONTHLY", ..base }, "-"),
        (Written { text: "1.2e5", ..base }, "120000-120000 USD Year"),
        (Written { text: "100,000.00", ..base }, "100000-100000 USD Year"),
        (Written { text: "45-55k", currency: "gbp", ..base }, "45000-55000 GBP Year"),
        (Written { text: "120.000 net", currency: "AMD", ..base }, "-"),
        (Written { low: "0", high: "50000", ..base }, "50000-50000 USD Year"),
        (Written { low: "50000", ..base }, "50000-50000 USD Year"),
        (Written { low: "1", high: "1", ..base }, "-"),
        (Written { low: "60000", high: "50000", ..base }, "50000-60000 USD Year"),
        (Written { low: "10000", high: "90000", ..base }, "-"),
        // The text knows its period better than a cell that always says the same.
        (
            Written {
                text: "£12.55 per hour",
                low: "12",
                high: "12",
                period: "YEAR",
                currency: "GBP",
                country: "GB",
            },
            "26104-26104 GBP Hour",
        ),
        (
            Written {
                text: "£30,000 - £35,000",
                low: "0",
                high: "1",
                period: "YEAR",
                currency: "GBP",
                country: "",
            },
            "30000-35000 GBP Year",
        ),
        (Written { text: "$45,000", currency: "AUD", ..base }, "45000-45000 AUD Year"),
        (Written { text: "$45,000", currency: "GBP", country: "NZ", ..base }, "45000-45000 NZD Year"),
        (Written { text: "450 000 kr", currency: "SEK", ..base }, "450000-450000 SEK Year"),
        (Written { text: "£45,000", ..base }, "45000-45000 GBP Year"),
        (
            Written { text: "34,000.00 plus £3k Welcome Bonus", currency: "GBP", ..base },
            "34000-34000 GBP Year",
        ),
        (
            Written {
                text: "$20 an hour",
                low: "33000",
                high: "33000",
                period: "YEAR",
                country: "US",
                ..base
            },
            "41600-41600 USD Hour",
        ),
        (
            Written {
                text: "£14 Weekly pay",
                low: "23180",
                high: "23180",
                period: "YEAR",
                currency: "GBP",
                country: "",
            },
            "23180-23180 GBP Year",
        ),
        (Written { text: "50000", period: "Without Compensation", ..base }, "-"),
    ] {
        assert_eq!(told(&written), expected, "{written:?}");
    }
}

proptest! {
    #[test]
    fn no_text_panics(
        text in "\\PC*", low in "[0-9.,kKe+ $£-]{0,24}", period in "\\PC{0,12}",
        pay in "([$£€]|[0-9]{1,7}|[,.' kK/-]| to | per |hour|year|lac|e|%|#|USD|é|p\\.a\\.){0,30}",
    ) {
        for text in [&text, &pay, &low] {
            let written =
                Written { text, low: &low, high: &pay, period: &period, currency: "$", country: "US" };
            let alone = Written { low: "", high: "", ..written };
            for pay in [read(&written), read(&alone)].into_iter().flatten() {
                prop_assert!(pay.low <= pay.high && pay.currency.limits().contains(&pay.low));
                prop_assert!(pay.high / WIDEST <= pay.low);
            }
        }
    }
}
