//! A small writer of SVG: shapes with classes, a title and a description for readers who do not see it.
//!
//! Colours are classes, not attributes, so that the page can show the same figure light, dark and printed; a figure
//! that stands alone carries [`STYLE`] itself. Curves differ by dash as well as by colour.

use std::fmt::Write as _;

use crate::report::text::escape;

/// Widest a character of the font is taken to be, as a share of the font size: room is planned with it.
pub const CHARACTER: f64 = 0.58;
/// Size of text in figures.
pub const TEXT: f64 = 12.0;
/// Size of secondary text.
pub const SMALL: f64 = 11.0;

/// Colours of light paper; those of the series are Okabe and Ito's, which colour-blind readers can distinguish.
pub const STYLE: &str = "\
svg.figure{background:#fff;font-family:Helvetica,Arial,'Liberation Sans',sans-serif}\
.figure text{fill:#1b1b1b}.figure .muted{fill:#555}.figure .strong{font-weight:600}.figure .light{fill:#fff}\
.figure .dark{fill:#1b1b1b}\
.figure .axis{stroke:#1b1b1b;stroke-width:1;fill:none}.figure .grid{stroke:#e3e3e3;stroke-width:1;fill:none}\
.figure .guide{stroke:#777;stroke-width:1;stroke-dasharray:4 4;fill:none}\
.figure .box{fill:#f5f7f9;stroke:#8a949e;stroke-width:1}.figure .paper{fill:#fff}\
.figure .line{fill:none;stroke-width:2;stroke-linejoin:round}\
.figure .s0{stroke:#0072b2}.figure .s1{stroke:#d55e00}.figure .s2{stroke:#009e73}.figure .s3{stroke:#aa4499}\
.figure .s4{stroke:#8a6d00}.figure .s5{stroke:#777}\
.figure .f0{fill:#0072b2}.figure .f1{fill:#d55e00}.figure .f2{fill:#009e73}.figure .f3{fill:#aa4499}\
.figure .f4{fill:#8a6d00}.figure .f5{fill:#777}.figure .faint{opacity:.16}.figure .half{opacity:.6}\
.figure .s1.line{stroke-dasharray:8 3}.figure .s2.line{stroke-dasharray:2 3}\
.figure .s3.line{stroke-dasharray:9 3 2 3}.figure .s4.line{stroke-dasharray:5 2}\
.figure .s5.line{stroke-dasharray:1 4}";

/// Number of series that [`STYLE`] has colours for.
pub const SERIES: usize = 6;

/// Where text is attached to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Begins there.
    Start,
    /// Centred there.
    Middle,
    /// Ends there.
    End,
}

impl Anchor {
    fn key(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A figure being drawn; coordinates are pixels, y down.
#[derive(Debug, Clone)]
pub struct Svg {
    width: f64,
    height: f64,
    title: String,
    description: String,
    body: String,
}

/// A finished figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// File name without ending; also the base of its identifiers.
    pub name: String,
    /// What it shows, as a caption.
    pub caption: String,
    /// SVG element without style, for the page.
    pub inline: String,
    /// Widest it should be shown, in pixels.
    pub width: f64,
    height: f64,
}

/// Height of the line that a notice takes.
const NOTICE: f64 = 16.0;

impl Figure {
    /// The figure as a file.
    pub fn file(&self) -> String {
        let body = self.inline.replacen('>', &format!("><style>{STYLE}</style>"), 1);
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}\n")
    }

    /// Writes a notice below the figure, which stays with it wherever it is taken.
    pub fn note(&mut self, notice: &str) {
        let (width, height) = (self.width, self.height + NOTICE);
        let mut line = Svg::new((width, height), "", "");
        line.text((4.0, height - 5.0), Anchor::Start, 9.0, ("muted", notice));
        self.inline = self.inline.replacen(&extent(width, self.height), &extent(width, height), 1);
        self.inline = self.inline.replacen("</svg>", &format!("{}</svg>", line.body), 1);
        self.height = height;
    }
}

