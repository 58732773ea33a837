//! Files sent with a message: what is taken is decided by what is in them, never by their name.

use crate::text;

/// Largest file in bytes.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// Most files of one message.
pub const MOST: usize = 3;
/// Most pixels of an image: opening a larger one could exhaust the viewer's memory.
const PIXELS: u64 = 100_000_000;
/// Longest name in characters.
const LONGEST_NAME: u32 = 120;

crate::named_codes! {
    /// What a file is.
    FileKind {
        /// Portable Document Format (ISO 32000).
        Pdf = "pdf", "PDF";
        /// Portable Network Graphics (ISO 15948).
        Png = "png", "PNG";
        /// JPEG (ISO 10918).
        Jpeg = "jpg", "JPEG";
    }
}

crate::named_codes! {
    /// Why a file is not taken.
    FileFault {
        /// Nothing in it.
        Empty = "empty", "is empty.";
        /// More than 10 MiB ([`LARGEST`]).
        TooLarge = "too_large", "is larger than 10 MB. Send it in parts, or as a smaller scan.";
        /// Neither PDF nor PNG nor JPEG.
        WrongKind = "wrong_kind", "is not a PDF, PNG or JPEG file, whatever its name says. Save or scan it as one of these.";
        /// It breaks off, or is damaged.
        Damaged = "damaged", "is damaged or incomplete. Save it again and choose the new file.";
        /// It is another kind of file as well.
        Disguised = "disguised", "contains another file. Save or scan it again and choose the new file.";
        /// More pixels than anybody's computer shows.
        TooManyPixels = "too_many_pixels", "has more than 100 million pixels. Send a smaller one.";
        /// One too many.
        TooMany = "too_many", "is one file too many: a message can have three. Send it with another message.";
        /// The account has sent very many within a day.
        EnoughToday = "enough_today", "cannot be accepted today: the limit is 60 files a day. Send it tomorrow.";
        /// The account keeps very much already.
        Full = "full", "cannot be accepted: this account already has 300 MB of files. Ask the help team.";
        /// The line broke, or nobody had room for files.
        CutOff = "cut_off", "did not arrive completely. Choose the missing files again; what is listed here is kept.";
    }
}

crate::named_codes! {
    /// What the virus scan says.
    Scan {
        /// Nothing yet.
        Waiting = "waiting", "Being checked for viruses. You can download it in a moment.";
        /// Nothing was found.
        Clean = "clean", "Checked for viruses.";
        /// There is no scanner.
        Unscanned = "unscanned", "Not checked for viruses: open it with care.";
        /// Something was found; the bytes are gone.
        Infected = "infected", "A virus was found in this file, so it was deleted.";
    }
}

/// What a file is, if it is whole and nothing else besides.
pub fn inspect(bytes: &[u8]) -> Result<FileKind, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(FileFault::TooLarge);
    }
    let kind = match bytes {
        _ if begins_as_pdf(bytes) => pdf(bytes).map(|()| FileKind::Pdf),
        [0x89, b'P', b'N', b'G', 13, 10, 0x1A, 10, ..] => png(bytes).map(|()| FileKind::Png),
        [0xFF, 0xD8, 0xFF, ..] => jpeg(bytes).map(|()| FileKind::Jpeg),
        _ => Err(FileFault::WrongKind),
    }?;
    if holds_archive(bytes) { Err(FileFault::Disguised) } else { Ok(kind) }
}

/// Programs that unpack archives look for their directory from the end of the file.
fn holds_archive(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(22 + 0xFFFF)..];
    find(tail, b"PK\x05\x06").is_some()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

/// Bytes that software adds before or after a file: blanks and zeros.
fn is_padding(byte: u8) -> bool {
    matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n')
}

/// Without what was put behind a file.
fn unpadded(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_padding(*byte));
    &bytes[..end.map_or(0, |at| at + 1)]
}

/// The header stands within the first kilobyte, as readers of PDF expect; before it only a mark, blanks
/// and zeros, so that the file is nothing else besides.
fn begins_as_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = head.iter().position(|byte| !is_padding(*byte));
    first.is_some_and(|at| head[at..].starts_with(b"%PDF-"))
}

/// The end mark stands within the last kilobyte, as readers of PDF expect.
fn pdf(bytes: &[u8]) -> Result<(), FileFault> {
    let bytes = unpadded(bytes);
    let tail = &bytes[bytes.len().saturating_sub(1024)..];
    find(tail, b"%%EOF").map(drop).ok_or(FileFault::Damaged)
}

