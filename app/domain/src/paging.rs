//! Pages of a list.

/// The page that is shown, from 1, and how many there are: a number out of range becomes the
/// nearest page, and a list without rows has one page.
pub fn pages(total: u64, size: u64, asked: u32) -> (u32, u32) {
    let pages = u32::try_from(total.div_ceil(size)).unwrap_or(u32::MAX).max(1);
    (asked.clamp(1, pages), pages)
}
