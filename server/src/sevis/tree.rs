//! An answer's XML as a small tree. What could harm is refused with its place and reason: document types
//! and entities, other encodings, other namespaces, too much of anything.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Largest answer, in bytes: 250 records with three addresses each are half a megabyte.
pub const LARGEST: usize = 10 << 20;
/// Deeper than any answer is.
const DEEPEST: usize = 16;
/// More elements than any answer has.
const MOST: usize = 200_000;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
    /// Elements in it.
    pub children: Vec<Node>,
    /// Its text, trimmed.
    pub text: String,
}

impl Node {
    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of this name in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of an element in it; empty where it is not there.
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.as_str())
    }

    /// An attribute; empty where it is not there.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// Reads a document whose root has this name; the error says where and why.
pub fn read(bytes: &[u8], root: &str) -> Result<Node, String> {
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} MB", LARGEST >> 20));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err("is in UTF-16; save it as UTF-8".into());
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|error| at(bytes, error.valid_up_to(), "has letters that are not UTF-8"))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut reading = Reading::default();
    loop {
        let here = usize::try_from(reader.buffer_position()).unwrap_or(0);
        let wrong = |why: &str| at(text.as_bytes(), here, why);
        let event = reader.read_event().map_err(|error| wrong(&format!("is no XML: {error}")))?;
        if matches!(event, Event::Eof) {
            break;
        }
        reading.take(event).map_err(|why| wrong(&why))?;
    }
    let Reading { open, whole, .. } = reading;
    if !open.is_empty() {
        return Err(at(bytes, bytes.len(), "ends in the middle"));
    }
    let whole: Node = whole.ok_or("is empty")?;
    if whole.name != root {
        return Err(format!("is no {root}, but a {}", whole.name));
    }
    Ok(whole)
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    open: Vec<Node>,
    whole: Option<Node>,
    count: usize,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(start) => {
                self.count += 1;
                if self.open.len() >= DEEPEST || self.count > MOST {
                    return Err("has more elements than an answer has".into());
                }
                self.open.push(element(&start)?);
            }
            Event::Empty(start) => {
                self.count += 1;
                self.close(element(&start)?)?;
            }
            Event::End(_) => {
                let mut node = self.open.pop().ok_or("ends what was not begun")?;
                node.text = node.text.trim().to_owned();
                self.close(node)?;
            }
            Event::Text(text) => self.add(&text)?,
            Event::CData(data) => self.add(&data)?,
            Event::GeneralRef(name) => {
                let text = quick_xml::escape::unescape(&format!("&{};", &*name))
                    .map_err(|_| "has an entity of its own")?
                    .into_owned();
                self.add(&text)?;
            }
            Event::Decl(decl) => {
                let named = decl.encoding().transpose().ok().flatten();
                if !named.is_none_or(|name| name.eq_ignore_ascii_case("utf-8")) {
                    return Err("says that it is not in UTF-8".into());
                }
            }
            Event::DocType(_) => return Err("has a document type, which no answer has".into()),
            Event::PI(_) => return Err("has an instruction, which no answer has".into()),
            Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn close(&mut self, node: Node) -> Result<(), String> {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None if self.whole.is_some() => return Err("has a second document in it".into()),
            None => self.whole = Some(node),
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> Result<(), String> {
        storable(text)?;
        match self.open.last_mut() {
            Some(node) => node.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err("has text outside of its elements".into()),
        }
        Ok(())
    }
}

/// An element without its content.
fn element(start: &BytesStart<'_>) -> Result<Node, String> {
    let name = start.name().as_ref().to_owned();
    if name.contains(':') {
        return Err(format!("has an element \"{name}\" of another namespace"));
    }
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| format!("is no XML: {error}"))?;
        let key = attribute.key.as_ref().to_owned();
        if key == "xmlns" {
            return Err("is in a namespace, which no answer is".into());
        }
        let value = quick_xml::escape::unescape(&attribute.value)
            .map_err(|_| "has an entity of its own")?;
        storable(&value)?;
        attributes.push((key, value.into_owned()));
    }
    Ok(Node { name, attributes, ..Node::default() })
}

/// What no database keeps is in no answer.
fn storable(text: &str) -> Result<(), String> {
    let strange = text.chars().any(domain::text::is_unstorable);
    if strange { Err("has a character that no XML has".into()) } else { Ok(()) }
}

/// A reason with its line.
fn at(bytes: &[u8], position: usize, why: &str) -> String {
    let line = bytes.iter().take(position).filter(|byte| **byte == b'\n').count() + 1;
    format!("{why} (line {line})")
}
