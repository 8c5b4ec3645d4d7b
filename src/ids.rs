//! Indices as types of their own, so that a concept is never looked up with a form's number.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// The id of the element at `index`, or none when there are more than four thousand million.
            pub fn new(index: usize) -> Option<Self> {
                u32::try_from(index).ok().map(Self)
            }

            /// The place in the list that the id belongs to.
            pub fn index(self) -> usize {
                // A u32 fits in every usize this program is built for.
                self.0 as usize
            }

            /// The number as facts carry it.
            pub fn get(self) -> u32 {
                self.0
            }
        }
    };
}

index! {
    /// The place of a concept in its dictionary, concepts being sorted by id.
    ConceptId
}
index! {
    /// The place of a form (one alias of one concept) in its dictionary.
    FormId
}
index! {
    /// The place of a context in its dictionary.
    ContextId
}
index! {
    /// The place of a rule that decides statuses in [`Dictionary::rules`](crate::dictionary::Dictionary::rules).
    RuleId
}
