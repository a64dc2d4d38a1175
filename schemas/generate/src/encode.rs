//! The catalogue in words and text, as `format` describes.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result, ensure};

use crate::catalogue::{Catalogue, Declaration, Field};
use crate::definitions::{List, Shape, Type};
use crate::format::{self, container, declaration, header, kind, object, ty};
use crate::go::Scope;

/// Lays out the catalogue of the releases 1.`oldest` to 1.`newest`.
pub(crate) fn encode(catalogue: &Catalogue, oldest: u32, newest: u32) -> Result<Vec<u8>> {
    let mut encoder = Encoder::new(catalogue);
    // Names first: a lookup then touches few pages of the text.
    for (name, object) in &catalogue.objects {
        encoder.text(name)?;
        for field in object.fields.keys() {
            encoder.text(field)?;
        }
    }
    let mut objects = Vec::new();
    let mut declarations: Vec<u32> = Vec::new();
    for (name, object) in &catalogue.objects {
        let first = (declarations.len() / declaration::WORDS) as u32;
        let mut required = Vec::new();
        for (name, field) in &object.fields {
            if field.declarations.iter().any(|declared| declared.required) {
                required.push((declarations.len() / declaration::WORDS) as u32);
            }
            for declared in &field.declarations {
                declarations.extend(encoder.declaration(name, field, declared)?);
            }
        }
        let mut row = [0; object::WORDS];
        row[object::NAME] = encoder.text(name)?;
        row[object::DESCRIPTION] = encoder.text(&object.description)?;
        row[object::VERSIONS] = object.versions;
        row[object::FIRST] = first;
        row[object::END] = (declarations.len() / declaration::WORDS) as u32;
        row[object::REQUIRED] = encoder.list(required);
        objects.extend(row);
    }
    let mut kinds = Vec::new();
    for ((api_version, name), what) in &catalogue.kinds {
        let scope = match what.scope {
            None => 0,
            Some(Scope::Namespaced) => kind::NAMESPACED,
            Some(Scope::Cluster) => kind::CLUSTER,
        };
        let mut row = [0; kind::WORDS];
        row[kind::API_VERSION] = encoder.text(api_version)?;
        row[kind::NAME] = encoder.text(name)?;
        row[kind::OBJECT] = encoder.object(&what.object)?;
        row[kind::VERSIONS] = what.versions | scope << kind::SCOPE_SHIFT;
        kinds.extend(row);
    }
    let mut words = vec![0; header::WORDS];
    words[header::MAGIC] = format::MAGIC;
    words[header::OLDEST] = oldest;
    words[header::NEWEST] = newest;
    let sections = [
        (header::KINDS, kinds),
        (header::OBJECTS, objects),
        (header::DECLARATIONS, declarations),
        (header::CONTAINERS, encoder.containers),
        (header::LISTS, encoder.lists),
    ];
    for (entry, section) in sections {
        words[entry] = words.len() as u32;
        words.extend(section);
    }
    words[header::TEXT] = words.len() as u32;
    let mut text = encoder.text;
    text.resize(text.len().next_multiple_of(size_of::<u32>()), 0);
    Ok(words.iter().flat_map(|word| word.to_le_bytes()).chain(text).collect())
}

struct Encoder<'a> {
    objects: HashMap<&'a str, u32>,
    containers: Vec<u32>,
    known_containers: BTreeMap<[u32; container::WORDS], u32>,
    lists: Vec<u32>,
    known_lists: BTreeMap<Vec<u32>, u32>,
    text: Vec<u8>,
    known_text: HashMap<String, u32>,
}

impl<'a> Encoder<'a> {
    fn new(catalogue: &'a Catalogue) -> Self {
        let mut encoder = Self {
            objects: catalogue.objects.keys().map(String::as_str).zip(0..).collect(),
            containers: Vec::new(),
            known_containers: BTreeMap::new(),
            lists: Vec::new(),
            known_lists: BTreeMap::new(),
            text: Vec::new(),
            known_text: HashMap::new(),
        };
        // The empty list is at offset 0, which therefore means "none".
        encoder.list(Vec::new());
        encoder
    }

