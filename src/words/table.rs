//! Tables of numbers that are used where they lie in the program file: a book is read in the time
//! it takes to touch what a text asks for.

use std::borrow::Cow;
use std::ops::Deref;

/// Numbers made at run time, or a part of the program file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table(Cow<'static, [u32]>);

impl Deref for Table {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0
    }
}

impl From<Vec<u32>> for Table {
    fn from(numbers: Vec<u32>) -> Self {
        Self(Cow::Owned(numbers))
    }
}

impl FromIterator<u32> for Table {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self::from(numbers.into_iter().collect::<Vec<_>>())
    }
}

/// Tables one after the other as little-endian bytes, each with its length in front.
pub fn write<'t>(tables: impl IntoIterator<Item = &'t mut Table>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for table in tables {
        let length = u32::try_from(table.len()).expect("a rule book is far smaller than 4 Gi numbers");
        bytes.extend(length.to_le_bytes());
        bytes.extend(table.iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

/// Fills tables, in the same order, with what [`write()`] wrote. Where the bytes lie on a border of
/// four and the machine writes numbers in the same way, nothing is copied.
pub fn read<'t>(bytes: &'static [u8], tables: impl IntoIterator<Item = &'t mut Table>) {
    let as_is = bytemuck::try_cast_slice(bytes).ok().filter(|_| cfg!(target_endian = "little"));
    let numbers: Cow<'static, [u32]> = as_is
        .map_or_else(|| bytes.as_chunks().0.iter().map(|number| u32::from_le_bytes(*number)).collect(), Cow::Borrowed);
    let mut at = 0;
    for table in tables {
        let begin = at + 1;
        at = begin + numbers[at] as usize;
        table.0 = match &numbers {
            Cow::Borrowed(numbers) => Cow::Borrowed(&numbers[begin..at]),
            Cow::Owned(numbers) => Cow::Owned(numbers[begin..at].to_vec()),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_back_as_they_were_wherever_they_lie() {
        let wanted = [vec![1, u32::MAX], vec![], vec![7]].map(Table::from);
        let mut bytes = vec![0];
        bytes.extend(write(wanted.clone().iter_mut()));
        let bytes: &'static [u8] = Box::leak(bytes.into_boxed_slice());
        // One of two neighbouring places is not on a border of four.
        let shifted: &'static [u8] = Box::leak(bytes[1..].to_vec().into_boxed_slice());
        for place in [&bytes[1..], shifted] {
            let mut tables = [Table::default(), Table::default(), Table::default()];
            read(place, &mut tables);
            assert_eq!(tables, wanted);
        }
    }
}
