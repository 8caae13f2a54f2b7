//! 词表. Many words asked for at once, found by one of their characters.

/// Buckets by the low bits of a character; most characters of a text meet an empty one.
const BUCKETS: usize = 256;

/// 词表. Words that may begin a text, or stand somewhere in it.
#[derive(Debug)]
pub struct Words<T: 'static = ()> {
    /// By the first character.
    buckets: Buckets<T>,
}

impl<T: Copy> Words<T> {
    /// A list whose words each mean something.
    #[must_use]
    pub fn of(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self { buckets: Buckets::new(words, |word| word.chars().next()) }
    }

    /// The words that `text` begins with, in the order of the list.
    pub fn starting(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let bucket = text.chars().next().map_or(&[][..], |c| self.buckets.of(c));
        bucket.iter().filter(move |(word, _)| text.starts_with(word)).copied()
    }

    /// The characters that words begin with.
    pub fn starts(&self) -> impl Iterator<Item = char> {
        self.buckets.words.iter().filter_map(|(word, _)| word.chars().next())
    }

    /// Whether some word stands in `text`.
    #[must_use]
    pub fn stand_in(&self, text: &str) -> bool {
        self.within(text).next().is_some()
    }

    /// The words that stand in `text`, each with where it begins, in order of the text.
    pub fn within(&self, text: &str) -> impl Iterator<Item = (usize, &'static str, T)> {
        let buckets = text.char_indices().map(|(at, c)| (at, self.buckets.of(c)));
        buckets.filter(|(_, bucket)| !bucket.is_empty()).flat_map(move |(at, bucket)| {
            let found = bucket.iter().filter(move |(word, _)| text[at..].starts_with(word));
            found.map(move |&(word, meaning)| (at, word, meaning))
        })
    }
}

impl Words {
    /// A list of mere words.
    #[must_use]
    pub fn new(words: &[&'static str]) -> Self {
        Self::of(words.iter().map(|&word| (word, ())))
    }
}

/// 词尾表. Words that may end a text.
#[derive(Debug)]
pub struct Endings<T: 'static = ()> {
    /// By the last character.
    buckets: Buckets<T>,
}

impl<T: Copy> Endings<T> {
    /// A list whose words each mean something.
    #[must_use]
    pub fn of(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self { buckets: Buckets::new(words, |word| word.chars().next_back()) }
    }

    /// The words that `text` ends with, in the order of the list.
    pub fn ending(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let bucket = text.chars().next_back().map_or(&[][..], |c| self.buckets.of(c));
        bucket.iter().filter(move |(word, _)| text.ends_with(word)).copied()
    }
}

impl Endings {
    /// A list of mere words.
    #[must_use]
    pub fn new(words: &[&'static str]) -> Self {
        Self::of(words.iter().map(|&word| (word, ())))
    }
}

/// Words in the order of their list within each bucket.
#[derive(Debug)]
struct Buckets<T: 'static> {
    /// Where each bucket begins among the words, and where the last one ends.
    starts: Vec<usize>,
    words: Vec<(&'static str, T)>,
}

impl<T: Copy> Buckets<T> {
    /// Sorts words by the character that `key` gives; empty ones are left out.
    fn new(words: impl IntoIterator<Item = (&'static str, T)>, key: impl Fn(&str) -> Option<char>) -> Self {
        let bucket = |(word, _): &(&'static str, T)| key(word).map_or(BUCKETS, bucket_of);
        let mut words: Vec<_> = words.into_iter().filter(|(word, _)| !word.is_empty()).collect();
        words.sort_by_key(bucket);
        let starts = (0..=BUCKETS).map(|n| words.partition_point(|word| bucket(word) < n)).collect();
        Self { starts, words }
    }

    /// The words that may have the character `c`, and some that have another.
    #[inline]
    fn of(&self, c: char) -> &[(&'static str, T)] {
        let n = bucket_of(c);
        &self.words[self.starts[n]..self.starts[n + 1]]
    }
}

fn bucket_of(c: char) -> usize {
    c as usize % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stand() {
        let words = Words::of([("预算", 1), ("年初预算", 2), ("初", 3)]);
        assert_eq!(words.starting("年初预算数").collect::<Vec<_>>(), [("年初预算", 2)]);
        assert_eq!(words.starting("").count(), 0);
        let found: Vec<(usize, &str, i32)> = words.within("年初预算").collect();
        assert_eq!(found, [(0, "年初预算", 2), (3, "初", 3), (6, "预算", 1)]);
        let endings = Endings::new(&["为", "分别为", "共"]);
        let found: Vec<&str> = endings.ending("人数分别为").map(|(word, ())| word).collect();
        assert_eq!(found, ["为", "分别为"]);
    }
}
