package dev.inventory.platform.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally("Sums", Map.of("d.owner", "ownerId", "t.id", "typeId"));

    @Test
    void conditions_on_its_columns_are_asked_of_it() {
        assertThat(tally.query(" WHERE d.owner IN :p0 AND t.id = :p1"))
                .hasValue("SELECT SUM(c.tally) FROM Sums c WHERE c.ownerId IN :p0 AND c.typeId = :p1");
        assertThat(tally.query("")).hasValue("SELECT SUM(c.tally) FROM Sums c");
    }

    @Test
    void any_other_condition_needs_the_rows() {
        assertThat(tally.query(" WHERE d.owner = :p0 AND d.name = :p1")).isEmpty();
        assertThat(tally.query(" WHERE d.ownerName = :p0")).isEmpty();
        assertThat(tally.query(" WHERE EXISTS (SELECT x FROM Tag x WHERE x.device = d.id)"))
                .isEmpty();
    }
}
