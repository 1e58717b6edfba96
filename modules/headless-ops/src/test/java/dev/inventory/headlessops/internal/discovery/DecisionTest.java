package dev.inventory.headlessops.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

    @Test
    void candidates_with_fields_of_their_own_are_meant_too() {
        Decision decision = Decision.toAccept(BodyReader.parse("""
                {"items": [3, 4, 3], "devices": [{"id": 5, "name": "core"}, {"id": 4}],
                 "overrides": {"location": "Rack 1"}, "name_prefix": "hq-", "serial_fallback": ["engine_id"]}"""));

        assertThat(decision.items()).containsExactly(3L, 4L, 5L);
        assertThat(decision.all()).isFalse();
        assertThat(decision.query()).isEmpty();
        assertThat(decision.devices()).containsOnlyKeys(5L, 4L);
        assertThat(decision.devices().get(5L)).hasToString("{\"name\":\"core\"}");
        assertThat(decision.overrides().namePrefix()).isEqualTo("hq-");
        assertThat(decision.overrides().serialFallback()).containsExactly(Decision.SerialFallback.ENGINE_ID);
    }

    @Test
    void filters_and_all_are_ways_of_their_own() {
        assertThat(Decision.toIgnore(BodyReader.parse("{\"filters\": {\"vendor\": \"APC\"}}"))
                        .query())
                .isPresent();
        assertThat(Decision.toIgnore(BodyReader.parse("{\"all\": true}")).all()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | non_field_errors",
                "{\"items\": []} | non_field_errors",
                "{\"all\": false} | non_field_errors",
                "{\"items\": [1], \"all\": true} | non_field_errors",
                "{\"items\": [1], \"filters\": {\"vendor\": \"APC\"}} | non_field_errors",
                "{\"items\": [\"1\"]} | items",
                "{\"filters\": {\"vendr\": \"APC\"}} | filters",
                "{\"filters\": {\"vendor\": null}} | filters",
                "{\"all\": true, \"overrides\": {\"name\": \"x\"}} | overrides",
                "{\"all\": true, \"overrides\": {\"organization\": 1}} | overrides",
                "{\"devices\": [{\"name\": \"x\"}]} | devices",
                "{\"devices\": [{\"id\": 1, \"snmp_community\": \"x\"}]} | devices",
                "{\"all\": true, \"serial_fallback\": [\"name\"]} | serial_fallback",
                "{\"all\": true, \"nameprefix\": \"x\"} | nameprefix",
            })
    void what_is_not_clear_is_refused_by_its_field(String json, String field) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> Decision.toAccept(BodyReader.parse(json)));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.fields()).containsOnlyKeys(field);
    }
}
