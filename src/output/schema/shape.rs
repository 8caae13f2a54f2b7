use crate::output::json::{Json, Layout};

use super::Output;

/// What one JSON value may be.
pub(super) enum Shape {
    Text,
    Integer,
    Number,
    Boolean,
    /// Any JSON value.
    Any,
    /// This string and no other.
    Fixed(&'static str),
    /// One of these strings.
    Names(Vec<&'static str>),
    /// A letter and a number: `f12`.
    Id(char),
    /// Something that is described under `$defs`.
    Named(&'static str),
    List(Box<Shape>),
    /// The shape, or `null`.
    OrNull(Box<Shape>),
    Object(Vec<Field>),
}

impl Shape {
    pub(super) fn list(self) -> Self {
        Self::List(Box::new(self))
    }

    pub(super) fn or_null(self) -> Self {
        Self::OrNull(Box::new(self))
    }
}

/// One field of an object; always present unless optional.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// For people, in Chinese: meaning, unit, what `null` says.
    pub(super) what: &'static str,
    pub(super) shape: Shape,
    pub(super) optional: bool,
}

pub(super) fn field(name: &'static str, what: &'static str, shape: Shape) -> Field {
    Field { name, what, shape, optional: false }
}

pub(super) fn optional(name: &'static str, what: &'static str, shape: Shape) -> Field {
    Field { name, what, shape, optional: true }
}

/// An object that is used in more than one place.
pub(super) struct Definition {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) fields: Vec<Field>,
}

/// A whole schema.
pub(super) struct Schema {
    pub(super) output: Output,
    pub(super) title: &'static str,
    pub(super) root: Vec<Field>,
    pub(super) definitions: Vec<Definition>,
}

impl Schema {
    /// As JSON over lines.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        Json::new(&mut out, Layout::Spread { depth: 0 }).object(|json| {
            json.field("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.field("$id", self.output.id());
            json.field("title", self.title);
            object(json, &self.root);
            if !self.definitions.is_empty() {
                json.key("$defs");
                json.object(|json| {
                    for definition in &self.definitions {
                        json.key(definition.name);
                        json.object(|json| {
                            json.field("description", definition.what);
                            object(json, &definition.fields);
                        });
                    }
                });
            }
        });
        out.push(b'\n');
        out
    }
}

/// The keywords of an object with exactly these fields.
fn object(json: &mut Json<'_>, fields: &[Field]) {
    json.field("type", "object");
    json.key("properties");
    json.object(|json| {
        for field in fields {
            json.key(field.name);
            json.object(|json| {
                json.field("description", field.what);
                keywords(json, &field.shape);
            });
        }
    });
    json.key("required");
    json.array(fields.iter().filter(|f| !f.optional), |json, field| json.value(field.name));
    json.field("additionalProperties", false);
}

fn keywords(json: &mut Json<'_>, shape: &Shape) {
    match shape {
        Shape::Text => json.field("type", "string"),
        Shape::Integer => {
            json.field("type", "integer");
            json.field("minimum", 0_u32);
        }
        Shape::Number => json.field("type", "number"),
        Shape::Boolean => json.field("type", "boolean"),
        Shape::Any => {}
        Shape::Fixed(value) => json.field("const", *value),
        Shape::Names(names) => {
            json.key("enum");
            json.array(names, |json, &name| json.value(name));
        }
        Shape::Id(letter) => {
            json.field("type", "string");
            json.field("pattern", format!("^{letter}[0-9]+$").as_str());
        }
        Shape::Named(name) => json.field("$ref", format!("#/$defs/{name}").as_str()),
        Shape::List(item) => {
            json.field("type", "array");
            json.key("items");
            json.object(|json| keywords(json, item));
        }
        Shape::OrNull(shape) => {
            json.key("anyOf");
            json.array([Some(&**shape), None], |json, shape| {
                json.object(|json| match shape {
                    Some(shape) => keywords(json, shape),
                    None => json.field("type", "null"),
                });
            });
        }
        Shape::Object(fields) => object(json, fields),
    }
}
