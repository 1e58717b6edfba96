package dev.inventory.headlessops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.headlessops.internal.execution.DeviceFilters;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.BodyReader;
import dev.inventory.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationRequestTest {

    private static final Instant NOW = Instant.parse("2024-01-15T14:30:00Z");
    private static final List<String> TYPES = List.of("bulk_serial_sync", "status_update");

    private static final String SEED = """
            {
              "operation_type": "bulk_serial_sync",
              "target_organizations": [101, 102, 103],
              "device_filters": {"types": ["router", "switch"], "status": ["active", "pending"]},
              "schedule": {"execute_at": "2024-01-16T02:00:00Z", "priority": "normal"},
              "options": {"update_firmware_info": true, "validate_connectivity": true, "timeout_minutes": 120}
            }""";

    @Test
    void reads_what_the_documentation_sends() {
        OperationRequest request = read(SEED);
        assertThat(request.problems().isEmpty()).isTrue();
        assertThat(request.operationType()).isEqualTo("bulk_serial_sync");
        assertThat(request.organizations()).contains(List.of(101L, 102L, 103L));
        assertThat(request.filters().types()).containsExactly("router", "switch");
        assertThat(request.filters().states()).containsExactly("up", "pending");
        assertThat(request.executeAt()).contains(Instant.parse("2024-01-16T02:00:00Z"));
        assertThat(request.priority()).isEqualTo(Priority.NORMAL);
        assertThat(request.options())
                .isEqualTo(new OperationOptions(true, true, 120, null, null, null, null, null, null, null));
    }

    @Test
    void only_the_type_is_required() {
        OperationRequest request = read("{\"operation_type\": \"status_update\"}");
        assertThat(request.problems().isEmpty()).isTrue();
        assertThat(request.organizations()).isEmpty();
        assertThat(request.filters()).isEqualTo(DeviceFilters.NONE);
        assertThat(request.executeAt()).isEmpty();
        assertThat(request.options().timeoutMinutes()).isEqualTo(120);
        assertThat(request.options().parallel()).isEqualTo(500);
    }

    @Test
    void takes_the_body_or_its_field_data() {
        String text = Json.write(java.util.Map.of("data", SEED));
        for (String sent : List.of(SEED, text, "{\"data\": " + SEED + "}")) {
            OperationRequest request = OperationRequest.read(OperationsResource.unwrapped(sent), TYPES, NOW);
            assertThat(request.operationType()).isEqualTo("bulk_serial_sync");
        }
        for (String sent : List.of(
                "{\"data\": \"{no json\"}",
                "{\"data\": 5}",
                "{\"data\": null}",
                "{\"data\": {}, \"extra\": 1}",
                "[]")) {
            assertThatThrownBy(() -> OperationsResource.unwrapped(sent))
                    .as(sent)
                    .isInstanceOfSatisfying(
                            Rejected.class, r -> assertThat(r.status()).isEqualTo(400));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"operation_type\": 5}",
                "{\"operation_type\": \"\"}",
                "{\"operation_type\": \"status_update\", \"target_organization\": [1]}",
                "{\"operation_type\": \"status_update\", \"target_organizations\": 101}",
                "{\"operation_type\": \"status_update\", \"target_organizations\": [\"101\"]}",
                "{\"operation_type\": \"status_update\", \"target_organizations\": [1.5]}",
                "{\"operation_type\": \"status_update\", \"device_filters\": []}",
                "{\"operation_type\": \"status_update\", \"device_filters\": {\"name__ic\": {}}}",
                "{\"operation_type\": \"status_update\", \"device_filters\": {\"ids\": [\"1\"]}}",
                "{\"operation_type\": \"status_update\", \"schedule\": {\"execute_at\": \"tomorrow\"}}",
                "{\"operation_type\": \"status_update\", \"schedule\": {\"priority\": 1}}",
                "{\"operation_type\": \"status_update\", \"options\": {\"timeout_minutes\": \"120\"}}",
                "{\"operation_type\": \"status_update\", \"options\": {\"timeout_minutes\": 1.5}}",
                "{\"operation_type\": \"status_update\", \"options\": {\"validate_connectivity\": \"yes\"}}",
                "{\"operation_type\": \"status_update\", \"options\": {\"colour\": \"red\"}}",
            })
    void the_wrong_shape_is_a_bad_request(String json) {
        Rejected rejected = catchThrowableOfType(Rejected.class, () -> read(json));
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.fields()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"operation_type": "sync"}                                                                    | operation_type
                    {"operation_type": "status_update", "target_organizations": []}                               | target_organizations
                    {"operation_type": "status_update", "device_filters": {"status": ["broken"]}}                 | device_filters
                    {"operation_type": "status_update", "schedule": {"execute_at": "2024-01-15T14:28:59Z"}}       | schedule
                    {"operation_type": "status_update", "schedule": {"priority": "asap"}}                         | schedule
                    {"operation_type": "status_update", "schedule": {"recurrence": "61 2 * * *"}}                 | schedule
                    {"operation_type": "status_update", "schedule": {"recurrence": {"cron": "0 2 * * *", "time_zone": "Mars"}}} | schedule
                    {"operation_type": "status_update", "schedule": {"misfire": "never"}}                         | schedule
                    {"operation_type": "status_update", "options": {"timeout_minutes": 0}}                        | options
                    {"operation_type": "status_update", "options": {"timeout_minutes": 1441}}                     | options
                    {"operation_type": "status_update", "options": {"max_parallel": 0}}                           | options
                    {"operation_type": "status_update", "options": {"max_parallel": 2001}}                        | options
                    {"operation_type": "status_update", "options": {"wave_size": 0}}                              | options
                    {"operation_type": "status_update", "options": {"retry": {"max": 11}}}                        | options
                    {"operation_type": "status_update", "options": {"retry": {"backoff": 0}}}                     | options
                    {"operation_type": "status_update", "options": {"on_busy": "push"}}                           | options
                    {"operation_type": "status_update", "options": {"rules": {}}}                                 | options
                    {"operation_type": "status_update", "options": {"stop_on_failure_percent": 101}}              | options
                    {"operation_type": "status_update", "options": {"rules": {"allowed_firmware": []}}}           | options
                    {"operation_type": "status_update", "options": {"rules": {"snmp_versions": []}}}              | options
                    {"operation_type": "status_update", "options": {"rules": {"snmp_versions": ["2c", "4"]}}}     | options
                    {"operation_type": "status_update", "device_filters": {"ids": []}}                            | device_filters
                    {"operation_type": "status_update", "device_filters": {"types": []}}                          | device_filters
                    {"operation_type": "status_update", "schedule": {"priority": " "}}                            | schedule
                    {"operation_type": "status_update", "schedule": {"recurrence": ""}}                           | schedule
                    {"operation_type": "status_update", "schedule": {"time_zone": "Europe/Berlin"}}               | schedule
                    {"operation_type": "status_update", "schedule": {"recurrence": "0 2 * * * UTC", "time_zone": "Europe/Berlin"}} | schedule
                    {"operation_type": "status_update", "schedule": {"time_zone": "UTC", "recurrence": {"cron": "0 2 * * *", "time_zone": "UTC"}}} | schedule
                    """)
    void sound_json_that_cannot_work_is_a_problem(String json, String field) {
        assertThat(read(json).problems().asMap()).containsOnlyKeys(field);
    }

    @Test
    void tells_the_valid_choices_and_all_problems_at_once() {
        OperationRequest request = read("{\"operation_type\": \"sync\", \"options\": {\"timeout_minutes\": 0}}");
        assertThat(request.problems().asMap())
                .containsEntry(
                        "operation_type",
                        List.of("\"sync\" is not a valid choice. Valid choices: bulk_serial_sync, status_update."))
                .containsEntry(
                        "options",
                        java.util.Map.of("timeout_minutes", List.of("Ensure this value is between 1 and 1440.")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"types", "status", "serial_numbers", "ids"})
    void a_filter_that_is_sent_says_which_devices(String filter) {
        for (String nothing : List.of("[]", "null")) {
            assertThat(read("{\"operation_type\": \"status_update\", \"device_filters\": {\"" + filter + "\": "
                                    + nothing + "}}")
                            .problems()
                            .asMap()
                            .get("device_filters"))
                    .as(nothing)
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys(filter);
        }
    }

    @Test
    void a_part_that_is_null_is_left_out() {
        OperationRequest request = read("""
                {"operation_type": "status_update", "target_organizations": null, "device_filters": null,
                 "schedule": null, "options": null}""");
        assertThat(request.problems().isEmpty()).isTrue();
        assertThat(request).usingRecursiveComparison().isEqualTo(read("{\"operation_type\": \"status_update\"}"));
    }

    @Test
    void what_is_wrong_with_a_schedule_is_told_where_it_stands() {
        assertThat(problem("\"schedule\": {\"recurrence\": \"0 2 * * *\", \"misfire\": \"never\"}"))
                .isEqualTo("{schedule={misfire=[\"never\" is not a valid choice. Valid choices: skip, once.]}}");
        assertThat(problem("\"schedule\": {\"recurrence\": \"61 2 * * *\"}"))
                .contains("{schedule={recurrence=[\"61 2 * * *\" is no cron expression")
                .contains("Value 61 not in range [0, 59]");
        assertThat(problem("\"schedule\": {\"recurrence\": \"0 2 * * * UTC\", \"time_zone\": \"Asia/Tokyo\"}"))
                .isEqualTo("{schedule={time_zone=[The time zone is told more than once: Asia/Tokyo, UTC.]}}");
    }

    @Test
    void a_number_too_great_for_any_integer_is_out_of_range_like_others() {
        assertThat(problem("\"options\": {\"timeout_minutes\": 99999999999}"))
                .isEqualTo(problem("\"options\": {\"timeout_minutes\": 1441}"))
                .contains("between 1 and 1440");
    }

    @Test
    void recurrence_is_text_or_object_with_a_zone() {
        for (String recurrence : List.of(
                "\"recurrence\": \"0 2 * * * Europe/Berlin\"",
                "\"recurrence\": \"0 2 * * *\", \"time_zone\": \"Europe/Berlin\"",
                "\"recurrence\": {\"cron\": \"0 2 * * *\", \"time_zone\": \"Europe/Berlin\"}")) {
            OperationRequest request =
                    read("{\"operation_type\": \"status_update\", \"schedule\": {" + recurrence + "}}");
            assertThat(request.problems().isEmpty()).as(recurrence).isTrue();
            assertThat(request.recurrence()).hasValueSatisfying(times -> {
                assertThat(times.cron()).isEqualTo("0 2 * * *");
                assertThat(times.zone()).isEqualTo("Europe/Berlin");
                assertThat(times.misfire()).isEqualTo("once");
            });
            assertThat(request.firstTime(NOW)).isEqualTo(Instant.parse("2024-01-16T01:00:00Z"));
        }
    }

    @Test
    void a_compliance_report_wants_rules() {
        List<String> types = List.of("compliance_report");
        assertThat(OperationRequest.read(BodyReader.parse("{\"operation_type\": \"compliance_report\"}"), types, NOW)
                        .problems()
                        .asMap())
                .containsOnlyKeys("options");
        assertThat(OperationRequest.read(
                                BodyReader.parse("{\"operation_type\": \"compliance_report\", \"options\":"
                                        + " {\"rules\": {\"name_pattern\": \"core-*\"}}}"),
                                types,
                                NOW)
                        .problems()
                        .isEmpty())
                .isTrue();
    }

    @Test
    void a_minute_in_the_past_is_still_now() {
        String json =
                "{\"operation_type\": \"status_update\", \"schedule\": {\"execute_at\": \"2024-01-15T14:29:00Z\"}}";
        assertThat(read(json).problems().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"active,up", "UP,up", "true,up", "inactive,down", "down,down", "False,down", "pending,pending"})
    void statuses_are_the_words_of_two_worlds(String word, String state) {
        String json = "{\"operation_type\": \"status_update\", \"device_filters\": {\"status\": [\"" + word + "\"]}}";
        assertThat(read(json).filters().states()).containsExactly(state);
    }

    @Test
    void whatever_else_is_a_filter_of_the_list_of_devices() {
        OperationRequest request = read("""
                {"operation_type": "status_update", "device_filters": {"types": ["router"], "name__ic": "core",
                 "id__in": [3, 4], "polling_enabled": true, "location__empty": false}}""");
        assertThat(request.filters().types()).containsExactly("router");
        assertThat(request.filters().filters())
                .isEqualTo(Map.of(
                        "name__ic", "core", "id__in", "3,4", "polling_enabled", "true", "location__empty", "false"));
    }

    @Test
    void filters_that_were_stored_before_there_were_lookups_are_read() {
        assertThat(DeviceFilters.parse("{\"types\":[\"router\"],\"states\":[],\"serial_numbers\":[],\"ids\":[]}"))
                .isEqualTo(new DeviceFilters(List.of("router"), List.of(), List.of(), List.of(), Map.of()));
    }

    @Test
    void filters_and_options_survive_being_stored() {
        DeviceFilters filters = new DeviceFilters(
                List.of("router", "7"), List.of("up"), List.of("S1"), List.of(1L, 2L), Map.of("name__ic", "core"));
        assertThat(DeviceFilters.parse(Json.write(filters))).isEqualTo(filters);
        OperationOptions options = new OperationOptions(
                true,
                false,
                5,
                10,
                20,
                50,
                new OperationOptions.Retry(3, 30),
                "skip",
                new OperationOptions.Rules(List.of("1.0"), null, "core-*", 24),
                null);
        assertThat(OperationOptions.parse(Json.write(options))).isEqualTo(options);
        assertThat(Json.write(new OperationOptions(true, false, 5, null, null, null, null, null, null, null)))
                .isEqualTo("{\"update_firmware_info\":true,\"validate_connectivity\":false,\"timeout_minutes\":5}");
    }

    private static String problem(String part) {
        return read("{\"operation_type\": \"status_update\", " + part + "}")
                .problems()
                .asMap()
                .toString();
    }

    private static OperationRequest read(String json) {
        return OperationRequest.read(BodyReader.parse(json), TYPES, NOW);
    }
}
