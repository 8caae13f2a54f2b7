//! Columns without rules: fields of rows that stand below each other.

/// A field of a row: where it begins and ends, in any unit.
pub(super) type Extent = (i32, i32);

/// Column of a field and how many columns it covers.
pub(super) type Place = (u32, u32);

/// Finds the columns that the fields of all rows fit into; `None` if the rows are no table.
///
/// The rows with most fields say where the columns are; a field of another row stands in the columns that it
/// overlaps, or in a column of its own where those rows have none.
pub(super) fn columns(rows: &[Vec<Extent>]) -> Option<Vec<Vec<Place>>> {
    let most = rows.iter().map(Vec::len).max().filter(|&n| n >= 2)?;
    let mut columns: Vec<Extent> = Vec::new();
    for row in rows.iter().filter(|row| row.len() == most) {
        for &field in row {
            widen(&mut columns, field);
        }
    }
    // Fuller rows that do not stand below each other are no table.
    if columns.len() < most {
        return None;
    }
    for row in rows.iter().filter(|row| row.len() < most) {
        for &field in row {
            match columns.iter().filter(|&&column| overlap(column, field)).count() {
                0 => {
                    columns.push(field);
                    columns.sort_unstable();
                }
                1 => widen(&mut columns, field),
                _ => {}
            }
        }
    }
    rows.iter().map(|row| places(&columns, row)).collect()
}

fn overlap(a: Extent, b: Extent) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// Adds a field to the column that it overlaps; columns that thereby touch become one.
fn widen(columns: &mut Vec<Extent>, field: Extent) {
    let mut merged = field;
    columns.retain(|&column| {
        let keep = !overlap(column, merged);
        if !keep {
            merged = (merged.0.min(column.0), merged.1.max(column.1));
        }
        keep
    });
    let at = columns.partition_point(|column| column.0 < merged.0);
    columns.insert(at, merged);
}

fn places(columns: &[Extent], row: &[Extent]) -> Option<Vec<Place>> {
    let mut next = 0;
    row.iter()
        .map(|&field| {
            let first = columns.iter().position(|&column| overlap(column, field))?;
            let n = columns[first..].iter().take_while(|&&column| overlap(column, field)).count();
            if first < next {
                return None;
            }
            next = first + n;
            Some((u32::try_from(first).ok()?, u32::try_from(n).ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_and_spanning_fields_find_their_columns() {
        let rows = vec![
            vec![(12, 18), (30, 42)],         // a header over two columns
            vec![(0, 8), (12, 15), (20, 24)], // the fullest rows
            vec![(0, 5), (20, 23)],           // an empty second field
            vec![(0, 4), (11, 15), (21, 24)],
            vec![(1, 3), (40, 44)], // a column that the fullest rows leave empty
        ];
        let placed = columns(&rows).unwrap();
        assert_eq!(placed[2], [(0, 1), (2, 1)]);
        assert_eq!(placed[3], [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(placed[4], [(0, 1), (3, 1)]);
        assert_eq!(columns(&[vec![(0, 4), (5, 9)], vec![(0, 6), (7, 9)], vec![(3, 6), (8, 9)]]), None);
    }
}
