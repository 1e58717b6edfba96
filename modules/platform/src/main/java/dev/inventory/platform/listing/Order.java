package dev.inventory.platform.listing;

/** A field that rows are ordered by. A field without a value is ordered as the greatest: so do both databases. */
record Order(Listing.Field field, boolean descending) {

    Order reversed() {
        return new Order(field, !descending);
    }

    String jpql() {
        return field.path() + (descending ? " DESC" : " ASC");
    }

    /** As a client writes it. */
    @Override
    public String toString() {
        return (descending ? "-" : "") + field.parameter();
    }
}
