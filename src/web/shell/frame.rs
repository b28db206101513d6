//! The parts that stand around every page's own content.
//!
//! A template that a page extends is compiled once more for each page. These parts are templates of their own, compiled
//! once, so that the pages' own code is a third of what it was.

use crate::web::shell::Shell;

/// A part of what is around every page.
#[derive(askama::Template)]
#[template(path = "_frame.html")]
pub struct Frame<'a> {
    shell: &'a Shell,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Opening,
    Head,
    PlainHead,
    Above,
    PlainAbove,
    Side,
    Crumb,
    Notices,
    Below,
}

impl Shell {
    const fn part(&self, part: Part) -> Frame<'_> {
        Frame { shell: self, part }
    }

    /// The first line and the document's looks.
    #[must_use]
    pub const fn opening(&self) -> Frame<'_> {
        self.part(Part::Opening)
    }

    /// Stylesheets and scripts of every page with a rail.
    #[must_use]
    pub const fn head(&self) -> Frame<'_> {
        self.part(Part::Head)
    }

    /// Those of a page without.
    #[must_use]
    pub const fn plain_head(&self) -> Frame<'_> {
        self.part(Part::PlainHead)
    }

    /// Banners and rail.
    #[must_use]
    pub const fn above(&self) -> Frame<'_> {
        self.part(Part::Above)
    }

    /// What stands above a page without a rail.
    #[must_use]
    pub const fn plain_above(&self) -> Frame<'_> {
        self.part(Part::PlainAbove)
    }

    /// The list of settings.
    #[must_use]
    pub const fn side(&self) -> Frame<'_> {
        self.part(Part::Side)
    }

    /// The way back to it on a phone.
    #[must_use]
    pub const fn crumb(&self) -> Frame<'_> {
        self.part(Part::Crumb)
    }

    /// What a page of the settings says once, and about the way here.
    #[must_use]
    pub const fn notices(&self) -> Frame<'_> {
        self.part(Part::Notices)
    }

    /// Offers, the list of keys, and what screen readers are told.
    #[must_use]
    pub const fn below(&self) -> Frame<'_> {
        self.part(Part::Below)
    }
}
