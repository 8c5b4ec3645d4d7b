//! A column of texts: one buffer and the ends within it, so that a text costs no allocation.

use arrow_array::StringArray;
use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use std::ops::Range;

/// A column of texts, in order.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    data: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds a text.
    pub fn push(&mut self, text: &str) {
        self.data.push_str(text);
        self.ends.push(self.data.len());
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at `index`.
    pub fn get(&self, index: usize) -> &str {
        &self.data[self.begin(index)..self.ends[index]]
    }

    fn begin(&self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// Adds the texts of `other` in `range`.
    pub fn append(&mut self, other: &Texts, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let (from, to) = (other.begin(range.start), other.ends[range.end - 1]);
        let base = self.data.len();
        self.data.push_str(&other.data[from..to]);
        self.ends.extend(other.ends[range].iter().map(|end| base + (end - from)));
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.data.len() + self.ends.len() * size_of::<usize>()
    }

    /// The column as Arrow has it; with `nullable`, an empty text is null.
    ///
    /// # Panics
    /// More than 2 GiB in one column; a part is cut long before.
    pub fn into_arrow(self, nullable: bool) -> StringArray {
        let offsets = std::iter::once(0).chain(self.ends.iter().copied());
        let offsets: ScalarBuffer<i32> =
            offsets.map(|end| i32::try_from(end).expect("a part holds less than 2 GiB of text")).collect();
        let nulls = nullable.then(|| {
            let full =
                BooleanBuffer::collect_bool(self.ends.len(), |index| self.begin(index) < self.ends[index]);
            NullBuffer::new(full)
        });
        StringArray::new(OffsetBuffer::new(offsets), Buffer::from(self.data.into_bytes()), nulls)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;

    #[test]
    fn ranges_are_appended_with_their_own_ends() {
        let mut one = Texts::default();
        for text in ["a", "", "bcd"] {
            one.push(text);
        }
        let mut two = Texts::default();
        two.push("x");
        two.append(&one, 1..3);
        two.append(&one, 0..0);
        two.append(&one, 0..1);
        let all: Vec<_> = (0..two.len()).map(|index| two.get(index)).collect();
        assert_eq!(all, ["x", "", "bcd", "a"]);
        let arrow = two.into_arrow(true);
        assert!(arrow.is_null(1));
        assert_eq!(arrow.value(2), "bcd");
    }
}