/// Size of a figure, as attributes of its element.
fn extent(width: f64, height: f64) -> String {
    let [width, height] = [width, height].map(coordinate);
    format!("viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"")
}

/// A coordinate with two decimals, without trailing zeros.
fn coordinate(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Room that the longest of `texts` is given.
pub fn widest(texts: &[String], size: f64) -> f64 {
    texts.iter().map(|text| text.chars().count()).max().unwrap_or(1) as f64 * size * CHARACTER
}

impl Svg {
    /// An empty figure of `size` pixels.
    pub fn new((width, height): (f64, f64), title: &str, description: &str) -> Self {
        let (title, description) = (title.to_owned(), description.to_owned());
        Self { width, height, title, description, body: String::new() }
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(coordinate);
        self.push(&format!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>"));
    }

    /// Connected points.
    pub fn curve(&mut self, points: &[(f64, f64)], class: &str) {
        self.push(&format!("<polyline points=\"{}\" class=\"{class}\"/>", join(points)));
    }

    /// A closed, filled outline.
    pub fn area(&mut self, points: &[(f64, f64)], class: &str) {
        self.push(&format!("<polygon points=\"{}\" class=\"{class}\"/>", join(points)));
    }

    /// A rectangle by its upper left corner and size.
    pub fn rect(&mut self, corner: (f64, f64), size: (f64, f64), class: &str) {
        let [x, y, w, h] = [corner.0, corner.1, size.0.max(0.0), size.1.max(0.0)].map(coordinate);
        self.push(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" class=\"{class}\"/>"));
    }

    /// A rectangle of one colour, for maps.
    pub fn tile(&mut self, corner: (f64, f64), size: (f64, f64), (r, g, b): (u8, u8, u8)) {
        let [x, y, w, h] = [corner.0, corner.1, size.0, size.1].map(coordinate);
        self.push(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" style=\"fill:#{r:02x}{g:02x}{b:02x}\"/>"
        ));
    }

    /// A dot.
    pub fn dot(&mut self, centre: (f64, f64), radius: f64, class: &str) {
        let [x, y, r] = [centre.0, centre.1, radius].map(coordinate);
        self.push(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" class=\"{class}\"/>"));
    }

    /// Text whose baseline is at `at`.
    pub fn text(&mut self, at: (f64, f64), anchor: Anchor, size: f64, (class, text): (&str, &str)) {
        let [x, y, size] = [at.0, at.1, size].map(coordinate);
        let (anchor, text) = (anchor.key(), escape(text));
        self.push(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>"
        ));
    }

    /// Text read upwards, centred at `at`.
    pub fn upright_text(&mut self, at: (f64, f64), size: f64, text: &str) {
        let [x, y, size] = [at.0, at.1, size].map(coordinate);
        let text = escape(text);
        self.push(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\" \
             transform=\"rotate(-90 {x} {y})\">{text}</text>"
        ));
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// The finished figure; `name` must be unique in the report.
    pub fn finish(self, name: &str, caption: &str) -> Figure {
        let (width, height) = (self.width, self.height);
        let mut inline = String::new();
        let _ = write!(
            inline,
            "<svg class=\"figure\" xmlns=\"http://www.w3.org/2000/svg\" {} role=\"img\" \
             aria-labelledby=\"{name}-title {name}-desc\">\
             <title id=\"{name}-title\">{}</title><desc id=\"{name}-desc\">{}</desc>\n{}</svg>",
            extent(width, height),
            escape(&self.title),
            escape(&self.description),
            self.body
        );
        Figure { name: name.to_owned(), caption: caption.to_owned(), inline, width, height }
    }
}

fn join(points: &[(f64, f64)]) -> String {
    let texts: Vec<String> =
        points.iter().map(|&(x, y)| format!("{},{}", coordinate(x), coordinate(y))).collect();
    texts.join(" ")
}
