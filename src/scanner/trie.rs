//! A double-array trie over folded spellings: the automaton that is walked from a word start.
//!
//! A state's child by byte `b` stands at `base + b`, and belongs to it if `check` says so: one load
//! and one comparison a step, whatever the number of children (Aoe, "An efficient digital search
//! algorithm by using a double-array structure", 1989).

/// What a walk stands at.
pub(crate) type State = u32;

const FREE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    base: u32,
    check: u32,
    /// Index of the value of the key that ends here, plus one; 0 if none does.
    value: u32,
}

const EMPTY: Node = Node { base: 0, check: FREE, value: 0 };

/// The trie. Values are the positions of the keys it was built from.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

impl Trie {
    pub(crate) const ROOT: State = 0;

    /// Builds the trie of `keys`, which are sorted, distinct and not empty.
    pub(crate) fn build<K: AsRef<[u8]>>(keys: &[K]) -> Self {
        let mut builder = Builder::default();
        builder.take(0, 0);
        let mut open = vec![(Self::ROOT, 0_usize, 0..keys.len())];
        let mut labels: Vec<(u8, std::ops::Range<usize>)> = Vec::new();
        while let Some((state, depth, range)) = open.pop() {
            let mut at = range.start;
            if keys[range.clone()].first().is_some_and(|key| key.as_ref().len() == depth) {
                builder.nodes[state as usize].value = u32::try_from(at + 1).expect("fewer keys than 2^32");
                at += 1;
            }
            labels.clear();
            while at < range.end {
                let byte = keys[at].as_ref()[depth];
                let end = at + keys[at..range.end].partition_point(|key| key.as_ref()[depth] == byte);
                labels.push((byte, at..end));
                at = end;
            }
            if labels.is_empty() {
                continue;
            }
            let base = builder.place(&labels);
            builder.nodes[state as usize].base = base;
            for (byte, range) in labels.drain(..) {
                let child = base + u32::from(byte);
                builder.take(child, state);
                open.push((child, depth + 1, range));
            }
        }
        // A step from any base by any byte stays within the array.
        let used = builder.nodes.iter().rposition(|node| node.check != FREE).unwrap_or(0);
        let highest = builder.nodes.iter().map(|node| node.base).max().unwrap_or(0) as usize;
        builder.nodes.resize((used + 1).max(highest + 256), EMPTY);
        builder.nodes.shrink_to_fit();
        Self { nodes: builder.nodes }
    }

    /// The state after `byte`, if any key goes on so.
    #[inline]
    pub(crate) fn step(&self, state: State, byte: u8) -> Option<State> {
        let next = self.nodes[state as usize].base + u32::from(byte);
        (self.nodes[next as usize].check == state && next != 0).then_some(next)
    }

    /// The position of the key that ends at `state`.
    #[inline]
    pub(crate) fn value(&self, state: State) -> Option<usize> {
        (self.nodes[state as usize].value as usize).checked_sub(1)
    }

    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        self.nodes.len() * size_of::<Node>()
    }
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    /// For each node, itself if it is free, or a later one with nothing free between them: nodes in use
    /// are leapt over, however many there are.
    free: Vec<usize>,
    first_free: usize,
}

impl Builder {
    /// The lowest base at which every label finds a free place.
    fn place(&mut self, labels: &[(u8, std::ops::Range<usize>)]) -> u32 {
        let lowest = usize::from(labels[0].0);
        let mut position = self.first_free.max(lowest + 1);
        let mut tried = 0;
        loop {
            position = self.next_free(position);
            let base = position - lowest;
            self.reserve(base + 256);
            if labels.iter().all(|(byte, _)| self.nodes[base + usize::from(*byte)].check == FREE) {
                return u32::try_from(base).expect("fewer states than 2^32");
            }
            tried += 1;
            // Where the array is nearly full, trying it again for every state would take quadratic
            // time: leave its holes behind.
            if tried > 64 {
                self.first_free = position;
                tried = 0;
            }
            position += 1;
        }
    }

    /// Gives the node `child` to `parent`.
    fn take(&mut self, child: State, parent: State) {
        let at = child as usize;
        self.reserve(at + 1);
        self.nodes[at].check = parent;
        self.free[at] = at + 1;
    }

    fn next_free(&mut self, mut at: usize) -> usize {
        while let Some(&next) = self.free.get(at).filter(|next| **next != at) {
            // Halve the way for those who come after.
            self.free[at] = self.free.get(next).copied().unwrap_or(next);
            at = next;
        }
        at
    }

    fn reserve(&mut self, end: usize) {
        if end > self.nodes.len() {
            let length = end.next_power_of_two();
            self.nodes.resize(length, EMPTY);
            self.free.extend(self.free.len()..length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn find(trie: &Trie, text: &[u8]) -> Option<usize> {
        let mut state = Trie::ROOT;
        for byte in text {
            state = trie.step(state, *byte)?;
        }
        trie.value(state)
    }

    #[test]
    fn prefixes_are_keys_of_their_own() {
        let trie = Trie::build(&["java", "javascript", "jav\u{e9}"]);
        assert_eq!(find(&trie, b"java"), Some(0));
        assert_eq!(find(&trie, b"javascript"), Some(1));
        assert_eq!(find(&trie, "jav\u{e9}".as_bytes()), Some(2));
        assert_eq!(find(&trie, b"jav"), None);
        assert_eq!(find(&trie, b"javax"), None);
        assert_eq!(find(&trie, b""), None);
    }

    proptest! {
        #[test]
        fn finds_its_keys_and_nothing_else(
            keys in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 1..6), 0..200),
            others in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..7), 0..50),
        ) {
            let keys: Vec<Vec<u8>> = keys.into_iter().collect();
            let trie = Trie::build(&keys);
            for (index, key) in keys.iter().enumerate() {
                prop_assert_eq!(find(&trie, key), Some(index));
            }
            for other in &others {
                prop_assert_eq!(find(&trie, other), keys.binary_search(other).ok());
            }
        }
    }
}
