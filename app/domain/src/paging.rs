//! Pages of a list.

/// So far long lists are counted: whoever has more reads "more than", and goes on by searching.
pub const COUNTED: u64 = 100_000;
/// So far what was searched for, waits or is told of is counted: who has more of it begins with these.
pub const FOUND: u64 = 10_000;

/// The page that is shown, from 1, and how many there are: a number out of range becomes the
/// nearest page, and a list without rows has one page.
pub fn pages(total: u64, size: u64, asked: u32) -> (u32, u32) {
    let pages = u32::try_from(total.div_ceil(size)).unwrap_or(u32::MAX).max(1);
    (asked.clamp(1, pages), pages)
}
