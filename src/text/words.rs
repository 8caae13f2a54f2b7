//! 词表. Many words asked for at once, found by one of their characters.

/// Buckets by the low bits of a character; most characters of a text meet an empty one.
const BUCKETS: usize = 256;

/// 词表. Words that may begin a text, or stand somewhere in it.
#[derive(Debug)]
pub struct Words<T: 'static = ()> {
    /// By the first character.
    buckets: Vec<Vec<(&'static str, T)>>,
}

impl<T: Copy> Words<T> {
    /// A list whose words each mean something.
    #[must_use]
    pub fn of(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self { buckets: sorted(words, |word| word.chars().next()) }
    }

    /// The words that `text` begins with, in the order of the list.
    pub fn starting(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let bucket = text.chars().next().map_or(&[][..], |c| &self.buckets[bucket(c)]);
        bucket.iter().filter(move |(word, _)| text.starts_with(word)).copied()
    }

    /// The characters that words begin with.
    pub fn starts(&self) -> impl Iterator<Item = char> {
        self.buckets.iter().flatten().filter_map(|(word, _)| word.chars().next())
    }

    /// The words that stand in `text`, each with where it begins, in order of the text.
    pub fn within(&self, text: &str) -> impl Iterator<Item = (usize, &'static str, T)> {
        text.char_indices().flat_map(move |(at, c)| {
            let found = self.buckets[bucket(c)].iter().filter(move |(word, _)| text[at..].starts_with(word));
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
    buckets: Vec<Vec<(&'static str, T)>>,
}

impl<T: Copy> Endings<T> {
    /// A list whose words each mean something.
    #[must_use]
    pub fn of(words: impl IntoIterator<Item = (&'static str, T)>) -> Self {
        Self { buckets: sorted(words, |word| word.chars().next_back()) }
    }

    /// The words that `text` ends with, in the order of the list.
    pub fn ending(&self, text: &str) -> impl Iterator<Item = (&'static str, T)> {
        let bucket = text.chars().next_back().map_or(&[][..], |c| &self.buckets[bucket(c)]);
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

fn bucket(c: char) -> usize {
    c as usize % BUCKETS
}

fn sorted<T: Copy>(
    words: impl IntoIterator<Item = (&'static str, T)>,
    key: impl Fn(&str) -> Option<char>,
) -> Vec<Vec<(&'static str, T)>> {
    let mut buckets = vec![Vec::new(); BUCKETS];
    for (word, meaning) in words {
        if let Some(c) = key(word) {
            buckets[bucket(c)].push((word, meaning));
        }
    }
    buckets
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
