//! What markup a page has: every tag and attribute is one that we write, and every element is closed where it has to be.

/// Elements that our pages are made of.
const ELEMENTS: &str = "html head meta title style script body a div main header footer nav section aside h1 h2 h3 h4 p ul ol li dl dt \
    dd pre code span strong em table caption thead tbody tr th td details summary figure figcaption svg g path rect line text circle \
    input label";
/// Elements without an end.
const EMPTY: &str = "meta input";
/// What they say about themselves; none can hold a script.
const ATTRIBUTES: &str = "lang charset http-equiv content name class id href tabindex title scope role aria-label aria-labelledby \
    aria-hidden aria-live width height viewBox x y x1 y1 x2 y2 cx cy r rx d text-anchor open type placeholder for data-find autocomplete hidden";

/// # Panics
/// When a page has markup that is not ours, or links to anywhere but itself.
pub(crate) fn check(page: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = page
        .strip_prefix("<!doctype html>")
        .expect("a page says what it is");
    while let Some(start) = rest.find('<') {
        let inside = &rest[start + 1..];
        let end = inside.find('>').expect("a tag ends");
        let (tag, after) = (&inside[..end], &inside[end + 1..]);
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "near {}", &after[..after.len().min(200)]);
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        assert!(ELEMENTS.split_whitespace().any(|known| known == name), "<{tag}>");
        attributes(tag[name.len()..].trim_end_matches('/'), tag);
        if matches!(name, "style" | "script") {
            // Text until its end, whatever stands in it.
            let end = format!("</{name}>");
            rest = rest.split_once(end.as_str()).expect("it ends").1;
        } else if !tag.ends_with('/') && !EMPTY.split_whitespace().any(|known| known == name) {
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "every element ends");
}

fn attributes(text: &str, tag: &str) {
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").unwrap_or_else(|| panic!("<{tag}>"));
        let (value, after) = value.split_once('"').unwrap_or_else(|| panic!("<{tag}>"));
        assert!(
            ATTRIBUTES.split_whitespace().any(|known| known == name),
            "{name} of <{tag}>"
        );
        assert!(name != "href" || value.starts_with('#'), "a link away: <{tag}>");
        rest = after.trim_start();
    }
}
