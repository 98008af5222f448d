//! Tables and how they refer to each other, drawn: those that are referred to above, a crow's foot where many rows refer to one.

use super::layered::{Way, layout};
use super::{escape, prose, px, width};
use crate::document::{Diagram, Entity, Relation};

/// About how wide a drawing is: what a page of 1600 pixels has room for.
const WIDE: f64 = 1120.0;
/// Pixels of a line of text.
const LINE: f64 = 18.0;
/// Pixels of the name's part of a box.
const HEAD: f64 = 26.0;
/// Characters of a type.
const TYPE: usize = 22;

/// The figure.
pub(super) fn drawing(diagram: &Diagram) -> String {
    let boxes: Vec<Drawn> = diagram.entities.iter().map(Drawn::new).collect();
    let sizes: Vec<(f64, f64)> = boxes.iter().map(|drawn| (drawn.width, drawn.height)).collect();
    let lines: Vec<(usize, usize)> = diagram
        .relations
        .iter()
        .map(|relation| (relation.parent, relation.child))
        .collect();
    let found = layout(&sizes, &lines, WIDE);
    // A line from a box to itself stands out to the right.
    let itself = diagram
        .relations
        .iter()
        .any(|relation| relation.parent == relation.child);
    let wide = found.width + if itself { 40.0 } else { 4.0 };
    let mut out = format!(
        "<figure>\n<div class=\"drawing\" tabindex=\"0\">\n<svg role=\"group\" aria-label=\"{}\" width=\"{1}\" height=\"{2}\" viewBox=\"-2 -2 {1} {2}\">\n",
        escape(&diagram.caption),
        px(wide),
        px(found.height + 4.0)
    );
    for (relation, way) in diagram.relations.iter().zip(&found.lines) {
        out.push_str(&line_of(relation, way, diagram, &boxes, &found.boxes));
    }
    for ((entity, drawn), place) in diagram.entities.iter().zip(&boxes).zip(&found.boxes) {
        out.push_str(&box_of(entity, drawn, *place));
    }
    out.push_str(&format!(
        "</svg>\n</div>\n<figcaption>{}</figcaption>\n</figure>\n",
        prose(&diagram.caption)
    ));
    out
}

/// A table as text, with the room that it takes.
struct Drawn {
    width: f64,
    height: f64,
    rows: Vec<(String, String, String)>,
    foot: Vec<String>,
    /// Where the types and the marks begin.
    columns: (f64, f64),
}

impl Drawn {
    fn new(entity: &Entity) -> Self {
        let rows: Vec<(String, String, String)> = entity
            .columns
            .iter()
            .map(|column| {
                (
                    shortened(&column.name, 34),
                    shortened(&column.data_type, TYPE),
                    column.marks.join(" "),
                )
            })
            .collect();
        let mut foot: Vec<String> = entity
            .refers
            .iter()
            .map(|name| format!("→ {}", shortened(name, 34)))
            .collect();
        if entity.hidden > 0 && !entity.columns.is_empty() {
            foot.push(format!("and {} more", entity.hidden));
        }
        let widest =
            |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| width(text)).fold(0.0, f64::max);
        let names = widest(&mut rows.iter().map(|row| &row.0));
        let types = widest(&mut rows.iter().map(|row| &row.1));
        let marks = widest(&mut rows.iter().map(|row| &row.2));
        let columns = (10.0 + names + 12.0, 10.0 + names + 12.0 + types + 10.0);
        let mut wide = if rows.is_empty() {
            0.0
        } else {
            columns.1 + marks + 10.0
        };
        if marks == 0.0 && !rows.is_empty() {
            wide -= 8.0;
        }
        let wide = wide
            .max(width(&shortened(&entity.name, 40)) * 1.04 + 22.0)
            .max(widest(&mut foot.iter()) + 20.0)
            .max(80.0);
        let count = f64::from(u32::try_from(rows.len() + foot.len()).unwrap_or(u32::MAX));
        let height = HEAD + if count > 0.0 { count * LINE + 8.0 } else { 0.0 };
        Self {
            width: wide,
            height,
            rows,
            foot,
            columns,
        }
    }
}

fn shortened(text: &str, longest: usize) -> String {
    let text = crate::render::visible(text);
    if text.chars().count() <= longest {
        return text.into_owned();
    }
    let mut out: String = text.chars().take(longest - 1).collect();
    out.push('…');
    out
}