    fn declaration(&mut self, name: &str, field: &Field, declared: &Declaration) -> Result<[u32; declaration::WORDS]> {
        let required = if declared.required { declaration::REQUIRED } else { 0 };
        let deprecated = if field.deprecated { declaration::DEPRECATED } else { 0 };
        let mut row = [0; declaration::WORDS];
        row[declaration::NAME] = self.text(name)?;
        row[declaration::TYPE] = self.ty(&declared.ty)?;
        row[declaration::VERSIONS] = declared.versions | required | deprecated;
        row[declaration::DESCRIPTION] = self.text(&field.description)?;
        Ok(row)
    }

    fn ty(&mut self, declared: &Type) -> Result<u32> {
        let (tag, payload) = match &declared.shape {
            Shape::Any => (ty::ANY, 0),
            Shape::Object(name) => (ty::OBJECT, self.object(name)?),
            Shape::Array { item, list } => (ty::ARRAY, self.container(item, list)?),
            Shape::Map(value) => (ty::MAP, self.container(value, &List::Atomic)?),
            Shape::String { format, values } => {
                let values = self.texts(values)?;
                (ty::STRING, format | values << ty::STRING_FORMAT_BITS)
            }
            Shape::Integer(format) => (ty::INTEGER, *format),
            Shape::Number => (ty::NUMBER, 0),
            Shape::Boolean => (ty::BOOLEAN, 0),
            Shape::IntOrString => (ty::INT_OR_STRING, 0),
            Shape::Quantity => (ty::QUANTITY, 0),
        };
        ensure!(tag <= ty::TAG_MASK && payload < 1 << (u32::BITS - ty::PAYLOAD_SHIFT), "a type needs a wider word");
        let nullable = if declared.nullable { ty::NULLABLE } else { 0 };
        Ok(payload << ty::PAYLOAD_SHIFT | nullable | tag)
    }

    fn object(&self, name: &str) -> Result<u32> {
        self.objects.get(name).copied().with_context(|| format!("{name} is not defined"))
    }

    fn container(&mut self, item: &Type, list: &List) -> Result<u32> {
        let mut row = [0; container::WORDS];
        row[container::ITEM] = self.ty(item)?;
        (row[container::LIST], row[container::KEYS]) = match list {
            List::Atomic => (container::ATOMIC, 0),
            List::Set => (container::SET, 0),
            List::ByKeys(keys) => (container::BY_KEYS, self.texts(keys)?),
        };
        Ok(*self.known_containers.entry(row).or_insert_with(|| {
            self.containers.extend(row);
            (self.containers.len() / container::WORDS - 1) as u32
        }))
    }

    fn texts(&mut self, texts: &[String]) -> Result<u32> {
        let words = texts.iter().map(|text| self.text(text)).collect::<Result<_>>()?;
        Ok(self.list(words))
    }

    fn list(&mut self, words: Vec<u32>) -> u32 {
        if let Some(&known) = self.known_lists.get(&words) {
            return known;
        }
        let offset = self.lists.len() as u32;
        self.lists.push(words.len() as u32);
        self.lists.extend(&words);
        self.known_lists.insert(words, offset);
        offset
    }

    fn text(&mut self, text: &str) -> Result<u32> {
        if let Some(&known) = self.known_text.get(text) {
            return Ok(known);
        }
        let length = u8::try_from(text.len()).with_context(|| format!("too long: {text}"))?;
        let offset = self.text.len() as u32;
        ensure!(offset < 1 << (u32::BITS - format::TEXT_OFFSET_SHIFT), "too much text");
        self.text.extend(text.as_bytes());
        let word = offset << format::TEXT_OFFSET_SHIFT | u32::from(length);
        self.known_text.insert(text.to_owned(), word);
        Ok(word)
    }
}