/// Chunks from the first to `IEND`, and nothing after it.
fn png(bytes: &[u8]) -> Result<(), FileFault> {
    let mut rest = &bytes[8..];
    let mut first = true;
    loop {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(FileFault::Damaged)?;
        let length = u32::from_be_bytes(*length) as usize;
        let (name, after) = after.split_first_chunk::<4>().ok_or(FileFault::Damaged)?;
        let (data, after) = after.split_at_checked(length).ok_or(FileFault::Damaged)?;
        // The checksum.
        rest = after.get(4..).ok_or(FileFault::Damaged)?;
        if first != (name == b"IHDR") {
            return Err(FileFault::Damaged);
        }
        if first {
            let (width, height) = data.split_first_chunk::<4>().ok_or(FileFault::Damaged)?;
            let height = height.first_chunk::<4>().ok_or(FileFault::Damaged)?;
            fits(u32::from_be_bytes(*width), u32::from_be_bytes(*height))?;
            first = false;
        }
        if name == b"IEND" {
            return if unpadded(rest).is_empty() { Ok(()) } else { Err(FileFault::Disguised) };
        }
    }
}

/// Segments up to the frame that tells the size. Phones put more pictures behind the end mark, so
/// what follows it is not looked at here.
fn jpeg(bytes: &[u8]) -> Result<(), FileFault> {
    let mut rest = &bytes[2..];
    let mut sized = false;
    loop {
        let (&mark, after) = rest.split_first().ok_or(FileFault::Damaged)?;
        if mark != 0xFF {
            return Err(FileFault::Damaged);
        }
        let (&kind, after) = after.split_first().ok_or(FileFault::Damaged)?;
        if kind == 0xFF {
            // Fill bytes may stand before a mark.
            rest = &rest[1..];
            continue;
        }
        let (length, _) = after.split_first_chunk::<2>().ok_or(FileFault::Damaged)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (segment, after) = after.split_at_checked(length).ok_or(FileFault::Damaged)?;
        match (kind, segment) {
            // Frames of every coding; the others of this range are tables.
            (0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, [_, _, _, a, b, c, d, ..]) => {
                let two = |a: u8, b: u8| u32::from(u16::from_be_bytes([a, b]));
                fits(two(*c, *d), two(*a, *b))?;
                sized = true;
            }
            // The picture itself begins: it must end too.
            (0xDA, _) => {
                let whole = sized && find(after, &[0xFF, 0xD9]).is_some();
                return if whole { Ok(()) } else { Err(FileFault::Damaged) };
            }
            _ if length < 2 => return Err(FileFault::Damaged),
            _ => {}
        }
        rest = after;
    }
}

fn fits(width: u32, height: u32) -> Result<(), FileFault> {
    match u64::from(width) * u64::from(height) {
        0 => Err(FileFault::Damaged),
        pixels if pixels > PIXELS => Err(FileFault::TooManyPixels),
        _ => Ok(()),
    }
}

/// The name under which a file is kept: no folders, no unseen characters, and the ending of what it
/// is.
pub fn name(typed: &str, kind: FileKind) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem).trim();
    let stem: String = stem
        .chars()
        .filter(|c| {
            !"\"<>:|?*;%".contains(*c) && (*c == ' ' || !c.is_control() && !text::is_blank(*c))
        })
        .take(LONGEST_NAME as usize)
        .collect();
    let stem = stem.trim_matches(|c: char| c == '.' || c.is_whitespace());
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, kind.code())
}

/// How long a file is kept while its message has not been sent.
pub const ABANDONED_AFTER: time::Duration = time::Duration::hours(24);
/// Most files of one account within a day.
pub const FILES_A_DAY: u64 = 60;
/// Most bytes of all files of one account.
pub const MAX_BYTES_KEPT: i64 = 300_000_000;

/// How much room is left: in the message, in the day, in the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    files: usize,
    today: u64,
    bytes: i64,
}

impl Quota {
    /// With `waiting` files in the message, `today` sent within a day, `kept` bytes in all.
    pub fn new(waiting: usize, today: u64, kept: i64) -> Self {
        Self {
            files: MOST.saturating_sub(waiting),
            today: FILES_A_DAY.saturating_sub(today),
            bytes: MAX_BYTES_KEPT - kept,
        }
    }

    /// Takes a file of so many bytes, or says why not.
    pub fn admit(&mut self, bytes: usize) -> Result<(), FileFault> {
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        if self.files == 0 {
            return Err(FileFault::TooMany);
        }
        if self.today == 0 {
            return Err(FileFault::EnoughToday);
        }
        if bytes > self.bytes {
            return Err(FileFault::Full);
        }
        (self.files, self.today, self.bytes) = (self.files - 1, self.today - 1, self.bytes - bytes);
        Ok(())
    }
}
