use super::*;

type Seen = (String, u64, u64, Option<Fault>);

fn pieces(text: &str, chunk: usize, max: usize) -> Vec<Seen> {
    let mut pieces = Pieces::new(text.as_bytes(), Rule::Fields(b','), 0, chunk, max);
    let mut seen = Vec::new();
    while let Some(piece) = pieces.next().expect("reads from memory") {
        let shown = String::from_utf8_lossy(piece.bytes).into_owned();
        seen.push((shown, piece.byte, piece.length, piece.fault));
    }
    assert!(pieces.buffer.capacity() <= 16 * (4 * max + chunk + 8), "memory stays bounded");
    assert_eq!(stretched(text, chunk, max), seen, "chunk {chunk}");
    seen
}

/// The same, many at a time.
fn stretched(text: &str, chunk: usize, max: usize) -> Vec<Seen> {
    let mut pieces = Pieces::new(text.as_bytes(), Rule::Fields(b','), 0, chunk, max);
    let mut seen = Vec::new();
    while let Some(Stretch { data, entries }) = pieces.stretch().expect("reads from memory") {
        assert!(!entries.is_empty() && data.capacity() <= 16 * (4 * max + chunk + 8));
        seen.extend(entries.into_iter().map(|Entry { range, byte, length, fault }| {
            (String::from_utf8_lossy(&data[range]).into_owned(), byte, length, fault)
        }));
    }
    seen
}

proptest::proptest! {
    #[test]
    fn pieces_are_the_same_one_by_one_and_in_stretches(
        text in "([a,\"\n]|,\"|\"\n|aaaaaa){0,60}",
        chunk in 1_usize..40,
        max in 1_usize..20,
    ) {
        pieces(&text, chunk, max);
    }
}

#[test]
fn a_quote_that_never_closes_costs_one_line() {
    let long = format!("a\n\"open\n{}b,c\n", "line\n".repeat(50));
    for chunk in [1, 3, 16, 4096] {
        let seen = pieces(&long, chunk, 20);
        assert_eq!(seen.len(), 53, "chunk {chunk}");
        assert_eq!(seen[1], ("\"open".into(), 2, 5, Some(Fault::Unclosed)));
        assert_eq!(seen[52], ("b,c".into(), 258, 3, None));
        let seen = pieces("a\nb,\"x\n y\",\"z\nc\n", chunk, 20);
        let unclosed = ("b,\"x\n y\",\"z".to_owned(), 2, 11, Some(Fault::Unclosed));
        assert_eq!(seen, [("a".into(), 0, 1, None), unclosed, ("c".into(), 14, 1, None)]);
        let seen = pieces("a,\"b", chunk, 20);
        assert_eq!(seen, [("a,\"b".into(), 0, 4, Some(Fault::Unclosed))]);
    }
}

#[test]
fn what_is_too_long_is_told_and_passed_over() {
    for (length, quoted) in [(21, false), (79, true), (79, false), (81, false), (100_000, false)] {
        let field = if quoted { format!("\"{}\"", "x".repeat(length - 2)) } else { "x".repeat(length) };
        let text = format!("a\n{field}\nb\n");
        for chunk in [1, 7, 4096] {
            let seen = pieces(&text, chunk, 20);
            let raw = field[..length.min(RAW)].to_owned();
            let raw = if length > 80 { raw[..raw.len().min(80)].to_owned() } else { raw };
            let length = wide(length);
            let want = [
                ("a".to_owned(), 0, 1, None),
                (raw, 2, length, Some(Fault::TooLong)),
                ("b".into(), 3 + length, 1, None),
            ];
            assert_eq!(seen, want, "length {length} chunk {chunk}");
        }
    }
    let hopeless = format!("\"{}", "x".repeat(5000));
    assert_eq!(pieces(&hopeless, 64, 20)[0].2, 5001);
}