fn box_of(entity: &Entity, drawn: &Drawn, (x, y): (f64, f64)) -> String {
    let mut out = format!(
        "<a href=\"#{}\"><rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"5\"/>\
         <rect class=\"head\" x=\"{x1}\" y=\"{y1}\" width=\"{w1}\" height=\"{h1}\" rx=\"4.5\"/>\
         <text class=\"title\" x=\"{tx}\" y=\"{ty}\">{}</text></a>\n",
        entity.id,
        escape(&shortened(&entity.name, 40)),
        x = px(x),
        y = px(y),
        w = px(drawn.width),
        h = px(drawn.height),
        x1 = px(x + 0.5),
        y1 = px(y + 0.5),
        w1 = px(drawn.width - 1.0),
        h1 = px(HEAD - 1.0),
        tx = px(x + 10.0),
        ty = px(y + 17.5),
    );
    let mut line = y + HEAD + 15.0;
    for (name, data_type, marks) in &drawn.rows {
        out.push_str(&format!(
            "<text x=\"{}\" y=\"{line}\">{}</text><text class=\"dim\" x=\"{}\" y=\"{line}\">{}</text>",
            px(x + 10.0),
            escape(name),
            px(x + drawn.columns.0),
            escape(data_type),
            line = px(line),
        ));
        if !marks.is_empty() {
            out.push_str(&format!(
                "<text class=\"mark\" x=\"{}\" y=\"{}\">{}</text>",
                px(x + drawn.columns.1),
                px(line),
                escape(marks)
            ));
        }
        out.push('\n');
        line += LINE;
    }
    for text in &drawn.foot {
        out.push_str(&format!(
            "<text class=\"dim\" x=\"{}\" y=\"{}\">{}</text>\n",
            px(x + 10.0),
            px(line),
            escape(text)
        ));
        line += LINE;
    }
    out
}

fn line_of(
    relation: &Relation,
    way: &Way,
    diagram: &Diagram,
    boxes: &[Drawn],
    places: &[(f64, f64)],
) -> String {
    let parent = &diagram.entities[relation.parent].name;
    let child = &diagram.entities[relation.child].name;
    let many = if relation.one {
        "at most one row"
    } else {
        "any number of rows"
    };
    let one = if relation.optional {
        "one or none"
    } else {
        "exactly one"
    };
    let title = escape(&format!(
        "{child} ({}) refers to {one} of {parent}; {many} to each",
        relation.label
    ));
    if relation.parent == relation.child {
        let (x, y) = places[relation.parent];
        let right = x + boxes[relation.parent].width;
        return format!(
            "<g><title>{title}</title><path class=\"edge\" d=\"M{right} {top}h24v{down}h-24\"/>{foot}</g>\n",
            right = px(right),
            top = px(y + 10.0),
            down = px(LINE.min(boxes[relation.parent].height - 16.0)),
            foot = if relation.one {
                String::new()
            } else {
                let at = y + 10.0 + LINE.min(boxes[relation.parent].height - 16.0);
                format!(
                    "<path class=\"foot\" d=\"M{} {}l9 5l-9 5\"/>",
                    px(right),
                    px(at - 5.0)
                )
            },
        );
    }
    let (Some(first), Some(last)) = (way.straights.first(), way.straights.last()) else {
        return String::new();
    };
    // The parent is above, unless the line closes a circle.
    let (above, below) = ((first.0, first.1, 1.0), (last.0, last.2, -1.0));
    let (at_parent, at_child) = if way.upwards {
        (below, above)
    } else {
        (above, below)
    };
    format!(
        "<g><title>{title}</title><path class=\"edge\" d=\"{}\"/>{}{}</g>\n",
        way.path(),
        end_of_parent(at_parent, relation.optional),
        end_of_child(at_child, relation.one)
    )
}

/// A bar for one; a circle beside it where there may be none. `side` is 1 where the line goes down from the box.
fn end_of_parent((x, y, side): (f64, f64, f64), optional: bool) -> String {
    let bar = format!(
        "<path class=\"foot\" d=\"M{} {}h10\"/>",
        px(x - 5.0),
        px(y + side * 6.0)
    );
    if optional {
        return format!(
            "{bar}<circle class=\"ring\" cx=\"{}\" cy=\"{}\" r=\"3.5\"/>",
            px(x),
            px(y + side * 12.0)
        );
    }
    bar
}

/// A crow's foot for many, a bar for at most one.
fn end_of_child((x, y, side): (f64, f64, f64), one: bool) -> String {
    if one {
        return format!(
            "<path class=\"foot\" d=\"M{} {}h10\"/>",
            px(x - 5.0),
            px(y + side * 6.0)
        );
    }
    format!(
        "<path class=\"foot\" d=\"M{} {}L{} {}L{} {}\"/>",
        px(x - 5.0),
        px(y),
        px(x),
        px(y + side * 9.0),
        px(x + 5.0),
        px(y)
    )
}
