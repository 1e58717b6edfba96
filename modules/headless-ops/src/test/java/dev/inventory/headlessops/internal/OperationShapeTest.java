package dev.inventory.headlessops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventory.headlessops.OperationOptions;
import dev.inventory.platform.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationShapeTest {

    private static final OperationSummary SUMMARY = new OperationSummary(
            "12345",
            "bulk_serial_sync",
            "in_progress",
            65,
            150,
            98,
            2,
            Instant.parse("2024-01-15T10:30:00Z"),
            Instant.parse("2024-01-15T11:45:30Z"),
            Instant.parse("2024-01-15T12:15:00Z"),
            new OperationSummary.Details(
                    List.of("router", "switch", "access_point"),
                    List.of(101L, 102L),
                    Map.of("connection_timeouts", 1L)));

    private static final String SUMMARY_JSON = """
            "id":"12345","operation_type":"bulk_serial_sync","status":"in_progress","progress":65,\
            "total_devices":150,"processed_devices":98,"failed_devices":2,"created_at":"2024-01-15T10:30:00Z",\
            "updated_at":"2024-01-15T11:45:30Z","estimated_completion":"2024-01-15T12:15:00Z",\
            "operation_details":{"device_types":["router","switch","access_point"],"organization_ids":[101,102],\
            "error_summary":{"connection_timeouts":1}}""";

    @Test
    void a_row_of_the_list_is_written_as_documented() {
        assertThat(Json.write(new OperationPage(1L, null, null, List.of(SUMMARY))))
                .isEqualTo("{\"count\":1,\"next\":null,\"previous\":null,\"results\":[{" + SUMMARY_JSON + "}]}");
    }

    @Test
    void one_operation_is_its_row_and_more() {
        OperationDetail detail = new OperationDetail(
                SUMMARY,
                0,
                "normal",
                Instant.EPOCH,
                null,
                null,
                false,
                false,
                1,
                null,
                null,
                null,
                null,
                new AcceptedOperation.Config(List.of(), List.of(), options(), null, null));
        assertThat(Json.write(detail)).startsWith("{" + SUMMARY_JSON + ",\"skipped_devices\":0,");
    }

    @Test
    void an_accepted_operation_is_written_as_documented() {
        AcceptedOperation accepted = new AcceptedOperation(
                "67890",
                "bulk_serial_sync",
                "scheduled",
                Instant.parse("2024-01-15T14:30:00Z"),
                Instant.parse("2024-01-16T02:00:00Z"),
                90,
                245,
                new AcceptedOperation.Config(
                        List.of(101L, 102L, 103L), List.of("router", "switch"), options(), null, null),
                "/api/v1/inventory_device_serial_headless_operation/?id=67890");
        assertThat(Json.write(accepted)).isEqualTo("""
                        {"id":"67890","operation_type":"bulk_serial_sync","status":"scheduled",\
                        "created_at":"2024-01-15T14:30:00Z","scheduled_for":"2024-01-16T02:00:00Z",\
                        "estimated_duration_minutes":90,"target_device_count":245,\
                        "operation_config":{"organizations":[101,102,103],"device_types":["router","switch"],\
                        "options":{"update_firmware_info":true,"validate_connectivity":true,"timeout_minutes":120}},\
                        "monitoring_url":"/api/v1/inventory_device_serial_headless_operation/?id=67890"}""");
    }

    private static OperationOptions options() {
        return new OperationOptions(true, true, 120, null, null, null, null, null, null, null);
    }
}
