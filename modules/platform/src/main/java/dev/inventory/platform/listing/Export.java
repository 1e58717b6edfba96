package dev.inventory.platform.listing;

/** All rows of a list, to be written to a file in the list's order. */
public record Export(ListQuery query, Completion completion, ExportFormat format) {}
