//! What kind of project it is, coarsely.

use crate::closed_list::closed_list;

closed_list! {
    /// The kind of a project, never of a person. Coarse on purpose: it is all that marketing platforms may learn.
    pub enum Category {
        /// Homes.
        Residential = "residential",
        /// Homes of the dearest kind.
        Luxury = "luxury",
        /// Bought to let.
        Investment = "investment",
        /// Homes with services.
        Assisted = "assisted",
        /// Rooms and studios for students.
        Student = "student",
        /// Offices and shops.
        Commercial = "commercial",
        /// Workshops and warehouses.
        Industrial = "industrial",
        /// Anything else.
        Other = "other",
    }
}

#[cfg(test)]
mod tests {
    use super::Category;

    #[test]
    fn categories_stay_few_and_vague() {
        assert!(Category::ALL.len() <= 8, "visitors are promised general categories, at most eight");
    }
}
