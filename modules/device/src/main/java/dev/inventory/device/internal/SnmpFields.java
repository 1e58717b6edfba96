package dev.inventory.device.internal;

import dev.inventory.platform.json.Body;
import dev.inventory.platform.json.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How a device is asked over SNMP.
 *
 * @param version {@code 1} or {@code 2c}
 * @param port UDP port
 * @param timeoutMs how long the first answer is waited for, in milliseconds
 * @param retries how often the question is repeated
 */
@Schema(name = "SnmpSettings", description = "How the device is asked over SNMP")
record SnmpFields(
        @Schema(
                enumeration = {"1", "2c"},
                defaultValue = "2c")
        String version,

        @Schema(minimum = "1", maximum = "65535", defaultValue = "161")
        int port,

        @Schema(minimum = "100", maximum = "30000", defaultValue = "1000")
        int timeoutMs,

        @Schema(minimum = "0", maximum = "5", defaultValue = "1")
        int retries) {

    static final SnmpFields DEFAULT = new SnmpFields("2c", 161, 1000, 1);

    /** Reads the nested object; what it omits is as in {@code otherwise}. */
    static SnmpFields read(Optional<Body> given, SnmpFields otherwise) {
        if (given.isEmpty()) {
            return otherwise;
        }
        Body body = given.get();
        Value<String> version = body.choice("version", "1", "2c", "3");
        if ("3".equals(version.orNull())) {
            body.error("version", "Version 3 is not available in this release. Valid choices: 1, 2c.");
        }
        Value<Integer> port = body.integer("port", 1, 65_535);
        Value<Integer> timeout = body.integer("timeout_ms", 100, 30_000);
        Value<Integer> retries = body.integer("retries", 0, 5);
        body.refuseUnknown();
        return new SnmpFields(
                version.or(otherwise.version),
                port.or(otherwise.port),
                timeout.or(otherwise.timeoutMs),
                retries.or(otherwise.retries));
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("version", version);
        shown.put("port", port);
        shown.put("timeout_ms", timeoutMs);
        shown.put("retries", retries);
        return shown;
    }
}
