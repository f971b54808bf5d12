//! The stage as a picture of its own: what is in the page, with the looks that the browser has
//! worked out for it written on each shape.

use crate::browser::{call, get, text, window};
use crate::dom;
use crate::saving::PictureFile;
use js_sys::Array;
use wasm_bindgen::JsValue;

/// What a shape is made of.
const ATTRIBUTES: [&str; 12] =
    ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points", "transform"];
/// What it looks like, where that is not as always.
const LOOKS: [(&str, &str); 14] = [
    ("fill", ""),
    ("fill-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", "none"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("paint-order", "normal"),
    ("opacity", "1"),
    ("text-anchor", "start"),
    ("font-family", ""),
    ("font-size", ""),
    ("font-weight", "400"),
];
/// A node of the page that is an element, and one that is text.
const ELEMENT: f64 = 1.0;
const TEXT: f64 = 3.0;

/// The stage as it is seen, named so.
pub(crate) fn stage_picture(name: String) -> Option<PictureFile> {
    let stage: JsValue = dom::by_id(super::PICTURE)?.into();
    let size = [get(&stage, "clientWidth"), get(&stage, "clientHeight")].map(|it| it.as_f64());
    let [Some(width), Some(height)] = size else { return None };
    let mut shapes = String::new();
    let is_over = |picture: &JsValue| looks(&style_of(picture), "z-index") == "1";
    let (over, under): (Vec<JsValue>, Vec<JsValue>) =
        children(&stage).filter(is_element).partition(is_over);
    for picture in under.iter().chain(&over) {
        shapes += &drawn(picture).unwrap_or_default();
    }
    let [wide, tall] = [width, height].map(|side| (side as u32).to_string());
    let paper = looks(&style_of(&get(&get(&window(), "document"), "body")), "background-color");
    let svg = [
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 "#,
        &wide,
        " ",
        &tall,
        r#"" width=""#,
        &wide,
        r#"" height=""#,
        &tall,
        r#""><rect width="100%" height="100%" fill=""#,
        &paper,
        r#""/>"#,
        &shapes,
        "</svg>\n",
    ];
    Some(PictureFile { name, svg: svg.concat(), size: (width, height) })
}

fn is_element(node: &JsValue) -> bool {
    get(node, "nodeType").as_f64() == Some(ELEMENT)
}

fn children(of: &JsValue) -> impl Iterator<Item = JsValue> {
    Array::from(&get(of, "childNodes")).into_iter()
}

fn kind_of(node: &JsValue) -> String {
    text(node, "localName")
}

fn style_of(element: &JsValue) -> JsValue {
    call(&window(), "getComputedStyle", std::slice::from_ref(element)).unwrap_or_default()
}

fn looks(style: &JsValue, name: &str) -> String {
    let value = call(style, "getPropertyValue", &[name.into()]);
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

/// A node of the page, drawn; nothing if it is not seen.
fn drawn(node: &JsValue) -> Option<String> {
    if get(node, "nodeType").as_f64() == Some(TEXT) {
        return Some(escaped(&text(node, "data")));
    }
    if !is_element(node) {
        return None;
    }
    let style = style_of(node);
    if looks(&style, "display") == "none" || looks(&style, "visibility") == "hidden" {
        return None;
    }
    let tag = match kind_of(node).as_str() {
        // Each picture moves by a transform, which only a group has in every program.
        "svg" | "div" => "g".to_string(),
        shape @ ("g" | "path" | "line" | "circle" | "rect" | "polygon" | "text") => shape.into(),
        _ => return None,
    };
    let mut out = format!("<{tag}");
    let mut add = |name: &str, value: &str| {
        for part in [" ", name, "=\"", &escaped(value), "\""] {
            out += part;
        }
    };
    let is_shape = tag != "g";
    let sizes: &[&str] = if is_shape { &["width", "height", "rx"] } else { &[] };
    for name in ATTRIBUTES.iter().chain(sizes) {
        let value = call(node, "getAttribute", &[(*name).into()]).ok()?.as_string();
        if let Some(value) = value {
            add(name, &value);
        }
    }
    if kind_of(node) == "svg" {
        add("transform", &looks(&style, "transform"));
    }
    if is_shape {
        for (name, usual) in LOOKS {
            let value = looks(&style, name);
            if value != usual && (tag == "text" || !is_of_text(name)) {
                add(name, &value);
            }
        }
    }
    let inside: String = children(node).filter_map(|child| drawn(&child)).collect();
    Some([&out, ">", &inside, "</", &tag, ">"].concat())
}

fn is_of_text(look: &str) -> bool {
    look.starts_with("font") || look.starts_with("text")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
