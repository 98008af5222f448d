//! temp
use schemadiff::canon::*; use schemadiff::catalog::*; use schemadiff::*;
fn load(path: &str) -> Canonical {
    if path == "empty" { return Canonical::empty(); }
    let mut s = Sources::default();
    let f = s.add(path, std::fs::read_to_string(path).unwrap());
    let (d, mut diags) = schemadiff::source::toml::read(&s, f, &[]);
    let (c, more) = canonicalize(d); diags.extend(more);
    for d in &diags { let at = d.labels.first().and_then(|l| match &l.origin { Origin::File{file,range} => Some(s.position(*file, range.start)), _=>None }); println!("{} {} {:?} help={:?} notes={:?}", d.code, d.message, at, d.help, d.notes); }
    c
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let (o, n) = (load(&a[1]), load(&a[2]));
    let (p, d) = plan(Pair{old:&o,new:&n}, &Policy::default());
    for d in d { println!("{} {} {:?} {:?}", d.code, d.message, d.help, d.notes); }
    match a.get(3).map(String::as_str) { Some("text") => println!("{}", render::text(&p)), Some("md") => println!("{}", render::markdown(&p)), Some("json") => println!("{}", render::json::write(&p)), _ => println!("{}", render::script(&p)) }
}
