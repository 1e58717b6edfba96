package dev.inventory.device.internal.life;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Status helpers in a column, parted by spaces, which none of them holds; NULL for none. */
@Converter
public class HelpersConverter implements AttributeConverter<List<String>, String> {

    private static final String SEPARATOR = " ";

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable List<String> helpers) {
        return helpers == null || helpers.isEmpty() ? null : String.join(SEPARATOR, helpers);
    }

    @Override
    public List<String> convertToEntityAttribute(@Nullable String column) {
        return column == null ? List.of() : names(column);
    }

    static List<String> names(String column) {
        return List.of(column.split(SEPARATOR));
    }
}
