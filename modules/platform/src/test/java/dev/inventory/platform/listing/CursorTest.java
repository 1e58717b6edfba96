package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CursorTest {

    private static final Listing.Field ID = new Listing.Field("id", "t.id", Kind.ID, true, true);
    private static final Listing.Field NAME = new Listing.Field("name", "t.name", Kind.TEXT, true, true);
    private static final Listing.Field RACK = new Listing.Field("rack", "t.rack", Kind.TEXT, true, false);
    private static final Listing.Field UP = new Listing.Field("up", "t.up", Kind.BOOLEAN, true, true);
    private static final Listing.Field SEEN = new Listing.Field("seen", "t.seen", Kind.INSTANT, true, false);

    private static final Instant TIME = Instant.parse("2024-01-15T08:30:00.123456Z");

    private static String where(Cursor cursor) {
        Criteria criteria = new Criteria();
        cursor.restrict(criteria);
        return criteria.where();
    }

    private static Order up(Listing.Field field) {
        return new Order(field, false);
    }

    private static Order down(Listing.Field field) {
        return new Order(field, true);
    }

    @Test
    void beginsAnIndexAtThePlace() {
        assertThat(where(new Cursor(List.of(up(ID)), List.of(7L), false))).isEqualTo(" WHERE t.id > :p0");
        assertThat(where(new Cursor(List.of(up(NAME), up(ID)), List.of("a", 7L), false)))
                .isEqualTo(" WHERE t.name >= :p0 AND (t.name > :p1 OR (t.name = :p2 AND t.id > :p3))");
        assertThat(where(new Cursor(List.of(up(NAME), down(ID)), List.of("a", 7L), true)))
                .isEqualTo(" WHERE t.name <= :p0 AND (t.name < :p1 OR (t.name = :p2 AND t.id > :p3))");
        assertThat(where(Cursor.start(List.of(up(ID))))).isEmpty();
    }

    @Test
    void takesAMissingValueForTheGreatest() {
        List<Object> nowhere = Arrays.asList(null, 7L);

        assertThat(where(new Cursor(List.of(up(RACK), up(ID)), List.of("a", 7L), false)))
                .isEqualTo(" WHERE ((t.rack > :p0 OR t.rack IS NULL) OR (t.rack = :p1 AND t.id > :p2))");
        assertThat(where(new Cursor(List.of(up(RACK), up(ID)), nowhere, false)))
                .isEqualTo(" WHERE ((t.rack IS NULL AND t.rack IS NOT NULL) OR (t.rack IS NULL AND t.id > :p0))");
        assertThat(where(new Cursor(List.of(down(RACK), up(ID)), nowhere, false)))
                .isEqualTo(" WHERE (t.rack IS NOT NULL OR (t.rack IS NULL AND t.id > :p0))");
    }

    @Test
    void comparesNoTruthValues() {
        assertThat(where(new Cursor(List.of(up(UP), up(ID)), List.of(false, 7L), false)))
                .isEqualTo(" WHERE (t.up = :p0 OR (t.up = :p1 AND t.id > :p2))");
        assertThat(where(new Cursor(List.of(up(UP), up(ID)), List.of(true, 7L), false)))
                .startsWith(" WHERE ((t.up IS NULL AND t.up IS NOT NULL) OR (t.up = :p0");
    }

    @Test
    void comesBackFromItsText() {
        List<Order> ordering = List.of(down(SEEN), up(RACK), up(UP), up(ID));
        Cursor place = new Cursor(ordering, Arrays.asList(TIME, null, true, 7L), true);

        assertThat(Cursor.parse(place.token(), ordering)).contains(place);
        assertThat(Cursor.parse("", ordering)).contains(Cursor.start(ordering));
        assertThat(place.token()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isRefusedElsewhere() {
        List<Order> ordering = List.of(up(NAME), up(ID));
        String token = new Cursor(ordering, List.of("a", 7L), false).token();

        assertThat(Cursor.parse(token, List.of(down(NAME), up(ID)))).isEmpty();
        assertThat(Cursor.parse(token, List.of(up(ID)))).isEmpty();
        for (String text : List.of("%", "e30", "W10", "bm90IGpzb24", token.substring(3))) {
            assertThat(Cursor.parse(text, ordering)).as(text).isEmpty();
        }
    }
}
