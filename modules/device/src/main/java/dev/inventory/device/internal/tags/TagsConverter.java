package dev.inventory.device.internal.tags;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tags in a column, one a line, since no tag holds a line break; NULL for none. */
@Converter
public class TagsConverter implements AttributeConverter<Tags, String> {

    private static final String SEPARATOR = "\n";

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Tags tags) {
        return tags == null || tags.names().isEmpty() ? null : String.join(SEPARATOR, tags.names());
    }

    @Override
    public Tags convertToEntityAttribute(@Nullable String column) {
        return column == null ? Tags.NONE : new Tags(List.of(column.split(SEPARATOR)));
    }
}
