use std::collections::BTreeMap;

/// 两次核对之比较. What became of the findings of an older list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<'a, T> {
    /// Only in the newer list, in its order.
    pub new: Vec<&'a T>,
    /// Only in the older list, in its order.
    pub gone: Vec<&'a T>,
    /// In both, as the newer list tells them.
    pub unchanged: Vec<&'a T>,
}

/// Compares two lists by fingerprint; a fingerprint that stands twice is matched twice.
#[must_use]
pub fn changes<'a, T>(old: &'a [T], new: &'a [T], fingerprint: impl Fn(&T) -> &str) -> Changes<'a, T> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for item in old {
        *left.entry(fingerprint(item)).or_default() += 1;
    }
    let mut take = |item: &'a T| match left.get_mut(fingerprint(item)) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    };
    let (unchanged, new) = new.iter().partition(|item| take(item));
    // What is left over of each fingerprint are the last ones of the older list.
    let mut gone: Vec<&T> = old.iter().rev().filter(|item| take(item)).collect();
    gone.reverse();
    Changes { new, gone, unchanged }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_finding_is_new_gone_or_unchanged() {
        let compared = changes(&["a", "b", "b", "c"], &["b", "d", "a"], |item| item);
        assert_eq!(compared.new, [&"d"]);
        assert_eq!(compared.gone, [&"b", &"c"]);
        assert_eq!(compared.unchanged, [&"b", &"a"]);
    }
}
