package dev.inventory.platform.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * ISO 8601 in UTC: {@code 2024-01-15T08:30:00Z}; a fraction only where there is one, of three or six digits. Pages are full
 * of them, so the digits are written one by one.
 */
final class InstantSerializer extends StdSerializer<Instant> {

    private static final int LENGTH = "2024-01-15T08:30:00.123456Z".length();
    private static final int LAST_YEAR = 9999;

    InstantSerializer() {
        super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider) throws IOException {
        LocalDateTime time = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            json.writeString(value.truncatedTo(ChronoUnit.MICROS).toString());
            return;
        }
        char[] text = new char[LENGTH];
        digits(text, 0, 4, time.getYear());
        text[4] = '-';
        digits(text, 5, 2, time.getMonthValue());
        text[7] = '-';
        digits(text, 8, 2, time.getDayOfMonth());
        text[10] = 'T';
        digits(text, 11, 2, time.getHour());
        text[13] = ':';
        digits(text, 14, 2, time.getMinute());
        text[16] = ':';
        digits(text, 17, 2, time.getSecond());
        int end = fraction(text, 19, time.getNano() / 1000);
        text[end] = 'Z';
        json.writeString(text, 0, end + 1);
    }

    /** @return where it ends */
    private static int fraction(char[] text, int at, int micros) {
        if (micros == 0) {
            return at;
        }
        text[at] = '.';
        if (micros % 1000 == 0) {
            digits(text, at + 1, 3, micros / 1000);
            return at + 4;
        }
        digits(text, at + 1, 6, micros);
        return at + 7;
    }

    private static void digits(char[] text, int at, int width, int number) {
        int rest = number;
        for (int i = at + width - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
